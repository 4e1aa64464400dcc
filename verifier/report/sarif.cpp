// SARIF 2.1.0, as GitHub code scanning takes it: one result a place and requirement, stable fingerprints.
#include "base/text.hpp"
#include "verifier/report/comparison.hpp"
#include "verifier/report/report.hpp"
#include "verifier/report/sarif_parts.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace iotsec::verifier::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_tags = 20;

std::string_view security_severity(ir::SeverityLevel severity) {
    switch (severity) {
    case ir::SeverityLevel::Low:
        return "3.0";
    case ir::SeverityLevel::Medium:
        return "5.5";
    case ir::SeverityLevel::High:
        return "8.0";
    case ir::SeverityLevel::Critical:
        return "9.5";
    }
    std::abort();
}

std::string help_text(const ir::Meta& meta, bool markdown) {
    std::string text = meta.description.empty() ? meta.title : meta.description;
    text += markdown ? fmt::format("\n\nMore: `iotsec explain {}`", meta.id)
                     : fmt::format("\n\nMore: iotsec explain {}", meta.id);
    for (const std::string& link : meta.docs) {
        text += markdown ? fmt::format("\n\n[{}]({})", link, link) : fmt::format("\n\n{}", link);
    }
    return text;
}

Json tags(const ir::Meta& meta) {
    Json list{"security", "iot"};
    if (!meta.section.empty()) list.push_back(meta.section);
    for (const ir::ControlRef& control : meta.controls) {
        if (list.size() < most_tags) list.push_back(fmt::format("{}/{}", control.framework, control.id));
    }
    return list;
}

/// The first of three texts that is not empty: SARIF wants some text.
std::string first_of(const std::string& a, const std::string& b, const std::string& c) {
    return !a.empty() ? a : !b.empty() ? b : c;
}

Json rule(const ir::Requirement& requirement) {
    const ir::Meta& meta = requirement.meta;
    Json json{{"id", meta.id},
              {"name", requirement.name},
              {"shortDescription", {{"text", first_of(meta.title, meta.id, meta.id)}}},
              {"fullDescription", {{"text", first_of(meta.description, meta.title, meta.id)}}}};
    if (!meta.docs.empty()) json["helpUri"] = meta.docs.front();
    json["help"] = {{"text", help_text(meta, false)}, {"markdown", help_text(meta, true)}};
    json["defaultConfiguration"] = {{"level", level(meta.severity)}};
    json["properties"] = {
        {"tags", tags(meta)},
        {"security-severity", security_severity(meta.severity)},
        {"precision", "very-high"},
        {"problem.severity", level(meta.severity) == "note" ? "recommendation" : level(meta.severity)}};
    return json;
}

std::string message(const Entry& entry) {
    std::string text = sentence(entry.message);
    if (!entry.expected.empty()) text += fmt::format(" Expected {}.", entry.expected);
    if (!entry.when.empty()) text += fmt::format(" When {}.", when_words(entry));
    if (!entry.environments.empty()) text += fmt::format(" With {}.", join(entry.environments, ", "));
    if (!entry.compliant_in.empty())
        text += fmt::format(" Compliant with {}.", join(entry.compliant_in, ", "));
    return plain_text(text);
}

Json properties(const Entry& entry) {
    Json json{{"verdict", name(entry.verdict)}};
    if (!entry.environments.empty()) json["environments"] = entry.environments;
    if (!entry.when.empty()) json["when"] = when_words(entry);
    if (!entry.found.empty()) json["found"] = entry.found;
    if (!entry.expected.empty()) json["expected"] = entry.expected;
    if (!entry.fix.empty()) json["fix"] = entry.fix;
    for (const Because& because : entry.because) {
        json["reasons"].push_back({{"cause", name(because.cause)}, {"text", because.text}});
    }
    return json;
}

Json sarif_result(const Entry& entry, const ir::Program& program, bool is_compared) {
    const ir::Requirement& requirement = program.requirements[entry.requirement];
    const bool violated = entry.verdict == Verdict::Violation;
    Json location{{"physicalLocation", physical_location(entry.place)}};
    if (!entry.type.empty()) {
        location["logicalLocations"] = {
            {{"fullyQualifiedName", entry.type + "/" + entry.written_as}, {"kind", "resource"}}};
    }
    Json json{{"ruleId", requirement.meta.id},
              {"ruleIndex", entry.requirement},
              {"kind", violated ? "fail" : "open"},
              {"level", violated ? level(requirement.meta.severity) : "none"},
              {"message", {{"text", message(entry)}}},
              {"locations", Json::array({std::move(location)})}};
    if (entry.expected_at.is_known()) {
        json["relatedLocations"] = Json::array({{{"id", 1},
                                                 {"physicalLocation", physical_location(entry.expected_at)},
                                                 {"message", {{"text", "The rule."}}}}});
    }
    json["partialFingerprints"] = {{"iotsec/v1", fingerprint(entry, program)}};
    if (is_compared) json["baselineState"] = entry.is_new ? "new" : "unchanged";
    json["properties"] = properties(entry);
    return json;
}

Json invocation(const Report& report, std::size_t left_out) {
    Json notifications = Json::array();
    if (left_out > 0) {
        const std::string text =
            fmt::format("{} more results were left out: a file has {} at most.", left_out, most_results);
        notifications.push_back({{"level", "warning"}, {"message", {{"text", text}}}});
    }
    for (const FileReport& file : report.files) {
        for (const Remark& remark : file.remarks)
            notifications.push_back(notification(remark));
    }
    const bool done = report.exit_code == 0 || report.exit_code == 1 || report.exit_code == 4;
    return {{"executionSuccessful", done},
            {"exitCode", report.exit_code},
            {"exitCodeDescription", exit_description(report.exit_code)},
            {"toolExecutionNotifications", std::move(notifications)}};
}

} // namespace

std::string sarif(const Report& report, const ir::Program& program) {
    Json rules = Json::array();
    for (const ir::Requirement& requirement : program.requirements)
        rules.push_back(rule(requirement));
    Json results = Json::array();
    std::size_t left_out = 0;
    for (const FileReport& file : report.files) {
        for (const Entry& entry : file.entries) {
            if (results.size() < most_results) {
                results.push_back(sarif_result(entry, program, report.against.has_value()));
            } else {
                ++left_out;
            }
        }
    }
    const Json driver{{"name", "iotsec"}, {"semanticVersion", report.version}, {"rules", std::move(rules)}};
    const Json run{
        {"tool", {{"driver", driver}}},
        {"columnKind", "unicodeCodePoints"},
        {"originalUriBaseIds", {{"%SRCROOT%", {{"description", {{"text", "Root of the repository."}}}}}}},
        {"automationDetails",
         {{"id", fmt::format("iotsec/{}/", report.project.empty() ? "default" : report.project)}}},
        {"invocations", Json::array({invocation(report, left_out)})},
        {"results", std::move(results)}};
    return sarif_log(run);
}

} // namespace iotsec::verifier::report
