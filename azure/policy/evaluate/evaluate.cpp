#include "azure/policy/evaluate.hpp"

#include "azure/policy/evaluate/applicability.hpp"
#include "azure/policy/evaluate/related.hpp"
#include "azure/policy/evaluate/run.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace iotsec::azure::policy {

namespace {

bool asks_for_related(Effect effect) {
    return effect == Effect::AuditIfNotExists || effect == Effect::DeployIfNotExists;
}

Outcome with_state(Outcome outcome, State state, std::string message = {}, Span place = {}) {
    outcome.state = state;
    outcome.message = std::move(message);
    outcome.place = place;
    return outcome;
}

/// Judges by one reading of the open questions.
class Judge {
  public:
    Judge(const PreparedParts& parts, const Options& options, const Resource& resource,
          const Request& request, const Related* related)
        : situation_{parts, options, resource, resource, request}, related_{related} {}

    Outcome judge() {
        const PreparedParts& parts = situation_.parts;
        const Definition& definition = *parts.definition;
        Outcome outcome;
        if (definition.mode == Mode::ResourceProvider) {
            return with_state(std::move(outcome), State::NotEvaluated,
                              fmt::format("mode `{}` is evaluated by the resource provider alone",
                                          definition.mode_text.value),
                              definition.mode_text.span);
        }
        if (equal_ignoring_case(definition.policy_type.value, "Static")) {
            return with_state(std::move(outcome), State::NotEvaluated,
                              "a static definition is no rule: Microsoft attests to it",
                              definition.policy_type.span);
        }
        if (!read_effect(outcome)) return outcome;
        if (!definition.is_valid && has_invalid())
            return with_state(std::move(outcome), State::NotEvaluated, "the definition could not be read",
                              definition.span);
        if (!is_in_mode(parts, situation_.fields))
            return with_state(std::move(outcome), State::NotApplicable);
        if (outcome.effect == Effect::Disabled)
            return with_state(std::move(outcome), State::Compliant, "the effect is disabled");
        return judge_condition(std::move(outcome));
    }

    [[nodiscard]] Questions met() const { return met_; }

  private:
    bool has_invalid() const {
        return std::ranges::any_of(situation_.parts.definition->rule.tree.conditions, [](const Condition& c) {
            return std::holds_alternative<Invalid>(c.kind);
        });
    }

    /// False where it cannot be told, which `outcome` says then.
    bool read_effect(Outcome& outcome) {
        const PreparedParts& parts = situation_.parts;
        outcome.effect = parts.effect;
        outcome.effect_text = parts.effect_text;
        if (outcome.effect) return true;
        const OperandId id = parts.definition->rule.effect;
        const Span place = parts.source(id).value.span;
        Run run{situation_};
        Value storage;
        const Value* found = run.value(id, storage);
        if (found != nullptr && found->as_string() != nullptr) {
            outcome.effect_text = *found->as_string();
            outcome.effect = effect_named(outcome.effect_text);
            if (outcome.effect) return true;
        }
        const Unknown* unknown = found == nullptr ? nullptr : found->as_unknown();
        if (unknown != nullptr) {
            outcome = with_state(std::move(outcome), State::Unknown, unknown->reason, place);
        } else {
            std::string message = found == nullptr
                                      ? run.message()
                                      : fmt::format("there is no effect `{}`", outcome.effect_text);
            outcome = with_state(std::move(outcome), State::Error, std::move(message), place);
        }
        return false;
    }

    Outcome judge_condition(Outcome outcome) {
        const PreparedParts& parts = situation_.parts;
        const bool is_other_type = excludes_type();
        if (is_other_type && asks_for_related(*outcome.effect))
            return with_state(std::move(outcome), State::NotApplicable);
        if (!asks_for_related(*outcome.effect) &&
            !is_applicable(parts, situation_.fields, situation_.request))
            return with_state(std::move(outcome), State::NotApplicable);
        Run run{situation_};
        outcome.condition = evaluate_condition(run, is_other_type);
        met_.add(run.met());
        switch (outcome.condition) {
        case Truth::Error:
            return with_state(std::move(outcome), State::Error, run.message(), run.place());
        case Truth::Unknown:
            return with_state(std::move(outcome), State::Unknown, run.message(), run.place());
        case Truth::False: {
            const State state = asks_for_related(*outcome.effect) ? State::NotApplicable : State::Compliant;
            return with_state(std::move(outcome), state);
        }
        case Truth::True:
            break;
        }
        return judge_effect(std::move(outcome));
    }

    bool excludes_type() const {
        const auto& types = situation_.parts.types;
        return types && !situation_.fields.type().empty() &&
               std::ranges::none_of(*types, [&](const std::string& type) {
                   return equal_ignoring_case(type, situation_.fields.type());
               });
    }

    /// A11: functions may be called whatever the conditions before them say. A rule for another type is not
    /// applicable, so its functions never harm.
    Truth evaluate_condition(Run& run, bool is_other_type) {
        const ConditionId condition = situation_.parts.definition->rule.condition;
        if (situation_.parts.calls_functions && !is_other_type) {
            met_.add(Question::FunctionOrder);
            if (situation_.options.function_order == FunctionOrder::BeforeConditions &&
                run.all_functions() == Truth::Error)
                return Truth::Error;
        }
        return run.holds(condition);
    }

    Outcome judge_effect(Outcome outcome) {
        switch (*outcome.effect) {
        case Effect::AuditIfNotExists:
        case Effect::DeployIfNotExists:
            return judge_related(std::move(outcome));
        case Effect::DenyAction:
            outcome.applies = true;
            return with_state(std::move(outcome), State::Protected);
        case Effect::Manual:
            outcome.applies = true;
            return judge_manual(std::move(outcome));
        case Effect::Disabled:
            return with_state(std::move(outcome), State::Compliant);
        case Effect::Append:
        case Effect::Modify:
        case Effect::Deny:
        case Effect::Audit:
        case Effect::Mutate:
        case Effect::AddToNetworkGroup:
        case Effect::AuditAction:
            break;
        }
        outcome.applies = true;
        return with_state(std::move(outcome), State::NonCompliant);
    }

    Outcome judge_related(Outcome outcome) {
        const RelatedVerdict verdict = look_for_related(situation_, related_, met_);
        outcome.related = verdict.resource;
        switch (verdict.found) {
        case Truth::True:
            return with_state(std::move(outcome), State::Compliant);
        case Truth::False:
            outcome.applies = true;
            return with_state(std::move(outcome), State::NonCompliant, verdict.message, verdict.place);
        case Truth::Unknown:
            return with_state(std::move(outcome), State::Unknown, verdict.message, verdict.place);
        case Truth::Error:
            break;
        }
        return with_state(std::move(outcome), State::Error, verdict.message, verdict.place);
    }

    Outcome judge_manual(Outcome outcome) {
        const auto& state = situation_.parts.definition->rule.details.default_state;
        Run run{situation_};
        const std::string text = state ? run.text(*state).value_or("") : "";
        if (equal_ignoring_case(text, "Compliant")) return with_state(std::move(outcome), State::Compliant);
        if (equal_ignoring_case(text, "NonCompliant") || equal_ignoring_case(text, "Non-compliant"))
            return with_state(std::move(outcome), State::NonCompliant);
        return with_state(std::move(outcome), State::Unknown, "people attest to this");
    }

    Situation situation_;
    const Related* related_;
    Questions met_;
};

State state_under(const Policy& policy, const Options& options, const Resource& resource,
                  const Request& request, const Related* related, Question question) {
    // How arguments are read is settled when they are bound.
    if (question == Question::BracketsInArgument) {
        const Policy other = policy.with(options);
        return Judge{other.parts(), other.parts().options, resource, request, related}.judge().state;
    }
    return Judge{policy.parts(), options, resource, request, related}.judge().state;
}

std::unique_ptr<PreparedParts> prepared_again(PreparedParts parts) {
    parts.arguments.clear();
    parts.fields.clear();
    parts.met = {};
    parts.calls_functions = false;
    parts.unknown_field = nullptr;
    auto result = std::make_unique<PreparedParts>(std::move(parts));
    DiagnosticSink unheard; // all was said when it was bound first
    prepare(*result, unheard);
    return result;
}

} // namespace

Policy::Policy(const Definition& definition, const Object& arguments, const AliasIndex& aliases,
               const Options& options, DiagnosticSink& sink)
    : parts_{std::make_unique<PreparedParts>()} {
    parts_->definition = &definition;
    parts_->aliases = &aliases;
    parts_->options = options;
    parts_->given = arguments;
    prepare(*parts_, sink);
}

Policy::Policy(std::unique_ptr<PreparedParts> parts) : parts_{std::move(parts)} {}
Policy::Policy(Policy&&) noexcept = default;
Policy& Policy::operator=(Policy&&) noexcept = default;
Policy::~Policy() = default;

const Definition& Policy::definition() const {
    return *parts_->definition;
}

const Options& Policy::options() const {
    return parts_->options;
}

std::optional<Effect> Policy::effect() const {
    return parts_->effect;
}

const std::optional<std::vector<std::string>>& Policy::types() const {
    return parts_->types;
}

Policy Policy::with(const Options& options) const {
    PreparedParts copy = *parts_;
    copy.options = options;
    return Policy{prepared_again(std::move(copy))};
}

Policy Policy::with_effect(std::string_view effect) const {
    PreparedParts copy = *parts_;
    copy.effect_override = effect;
    return Policy{prepared_again(std::move(copy))};
}

Truth holds(const Policy& policy, const Resource& resource, const Request& request, Questions* met) {
    const PreparedParts& parts = policy.parts();
    Run run{{parts, parts.options, resource, resource, request}};
    const bool is_eager = parts.options.function_order == FunctionOrder::BeforeConditions;
    if (is_eager && run.all_functions() == Truth::Error) return Truth::Error;
    const Truth truth = run.holds(parts.definition->rule.condition);
    if (met != nullptr) met->add(run.met());
    return truth;
}

Outcome evaluate(const Policy& policy, const Resource& resource, const Request& request,
                 const Related* related) {
    const PreparedParts& parts = policy.parts();
    Judge judge{parts, parts.options, resource, request, related};
    Outcome outcome = judge.judge();
    Questions met = judge.met();
    met.add(parts.met);
    if (met.empty()) return outcome;
    for (const Question question : met.list()) {
        const auto others = alternatives(parts.options, question);
        const bool differs = std::ranges::any_of(others, [&](const Options& other) {
            return state_under(policy, other, resource, request, related, question) != outcome.state;
        });
        if (differs) outcome.hangs_on.push_back(question);
    }
    return outcome;
}

} // namespace iotsec::azure::policy
