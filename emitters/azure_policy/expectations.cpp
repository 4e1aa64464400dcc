#include "emitters/azure_policy/expectations.hpp"

#include "base/diagnostics/targets.hpp"
#include "base/text.hpp"
#include "emitters/azure_policy/deploy.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace iotsec::emitters::azure_policy {

namespace {

using ir::Effect;

/// Adds the reasons that a lowering noted, each with a place.
void leave_out(Expectations& result, Lowering& lowering, const Lowering::Mark& before, Span fallback) {
    const auto& reasons = lowering.reasons();
    for (std::size_t i = before.reasons.size(); i < reasons.size(); ++i) {
        NotCarried reason = reasons[i];
        if (!reason.span.is_known()) reason.span = fallback;
        result.left_out.push_back(std::move(reason));
    }
    lowering.undo(before);
}

/// The complement of a disjunction: every part fails.
Condition violation_of(Lowering& lowering, const std::vector<LocalPart>& parts) {
    std::vector<Condition> failed;
    failed.reserve(parts.size());
    for (const LocalPart& part : parts)
        failed.push_back(lowering.lower(part.expr, opposite(part.sign)));
    return all_of(std::move(failed));
}

Condition when_of(const Context& context, Lowering& lowering) {
    const std::string usual = lowering.related_reason;
    lowering.related_reason = "a related resource inside `when` has no Azure form";
    Condition when =
        context.requirement.when ? lowering.lower(*context.requirement.when, Sign::Holds) : Condition(true);
    lowering.related_reason = usual;
    return when;
}

/// Says that a request cannot show something that `expr` reads; empty where it can show all.
std::string unseen_property(const ir::Program& program, ir::ExprId expr) {
    for (const ir::PropertyId id : properties_read(program, expr)) {
        const ir::Property& property = program.properties[id.index];
        if (property.visible_in == catalog::VisibleIn::Response)
            return fmt::format("a request cannot carry `{}`", property.path);
    }
    return {};
}

/// Why the check cannot deny; empty where it can.
std::string no_deny_reason_of(const Context& context, const std::vector<Conjunct>& conjuncts) {
    const ir::TypeFacts* type = context.program.type(context.requirement.type);
    if (type && type->deny_is_unwise) return fmt::format("blocking changes of {} is unwise", type->name);
    if (context.requirement.when) {
        if (auto reason = unseen_property(context.program, *context.requirement.when); !reason.empty())
            return reason;
    }
    for (const Conjunct& conjunct : conjuncts) {
        for (const LocalPart& part : conjunct.local) {
            if (auto reason = no_deny_reason(context.program, part.expr); !reason.empty()) return reason;
        }
    }
    return {};
}

/// The effects of the check definition, and an error where the author asks for more.
std::vector<std::string> check_effects(const Context& context, const std::vector<Conjunct>& conjuncts) {
    const ir::Requirement& requirement = context.requirement;
    const std::string no_deny = no_deny_reason_of(context, conjuncts);
    const bool wants_deny = admits(requirement, Effect::Deny);
    if (wants_deny && !no_deny.empty() && !requirement.effects.empty())
        context.sink
            .report(diag::effect_beyond_target, requirement.span, requirement.meta.id, "deny", no_deny)
            .with_help("leave `deny` out of `effects`");
    std::vector<std::string> effects;
    const bool can_deny = wants_deny && no_deny.empty();
    if (admits(requirement, Effect::Audit) || !can_deny) effects.emplace_back("Audit");
    if (can_deny) effects.emplace_back("Deny");
    effects.emplace_back("Disabled");
    return effects;
}

void lower_check(const Context& context, const std::vector<Conjunct>& local, Expectations& result) {
    Lowering lowering = subject_lowering(context);
    Condition when = when_of(context, lowering);
    if (when.is_null()) {
        leave_out(result, lowering, {}, context.requirement.span);
        return;
    }
    std::vector<Condition> violations;
    for (const Conjunct& conjunct : local) {
        const auto before = lowering.mark();
        Condition violation = violation_of(lowering, conjunct.local);
        if (violation.is_null()) {
            leave_out(result, lowering, before, context.requirement.checks[conjunct.check].span);
            continue;
        }
        violations.push_back(std::move(violation));
        result.in_check.push_back(conjunct);
        ++result.carried;
    }
    if (violations.empty()) return;
    Draft draft;
    draft.kind = DefinitionKind::Check;
    draft.uuid_kind = "check";
    draft.effects = check_effects(context, result.in_check);
    draft.condition = std::make_shared<const Condition>(
        for_subject(context, all_of({std::move(when), any_of(std::move(violations))})));
    draft.parameters = lowering.parameters();
    result.notes.insert(lowering.notes().begin(), lowering.notes().end());
    result.drafts.push_back(std::move(draft));
}

/// The condition on one candidate: one of the related parts holds for it.
Condition existence_of(const Context& context, Lowering& lowering, const Conjunct& conjunct) {
    lowering.bind(context.requirement.binder, {.kind = Binder::Kind::Outside});
    lowering.related_reason = "Azure Policy cannot look at resources that a related resource is related to";
    std::vector<Condition> alternatives;
    for (const RelatedPart& part : conjunct.related) {
        const auto& count = std::get<ir::Count>(context.program[part.count]);
        lowering.bind(count.binder, {.kind = Binder::Kind::Candidate});
        std::vector<Condition> conditions;
        conditions.reserve(part.conditions.size());
        for (const ir::ExprId condition : part.conditions)
            conditions.push_back(lowering.lower(condition, Sign::Holds));
        alternatives.push_back(all_of(std::move(conditions)));
    }
    return any_of(std::move(alternatives));
}

const ir::Remedy* deployment_for(const Context& context, const ir::Related& related) {
    const auto& remedies = context.requirement.remedies;
    const auto found = std::ranges::find_if(remedies, [&](const ir::Remedy& remedy) {
        return remedy.deploy && equal_ignoring_case(remedy.deploy->type, related.type);
    });
    return found == remedies.end() ? nullptr : &*found;
}

Json search_details(const ir::Related& related, Condition existence) {
    Json details = Json::object();
    details["type"] = related.type;
    if (related.relation == ir::RelatedBy::ResourceGroup) details["existenceScope"] = "resourceGroup";
    if (related.relation == ir::RelatedBy::Subscription) details["existenceScope"] = "subscription";
    // A related resource of the same deployment comes after the subject.
    details["evaluationDelay"] = "AfterProvisioning";
    if (!existence.is_boolean() || !existence.get<bool>())
        details["existenceCondition"] = written_constant(std::move(existence));
    return details;
}

/// The search once more, for the subjects that the remedy presupposes something of: it only deploys.
void add_narrower_deployment(const Context& context, const ir::Remedy& remedy, const Draft& search,
                             const Deployment& deployment, Expectations& result) {
    Lowering lowering = subject_lowering(context);
    lowering.related_reason = "a search for one related resource cannot presuppose another";
    Condition presupposed = lowering.lower(*remedy.presupposes, Sign::Holds);
    if (presupposed.is_null()) {
        result.notes.insert("the remedy is not carried: " + lowering.reasons().front().reason);
        return;
    }
    Draft draft = search;
    draft.kind = DefinitionKind::Deploy;
    draft.suffix = draft.uuid_kind = search.suffix.empty() ? "deploy" : search.suffix + "-deploy";
    draft.title_suffix = " (deployment)";
    draft.effects = {"DeployIfNotExists", "Disabled"};
    draft.condition = std::make_shared<const Condition>(all_of({*search.condition, std::move(presupposed)}));
    Json details = *search.details;
    details.update(*deployment.details);
    draft.details = std::make_shared<const Json>(std::move(details));
    draft.parameters.insert(lowering.parameters().begin(), lowering.parameters().end());
    draft.remedy_parameters = deployment.parameters;
    result.drafts.push_back(std::move(draft));
}

/// Adds a search, and what deploys the missing resource where the requirement says how.
void add_search(const Context& context, const ir::Related& related, Draft draft, Expectations& result) {
    const ir::Remedy* remedy = deployment_for(context, related);
    if (!remedy || !admits(context.requirement, Effect::Deploy)) {
        result.drafts.push_back(std::move(draft));
        return;
    }
    Deployment deployment = deployment_of(context, *remedy);
    if (!deployment.details) {
        result.notes.insert("the remedy is not carried: " + deployment.problem);
        result.drafts.push_back(std::move(draft));
    } else if (remedy->presupposes) {
        result.drafts.push_back(draft);
        add_narrower_deployment(context, *remedy, draft, deployment, result);
    } else {
        Json details = *draft.details;
        details.update(*deployment.details);
        draft.details = std::make_shared<const Json>(std::move(details));
        draft.remedy_parameters = std::move(deployment.parameters);
        draft.effects.insert(draft.effects.end() - 1, "DeployIfNotExists");
        result.drafts.push_back(std::move(draft));
    }
}

std::vector<std::string> search_effects(const Context& context) {
    const bool audits =
        admits(context.requirement, Effect::Audit) || !admits(context.requirement, Effect::Deploy);
    return audits ? std::vector<std::string>{"AuditIfNotExists", "Disabled"}
                  : std::vector<std::string>{"Disabled"};
}

void lower_search(const Context& context, const Conjunct& conjunct, const std::string& suffix,
                  Expectations& result) {
    const Span span = context.requirement.checks[conjunct.check].span;
    const auto& count = std::get<ir::Count>(context.program[conjunct.related.front().count]);
    const auto& related = std::get<ir::Related>(count.over);
    Lowering lowering = subject_lowering(context);
    Condition when = when_of(context, lowering);
    Condition violation = violation_of(lowering, conjunct.local);
    Condition condition = all_of({std::move(when), std::move(violation)});
    Condition existence = existence_of(context, lowering, conjunct);
    if (condition.is_null() || existence.is_null()) {
        leave_out(result, lowering, {}, span);
        return;
    }
    Draft draft;
    draft.kind = DefinitionKind::Exists;
    draft.suffix = suffix;
    draft.uuid_kind = suffix.empty() ? "check" : suffix;
    draft.title_suffix =
        suffix.empty() ? "" : fmt::format(" ({})", suffix == "exists" ? "related resource" : suffix);
    draft.effects = search_effects(context);
    draft.condition = std::make_shared<const Condition>(for_subject(context, std::move(condition)));
    draft.parameters = lowering.parameters();
    draft.details = std::make_shared<const Json>(search_details(related, std::move(existence)));
    result.notes.insert(lowering.notes().begin(), lowering.notes().end());
    add_search(context, related, std::move(draft), result);
    ++result.carried;
}

} // namespace

std::string no_deny_reason(const ir::Program& program, ir::ExprId expr) {
    for (const ir::PropertyId id : properties_read(program, expr)) {
        const ir::Property& property = program.properties[id.index];
        if (property.create_only)
            return fmt::format(
                "`{}` is taken at creation only, so nobody could mend a resource that is refused",
                property.path);
    }
    return unseen_property(program, expr);
}

Condition written_constant(Condition condition) {
    if (!condition.is_boolean()) return condition;
    return value_condition("true", "equals", condition.get<bool>() ? "true" : "false");
}

Expectations lower_expectations(const Context& context) {
    Expectations result;
    Conjuncts all = conjuncts(context.program, context.requirement);
    result.left_out = std::move(all.others);
    std::vector<Conjunct> local;
    std::vector<Conjunct> related;
    for (Conjunct& conjunct : all.carried)
        (conjunct.related.empty() ? local : related).push_back(std::move(conjunct));
    if (!local.empty()) lower_check(context, local, result);
    for (std::size_t i = 0; i < related.size(); ++i) {
        const bool is_first = i == 0;
        const std::string suffix = !is_first       ? fmt::format("exists-{}", i + 1)
                                   : local.empty() ? ""
                                                   : "exists";
        lower_search(context, related[i], suffix, result);
    }
    return result;
}

} // namespace iotsec::emitters::azure_policy
