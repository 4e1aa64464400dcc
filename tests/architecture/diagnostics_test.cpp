// Diagnostics are a product: each code has a page, and a test that shows what provokes it.
#include "base/diagnostics/all.hpp"
#include "tests/support/golden.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path root = iotsec::test::source_dir();

bool is_example(const fs::path& path) {
    const std::string name = path.filename().string();
    const std::string from = fs::relative(path, root).string();
    return name.ends_with("_test.cpp") || (from.starts_with("tests/") && !name.ends_with(".hpp"));
}

/// All codes that some test names.
std::set<std::string> provoked_codes() {
    std::set<std::string> codes;
    for (const char* folder :
         {"base", "grammar", "azure", "compiler", "emitters", "verifier", "stdlib", "cli", "tests"}) {
        if (!fs::exists(root / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator{root / folder}) {
            if (!entry.is_regular_file() || !is_example(entry.path())) continue;
            const std::string text =
                iotsec::test::read_source_file(fs::relative(entry.path(), root).string());
            for (std::size_t at = text.find("IOT"); at != std::string::npos; at = text.find("IOT", at + 1)) {
                codes.insert(text.substr(at, 7));
            }
        }
    }
    return codes;
}

} // namespace

TEST_CASE("every diagnostic code has a page, and no page has a code that is gone") {
    const std::string pages = iotsec::test::read_source_file("docs/diagnostics.md");
    std::size_t count = 0;
    for (std::size_t at = pages.find("\n## IOT"); at != std::string::npos;
         at = pages.find("\n## IOT", at + 1)) {
        const std::string code = pages.substr(at + 4, 7);
        const bool exists =
            std::ranges::any_of(iotsec::diag::all, [&](const auto* info) { return info->code == code; });
        CHECK_MESSAGE(exists, "docs/diagnostics.md explains " << code << ", which no kind has");
        ++count;
    }
    for (const auto* info : iotsec::diag::all) {
        const std::string heading = "\n## " + std::string{info->code} + " ";
        CHECK_MESSAGE(pages.find(heading) != std::string::npos,
                      info->code << " has no section in docs/diagnostics.md");
    }
    CHECK(count == iotsec::diag::all.size());
}

TEST_CASE("every diagnostic code is provoked by a test") {
    const auto codes = provoked_codes();
    for (const auto* info : iotsec::diag::all) {
        CHECK_MESSAGE(codes.contains(std::string{info->code}),
                      "no test shows " << info->code << ": " << info->format);
    }
}
