#include "cli/driver/policy_report.hpp"

#include "base/text.hpp"
#include "cli/driver/policies.hpp"
#include "cli/driver/version.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace iotsec::cli {

namespace {

namespace policy = azure::policy;
namespace report = verifier::report;
using policy::State;

/// Where a resource is pointed at: its name, else its beginning.
Span place_of(const policy::Resource& resource) {
    const Value* name = resource.body().find("name");
    if (name != nullptr && name->span.is_known()) return name->span;
    const Span span = resource.body().span;
    return {span.source, span.begin, std::min(span.end, span.begin + 1)};
}

std::string resource_line(const policy::Resource& resource) {
    const std::string& name = resource.full_name().empty() ? resource.id() : resource.full_name();
    std::string text = fmt::format("{}, {}", name.empty() ? "(name not known)" : name, resource.type());
    if (!resource.api_version().empty()) text += ", API version " + resource.api_version();
    return text;
}

std::string questions(const policy::Outcome& outcome) {
    std::string text;
    for (const policy::Question question : outcome.hangs_on) {
        text +=
            fmt::format("{}{} ({})", text.empty() ? "" : ", ", policy::id(question), policy::name(question));
    }
    return text;
}

/// Whether a definition may say anything of resources of `type` (lower case): most are about one type.
bool is_about(const policy::Policy& bound, const std::string& type) {
    const auto& types = bound.types();
    return bound.definition().mode == policy::Mode::ResourceProvider || !types ||
           std::ranges::find(*types, type) != types->end();
}

report::Standing standing(State state) {
    switch (state) {
    case State::NonCompliant:
    case State::Conflicting:
    case State::Error:
        return report::Standing::Fails;
    case State::Unknown:
    case State::NotEvaluated:
        return report::Standing::Open;
    case State::Exempt:
        return report::Standing::Expected;
    case State::NotApplicable:
    case State::Compliant:
    case State::Protected:
        return report::Standing::Passes;
    }
    std::abort();
}

} // namespace

PolicyReport::PolicyReport(const PolicyEvidence& evidence, const Sources& sources, std::string now)
    : evidence_{evidence}, sources_{sources}, now_{std::move(now)} {
    report_.version = version;
    report_.command = "policy eval";
    for (const policy::Resource& resource : evidence.resources()) {
        requests_.push_back(evidence.request(resource, now_));
        types_.push_back(to_lower(resource.type()));
    }
}

std::size_t PolicyReport::add_rule(const policy::Definition& definition, const std::string& reference_id) {
    const std::string id = reference_id.empty() ? shown_name(definition, sources_) : reference_id;
    report_.rules.push_back({.id = id,
                             .title = definition.display_name.value,
                             .help = definition.description.value,
                             .severity = Severity::Error});
    return report_.rules.size() - 1;
}

void PolicyReport::judge(const policy::Policy& bound) {
    const std::size_t rule = add_rule(bound.definition(), {});
    std::size_t next = 0;
    for (const policy::Resource& resource : evidence_.resources()) {
        const std::size_t index = next++;
        if (!is_about(bound, types_[index])) {
            ++by_state_.at(static_cast<std::size_t>(State::NotApplicable));
            continue;
        }
        const policy::Request& request = requests_[index];
        const policy::Outcome outcome = policy::evaluate(bound, resource, request, &evidence_);
        tell({bound, resource, request, outcome, rule, outcome.state, {}});
    }
}

void PolicyReport::judge(const policy::Assigned& assigned, const std::vector<policy::Exemption>& exemptions) {
    std::unordered_map<const policy::AssignedPolicy*, std::size_t> rules;
    for (const policy::AssignedPolicy& one : assigned.policies)
        rules[&one] = add_rule(one.policy.definition(), one.reference_id);
    std::size_t next = 0;
    for (const policy::Resource& resource : evidence_.resources()) {
        const policy::Request& request = requests_[next++];
        for (const policy::Assessment& assessment :
             policy::assess(assigned, resource, request, &evidence_, exemptions, now_)) {
            tell({assessment.policy->policy, resource, request, assessment.outcome,
                  rules.at(assessment.policy), assessment.outcome.state, assessment.message});
        }
    }
}

std::string PolicyReport::headline(const Told& told, const std::vector<policy::Reason>& reasons) const {
    if (!told.message.empty()) return told.message;
    if (!told.outcome.message.empty()) return told.outcome.message;
    if (!reasons.empty()) return reasons.front().text;
    const std::string& title = told.policy.definition().display_name.value;
    return title.empty() ? "the condition of the rule holds" : title;
}

void PolicyReport::tell(const Told& told) {
    ++by_state_.at(static_cast<std::size_t>(told.state));
    if (told.state == State::NotApplicable) return;
    report::RuleFinding finding;
    finding.rule = told.rule;
    finding.standing = standing(told.state);
    finding.state = policy::spelling(told.state);
    finding.place = place(sources_, place_of(told.resource));
    finding.identity = told.resource.type() + "/" + told.resource.full_name();
    finding.facts = {{"resource", resource_line(told.resource)}, {"effect", told.outcome.effect_text}};
    if (finding.standing == report::Standing::Passes) {
        finding.message = finding.state;
    } else {
        const auto reasons = policy::explain(told.policy, told.resource, told.request, &evidence_);
        finding.message = headline(told, reasons);
        constexpr std::size_t most = 4;
        for (std::size_t i = 0; i < std::min(most, reasons.size()); ++i) {
            if (reasons[i].text != finding.message) finding.facts.push_back({"because", reasons[i].text});
        }
    }
    if (finding.standing == report::Standing::Expected) finding.because = finding.message;
    finding.facts.push_back({"reading", questions(told.outcome)});
    report_.findings.push_back(std::move(finding));
}

std::size_t PolicyReport::count(State state) const {
    return by_state_.at(static_cast<std::size_t>(state));
}

std::string PolicyReport::summary() const {
    std::string text;
    for (std::size_t i = 0; i < by_state_.size(); ++i) {
        if (by_state_.at(i) > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", by_state_.at(i),
                                policy::spelling(static_cast<State>(i)));
    }
    if (text.empty()) text = "Nothing evaluated";
    return fmt::format("{}. {}, {}.", text, plural(report_.rules.size(), "definition"),
                       plural(evidence_.resources().size(), "resource"));
}

Exit PolicyReport::print(const Arguments& arguments, Session& session, Host& host) {
    std::ranges::stable_sort(
        report_.findings, [](const report::RuleFinding& a, const report::RuleFinding& b) {
            const auto key = [](const report::RuleFinding& f) {
                return std::tie(f.place.path, f.place.begin.line, f.place.begin.column, f.rule);
            };
            return key(a) < key(b);
        });
    auto diagnostics = session.sink.take_sorted();
    Exit exit = exit_of(diagnostics);
    const bool fails = count(State::NonCompliant) + count(State::Error) + count(State::Conflicting) > 0;
    if (exit == Exit::Clean && fails) exit = Exit::Findings;
    const bool is_open = count(State::Unknown) + count(State::NotEvaluated) > 0;
    if (exit == Exit::Clean && is_open && arguments.has("--fail-on-unknown")) exit = Exit::Undecided;
    for (std::size_t i = 0; i < by_state_.size(); ++i)
        report_.counts.emplace_back(policy::spelling(static_cast<State>(i)), by_state_.at(i));
    report_.remarks = report::remarks(std::move(diagnostics), session.sources);
    report_.summary = summary();
    report_.exit_code = static_cast<int>(exit);
    const std::string format = arguments.value("--format", "text");
    host.out << (format == "json"    ? report::findings_json(report_)
                 : format == "sarif" ? report::findings_sarif(report_)
                                     : report::findings_text(report_, host.out_style));
    return exit;
}

} // namespace iotsec::cli
