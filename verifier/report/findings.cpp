#include "verifier/report/findings.hpp"

#include "verifier/report/comparison.hpp"
#include "verifier/report/sarif_parts.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

namespace iotsec::verifier::report {

namespace {

using Json = nlohmann::ordered_json;

Tone tone(const RuleFinding& finding) {
    if (finding.standing == Standing::Open) return Tone::Unknown;
    if (finding.standing != Standing::Fails) return Tone::Note;
    switch (finding.severity) {
    case Severity::Note:
        return Tone::Note;
    case Severity::Warning:
        return Tone::Warning;
    case Severity::Error:
        return Tone::Error;
    }
    std::abort();
}

std::string_view word(const RuleFinding& finding) {
    return finding.state.empty() ? name(finding.severity) : std::string_view{finding.state};
}

std::string fact_line(const Fact& fact, Style style) {
    return fact.value.empty()
               ? std::string{}
               : fmt::format("   {}  {}\n", paint(fmt::format("{:<8}", fact.name), Tone::Note, style),
                             fact.value);
}

std::string finding_text(const RuleFinding& finding, const NamedRule& rule, Style style) {
    const std::string kind = fmt::format("{}[{}]", word(finding), rule.id);
    std::string text = paint(to_string(finding.place) + ": ", Tone::Strong, style) +
                       paint(kind, tone(finding), style) + ": " + finding.message + '\n' +
                       excerpt(finding.place, {}, tone(finding), style);
    for (const Fact& fact : finding.facts)
        text += fact_line(fact, style);
    return text + '\n';
}

bool is_told_to_people(const RuleFinding& finding) {
    return finding.standing == Standing::Fails || finding.standing == Standing::Open;
}

std::string_view standing_name(Standing standing) {
    switch (standing) {
    case Standing::Fails:
        return "fails";
    case Standing::Open:
        return "open";
    case Standing::Expected:
        return "expected";
    case Standing::Passes:
        return "passes";
    }
    std::abort();
}

Json place_json(const Place& place) {
    Json json{{"file", place.path}};
    if (!place.is_known()) return json;
    json["line"] = place.begin.line;
    json["column"] = place.begin.column;
    json["endLine"] = place.end.line;
    json["endColumn"] = place.end.column;
    return json;
}

Json finding_json(const RuleFinding& finding, const NamedRule& rule) {
    Json json{{"rule", rule.id},
              {"severity", name(finding.severity)},
              {"standing", standing_name(finding.standing)}};
    if (!finding.state.empty()) json["state"] = finding.state;
    json["message"] = finding.message;
    json.update(place_json(finding.place));
    for (const Fact& fact : finding.facts) {
        if (!fact.value.empty()) json["facts"].push_back({{"name", fact.name}, {"value", fact.value}});
    }
    if (!finding.because.empty()) json["because"] = finding.because;
    return json;
}

Json sarif_rule(const NamedRule& rule) {
    const std::string help = rule.help.empty() ? rule.title : rule.help;
    return {{"id", rule.id},
            {"shortDescription", {{"text", rule.title.empty() ? rule.id : rule.title}}},
            {"fullDescription", {{"text", help.empty() ? rule.id : help}}},
            {"help", {{"text", help.empty() ? rule.id : help}}},
            {"defaultConfiguration", {{"level", name(rule.severity)}}}};
}

std::string_view sarif_kind(Standing standing) {
    return standing == Standing::Open ? "open" : standing == Standing::Passes ? "pass" : "fail";
}

Json sarif_result(const RuleFinding& finding, const FindingsReport& report) {
    const NamedRule& rule = report.rules[finding.rule];
    const std::string_view kind = sarif_kind(finding.standing);
    Json json{{"ruleId", rule.id},
              {"ruleIndex", finding.rule},
              {"kind", kind},
              {"level", kind == "fail" ? name(finding.severity) : "none"},
              {"message", {{"text", plain_text(sentence(finding.message))}}},
              {"locations", Json::array({{{"physicalLocation", physical_location(finding.place)}}})}};
    if (finding.standing == Standing::Expected) {
        json["suppressions"] =
            Json::array({{{"kind", "external"}, {"status", "accepted"}, {"justification", finding.because}}});
    }
    const std::string identity = fmt::format("{}|{}|{}", rule.id, finding.place.path,
                                             finding.identity.empty() ? finding.message : finding.identity);
    json["partialFingerprints"] = {{"iotsec/v1", fingerprint(identity)}};
    if (!finding.state.empty()) json["properties"]["state"] = finding.state;
    for (const Fact& fact : finding.facts) {
        if (!fact.value.empty()) json["properties"][fact.name] = fact.value;
    }
    return json;
}

} // namespace

std::vector<Remark> remarks(std::vector<Diagnostic> diagnostics, const Sources& sources) {
    std::vector<Remark> result;
    for (Diagnostic& diagnostic : diagnostics) {
        Place where = place(sources, diagnostic.span);
        if (!where.is_known()) where.path = diagnostic.path;
        std::string text = render(diagnostic, sources, {});
        result.push_back({std::move(diagnostic), std::move(where), std::move(text)});
    }
    return result;
}

std::string findings_text(const FindingsReport& report, Style style) {
    std::string text;
    for (const Remark& remark : report.remarks)
        text += remark.text + '\n';
    for (const RuleFinding& finding : report.findings) {
        if (is_told_to_people(finding)) text += finding_text(finding, report.rules[finding.rule], style);
    }
    return text + report.summary + '\n';
}

std::string findings_json(const FindingsReport& report) {
    Json summary;
    for (const auto& [what, count] : report.counts)
        summary[what] = count;
    summary["exitCode"] = report.exit_code;
    Json results = Json::array();
    for (const RuleFinding& finding : report.findings)
        results.push_back(finding_json(finding, report.rules[finding.rule]));
    Json diagnostics = Json::array();
    for (const Remark& remark : report.remarks) {
        Json one{{"code", remark.diagnostic.code},
                 {"severity", name(remark.diagnostic.severity)},
                 {"message", remark.diagnostic.message}};
        one.update(place_json(remark.place));
        if (!remark.diagnostic.help.empty()) one["help"] = remark.diagnostic.help;
        diagnostics.push_back(std::move(one));
    }
    const Json json{{"format", 1},
                    {"tool", {{"name", "iotsec"}, {"version", report.version}}},
                    {"command", report.command},
                    {"summary", std::move(summary)},
                    {"results", std::move(results)},
                    {"diagnostics", std::move(diagnostics)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string findings_sarif(const FindingsReport& report) {
    Json rules = Json::array();
    for (const NamedRule& rule : report.rules)
        rules.push_back(sarif_rule(rule));
    Json results = Json::array();
    for (const RuleFinding& finding : report.findings) {
        if (results.size() < most_results) results.push_back(sarif_result(finding, report));
    }
    Json notifications = Json::array();
    for (const Remark& remark : report.remarks)
        notifications.push_back(notification(remark));
    const bool done = report.exit_code == 0 || report.exit_code == 1 || report.exit_code == 4;
    const Json invocation{{"executionSuccessful", done},
                          {"exitCode", report.exit_code},
                          {"exitCodeDescription", exit_description(report.exit_code)},
                          {"toolExecutionNotifications", std::move(notifications)}};
    const Json driver{{"name", "iotsec"}, {"semanticVersion", report.version}, {"rules", std::move(rules)}};
    return sarif_log(
        {{"tool", {{"driver", driver}}},
         {"columnKind", "unicodeCodePoints"},
         {"originalUriBaseIds", {{"%SRCROOT%", {{"description", {{"text", "Root of the repository."}}}}}}},
         {"automationDetails", {{"id", fmt::format("iotsec/{}/", report.command)}}},
         {"invocations", Json::array({invocation})},
         {"results", std::move(results)}});
}

} // namespace iotsec::verifier::report
