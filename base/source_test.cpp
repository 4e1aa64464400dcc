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
