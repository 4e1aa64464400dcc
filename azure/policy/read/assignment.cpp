// Initiatives, assignments and exemptions.
#include "azure/expression/instant.hpp"
#include "azure/policy/read.hpp"
#include "azure/policy/read/reader.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace iotsec::azure::policy {

namespace {

std::optional<Selector::Kind> selector_kind(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Selector::Kind>, 4> kinds{{
        {"resourceLocation", Selector::Kind::ResourceLocation},
        {"resourceType", Selector::Kind::ResourceType},
        {"resourceWithoutLocation", Selector::Kind::ResourceWithoutLocation},
        {"policyDefinitionReferenceId", Selector::Kind::PolicyDefinitionReferenceId},
    }};
    for (const auto& [word, kind] : kinds) {
        if (equal_ignoring_case(word, name)) return kind;
    }
    return std::nullopt;
}

std::optional<Selector> selector(const Value& value, PartReader& parts) {
    if (parts.object(value, "a selector") == nullptr) return std::nullopt;
    const Text word = parts.text(value, "kind");
    const auto kind = selector_kind(word.value);
    if (!kind) {
        parts.error(diag::unknown_policy_word, word.span.is_known() ? word.span : value.span,
                    "kind of selectors", word.value);
        return std::nullopt;
    }
    const bool excludes = value.find("notIn") != nullptr;
    if (excludes == (value.find("in") != nullptr)) {
        parts.error(diag::policy_part, value.span, "`in` or `notIn`", "what a selector lists",
                    excludes ? "both" : "neither");
    }
    Selector result{*kind, value.span, excludes, {}};
    for (Text& text : parts.texts(value, excludes ? "notIn" : "in"))
        result.values.push_back(std::move(text.value));
    return result;
}

EnforcementMode enforcement_of(const Text& text, PartReader& parts) {
    if (text.value.empty() || equal_ignoring_case(text.value, "Default")) return EnforcementMode::Default;
    if (equal_ignoring_case(text.value, "DoNotEnforce")) return EnforcementMode::DoNotEnforce;
    if (equal_ignoring_case(text.value, "Enroll")) return EnforcementMode::Enroll;
    parts.error(diag::unknown_policy_word, text.span, "enforcement mode", text.value);
    return EnforcementMode::Default;
}

std::vector<Override> overrides(const Value& properties, PartReader& parts) {
    std::vector<Override> result;
    const Value* found = properties.find("overrides");
    if (found == nullptr || found->is_null()) return result;
    const List* items = parts.list(*found, "`overrides`");
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
        const Value& item = (*items)[i];
        if (parts.object(item, "an override") == nullptr) continue;
        const Text kind = parts.text(item, "kind");
        const bool is_version = equal_ignoring_case(kind.value, "policyVersion") ||
                                equal_ignoring_case(kind.value, "definitionVersion");
        if (!is_version && !equal_ignoring_case(kind.value, "policyEffect")) {
            parts.error(diag::unknown_policy_word, kind.span.is_known() ? kind.span : item.span,
                        "kind of overrides", kind.value);
            continue;
        }
        Override one{is_version ? Override::Kind::PolicyVersion : Override::Kind::PolicyEffect, item.span,
                     parts.text(item, "value"), selectors(item, parts)};
        if (!is_version && !effect_named(one.value.value)) {
            parts.error(diag::unknown_policy_word, one.value.span.is_known() ? one.value.span : item.span,
                        "effect", one.value.value);
        }
        result.push_back(std::move(one));
    }
    return result;
}

std::vector<NonComplianceMessage> messages(const Value& properties, PartReader& parts) {
    std::vector<NonComplianceMessage> result;
    const Value* found = properties.find("nonComplianceMessages");
    if (found == nullptr || found->is_null()) return result;
    const List* items = parts.list(*found, "`nonComplianceMessages`");
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
        result.push_back(
            {parts.text((*items)[i], "message"), parts.text((*items)[i], "policyDefinitionReferenceId")});
    }
    return result;
}

/// What stands in front of `/providers/Microsoft.Authorization/policy…` in the id.
Text scope_of(const Value& properties, const Text& id, PartReader& parts) {
    Text scope = parts.text(properties, "scope");
    if (!scope.value.empty()) return scope;
    const std::size_t end = find_ignoring_case(id.value, "/providers/Microsoft.Authorization/policy");
    if (end != std::string_view::npos) scope = {id.value.substr(0, end), id.span};
    return scope;
}

InitiativeMember member_of(const Value& value, Conditions& into, PartReader& parts) {
    InitiativeMember member;
    member.span = value.span;
    parts.check_repeats(value);
    member.definition_id = parts.text(value, "policyDefinitionId");
    if (member.definition_id.value.empty())
        member.definition_id = parts.text(value, "policyDefinitionName"); // EPAC
    if (member.definition_id.value.empty())
        parts.error(diag::policy_lacks, value.span, "a member of the initiative", "policyDefinitionId");
    member.reference_id = parts.text(value, "policyDefinitionReferenceId");
    member.definition_version = parts.text(value, "definitionVersion");
    member.arguments = arguments(value, into, parts);
    member.group_names = parts.texts(value, "groupNames");
    return member;
}

} // namespace

std::vector<Selector> selectors(const Value& from, PartReader& parts) {
    std::vector<Selector> result;
    const Value* found = from.find("selectors");
    if (found == nullptr || found->is_null()) return result;
    const List* items = parts.list(*found, "`selectors`");
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
        if (auto one = selector((*items)[i], parts)) result.push_back(std::move(*one));
    }
    return result;
}

std::vector<ResourceSelector> resource_selectors(const Value& properties, PartReader& parts) {
    std::vector<ResourceSelector> result;
    const Value* found = properties.find("resourceSelectors");
    if (found == nullptr || found->is_null()) return result;
    const List* items = parts.list(*found, "`resourceSelectors`");
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
        if (parts.object((*items)[i], "a resource selector") == nullptr) continue;
        result.push_back({parts.text((*items)[i], "name"), selectors((*items)[i], parts)});
    }
    return result;
}

std::vector<Argument> arguments(const Value& from, Conditions& into, PartReader& parts) {
    std::vector<Argument> result;
    const Value* found = from.find("parameters");
    if (found == nullptr || found->is_null()) return result;
    const Object* members = parts.object(*found, "`parameters`");
    if (members == nullptr) return result;
    parts.check_repeats(*found);
    ConditionReader conditions{parts, into};
    for (const Member& member : *members) {
        const Value* value = member.value.find("value");
        result.push_back(
            {member.name, member.name_span, conditions.operand(value == nullptr ? member.value : *value)});
    }
    return result;
}

Initiative read_initiative(const Value& root, DiagnosticSink& sink) {
    PartReader parts{sink};
    Initiative initiative;
    initiative.span = root.span;
    parts.check_repeats(root);
    const Value& properties = properties_of(root);
    if (&properties != &root) parts.check_repeats(properties);
    initiative.id = parts.text(root, "id");
    initiative.name = parts.text(root, "name");
    initiative.display_name = parts.text(properties, "displayName");
    initiative.description = parts.text(properties, "description");
    initiative.version = parts.text(properties, "version");
    initiative.policy_type = parts.text(properties, "policyType");
    initiative.metadata = parts.value(properties, "metadata");
    initiative.parameters = parts.parameters(properties);
    const Value* members = properties.find("policyDefinitions");
    if (members == nullptr) {
        parts.error(diag::policy_lacks, root.span, "the initiative", "policyDefinitions");
    } else if (const List* items = parts.list(*members, "`policyDefinitions`")) {
        for (const Value& item : *items) {
            if (parts.object(item, "a member of the initiative") != nullptr)
                initiative.members.push_back(member_of(item, initiative.arguments, parts));
        }
    }
    initiative.is_valid = parts.is_valid();
    return initiative;
}

Assignment read_assignment(const Value& root, DiagnosticSink& sink) {
    PartReader parts{sink};
    Assignment assignment;
    assignment.span = root.span;
    parts.check_repeats(root);
    const Value& properties = properties_of(root);
    if (&properties != &root) parts.check_repeats(properties);
    assignment.id = parts.text(root, "id");
    assignment.name = parts.text(root, "name");
    assignment.display_name = parts.text(properties, "displayName");
    assignment.description = parts.text(properties, "description");
    assignment.definition_id = parts.text(properties, "policyDefinitionId");
    if (assignment.definition_id.value.empty())
        parts.error(diag::policy_lacks, root.span, "the assignment", "policyDefinitionId");
    assignment.definition_version = parts.text(properties, "definitionVersion");
    assignment.scope = scope_of(properties, assignment.id, parts);
    assignment.not_scopes = parts.texts(properties, "notScopes");
    assignment.enforcement = enforcement_of(parts.text(properties, "enforcementMode"), parts);
    // What an assignment gives is data: brackets in it are not looked into.
    if (const Value* given = properties.find("parameters"); given != nullptr && !given->is_null()) {
        const Object* members = parts.object(*given, "`parameters`");
        for (std::size_t i = 0; members != nullptr && i < members->size(); ++i) {
            const Member& member = (*members)[i];
            const Value* value = member.value.find("value");
            assignment.arguments.push_back(
                {member.name, member.name_span, value == nullptr ? member.value : *value});
        }
    }
    assignment.messages = messages(properties, parts);
    assignment.resource_selectors = resource_selectors(properties, parts);
    assignment.overrides = overrides(properties, parts);
    assignment.metadata = parts.value(properties, "metadata");
    assignment.identity = parts.value(root, "identity");
    assignment.is_valid = parts.is_valid();
    return assignment;
}

Exemption read_exemption(const Value& root, DiagnosticSink& sink) {
    PartReader parts{sink};
    Exemption exemption;
    exemption.span = root.span;
    parts.check_repeats(root);
    const Value& properties = properties_of(root);
    exemption.id = parts.text(root, "id");
    exemption.name = parts.text(root, "name");
    exemption.display_name = parts.text(properties, "displayName");
    exemption.description = parts.text(properties, "description");
    exemption.assignment_id = parts.text(properties, "policyAssignmentId");
    if (exemption.assignment_id.value.empty())
        parts.error(diag::policy_lacks, root.span, "the exemption", "policyAssignmentId");
    const Text category = parts.text(properties, "exemptionCategory");
    if (equal_ignoring_case(category.value, "Mitigated")) {
        exemption.category = Exemption::Category::Mitigated;
    } else if (!equal_ignoring_case(category.value, "Waiver")) {
        parts.error(diag::unknown_policy_word, category.span.is_known() ? category.span : root.span,
                    "category of exemptions", category.value);
    }
    exemption.reference_ids = parts.texts(properties, "policyDefinitionReferenceIds");
    exemption.expires_on = parts.text(properties, "expiresOn");
    if (!exemption.expires_on.value.empty() && !parse_time(exemption.expires_on.value)) {
        parts.error(diag::policy_part, exemption.expires_on.span, "a time as ISO 8601 writes it",
                    "the end of an exemption", fmt::format("`{}`", exemption.expires_on.value));
    }
    exemption.scope = scope_of(properties, exemption.id, parts);
    exemption.resource_selectors = resource_selectors(properties, parts);
    exemption.is_valid = parts.is_valid();
    return exemption;
}

} // namespace iotsec::azure::policy
