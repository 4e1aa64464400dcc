// The report for people.
#include "base/text.hpp"

#include "verifier/report/report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace iotsec::verifier::report {

namespace {

/// `   expected  'Disabled' (network.iotsec:14)`
std::string field(std::string_view name, std::string_view value, Style style) {
    return value.empty()
               ? std::string{}
               : fmt::format("   {}  {}\n", paint(fmt::format("{:<8}", name), Tone::Note, style), value);
}

std::string resource_line(const Entry& entry) {
    if (entry.type.empty()) return {};
    std::string text = entry.resource.empty() ? entry.written_as : entry.resource;
    if (text.empty()) text = "(name not known)";
    text += ", " + entry.type;
    if (!entry.api_version.empty()) text += ", API version " + entry.api_version;
    return text;
}

std::string environment_line(const Entry& entry) {
    std::string text = when_words(entry);
    if (entry.environments.empty()) return text;
    text += (text.empty() ? "with " : ", with ") + join(entry.environments, ", ");
    if (!entry.compliant_in.empty()) text += "; compliant with " + join(entry.compliant_in, ", ");
    return text;
}

std::string expected_line(const Entry& entry) {
    if (entry.expected.empty() || !entry.expected_at.is_known()) return entry.expected;
    return fmt::format("{} ({}:{})", entry.expected, entry.expected_at.path, entry.expected_at.begin.line);
}

/// The reasons after the first, which is the headline already.
std::string further_reasons(const Entry& entry, Style style) {
    constexpr std::size_t most = 3;
    std::set<std::string> told{entry.message};
    std::string text;
    std::size_t left_out = 0;
    for (const Because& because : entry.because) {
        if (!told.insert(because.text).second) continue;
        if (told.size() > most + 1) {
            ++left_out;
            continue;
        }
        text += field("because", because.text, style);
    }
    if (left_out > 0) text += field("", fmt::format("and {} more reasons", left_out), style);
    return text;
}

std::string unknown_advice(const Entry& entry) {
    const auto has = [&](Cause cause) {
        return std::ranges::any_of(entry.because, [&](const Because& b) { return b.cause == cause; });
    };
    if (has(Cause::ParameterWithoutValue)) return "give the values with --parameters FILE";
    if (has(Cause::NotInEvidence)) {
        return "add the resource to the file, or say with --complete that the file is all there is";
    }
    if (has(Cause::KnownAfterDeployment) || has(Cause::NotInRequest)) {
        return "the deployed resource can tell: check an export of it";
    }
    return {};
}

std::string entry_text(const Entry& entry, const ir::Program& program, Style style) {
    const ir::Requirement& requirement = program.requirements[entry.requirement];
    const bool violated = entry.verdict == Verdict::Violation;
    const Tone tone = violated ? Tone::Error : Tone::Unknown;
    const std::string kind = fmt::format("{}[{}]", violated ? "error" : "unknown", requirement.meta.id);
    std::string text = paint(to_string(entry.place) + ": ", Tone::Strong, style) + paint(kind, tone, style) +
                       ": " + entry.message + '\n';
    text += excerpt(entry.place, {}, tone, style);
    text += field("resource", resource_line(entry), style);
    text += field("when", environment_line(entry), style);
    if (entry.is_new) text += field("new", "it was not found before", style);
    if (!violated) text += field("about", requirement.meta.title, style);
    text += field("found", entry.found, style);
    text += field("expected", expected_line(entry), style);
    if (!violated) text += further_reasons(entry, style);
    text += field("fix", violated ? entry.fix : unknown_advice(entry), style);
    return text + field("more", fmt::format("iotsec explain {}", requirement.meta.id), style) + '\n';
}

std::string skipped_text(const std::vector<Skipped>& skipped) {
    std::string text;
    for (const Skipped& file : skipped)
        text += fmt::format("skipped {}: {}\n", file.path, file.reason);
    return text.empty() ? text : text + '\n';
}

/// Requirements that found no subject anywhere.
std::vector<std::string> without_subject(const Report& report, const ir::Program& program) {
    std::set<std::uint32_t> judged;
    for (const FileReport& file : report.files)
        judged.insert(file.judged.begin(), file.judged.end());
    std::vector<std::string> ids;
    for (std::uint32_t i = 0; i < program.requirements.size(); ++i) {
        if (!judged.contains(i)) ids.push_back(program.requirements[i].meta.id);
    }
    return ids;
}

std::string scope_line(const Report& report, const ir::Program& program) {
    constexpr std::size_t most_listed = 8;
    std::size_t resources = 0;
    for (const FileReport& file : report.files)
        resources += file.resources;
    std::string text =
        fmt::format("{} in {}", plural(resources, "resource"), plural(report.files.size(), "file"));
    if (report.environments > 1) text += fmt::format(", {} sets of parameters", report.environments);
    text += fmt::format(". Checked with {} ({})", report.rules,
                        plural(program.requirements.size(), "requirement"));
    const auto idle = without_subject(report, program);
    if (!idle.empty()) {
        text += fmt::format("; {} had nothing to judge", idle.size());
        if (idle.size() <= most_listed) text += fmt::format(" ({})", join(idle, ", "));
    }
    return text + ".\n";
}

std::string verdict_line(const Report& report, Style style) {
    const Tally tally = report.tally();
    const Tone tone = tally.violations > 0 ? Tone::Error : tally.unknown > 0 ? Tone::Unknown : Tone::Good;
    std::string text =
        paint(fmt::format("{}, {} unknown, {} compliant", plural(tally.violations, "violation"),
                          tally.unknown, tally.compliant),
              tone, style);
    if (tally.not_applicable > 0) text += fmt::format(", {} not applicable", tally.not_applicable);
    return text + ". ";
}

} // namespace

std::string text(const Report& report, const ir::Program& program, Style style) {
    std::string result;
    std::size_t failed = 0;
    for (const FileReport& file : report.files) {
        for (const Remark& remark : file.remarks)
            result += remark.text + '\n';
        for (const Entry& entry : file.entries)
            result += entry_text(entry, program, style);
        if (file.could_not_be_judged) ++failed;
    }
    result += skipped_text(report.skipped);
    if (failed > 0)
        result += paint(plural(failed, "file") + " could not be judged.", Tone::Error, style) + '\n';
    if (failed > 0 && failed == report.files.size()) return result;
    result += verdict_line(report, style) + scope_line(report, program);
    if (report.against)
        result += fmt::format("Compared with {}: {}.\n", report.against->path, words(*report.against));
    const Tally tally = report.tally();
    if (report.default_rules) result += "No project here: `iotsec init` makes one.\n";
    if (tally.unknown > 0 && !report.fail_on_unknown && tally.violations == 0) {
        result += "Unknowns do not fail this run; --fail-on-unknown makes them fail (exit code 4).\n";
    }
    return result;
}

} // namespace iotsec::verifier::report
