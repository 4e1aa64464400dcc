#include "grammar/iotsec/parsed_test.hpp"
#include "tests/support/golden.hpp"

#include <doctest/doctest.h>

using namespace iotsec;
using grammar::testing::Parsed;

TEST_CASE("the tree and the canonical form of a file with one of everything") {
    const Parsed parsed{test::read_source_file("tests/fuzz/seeds/iotsec_parser/everything.iotsec")};
    CHECK(parsed.mistakes() == "");
    test::check_golden("tests/golden/syntax/everything.tree.txt", grammar::dump(parsed.module, false));
    test::check_golden("tests/golden/syntax/everything.iotsec",
                       grammar::format(parsed.module, parsed.file()));
}

TEST_CASE("places in the tree are bytes of the file") {
    const Parsed parsed{"module m\nlet x = a.b ?? 'größe' == 3d\n"};
    CHECK(grammar::dump(parsed.module, true) == "module m @7..8\n"
                                                "let x @9..39\n"
                                                "  binary == @17..39\n"
                                                "    binary ?? @17..33\n"
                                                "      path a.b @17..20\n"
                                                "      text 'größe' @24..33\n"
                                                "    duration 3d @37..39\n");
}
