#include "tests/support/golden.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace iotsec::test {

namespace {

std::string difference(std::string_view expected, std::string_view actual) {
    std::istringstream wanted{std::string{expected}};
    std::istringstream found{std::string{actual}};
    std::string wanted_line;
    std::string found_line;
    for (int line = 1;; ++line) {
        const bool more_wanted = static_cast<bool>(std::getline(wanted, wanted_line));
        const bool more_found = static_cast<bool>(std::getline(found, found_line));
        if (!more_wanted && !more_found) return "the texts differ in their last line break";
        if (more_wanted && more_found && wanted_line == found_line) continue;
        return "line " + std::to_string(line) + "\n  expected: " + (more_wanted ? wanted_line : "(end)") +
               "\n  actual:   " + (more_found ? found_line : "(end)");
    }
}

} // namespace

std::filesystem::path source_dir() {
    return IOTSEC_SOURCE_DIR;
}

std::string read_source_file(const std::string& path) {
    std::ifstream in{source_dir() / path, std::ios::binary};
    CHECK_MESSAGE(in.good(), "cannot read " << path);
    return {std::istreambuf_iterator<char>{in}, {}};
}

void check_golden(const std::string& path, std::string_view actual) {
    const auto file = source_dir() / path;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file, std::ios::binary} << actual;
        return;
    }
    REQUIRE_MESSAGE(std::filesystem::exists(file), path << " is missing: run once with UPDATE_GOLDEN=1");
    const std::string expected = read_source_file(path);
    CHECK_MESSAGE(expected == actual, path << ": " << difference(expected, actual));
}

} // namespace iotsec::test
