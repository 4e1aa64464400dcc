// From the program to everything of this target: definitions by requirement, initiatives by baseline.
#include "base/diagnostics/targets.hpp"
#include "base/text.hpp"
#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/azure_policy/deploy.hpp"
#include "emitters/azure_policy/draft.hpp"
#include "emitters/azure_policy/expectations.hpp"
#include "emitters/azure_policy/initiative.hpp"
#include "emitters/azure_policy/limits.hpp"
#include "emitters/azure_policy/manual.hpp"
#include "emitters/azure_policy/modify.hpp"
#include "emitters/azure_policy/parameters.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>

namespace iotsec::emitters::azure_policy {

namespace {

using ir::Effect;

void add_once(std::vector<NotCarried>& reasons, NotCarried reason) {
    const bool is_known = std::ranges::any_of(reasons, [&](const NotCarried& other) {
        return other.span == reason.span && other.reason == reason.reason;
    });
    if (!is_known) reasons.push_back(std::move(reason));
}

/// Why no definition can be about the subject at all; empty where one can.
std::string no_subject_reason(const Context& context) {
    const ir::TypeFacts* type = context.program.type(context.requirement.type);
    if (context.requirement.all) return "a policy sees one resource";
    if (type && type->type_class == catalog::TypeClass::DataPlane)
        return "not a resource of Azure Resource Manager";
    return {};
}

/// Parameters that the drafts read and that have no Azure form take their drafts with them.
void drop_unwritable(const Context& context, Outcome& outcome, Expectations& expectations) {
    std::erase_if(outcome.drafts, [&](const Draft& draft) {
        for (const auto& [id, use] : uses_of(draft)) {
            const auto& parameter = context.program.params[id.index];
            const std::string reason = no_parameter_reason(parameter);
            if (reason.empty()) continue;
            expectations.left_out.push_back(
                {context.requirement.span, fmt::format("{}: `{}`", reason, parameter.name)});
            return true;
        }
        return false;
    });
}

bool offers(const Outcome& outcome, std::string_view effect) {
    return std::ranges::find(outcome.coverage.effects, effect) != outcome.coverage.effects.end();
}

/// Asking for an effect that no definition offers is a mistake of the author.
void require_effect(const Context& context, const Outcome& outcome, Effect effect, std::string_view word) {
    const auto& wanted = context.requirement.effects;
    if (std::ranges::find(wanted, effect) == wanted.end()) return;
    const bool is_offered = effect == Effect::Deny     ? offers(outcome, "Deny")
                            : effect == Effect::Modify ? offers(outcome, "Modify")
                                                       : offers(outcome, "DeployIfNotExists");
    if (is_offered) return;
    std::string reason = effect == Effect::Deny     ? "what is missing beside a resource cannot be denied"
                         : effect == Effect::Modify ? "no `remedy set` of it is carried"
                                                    : "no `remedy deploy` of it is carried";
    for (const auto& note : outcome.coverage.notes) {
        if (note.starts_with("the remedy is not carried: ")) reason = note;
    }
    const bool is_reported = effect == Effect::Deny && offers(outcome, "Audit"); // with the property's name
    if (is_reported) return;
    context.sink
        .report(diag::effect_beyond_target, context.requirement.span, context.requirement.meta.id, word,
                reason)
        .with_help(fmt::format("leave `{}` out of `effects`", word));
}

void collect_effects(Outcome& outcome) {
    for (const Draft& draft : outcome.drafts) {
        for (const auto& effect : draft.effects) {
            if (!offers(outcome, effect)) outcome.coverage.effects.push_back(effect);
        }
    }
}

/// The description of a requirement that is carried in part says what is left out.
void describe_part(const Context& context, Outcome& outcome) {
    std::string text = context.requirement.meta.description.empty() ? context.requirement.meta.title + "."
                                                                    : context.requirement.meta.description;
    text += " Not carried by Azure Policy:";
    for (const auto& left_out : outcome.coverage.reasons)
        text += fmt::format(" {};", left_out.reason);
    text.back() = '.';
    for (Draft& draft : outcome.drafts) {
        if (draft.description.empty()) draft.description = text;
    }
}

void report_part(const Context& context, const Coverage& coverage) {
    auto& diagnostic = context.sink.report(diag::carried_in_part, context.requirement.span,
                                           context.options.target, context.requirement.meta.id);
    for (const auto& reason : coverage.reasons)
        diagnostic.with_label(reason.span, reason.reason);
    diagnostic.with_help(
        "say `partial: ok` to build the part, or move the other expectations to a requirement of "
        "their own");
}

/// Notes on messages: Azure shows one constant text a definition.
void note_messages(const ir::Requirement& requirement, std::vector<std::string>& notes) {
    const bool is_dynamic = std::ranges::any_of(requirement.checks, [](const ir::Check& check) {
        return std::ranges::any_of(check.message, [](const ir::MessagePart& part) {
            return std::holds_alternative<ir::ExprId>(part);
        });
    });
    if (is_dynamic) notes.emplace_back("Azure shows the title: its messages cannot show a value");
}

void note_bounds(const Context& context, const std::vector<Draft>& drafts, std::vector<std::string>& notes) {
    for (const Draft& draft : drafts) {
        for (const ir::ParamId id : draft.parameters) {
            const auto& parameter = context.program.params[id.index];
            const auto text = fmt::format("`min` and `max` of `{}` have no Azure form", parameter.name);
            const bool is_bounded = parameter.min || parameter.max;
            if (is_bounded && std::ranges::find(notes, text) == notes.end()) notes.push_back(text);
        }
    }
}

/// Check and remedy as one definition, where both look at the same resources.
void merge_remedy(std::vector<Draft>& drafts, std::set<std::string>& notes) {
    const auto check = std::ranges::find(drafts, DefinitionKind::Check, &Draft::kind);
    const auto remedy = std::ranges::find(drafts, DefinitionKind::Modify, &Draft::kind);
    if (check == drafts.end() || remedy == drafts.end()) return;
    if (*check->condition != *remedy->condition) {
        notes.insert("check and remedy look at different resources and stay two definitions");
        return;
    }
    check->uuid_kind = "merged";
    check->details = remedy->details;
    check->remedy_parameters = remedy->remedy_parameters;
    check->effects.insert(check->effects.end() - 1, "Modify");
    drafts.erase(remedy);
}

Outcome lower_checks(const Context& context) {
    Outcome outcome;
    Expectations expectations = lower_expectations(context);
    outcome.drafts = expectations.drafts;
    if (expectations.carried > 0) {
        std::ranges::move(modify_drafts(context, expectations, expectations.notes),
                          std::back_inserter(outcome.drafts));
        std::ranges::move(deploy_drafts(context, expectations, expectations.notes),
                          std::back_inserter(outcome.drafts));
    }
    if (context.options.merged_remedies) merge_remedy(outcome.drafts, expectations.notes);
    drop_unwritable(context, outcome, expectations);
    Coverage& coverage = outcome.coverage;
    for (auto& reason : expectations.left_out)
        add_once(coverage.reasons, std::move(reason));
    coverage.notes.assign(expectations.notes.begin(), expectations.notes.end());
    const bool is_whole = coverage.reasons.empty();
    coverage.carriage = outcome.drafts.empty() ? Carriage::No : is_whole ? Carriage::Carried : Carriage::Part;
    return outcome;
}

Outcome lower_requirement(const Context& context) {
    const ir::Requirement& requirement = context.requirement;
    Outcome outcome;
    if (auto reason = no_subject_reason(context); !reason.empty()) {
        outcome.coverage.reasons.push_back({requirement.span, std::move(reason)});
    } else if (requirement.attest) {
        outcome = lower_attestation(context);
    } else {
        outcome = lower_checks(context);
        collect_effects(outcome);
        note_messages(requirement, outcome.coverage.notes);
        note_bounds(context, outcome.drafts, outcome.coverage.notes);
        if (outcome.coverage.carriage != Carriage::No) {
            require_effect(context, outcome, Effect::Deny, "deny");
            require_effect(context, outcome, Effect::Modify, "modify");
            require_effect(context, outcome, Effect::Deploy, "deploy");
        }
    }
    outcome.coverage.requirement = requirement.meta.id;
    outcome.coverage.target = context.options.target;
    return outcome;
}

/// Reports what is carried in part, and empties an outcome that must not be written.
void settle(const Context& context, Outcome& outcome) {
    Coverage& coverage = outcome.coverage;
    if (coverage.carriage != Carriage::Part) return;
    if (context.requirement.meta.partial_ok) {
        describe_part(context, outcome);
        return;
    }
    report_part(context, coverage);
    outcome.drafts.clear();
    coverage.effects.clear();
}

class ModelBuilder {
  public:
    ModelBuilder(const ir::Program& program, const Options& options, DiagnosticSink& sink)
        : program_{program}, options_{options}, sink_{sink} {}

    [[nodiscard]] Model build();

  private:
    void add_requirement(std::uint32_t index);
    void sort_definitions();
    void add_initiatives();

    const ir::Program& program_;
    const Options& options_;
    DiagnosticSink& sink_;
    Model model_;
    std::vector<DefinitionFacts> facts_;
    std::map<std::string, std::string> owner_of_; // by reference id in lower case
};

void ModelBuilder::add_requirement(std::uint32_t index) {
    const ir::Requirement& requirement = program_.requirements[index];
    const Context context{program_, requirement, options_, sink_};
    Outcome outcome = lower_requirement(context);
    settle(context, outcome);
    for (const Draft& draft : outcome.drafts) {
        Definition definition = finished(context, draft);
        const auto [owner, is_new] =
            owner_of_.try_emplace(to_lower(definition.reference_id), requirement.meta.id);
        if (!is_new)
            sink_
                .report(diag::name_clash, requirement.span, "`" + definition.reference_id + "`",
                        fmt::format("a definition of {} and of {}", owner->second, requirement.meta.id))
                .with_help("give one of the requirements another id");
        check_limits(definition, requirement.span, sink_);
        model_.definitions.push_back(std::move(definition));
        facts_.push_back({index, uses_of(draft)});
    }
    model_.coverage.push_back(std::move(outcome.coverage));
}

void ModelBuilder::sort_definitions() {
    std::vector<std::size_t> order(model_.definitions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(
        order, {}, [&](std::size_t i) -> const std::string& { return model_.definitions[i].reference_id; });
    std::vector<Definition> definitions;
    std::vector<DefinitionFacts> facts;
    for (const std::size_t i : order) {
        definitions.push_back(std::move(model_.definitions[i]));
        facts.push_back(std::move(facts_[i]));
    }
    model_.definitions = std::move(definitions);
    facts_ = std::move(facts);
}

void ModelBuilder::add_initiatives() {
    std::vector<const ir::Baseline*> baselines;
    baselines.reserve(program_.baselines.size());
    for (const auto& baseline : program_.baselines)
        baselines.push_back(&baseline);
    std::ranges::sort(baselines, {}, &ir::Baseline::name);
    for (const ir::Baseline* baseline : baselines) {
        auto built = initiative(program_, *baseline, model_.definitions, facts_, options_, sink_);
        if (!built) continue;
        check_limits(*built, whole_properties(model_, *built, options_), baseline->span, sink_);
        model_.initiatives.push_back(std::move(*built));
    }
}

Model ModelBuilder::build() {
    for (std::uint32_t i = 0; i < program_.requirements.size(); ++i)
        add_requirement(i);
    sort_definitions();
    std::ranges::sort(model_.coverage, {}, &Coverage::requirement);
    add_initiatives();
    check_scope_limits(model_, sink_);
    return std::move(model_);
}

} // namespace

Model build(const ir::Program& program, const Options& options, DiagnosticSink& sink) {
    return ModelBuilder{program, options, sink}.build();
}

} // namespace iotsec::emitters::azure_policy
