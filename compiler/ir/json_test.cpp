#include "compiler/ir/json.hpp"
#include "compiler/ir/verify.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/hub_example.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace iotsec;

namespace {

/// The code and message of the mistake in `json`, or "read" where there is none.
std::string outcome(const std::string& json) {
    Sources sources;
    const auto program = ir::from_json(sources.add("rules.json", json));
    if (program) return "read";
    const Diagnostic& error = program.error();
    const Position at = sources[SourceId{0}].position(error.span.begin);
    return std::string{error.code} + " " + std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
           error.message;
}

/// The JSON of the example with one piece of it replaced.
std::string changed(const std::string& from, const std::string& to) {
    std::string json = ir::to_json(ir::hub_example());
    const auto at = json.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    return json.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("a program is written as JSON and as text, always the same") {
    const ir::Program program = ir::hub_example();
    CHECK(ir::verify(program) == std::vector<std::string>{});
    test::check_golden("tests/golden/ir/hub_public_access_off.json", ir::to_json(program));
    test::check_golden("tests/golden/ir/hub_public_access_off.txt", ir::to_text(program));
}

TEST_CASE("what is written reads back to the same program") {
    Sources sources;
    const std::string json = ir::to_json(ir::hub_example());
    const auto program = ir::from_json(sources.add("rules.json", json));
    REQUIRE(program);
    CHECK(ir::to_json(program.value()) == json);
}

TEST_CASE("each mistake in a rule file is reported at its place") {
    struct Case {
        std::string from, to, expected;
    };
    const std::vector<Case> cases{
        {"\"version\": 1", "\"version\": 7", "IOT5104 2:14 the rules have format version 7, expected 1"},
        {"\"catalog\": \"test\"", "\"catalog\": 5",
         "IOT5101 3:14 expected a text in the rules, found a number"},
        {"\"k\": \"compare\"", "\"k\": \"compares\"",
         "IOT5101 43:18 expected a kind of expression in the rules, found `compares`"},
        {"\"binder\": \"hub\"", "\"binding\": \"hub\"",
         "IOT5102 36:18 expected a member `binder` in a subject of the rules"},
        {"\"source\":", "\"sauce\": 1, \"source\":",
         "IOT5103 83:11 unknown member `sauce` in a check of the rules"},
        {"\"op\": \"eq\"", "\"op\": \"equal\"",
         "IOT5101 44:19 expected one of `eq`, `ne`, `lt`, `le`, `gt`, `ge` in the rules, found `equal`"},
        {"\"root\": \"hub\"", "\"root\": \"hob\"",
         "IOT5105 1:1 the rules do not hold together: requirement `HUB-NET-2`: `hob` is not a binder here"},
        {"\"property\": 0", "\"property\": -1",
         "IOT5101 51:29 expected an index in the rules, found a number"},
        {"\"property\": 0", "\"property\": 9",
         "IOT5105 1:1 the rules do not hold together: expression 0: no such property"},
    };
    for (const Case& each : cases) {
        CAPTURE(each.to);
        CHECK(outcome(changed(each.from, each.to)) == each.expected);
    }
}

TEST_CASE("a file that is no rule file at all is an error, not a crash") {
    for (const std::string text : {"", "[]", "{}", "null", "{\"version\": 1", "{\"version\": 1}"}) {
        CAPTURE(text);
        CHECK(outcome(text) != "read");
    }
}
