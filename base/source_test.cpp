#include "base/source.hpp"

#include <doctest/doctest.h>

using namespace iotsec;

TEST_CASE("places are lines and columns in code points") {
    Sources sources;
    const SourceFile& file = sources.add("a.iotsec", "größe\r\nzwei\n");
    CHECK(file.position(0).line == 1);
    CHECK(file.position(7).column == 6); // behind the e, two letters of two bytes before it
    CHECK(file.position(9).line == 2);
    CHECK(file.line(1) == "größe");
    CHECK(file.line(3) == "");
    CHECK(sources.text({file.id(), 9, 13}) == "zwei");
}

TEST_CASE("a place far behind in a long line is found") {
    std::string text = "x\n";
    for (int i = 0; i < 30'000; ++i)
        text += "ö";
    Sources sources;
    const SourceFile& file = sources.add("long.json", text);
    CHECK(file.position(2 + 2 * 29'000).line == 2);
    CHECK(file.position(2 + 2 * 29'000).column == 29'001);
    CHECK(file.position(text.size()).column == 30'001);
}
