#include "grammar/iotsec/parsed_test.hpp"

#include <doctest/doctest.h>

using iotsec::grammar::testing::corpus;
using iotsec::grammar::testing::Parsed;

TEST_CASE("every file at hand parses without a mistake") {
    for (const std::string& text : corpus("every file at hand parses without a mistake")) {
        CAPTURE(text.substr(0, text.find('\n')));
        CHECK(Parsed{text}.mistakes() == "");
    }
}
