// Every file in tests/cli/stories is played: the program does and says exactly what the story tells.
#include "tests/cli/story.hpp"
#include "tests/support/golden.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace fs = std::filesystem;

TEST_CASE("the program does what the stories tell") {
    const fs::path folder = iotsec::test::source_dir() / "tests/cli/stories";
    std::set<fs::path> stories;
    for (const auto& entry : fs::directory_iterator{folder}) {
        if (entry.path().extension() == ".txt") stories.insert(entry.path());
    }
    REQUIRE_FALSE(stories.empty());
    for (const fs::path& path : stories) {
        const std::string name = fs::relative(path, iotsec::test::source_dir()).string();
        CAPTURE(name);
        const auto story = iotsec::test::read_story(iotsec::test::read_source_file(name));
        CHECK_FALSE(story.title.empty());
        iotsec::test::check_golden(name, write_story(play(story, IOTSEC_PROGRAM)));
    }
}
