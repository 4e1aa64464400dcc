// From findings with spans to entries with places, one for all environments that agree.
#include "azure/expression/json_writer.hpp"
#include "base/overloaded.hpp"
#include "verifier/report/report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace iotsec::verifier::report {

namespace {

/// A name that may be unknown in parts: `iot-…-weu`.
// What is longer is no name of Azure's and no message of an author's, but a value that would flood the
// report.
constexpr std::size_t longest_name = 300;
constexpr std::size_t longest_message = 2000;

std::string shortened(std::string text, std::size_t longest = longest_name) {
    if (text.size() <= longest) return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    return text + "…";
}

std::string shown(const Value& name) {
    if (const std::string* text = name.as_string()) return shortened(*text);
    const Unknown* unknown = name.as_unknown();
    if (unknown == nullptr) return {};
    std::string text;
    for (const auto& piece : unknown->pieces)
        text += piece.value_or("…");
    return shortened(std::move(text));
}

/// The name as written in the file, without its quotes; what is known of it where that is no short text.
std::string written_name(const Sources& sources, const Resource& resource) {
    const Span place = resource.name.span.is_known() ? resource.name.span : resource.name_span;
    const std::string_view text = sources.text(place);
    if (text.size() < 2 || text.size() > longest_name || text.front() != '"' || text.back() != '"') {
        return shown(resource.name);
    }
    return std::string{text.substr(1, text.size() - 2)};
}

/// A constant as JSON; empty for lists, objects and null.
std::string literal_text(const Value& value) {
    const bool is_plain =
        value.as_bool() != nullptr || value.as_int() != nullptr || value.as_string() != nullptr;
    return is_plain ? azure::json_text_of(value) : std::string{};
}

std::string set_advice(const ir::Program& program, const ir::Set& set) {
    const auto* path = std::get_if<ir::Path>(&program[set.path]);
    if (path == nullptr || !path->property) return {};
    const ir::Property& property = program.properties[path->property->index];
    const auto* literal = std::get_if<ir::Literal>(&program[set.value]);
    const std::string value = literal == nullptr ? std::string{} : literal_text(literal->value);
    return value.empty() ? fmt::format("set `{}`", property.json)
                         : fmt::format("set `{}` to {}", property.json, value);
}

/// What to write where the value stands that decides: where the remedy sets that property to a constant, and
/// nothing else.
std::string replacement(const ir::Program& program, const ir::Requirement& requirement,
                        const FailedCheck& failed, const Place& where) {
    const bool is_one = requirement.remedies.size() == 1 && requirement.remedies[0].sets.size() == 1;
    // Of ASCII columns are bytes, and a line that is shown cut is none.
    const bool is_plain =
        std::ranges::all_of(where.line, [](char c) { return static_cast<signed char>(c) >= 0; });
    if (!is_one || failed.found.empty() || !is_plain || where.begin.line != where.end.line) return {};
    const ir::Set& set = requirement.remedies[0].sets[0];
    const auto* path = std::get_if<ir::Path>(&program[set.path]);
    const auto* literal = std::get_if<ir::Literal>(&program[set.value]);
    if (path == nullptr || !path->property || !path->keys.empty() || literal == nullptr) return {};
    const std::string& json = program.properties[path->property->index].json;
    const std::string member = "\"" + json.substr(json.rfind('.') + 1) + "\":";
    const std::string_view before = std::string_view{where.line}.substr(0, where.lead);
    return before.find(member) == std::string_view::npos ? std::string{} : literal_text(literal->value);
}

/// What to do where the author wrote no remedy: with the value that decides, where one does.
std::string advice_without_remedy(const ir::Meta& meta, const FailedCheck& failed) {
    const bool has_value =
        !failed.found.empty() && !failed.expected.empty() && !failed.expected.starts_with("no ");
    std::string text = has_value ? fmt::format("make it {}", failed.expected) : std::string{};
    if (!meta.docs.empty()) text += fmt::format("{}see {}", text.empty() ? "" : "; ", meta.docs.front());
    return text;
}

/// Collects the entries of one file.
class Collector {
  public:
    Collector(const ir::Program& program, const Sources& program_sources, const std::vector<Case>& cases,
              const Sources& sources)
        : program_{program}, program_sources_{program_sources}, cases_{cases}, sources_{sources} {}

    FileReport collect() {
        for (const Case& one : cases_) {
            report_.resources = std::max(report_.resources, count_created(one.evidence));
            for (const Finding& finding : one.findings)
                add(one, finding);
        }
        for (auto& [key, entry] : entries_)
            finish(key, entry);
        count();
        std::ranges::stable_sort(report_.entries, [](const Entry& a, const Entry& b) {
            const auto key = [](const Entry& e) {
                return std::tie(e.place.path, e.place.begin.line, e.place.begin.column, e.requirement);
            };
            return key(a) < key(b);
        });
        return std::move(report_);
    }

  private:
    /// A requirement on a resource, by where the resource stands.
    using Subject = std::pair<std::uint32_t, Span>;
    /// A subject, its verdict, and which expectation it is about.
    using Key = std::tuple<Subject, Verdict, std::size_t>;

    /// Of several verdicts on a subject the highest counts.
    static int rank(Verdict verdict) {
        switch (verdict) {
        case Verdict::NotApplicable:
            return 0;
        case Verdict::Compliant:
            return 1;
        case Verdict::Unknown:
            return 2;
        case Verdict::Violation:
            return 3;
        }
        std::abort();
    }

    static std::size_t count_created(const Evidence& evidence) {
        const auto created = [](const Resource& resource) { return !resource.existing; };
        return static_cast<std::size_t>(std::ranges::count_if(evidence.resources, created));
    }

    static Span place_of(const Case& one, const Finding& finding) {
        return finding.resource ? one.evidence.resources[*finding.resource].span : Span{};
    }

    void add(const Case& one, const Finding& finding) {
        const Subject subject{finding.requirement, place_of(one, finding)};
        Verdict& worst = verdicts_[subject].try_emplace(one.environment, finding.verdict).first->second;
        if (rank(finding.verdict) > rank(worst)) worst = finding.verdict;
        if (finding.verdict == Verdict::Compliant || finding.verdict == Verdict::NotApplicable) return;
        if (finding.verdict == Verdict::Unknown) {
            const std::string message =
                finding.reasons.empty() ? "nobody can tell" : finding.reasons.front().text;
            note({subject, finding.verdict, 0}, one, finding, message, unknown_place(one, finding), nullptr);
            return;
        }
        for (const FailedCheck& failed : finding.failed) {
            note({subject, finding.verdict, failed.check}, one, finding, failed.message, failed.place,
                 &failed);
        }
    }

    static Span unknown_place(const Case& one, const Finding& finding) {
        for (const Reason& reason : finding.reasons) {
            if (reason.place.is_known()) return reason.place;
        }
        return finding.resource ? one.evidence.resources[*finding.resource].name_span : Span{};
    }

    void note(const Key& key, const Case& one, const Finding& finding, const std::string& message, Span where,
              const FailedCheck* failed) {
        auto [found, is_new] = entries_.try_emplace(key);
        Entry& entry = found->second;
        if (entry.environments.empty() || entry.environments.back() != one.environment)
            entry.environments.push_back(one.environment);
        if (!one.when.empty() && (entry.when.empty() || words(entry.when.back()) != words(one.when)))
            entry.when.push_back(one.when);
        if (!is_new) return;
        const ir::Requirement& requirement = program_.requirements[finding.requirement];
        entry.requirement = finding.requirement;
        entry.verdict = finding.verdict;
        entry.message = shortened(message, longest_message);
        entry.place = place(sources_, where);
        if (entry.place.path.empty()) entry.place.path = one.evidence.source_path;
        if (finding.resource) describe(one.evidence.resources[*finding.resource], entry);
        if (failed != nullptr) {
            entry.found = shortened(failed->found);
            entry.expected = failed->expected;
            entry.expected_at = place(program_sources_, requirement.checks[failed->check].span);
            entry.fix = advice(program_, requirement);
            entry.replacement = replacement(program_, requirement, *failed, entry.place);
            if (entry.fix.empty()) entry.fix = advice_without_remedy(requirement.meta, *failed);
        }
        for (const Reason& reason : finding.reasons) {
            entry.because.push_back(
                {reason.cause, shortened(reason.text, longest_message), place(sources_, reason.place)});
        }
    }

    void describe(const Resource& resource, Entry& entry) {
        entry.resource = shown(resource.name);
        entry.written_as = written_name(sources_, resource);
        entry.type = resource.type;
        entry.api_version = shortened(resource.api_version);
    }

    void finish(const Key& key, Entry& entry) {
        const auto is_first = [&](const Case& one) { return one.environment == cases_.front().environment; };
        if (std::ranges::all_of(cases_, is_first)) entry.environments.clear();
        for (const auto& [environment, verdict] : verdicts_[std::get<0>(key)]) {
            if (verdict == Verdict::Compliant) entry.compliant_in.push_back(environment);
        }
        report_.entries.push_back(std::move(entry));
    }

    /// A subject counts once, by the worst that was found of it.
    void count() {
        std::set<std::uint32_t> judged;
        for (const auto& [subject, by_environment] : verdicts_) {
            judged.insert(subject.first);
            const auto has = [&](Verdict wanted) {
                return std::ranges::any_of(by_environment, [&](const auto& v) { return v.second == wanted; });
            };
            if (has(Verdict::Violation)) {
                ++report_.tally.violations;
            } else if (has(Verdict::Unknown)) {
                ++report_.tally.unknown;
            } else if (has(Verdict::Compliant)) {
                ++report_.tally.compliant;
            } else {
                ++report_.tally.not_applicable;
            }
        }
        report_.judged.assign(judged.begin(), judged.end());
    }

    const ir::Program& program_;
    const Sources& program_sources_;
    const std::vector<Case>& cases_;
    const Sources& sources_;
    FileReport report_;
    std::map<Key, Entry> entries_;
    std::map<Subject, std::map<std::string, Verdict>> verdicts_;
};

} // namespace

std::string advice(const ir::Program& program, const ir::Requirement& requirement) {
    std::string text;
    for (const ir::Remedy& remedy : requirement.remedies) {
        for (const ir::Set& set : remedy.sets) {
            const std::string step = set_advice(program, set);
            if (!step.empty()) text += (text.empty() ? "" : ", ") + step;
        }
        if (remedy.deploy) {
            text += fmt::format("{}add a `{}` resource", text.empty() ? "" : ", or ", remedy.deploy->type);
        }
    }
    return text;
}

Tally& Tally::operator+=(const Tally& other) {
    violations += other.violations;
    unknown += other.unknown;
    compliant += other.compliant;
    not_applicable += other.not_applicable;
    return *this;
}

Tally Report::tally() const {
    Tally all;
    for (const FileReport& file : files)
        all += file.tally;
    return all;
}

std::string when_words(const Entry& entry) {
    constexpr std::size_t most = 4;
    std::string text;
    for (std::size_t i = 0; i < entry.when.size() && i < most; ++i)
        text += (i == 0 ? "" : ", or ") + words(entry.when[i]);
    if (entry.when.size() > most) text += fmt::format(", or in {} more cases", entry.when.size() - most);
    return text;
}

FileReport collect(const ir::Program& program, const Sources& program_sources, const std::vector<Case>& cases,
                   const Sources& sources, std::vector<Diagnostic> diagnostics) {
    FileReport report = Collector{program, program_sources, cases, sources}.collect();
    for (Diagnostic& diagnostic : diagnostics) {
        Place where = place(sources, diagnostic.span);
        if (!where.is_known()) where.path = diagnostic.path;
        std::string text = render(diagnostic, sources, {});
        report.remarks.push_back({std::move(diagnostic), std::move(where), std::move(text)});
    }
    return report;
}

std::string_view level(ir::SeverityLevel severity) {
    switch (severity) {
    case ir::SeverityLevel::Low:
        return "note";
    case ir::SeverityLevel::Medium:
        return "warning";
    case ir::SeverityLevel::High:
    case ir::SeverityLevel::Critical:
        return "error";
    }
    std::abort();
}

std::string_view name(ir::SeverityLevel severity) {
    constexpr std::array<std::string_view, 4> names{"low", "medium", "high", "critical"};
    return names.at(static_cast<std::size_t>(severity));
}

std::string_view name(Verdict verdict) {
    constexpr std::array<std::string_view, 4> names{"compliant", "violation", "notApplicable", "unknown"};
    return names.at(static_cast<std::size_t>(verdict));
}

std::string_view name(Cause cause) {
    switch (cause) {
    case Cause::ParameterWithoutValue:
        return "parameterWithoutValue";
    case Cause::KnownAfterDeployment:
        return "knownAfterDeployment";
    case Cause::NotInRequest:
        return "notInRequest";
    case Cause::NotExported:
        return "notExported";
    case Cause::NotInEvidence:
        return "notInEvidence";
    case Cause::Malformed:
        return "malformed";
    case Cause::NotComputed:
        return "notComputed";
    }
    std::abort();
}

} // namespace iotsec::verifier::report
