// The report as a table, and below it what went wrong.
#include "azure/expression/json_writer.hpp"
#include "base/render.hpp"
#include "base/text.hpp"
#include "verifier/agreement/report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace iotsec::verifier::agreement {

namespace {

const ir::Requirement& requirement(const Result& result, const ir::Program& program) {
    return program.requirements[result.requirement];
}

std::string percent(std::size_t part, std::size_t whole) {
    return whole == 0 ? "-" : fmt::format("{} %", part * 100 / whole);
}

std::string outcome(const Result& result, unsigned least_share) {
    if (!result.problems.empty()) return "not compared";
    if (result.disagreement_count > 0) return fmt::format("{} differ", result.disagreement_count);
    if (!result.is_shown(least_share)) return "not shown";
    return "agree";
}

std::string table(const Report& report, const ir::Program& program) {
    std::size_t width = 11;
    for (const Result& result : report.results)
        width = std::max(width, requirement(result, program).meta.id.size());
    std::string text =
        fmt::format("{:<{}}  {:>8}  {:>9}  {:>9}  {:>8}  {:>5}  {:>9}  outcome\n", "requirement", width,
                    "samples", "compliant", "violation", "not appl", "real", "malformed");
    for (const Result& result : report.results) {
        text += fmt::format(
            "{:<{}}  {:>8}  {:>9}  {:>9}  {:>8}  {:>5}  {:>9}  {}\n", requirement(result, program).meta.id,
            width, result.samples, percent(result.compliant, result.samples),
            percent(result.violation, result.samples), percent(result.not_applicable, result.samples),
            result.real, result.malformed, outcome(result, report.least_share));
    }
    return text;
}

std::string indented(std::string_view block) {
    std::string result;
    while (!block.empty()) {
        const auto end = std::min(block.find('\n'), block.size() - 1);
        result += "    " + std::string{block.substr(0, end + 1)};
        block.remove_prefix(end + 1);
    }
    return result;
}

std::string body_text(const Value& body) {
    const auto parsed = nlohmann::ordered_json::parse(azure::json_text_of(body), nullptr, false);
    return parsed.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string values_text(const Setting& setting) {
    std::string text;
    for (const auto& [name, value] : setting)
        text += fmt::format("    {} = {}\n", name, azure::json_text_of(value));
    return text.empty() ? text : "  parameters\n" + text;
}

std::string sample_text(const Sample& sample, const Setting& setting) {
    std::string text;
    for (const Resource& resource : sample.evidence.resources)
        text += indented(body_text(resource.body));
    for (const std::string& type : sample.evidence.incomplete_types)
        text += fmt::format("  not all of {} is known\n", type);
    return text + values_text(setting);
}

std::string witness_text(std::string_view who, const Witness& witness) {
    return fmt::format("  {}: {} here, {} there\n", who, words(witness.rule.verdict), words(witness.policy)) +
           sample_text(witness.sample, witness.setting) + "  the verifier\n" +
           indented(witness.rule_derivation) + "  Azure\n" + indented(witness.policy_derivation);
}

std::string disagreement_text(const std::string& id, const Disagreement& found) {
    std::string text = fmt::format("\n{}: sample {} under {}\n", id, found.number, found.reading);
    text += fmt::format("  the verifier says {}, so Azure should say {}, and says {}\n",
                        words(found.rule.verdict), expected(found.rule), words(found.policy));
    text += sample_text(found.sample, found.setting);
    text += "  the verifier\n" + indented(found.rule_derivation);
    text += "  Azure\n" + indented(found.policy_derivation);
    return text;
}

std::string problems_text(const Result& result, const Report& report, const std::string& id,
                          const Sources& sources) {
    std::string text;
    for (const std::string& problem : result.problems)
        text += fmt::format("\n{}: {}\n", id, problem);
    if (result.problems.empty() && !result.has_shares(report.least_share)) {
        text += fmt::format("\n{}: {} compliant and {} violating samples are less than {} % each\n", id,
                            result.compliant, result.violation, report.least_share);
    }
    if (result.problems.empty() && !result.shows_remedies())
        text += fmt::format("\n{}: its remedy changed no sample\n", id);
    for (const OneSided& atom : result.one_sided) {
        const std::string what = atom.was_true ? "false" : atom.was_false ? "true" : "true or false";
        text += fmt::format("\n{}: never {}: {}\n", id, what, atom.text);
        if (const Place where = place(sources, atom.span); where.is_known())
            text += "  " + to_string(where) + "\n";
    }
    for (const Disagreement& found : result.disagreements)
        text += disagreement_text(id, found);
    return text;
}

} // namespace

bool Report::is_clean() const {
    return std::ranges::all_of(results, [&](const Result& result) { return result.is_shown(least_share); });
}

std::string_view words(Verdict verdict) {
    switch (verdict) {
    case Verdict::Compliant:
        return "compliant";
    case Verdict::Violation:
        return "violation";
    case Verdict::NotApplicable:
        return "not applicable";
    case Verdict::Unknown:
        return "unknown";
    }
    return {};
}

std::string text(const Report& report, const ir::Program& program, const Sources& sources) {
    std::string result = table(report, program);
    for (const LeftOut& left_out : report.left_out)
        result += fmt::format("{}: not compared, {}\n", left_out.id, left_out.reason);
    for (const Result& one : report.results)
        result += problems_text(one, report, requirement(one, program).meta.id, sources);
    std::size_t samples = 0;
    std::size_t differ = 0;
    for (const Result& one : report.results) {
        samples += one.samples + one.malformed + one.real;
        differ += one.disagreement_count;
    }
    result += fmt::format("\n{}, {} samples under {}, seed {}: {} differ\n",
                          plural(report.results.size(), "requirement"), samples,
                          plural(report.readings, "reading"), report.seed, differ);
    return result;
}

std::string text(const std::vector<Equivalence>& found, const ir::Program& program) {
    std::string result;
    for (const Equivalence& one : found) {
        result += fmt::format("{} and {}: {}", program.requirements[one.requirement].meta.id, one.definition,
                              words(one));
        if (one.problems.empty())
            result += fmt::format(", {} samples, {} stricter here, {} laxer here\n", one.samples,
                                  one.stricter, one.laxer);
        for (const std::string& problem : one.problems)
            result += ", " + problem + "\n";
        if (one.stricter_here) result += witness_text("stricter here", *one.stricter_here);
        if (one.laxer_here) result += witness_text("laxer here", *one.laxer_here);
    }
    return result;
}

} // namespace iotsec::verifier::agreement
