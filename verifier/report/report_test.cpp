#include "tests/support/golden.hpp"
#include "verifier/report/comparison.hpp"
#include "verifier/report/report.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace iotsec;
using namespace iotsec::verifier;

namespace {

constexpr std::string_view template_text = R"({
  "resources": [
    {
      "name": "[parameters('hubName')]",
      "properties": {
        "publicNetworkAccess": "[parameters('access')]"
      }
    }
  ]
}
)";

/// A hub judged by two requirements: one violated with dev.json only, one that nobody can decide.
struct Example {
    Sources sources;
    ir::Program program;
    Evidence evidence;
    Findings dev;
    Findings prod;

    Example() {
        sources.add("infra/main.json", std::string{template_text});
        program.requirements.push_back(requirement("HUB-LOG-1", "Logs are kept", ir::SeverityLevel::Medium));
        program.requirements.push_back(requirement("HUB-NET-2", "Hubs are private", ir::SeverityLevel::High));
        program.requirements[1].meta.docs = {"https://learn.microsoft.com/azure/iot-hub"};
        program.requirements[1].meta.controls = {{"mcsb", "NS-2"}};
        Resource hub;
        hub.type = "Microsoft.Devices/IotHubs";
        hub.name = Value{std::string{"hub-dev"}, span("\"[parameters('hubName')]\"")};
        hub.api_version = "2023-06-30";
        hub.span = span("{\n      \"name\"");
        hub.name_span = span("\"[parameters('hubName')]\"");
        evidence.resources.push_back(hub);
        evidence.source_path = "infra/main.json";
        const Finding unknown{
            0,
            0,
            Verdict::Unknown,
            {},
            {{Cause::NotInEvidence, "no diagnostic setting of this hub is in the template", {}}},
            false};
        const FailedCheck failed{0, "public network access is Enabled", span("\"[parameters('access')]\""),
                                 "'Disabled'", "'Enabled'"};
        dev = {unknown, {1, 0, Verdict::Violation, {failed}, {}, false}};
        prod = {unknown, {1, 0, Verdict::Compliant, {}, {}, false}};
    }

    static ir::Requirement requirement(std::string id, std::string title, ir::SeverityLevel severity) {
        ir::Requirement made;
        made.name = "r";
        made.checks.push_back({{}, {}, "expect something", {}});
        made.meta.id = std::move(id);
        made.meta.title = std::move(title);
        made.meta.severity = severity;
        return made;
    }

    [[nodiscard]] Span span(std::string_view part) const {
        const auto at = static_cast<std::uint32_t>(template_text.find(part));
        return {SourceId{0}, at, at + static_cast<std::uint32_t>(part.size())};
    }

    [[nodiscard]] report::Report report() const {
        report::Report result;
        result.version = "0.1.0";
        result.rules = "std.iothub.production 1.0.0";
        result.default_rules = true;
        result.environments = 2;
        result.exit_code = 1;
        result.files.push_back(report::collect(
            program, {}, {{"dev.json", evidence, dev}, {"prod.json", evidence, prod}}, sources, {}));
        result.skipped.push_back({"infra/package.json", "its `$schema` names no deployment template"});
        return result;
    }
};

} // namespace

TEST_CASE("findings under several parameter files become one entry a requirement and place") {
    const Example example;
    const report::Report result = example.report();
    REQUIRE(result.files[0].entries.size() == 2);
    const report::Entry& unknown = result.files[0].entries[0];
    CHECK(unknown.environments == std::vector<std::string>{"dev.json", "prod.json"});
    const report::Entry& violation = result.files[0].entries[1];
    CHECK(violation.environments == std::vector<std::string>{"dev.json"});
    CHECK(violation.compliant_in == std::vector<std::string>{"prod.json"});
    CHECK(result.tally().violations == 1);
    CHECK(result.tally().unknown == 1);
}

TEST_CASE("the report for people shows place, line, found, expected and what to do") {
    const Example example;
    iotsec::test::check_golden("tests/golden/reports/check.txt", text(example.report(), example.program, {}));
}

TEST_CASE("the report for programs has everything that the text has") {
    const Example example;
    iotsec::test::check_golden("tests/golden/reports/check.json", json(example.report(), example.program));
}

TEST_CASE("SARIF has a rule for each requirement and an open result for what is unknown") {
    const Example example;
    const std::string text = sarif(example.report(), example.program);
    iotsec::test::check_golden("tests/golden/reports/check.sarif", text);
    const auto run = nlohmann::json::parse(text)["runs"][0];
    CHECK(run["tool"]["driver"]["rules"][1]["properties"]["security-severity"] == "8.0");
    CHECK(run["results"][0]["kind"] == "open");
    CHECK(run["results"][0]["level"] == "none");
    CHECK(run["results"][1]["level"] == "error");
}

TEST_CASE("results that GitHub would refuse are left out and counted") {
    const Example example;
    report::Report report = example.report();
    const report::Entry entry = report.files[0].entries[1];
    report.files[0].entries.assign(25'003, entry);
    const auto run = nlohmann::json::parse(sarif(report, example.program))["runs"][0];
    CHECK(run["results"].size() == 25'000);
    const auto& notifications = run["invocations"][0]["toolExecutionNotifications"];
    CHECK(notifications[0]["message"]["text"] == "3 more results were left out: a file has 25000 at most.");
}

TEST_CASE("a run says what is new since an earlier report") {
    const Example example;
    report::Report report = example.report();
    const auto earlier = [&](const std::string& text) {
        return report::fingerprints(SourceFile{SourceId{7}, "base.json", text});
    };
    auto before = earlier(json(report, example.program));
    REQUIRE(before.ok());
    compare(report, example.program, before.value(), "base.json");
    CHECK(words(*report.against) == "0 new, 0 gone, 2 unchanged");

    std::vector<std::string> other{before.value()[0], "00"};
    compare(report, example.program, std::move(other), "base.json");
    CHECK(words(*report.against) == "1 new, 1 gone, 1 unchanged");
    CHECK_FALSE(report.files[0].entries[0].is_new);
    CHECK(report.files[0].entries[1].is_new);
    const auto run = nlohmann::json::parse(sarif(report, example.program))["runs"][0];
    CHECK(run["results"][1]["baselineState"] == "new");
    CHECK(run["results"][0]["baselineState"] == "unchanged");
}

TEST_CASE("what is no report is refused with IOT6204") {
    for (const char* text :
         {"{}", "[]", R"({"format": 2, "results": []})", R"({"format": 1, "results": [{}]})",
          R"({"format": 1, "results": [{"fingerprint": 3}]})"}) {
        CAPTURE(text);
        const auto found = report::fingerprints(SourceFile{SourceId{7}, "base.json", text});
        REQUIRE_FALSE(found.ok());
        CHECK(found.error().code == "IOT6204");
    }
}

TEST_CASE("fingerprints do not depend on lines") {
    const Example example;
    report::Report moved = example.report();
    for (report::Entry& entry : moved.files[0].entries) {
        entry.place.begin.line += 10;
        entry.place.end.line += 10;
    }
    const auto fingerprints = [&](const report::Report& result) {
        std::vector<std::string> list;
        const auto parsed = nlohmann::json::parse(sarif(result, example.program));
        for (const auto& one : parsed["runs"][0]["results"]) {
            list.push_back(one["partialFingerprints"]["iotsec/v1"]);
        }
        return list;
    };
    CHECK(fingerprints(moved) == fingerprints(example.report()));
    CHECK(fingerprints(moved)[0] != fingerprints(moved)[1]);
}

TEST_CASE("values of any length leave a report readable") {
    Example example;
    const std::string letters(1'000'000, 'x');
    example.evidence.resources[0].name = Value{letters};
    example.evidence.resources[0].api_version = letters;
    example.dev[1].failed[0].message = "public network access is " + letters;
    example.dev[0].reasons[0].text = letters;
    CHECK(text(example.report(), example.program, {}).size() < 20'000);
    CHECK(json(example.report(), example.program).size() < 20'000);
}

TEST_CASE("annotations escape what GitHub would read as its own") {
    Example example;
    example.dev[1].failed[0].message = "100 % open:\nreally";
    example.program.requirements[1].meta.title = "a, b: c";
    const std::string text = github(example.report(), example.program);
    CHECK(text.find("::notice file=infra/main.json,line=4,") == 0);
    CHECK(text.find("title=HUB-NET-2 a%2C b%3A c::100 %25 open:%0Areally. Expected 'Disabled'.") !=
          std::string::npos);
}

TEST_CASE("the comment on a pull request has a row for each finding and says how to fix it") {
    const Example example;
    iotsec::test::check_golden("tests/golden/reports/check.md", markdown(example.report(), example.program));
}

TEST_CASE("the comment keeps what it quotes from being read as Markdown") {
    Example example;
    example.dev[1].failed[0].found = "a | b `c`\nd";
    example.program.requirements[1].meta.title = "<b>*a* | [b](c)\nd";
    report::Report report = example.report();
    report.project = "a-->b";
    const std::string text = markdown(report, example.program);
    CHECK(text.find("<!-- iotsec:check:a---b -->\n") == 0);
    CHECK(text.find(R"( &lt;b>\*a\* \| \[b\](c) d |)") != std::string::npos);
    CHECK(text.find("`a / b 'c' d`, expected `'Disabled'`") != std::string::npos);
}

TEST_CASE("the comment shows the change where the remedy sets the value that was found") {
    const Example example;
    report::Report report = example.report();
    report::Entry& entry = report.files[0].entries[1];
    entry.replacement = "\"Disabled\"";
    const std::string text = markdown(report, example.program);
    CHECK(text.find("```diff\n-" + entry.place.line + "\n+") != std::string::npos);
    CHECK(text.find("\"Disabled\"\n```") != std::string::npos);
}

TEST_CASE("a comment stays below what GitHub takes") {
    Example example;
    example.program.requirements[1].meta.title = std::string(1'000, '|');
    report::Report report = example.report();
    const report::Entry entry = report.files[0].entries[1];
    report.files[0].entries.resize(1'000, entry);
    const std::string text = markdown(report, example.program);
    CHECK(text.size() < 65'536);
    CHECK(text.find(" more findings, which do not fit into a comment") != std::string::npos);
}

TEST_CASE("bytes that are no UTF-8 do not break a report") {
    Example example;
    example.dev[1].failed[0].message = "found \xFF";
    CHECK_NOTHROW(nlohmann::json::parse(sarif(example.report(), example.program)));
    CHECK_NOTHROW(nlohmann::json::parse(json(example.report(), example.program)));
}
