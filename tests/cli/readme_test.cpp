// Every command that the README shows is run, in order, and prints what the README says.
#include "base/text.hpp"
#include "tests/cli/story.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/markdown.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace iotsec;

namespace {

constexpr std::string_view rest = "…"; // a line that stands for any number of lines
constexpr std::string_view mark = "== next command ==";

/// Whether `shown` is what `output` says.
bool shows(const std::vector<std::string_view>& shown, const std::vector<std::string_view>& output) {
    std::size_t o = 0;
    bool may_skip = false;
    for (const std::string_view line : shown) {
        if (line == rest) {
            may_skip = true;
            continue;
        }
        while (may_skip && o < output.size() && output[o] != line)
            ++o;
        if (o == output.size() || output[o] != line) return false;
        ++o;
        may_skip = false;
    }
    return may_skip || o == output.size();
}

std::vector<std::string_view> lines(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    return text.empty() ? std::vector<std::string_view>{} : split(text, '\n');
}

/// The commands of a block as one, so that `cd` holds for those behind it; a mark stands between their
/// outputs.
std::string in_one_shell(const test::Story& block) {
    std::string command = "ln -s '" + (test::source_dir() / "examples").string() + "' examples; ";
    for (const test::StoryStep& step : block.steps)
        command += step.command + "; echo '" + std::string{mark} + "'; ";
    return command;
}

/// What each command of a block printed.
std::vector<std::string> outputs(const test::Story& block) {
    test::Story one;
    one.steps.push_back({in_one_shell(block), {}, 0});
    const test::Story played = test::play(one, IOTSEC_PROGRAM);
    std::vector<std::string> result{""};
    for (const std::string_view line : lines(played.steps.front().output)) {
        if (line == mark)
            result.emplace_back();
        else
            result.back() += std::string{line} + '\n';
    }
    return result;
}

} // namespace

TEST_CASE("the commands of the README print what it shows") {
    const auto blocks = test::code_blocks(test::read_source_file("README.md"), "console");
    REQUIRE(!blocks.empty());
    for (const std::string& text : blocks) {
        const test::Story block = test::read_story(text);
        const auto printed = outputs(block);
        REQUIRE(printed.size() == block.steps.size() + 1);
        for (std::size_t i = 0; i < block.steps.size(); ++i) {
            CAPTURE(block.steps[i].command);
            CHECK_MESSAGE(shows(lines(block.steps[i].output), lines(printed[i])), "the README shows\n"
                                                                                      << block.steps[i].output
                                                                                      << "and it prints\n"
                                                                                      << printed[i]);
        }
    }
}
