#include "azure/policy/assess.hpp"

#include "azure/expression/instant.hpp"
#include "azure/policy/evaluate/parts.hpp"
#include "azure/policy/fields.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iotsec::azure::policy {

namespace {

/// Whether `id` is `scope` or lies below it. Management groups are above every subscription.
bool is_below(std::string_view id, std::string_view scope) {
    while (scope.ends_with('/'))
        scope.remove_suffix(1);
    if (scope.empty() || find_ignoring_case(scope, "/managementGroups/") != std::string_view::npos)
        return true;
    return starts_with_ignoring_case(id, scope) && (id.size() == scope.size() || id[scope.size()] == '/');
}

/// Whether an excluded scope holds the resource. A management group does not tell its subscriptions here.
bool is_excluded(std::string_view id, std::string_view scope) {
    return find_ignoring_case(scope, "/managementGroups/") == std::string_view::npos && is_below(id, scope);
}

bool holds(const Selector& selector, const Resource& resource, std::string_view reference) {
    const auto is_listed = [&](auto same) { return std::ranges::any_of(selector.values, same); };
    switch (selector.kind) {
    case Selector::Kind::ResourceLocation:
        return is_listed([&](const std::string& value) {
                   return normalized_location(value) == resource.location();
               }) != selector.excludes;
    case Selector::Kind::ResourceType:
        return is_listed([&](const std::string& value) {
                   return equal_ignoring_case(value, resource.type());
               }) != selector.excludes;
    case Selector::Kind::ResourceWithoutLocation:
        return resource.location().empty() != selector.excludes;
    case Selector::Kind::PolicyDefinitionReferenceId:
        return is_listed([&](const std::string& value) { return equal_ignoring_case(value, reference); }) !=
               selector.excludes;
    }
    return true;
}

bool select_any(const std::vector<ResourceSelector>& selectors, const Resource& resource,
                std::string_view reference) {
    if (selectors.empty()) return true;
    return std::ranges::any_of(selectors, [&](const ResourceSelector& one) {
        return std::ranges::all_of(
            one.selectors, [&](const Selector& selector) { return holds(selector, resource, reference); });
    });
}

/// Members that a selector leaves out are not assigned at all.
bool covers_member(const Assignment& assignment, const Resource& resource, std::string_view reference) {
    return select_any(assignment.resource_selectors, resource, reference);
}

/// An effect that some override sets for resources where this one is.
const Override* local_override(const Assignment& assignment, const Resource& resource,
                               std::string_view reference, OverrideOrder order) {
    const Override* chosen = nullptr;
    for (const Override& one : assignment.overrides) {
        const bool is_meant = one.kind == Override::Kind::PolicyEffect &&
                              std::ranges::all_of(one.selectors, [&](const Selector& selector) {
                                  return holds(selector, resource, reference);
                              });
        if (!is_meant) continue;
        if (chosen == nullptr || order == OverrideOrder::LastWins) chosen = &one;
    }
    return chosen;
}

bool has_local_overrides(const Assignment& assignment) {
    return std::ranges::any_of(assignment.overrides, [](const Override& one) {
        return std::ranges::any_of(one.selectors, [](const Selector& selector) {
            return selector.kind != Selector::Kind::PolicyDefinitionReferenceId;
        });
    });
}

bool has_expired(const Exemption& exemption, std::string_view now) {
    if (exemption.expires_on.value.empty()) return false;
    const auto end = parse_time(exemption.expires_on.value);
    const auto at = parse_time(now);
    if (!end) return true; // no time, which is reported: nobody is to be exempt for ever by a slip
    return at && end->seconds - end->offset <= at->seconds - at->offset;
}

bool exempts(const Exemption& exemption, const Assigned& assigned, const AssignedPolicy& policy,
             const Resource& resource, std::string_view now) {
    if (!equal_ignoring_case(exemption.assignment_id.value, assigned.assignment->id.value)) return false;
    if (has_expired(exemption, now) || !is_below(resource.id(), exemption.scope.value)) return false;
    const auto is_named = [&](const Text& id) { return equal_ignoring_case(id.value, policy.reference_id); };
    if (!exemption.reference_ids.empty() && std::ranges::none_of(exemption.reference_ids, is_named))
        return false;
    return select_any(exemption.resource_selectors, resource, policy.reference_id);
}

std::string exemption_message(const Exemption& exemption) {
    const std::string& name =
        exemption.display_name.value.empty() ? exemption.name.value : exemption.display_name.value;
    return fmt::format("exempt by `{}` ({})", name,
                       exemption.category == Exemption::Category::Waiver ? "waiver" : "mitigated");
}

Outcome judged(const Assigned& assigned, const AssignedPolicy& assigned_policy, const Resource& resource,
               const Request& request, const Related* related) {
    const Policy& policy = assigned_policy.policy;
    if (!has_local_overrides(*assigned.assignment)) return evaluate(policy, resource, request, related);
    const Override* change = local_override(*assigned.assignment, resource, assigned_policy.reference_id,
                                            policy.options().override_order);
    if (change == nullptr || equal_ignoring_case(change->value.value, policy.parts().effect_text))
        return evaluate(policy, resource, request, related);
    return evaluate(policy.with_effect(change->value.value), resource, request, related);
}

} // namespace

bool covers(const Assignment& assignment, const Resource& resource) {
    if (!is_below(resource.id(), assignment.scope.value)) return false;
    const auto excludes = [&](const Text& scope) { return is_excluded(resource.id(), scope.value); };
    if (std::ranges::any_of(assignment.not_scopes, excludes)) return false;
    // A selector by reference concerns members, which are looked at one by one.
    return std::ranges::any_of(assignment.resource_selectors,
                               [](const ResourceSelector& one) {
                                   return std::ranges::any_of(one.selectors, [](const Selector& selector) {
                                       return selector.kind == Selector::Kind::PolicyDefinitionReferenceId;
                                   });
                               }) ||
           select_any(assignment.resource_selectors, resource, {});
}

std::vector<Assessment> assess(const Assigned& assigned, const Resource& resource, const Request& request,
                               const Related* related, const std::vector<Exemption>& exemptions,
                               std::string_view now) {
    std::vector<Assessment> result;
    if (!covers(*assigned.assignment, resource)) return result;
    for (const AssignedPolicy& policy : assigned.policies) {
        if (!covers_member(*assigned.assignment, resource, policy.reference_id)) continue;
        Request own = request;
        if (own.policy.is_null()) own.policy = policy.policy_object;
        Assessment assessment;
        assessment.policy = &policy;
        assessment.outcome = judged(assigned, policy, resource, own, related);
        assessment.state_without_exemption = assessment.outcome.state;
        assessment.is_enforced = assigned.assignment->enforcement == EnforcementMode::Default;
        if (assessment.outcome.state == State::NonCompliant) assessment.message = policy.message;
        const auto exemption = std::ranges::find_if(
            exemptions, [&](const Exemption& one) { return exempts(one, assigned, policy, resource, now); });
        const bool shows_up = assessment.outcome.state != State::NotApplicable;
        if (exemption != exemptions.end() && shows_up) {
            assessment.exemption = &*exemption;
            assessment.outcome.state = State::Exempt;
            assessment.message = exemption_message(*exemption);
        }
        result.push_back(std::move(assessment));
    }
    return result;
}

State worst(const std::vector<State>& states) {
    constexpr std::array<State, 9> order{State::NonCompliant, State::Compliant,    State::Error,
                                         State::Conflicting,  State::Protected,    State::Exempt,
                                         State::Unknown,      State::NotEvaluated, State::NotApplicable};
    for (const State state : order) {
        if (std::ranges::find(states, state) != states.end()) return state;
    }
    return State::NotApplicable;
}

} // namespace iotsec::azure::policy
