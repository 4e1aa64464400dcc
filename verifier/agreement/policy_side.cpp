#include "verifier/agreement/policy_side.hpp"

#include "azure/policy/read.hpp"
#include "verifier/evaluate/population.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace iotsec::verifier::agreement {

namespace {

namespace policy = azure::policy;

constexpr std::array questions{
    policy::Question::MissingArray,       policy::Question::EmptyText,    policy::Question::EqualsFunction,
    policy::Question::OrderOfWrongType,   policy::Question::NumberText,   policy::Question::DateOrder,
    policy::Question::AbsentMember,       policy::Question::MixedExists,  policy::Question::CountOfNoArray,
    policy::Question::BracketsInArgument, policy::Question::FunctionOrder};
static_assert(questions.size() == policy::question_count);

std::string reason_text(const policy::Reason& reason) {
    static constexpr std::array<std::string_view, 4> truths{"false", "true", "unknown", "error"};
    return fmt::format("  {}: {}\n", reason.text, truths[static_cast<std::size_t>(reason.truth)]);
}

} // namespace

std::optional<policy::Definition> read(const DefinitionText& text, Sources& sources, DiagnosticSink& sink) {
    policy::Documents documents;
    policy::read_documents(sources.add(text.reference_id + ".json", text.json), documents, sink);
    if (documents.definitions.size() != 1) return std::nullopt;
    return std::move(documents.definitions.front());
}

Object arguments(const policy::Definition& definition, const Setting& setting) {
    Object result;
    for (const auto& [name, value] : setting) {
        const std::string bare = name.substr(name.rfind('.') + 1);
        if (definition.parameter(bare) != nullptr) result.push_back({bare, {}, value});
    }
    return result;
}

std::vector<Reading> all_readings() {
    const policy::Options usual;
    std::vector<Reading> result{{"the default reading", usual, std::nullopt}};
    for (const policy::Question question : questions) {
        const auto names = policy::readings(question);
        const std::size_t chosen = policy::reading(usual, question);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (i == chosen) continue;
            result.push_back({fmt::format("{} {}", policy::id(question), names[i]),
                              policy::with_reading(usual, question, i), question});
        }
    }
    return result;
}

std::string_view words(const PolicyVerdict& verdict) {
    if (verdict.is_non_compliant) return "non-compliant";
    if (verdict.is_error) return "error";
    return verdict.is_unknown ? "unknown" : "compliant or not applicable";
}

PolicySample::PolicySample(const Sample& sample, const ir::Program& program) {
    for (const Resource& resource : sample.evidence.resources) {
        const auto& added = inventory_.add(resource.body, api_version(program, resource));
        if (subject_ == nullptr) subject_ = &added;
    }
    for (const std::string& type : sample.evidence.incomplete_types)
        inventory_.set_not_listed(type);
    if (!sample.as_of.empty()) request_.utc_now = sample.as_of;
}

PolicySide::PolicySide(const std::vector<DefinitionText>& definitions, const std::vector<Setting>& settings,
                       const std::vector<Reading>& readings, const policy::AliasIndex& aliases,
                       DiagnosticSink& sink)
    : reading_count_{readings.size()} {
    for (const DefinitionText& text : definitions) {
        auto definition = read(text, sources_, sink);
        if (!definition) continue;
        definitions_.push_back({text.reference_id, *std::move(definition), {}});
        bind(definitions_.back(), settings, readings, aliases, sink);
    }
}

void PolicySide::bind(Bound& bound, const std::vector<Setting>& settings,
                      const std::vector<Reading>& readings, const policy::AliasIndex& aliases,
                      DiagnosticSink& sink) {
    const bool looks_for_others = bound.definition.rule.details.related.has_value();
    for (const Setting& setting : settings) {
        const policy::Policy plain{bound.definition, arguments(bound.definition, setting), aliases,
                                   readings.front().options, sink};
        const policy::Policy audit = plain.with_effect(looks_for_others ? "auditIfNotExists" : "audit");
        for (const Reading& reading : readings)
            bound.policies.push_back(audit.with(reading.options));
    }
}

PolicyVerdict PolicySide::judge(const PolicySample& sample, std::size_t setting, std::size_t reading,
                                policy::Questions* hangs_on) const {
    PolicyVerdict result;
    for (const Bound& bound : definitions_) {
        const policy::Outcome outcome = policy::evaluate(policy(bound, setting, reading), sample.subject(),
                                                         sample.request(), &sample.inventory());
        result.is_non_compliant = result.is_non_compliant || outcome.state == policy::State::NonCompliant;
        for (const policy::Question question : outcome.hangs_on) {
            if (hangs_on != nullptr) hangs_on->add(question);
        }
        result.is_error = result.is_error || outcome.state == policy::State::Error;
        result.is_unknown = result.is_unknown || outcome.state == policy::State::Unknown ||
                            outcome.state == policy::State::NotEvaluated;
    }
    return result;
}

std::string PolicySide::derivation(const PolicySample& sample, std::size_t setting,
                                   std::size_t reading) const {
    std::string text;
    for (const Bound& bound : definitions_) {
        const policy::Policy& here = policy(bound, setting, reading);
        const policy::Outcome outcome =
            policy::evaluate(here, sample.subject(), sample.request(), &sample.inventory());
        text += fmt::format("{}: {}{}{}\n", bound.reference_id, policy::spelling(outcome.state),
                            outcome.message.empty() ? "" : ", ", outcome.message);
        for (const auto& reason :
             policy::explain(here, sample.subject(), sample.request(), &sample.inventory()))
            text += reason_text(reason);
    }
    return text;
}

} // namespace iotsec::verifier::agreement
