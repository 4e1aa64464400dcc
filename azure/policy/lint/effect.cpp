// Rules about the effect.
#include "azure/policy/lint/checks.hpp"
#include "base/diagnostics/lint.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

namespace iotsec::azure::policy::lint {

namespace {

namespace kinds = diag::lint;

/// Effects of one group share the form of their `details`; the first group has none.
enum class DetailsForm { None, Modify, IfNotExists, Action, Append, Provider };

DetailsForm details_form(Effect effect) {
    switch (effect) {
    case Effect::Disabled:
    case Effect::Deny:
    case Effect::Audit:
    case Effect::Manual:
        return DetailsForm::None;
    case Effect::Modify:
        return DetailsForm::Modify;
    case Effect::AuditIfNotExists:
    case Effect::DeployIfNotExists:
        return DetailsForm::IfNotExists;
    case Effect::DenyAction:
    case Effect::AuditAction:
        return DetailsForm::Action;
    case Effect::Append:
        return DetailsForm::Append;
    case Effect::Mutate:
    case Effect::AddToNetworkGroup:
        return DetailsForm::Provider;
    }
    std::abort();
}

/// Whether an effect stops or changes something.
bool enforces(Effect effect) {
    constexpr std::array enforcing{Effect::Deny,   Effect::DenyAction,        Effect::Modify,
                                   Effect::Append, Effect::DeployIfNotExists, Effect::Mutate};
    return std::ranges::find(enforcing, effect) != enforcing.end();
}

bool is_possible(const Context& context, Effect wanted) {
    return std::ranges::any_of(context.possible_effects(),
                               [&](const std::string& name) { return effect_named(name) == wanted; });
}

void check_mixture(const Context& context, const Parameter& parameter) {
    if (!parameter.allowed_values || context.definition().mode == Mode::ResourceProvider) return;
    std::optional<Effect> first;
    for (const Value& value : *parameter.allowed_values) {
        const std::string* name = value.as_string();
        const auto effect = name == nullptr ? std::nullopt : effect_named(*name);
        if (!effect || details_form(*effect) == DetailsForm::None) continue;
        if (!first) first = effect;
        if (details_form(*effect) == details_form(*first)) continue;
        context.sink().report(kinds::effects_mixed, value.span, spelling(*first), spelling(*effect));
        return;
    }
}

void check_parameter(const Context& context, const Parameter& parameter) {
    if (!parameter.allowed_values) context.sink().report(kinds::effect_any, parameter.span, parameter.name);
    if (!parameter.default_value)
        context.sink().report(kinds::effect_undefaulted, parameter.span, parameter.name);
    check_mixture(context, parameter);
    const std::string* name = parameter.default_value ? parameter.default_value->as_string() : nullptr;
    const auto by_default = name == nullptr ? std::nullopt : effect_named(*name);
    if (by_default && enforces(*by_default))
        context.sink().report(kinds::effect_risky, parameter.default_value->span, parameter.name, *name);
}

/// Whether `pattern`, with at most one `*`, covers `type`; letter case ignored.
bool covers(std::string_view pattern, std::string_view type) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return equal_ignoring_case(pattern, type);
    const std::string_view before = pattern.substr(0, star);
    const std::string_view behind = pattern.substr(star + 1);
    return type.size() >= before.size() + behind.size() && starts_with_ignoring_case(type, before) &&
           ends_with_ignoring_case(type, behind);
}

void check_role_assignments(const Context& context) {
    constexpr std::array<std::string_view, 2> granting{
        "Microsoft.Authorization/roleAssignments", "Microsoft.Authorization/roleAssignmentScheduleRequests"};
    const Parameter* parameter = context.effect_parameter();
    const bool is_open = parameter != nullptr && !parameter->allowed_values;
    if (!is_open && !is_possible(context, Effect::Deny)) return;
    for (const std::string_view type : granting) {
        const bool is_meant = std::ranges::any_of(
            context.types(), [&](const std::string& pattern) { return covers(pattern, type); });
        if (!is_meant) continue;
        const Span here = context.tree()[context.definition().rule.effect].value.span;
        context.sink().report(kinds::blocks_role_assignments, here, type);
        return;
    }
}

void check_roles(const Context& context) {
    if (!context.definition().rule.details.role_definition_ids.empty()) return;
    for (const Effect effect : {Effect::Modify, Effect::DeployIfNotExists}) {
        if (!is_possible(context, effect)) continue;
        const Span here = context.tree()[context.definition().rule.effect].value.span;
        context.sink().report(kinds::roles_missing, here, spelling(effect));
        return;
    }
}

} // namespace

void check_effect(const Context& context) {
    const policy::Rule& rule = context.definition().rule;
    if (rule.effect.index >= context.tree().operands.size()) return;
    const Operand& operand = context.tree()[rule.effect];
    if (const std::string* name = literal_text(operand)) {
        const auto effect = effect_named(*name);
        if (effect && enforces(*effect))
            context.sink().report(kinds::effect_fixed, operand.value.span, *name);
    } else if (const Parameter* parameter = context.effect_parameter()) {
        check_parameter(context, *parameter);
    }
    if (context.definition().mode == Mode::ResourceProvider) return;
    check_role_assignments(context);
    check_roles(context);
}

} // namespace iotsec::azure::policy::lint
