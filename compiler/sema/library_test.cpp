// The library on paper: the blocks of the language reference, checked against the catalogue as it is.
#include "compiler/sema/checked_test.hpp"
#include "stdlib/built_in.hpp"
#include "tests/support/markdown.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace iotsec::sema {

namespace {

std::vector<std::string> library_on_paper(std::string_view test) {
    const auto path = iotsec::test::shared_folder("language-reference.md", test);
    if (!path) return {};
    std::ifstream in{*path, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return iotsec::test::code_blocks(text.str(), "iotsec");
}

/// What the paper leaves out to save space, or has no catalogue for yet.
bool is_explainable(const Diagnostic& diagnostic) {
    if (diagnostic.severity == Severity::Warning) return true;
    if (diagnostic.code == "IOT4002") return diagnostic.message.find("requirement `") != std::string::npos;
    return diagnostic.code == "IOT2001" && diagnostic.message.starts_with("unknown resource type `");
}

} // namespace

TEST_CASE(
    "the library of the reference checks, but for what it leaves out and types that the catalogue lacks") {
    const auto blocks = library_on_paper("the library of the reference checks");
    if (blocks.empty()) return;
    testing::Checked checked{blocks, {}, stdlib::catalogue()};
    for (const Diagnostic& diagnostic : checked.sink.take_sorted()) {
        if (is_explainable(diagnostic)) continue;
        FAIL_CHECK(std::string{diagnostic.code}, " at `", std::string{checked.sources.text(diagnostic.span)},
                   "`: ", diagnostic.message);
    }
}

TEST_CASE("the standard library checks without a word") {
    std::vector<std::string> texts;
    for (const stdlib::LibraryFile& file : stdlib::modules())
        texts.emplace_back(file.text);
    testing::Checked checked{texts, {}, stdlib::catalogue()};
    CHECK(checked.mistakes() == "");
}

TEST_CASE("a library with something missing, doubled or swapped is checked without a crash") {
    std::mt19937 random{7};
    for (const stdlib::LibraryFile& file : stdlib::modules()) {
        for (int i = 0; i < 40; ++i) {
            std::string text{file.text};
            const std::size_t at = random() % text.size();
            const std::size_t length = random() % 30;
            const std::string piece = text.substr(at, length);
            if (i % 2 == 0) text.erase(at, length);
            text.insert(random() % text.size(), piece);
            (void)testing::Checked{{text}, {}, stdlib::catalogue()};
        }
    }
}

} // namespace iotsec::sema
