#include "cli/driver/arguments.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace iotsec::cli;

namespace {

constexpr std::array<std::string_view, 2> formats{"text", "json"};
constexpr std::array options{
    OptionSpec{"--format", "FORMAT", "How to print.", formats},
    OptionSpec{"--set", "NAME=VALUE", "A value.", {}, true},
    OptionSpec{"--check", "", "Only look."},
};
const Command command{
    .name = "build",
    .summary = "makes something",
    .usage = "build [--check] FILE...",
    .description = "Makes something of files.",
    .operand = {"FILE", "A file.", 1, 2},
    .options = options,
    .examples = "iotsec build a",
    .run = nullptr,
};

std::string problem(std::vector<std::string> words) {
    return parse(command, words).problem;
}

} // namespace

TEST_CASE("options may stand anywhere, and `--` ends them") {
    const auto parsed =
        parse(command, std::vector<std::string>{"a", "--set", "x=1", "--set=y=2", "--", "--b"});
    CHECK(parsed.problem.empty());
    CHECK(parsed.arguments.operands == std::vector<std::string>{"a", "--b"});
    CHECK(parsed.arguments.values("--set") == std::vector<std::string>{"x=1", "y=2"});
    CHECK_FALSE(parsed.arguments.has("--check"));
}

TEST_CASE("what is wrong with a command line is said in words, with the nearest right one") {
    CHECK(problem({"a", "--fromat", "json"}) == "unknown option `--fromat`; did you mean `--format`?");
    CHECK(problem({"a", "--format", "xml"}) == "`--format` does not take `xml`; it takes text, json");
    CHECK(problem({"a", "--format"}) == "`--format` needs a value: FORMAT");
    CHECK(problem({"a", "--format", "json", "--format", "text"}) ==
          "`--format` is given 2 times, it takes one value");
    CHECK(problem({"a", "b", "c"}) == "did not expect `c`");
    CHECK(problem({}) == "expected FILE");
}

TEST_CASE("the manual page comes from the same table") {
    const std::string page = manual(command);
    for (const char* part :
         {"iotsec build - makes something", "iotsec build [--check] FILE...", "--set NAME=VALUE",
          "One of text, json.", "May be repeated.", "EXIT CODES", "EXAMPLES"}) {
        CHECK_MESSAGE(page.find(part) != std::string::npos, part);
    }
}
