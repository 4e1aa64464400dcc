#include "cli/driver/files.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace iotsec;
using namespace iotsec::cli;

namespace {

/// A folder that is there for one test.
struct TemporaryFolder {
    std::string path = (fs::temp_directory_path() / ("iotsec-files-" + std::to_string(::getpid()))).string();

    TemporaryFolder() { fs::create_directories(path); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder() { fs::remove_all(path); }
};

} // namespace

TEST_CASE("what cannot be read says why") {
    const TemporaryFolder folder;
    CHECK(read_file(folder.path + "/gone").error().code == "IOT0001");
    CHECK(read_file(folder.path).error().code == "IOT0002");
    REQUIRE_FALSE(write_file(folder.path + "/big", "12345"));
    CHECK(read_file(folder.path + "/big", 4).error().code == "IOT0003");
    CHECK(read_file(folder.path + "/big", 5).value() == "12345");
    CHECK(files_below(folder.path, "", 1).ok());
    CHECK(files_below(folder.path, "", 0).error().code == "IOT0005");
    CHECK(read_file("/dev/zero", 1000).error().code == "IOT0003"); // says that it has no bytes
}

TEST_CASE("a folder of outputs is written whole, and what is no longer made goes") {
    const TemporaryFolder folder;
    const std::string out = folder.path + "/out";
    REQUIRE_FALSE(write_folders({{out, {{"a.json", "a"}, {"sets/b.json", "b"}}}}));
    CHECK(read_file(out + "/sets/b.json").value() == "b");
    REQUIRE_FALSE(write_file(out + "/mine.txt", "kept"));

    const std::vector<OutputFolder> next{{out, {{"a.json", "new"}}}};
    const auto differ = differences(next);
    REQUIRE(differ.size() == 2);
    CHECK(differ[0].difference == Difference::Changed);
    CHECK(differ[1].difference == Difference::Stale);

    REQUIRE_FALSE(write_folders(next));
    CHECK(read_file(out + "/a.json").value() == "new");
    CHECK_FALSE(exists(out + "/sets/b.json"));
    CHECK(exists(out + "/mine.txt"));
    CHECK(differences(next).empty());
}

TEST_CASE("a search leaves out what a build wrote, and finds what stands beside it") {
    const TemporaryFolder folder;
    const std::string out = folder.path + "/out";
    REQUIRE_FALSE(write_folders({{out, {{"a.json", "a"}, {"sets/b.json", "b"}}}}));
    REQUIRE_FALSE(write_file(out + "/sets/mine.json", ""));
    CHECK(files_below(folder.path, ".json").value() == std::vector<std::string>{out + "/sets/mine.json"});
    CHECK(files_below(out, ".json").value().size() == 3); // it was asked for
}

TEST_CASE("nothing changes where one file cannot be written") {
    const TemporaryFolder folder;
    REQUIRE_FALSE(write_file(folder.path + "/a", "old"));
    fs::create_directories(folder.path + "/b");
    const auto problem = write_folders({{folder.path, {{"a", "new"}, {"b", "a folder is in the way"}}}});
    REQUIRE(problem);
    CHECK(problem->code == "IOT0004");
    CHECK(read_file(folder.path + "/a").value() == "old");
    CHECK(files_below(folder.path, "").value().size() == 1);             // no temporary file is left
    CHECK(write_folders({{folder.path, {{"a", "one"}, {"a", "two"}}}})); // which one?
    CHECK(read_file(folder.path + "/a").value() == "old");
}
