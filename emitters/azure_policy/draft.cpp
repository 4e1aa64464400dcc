#include "emitters/azure_policy/draft.hpp"

#include "emitters/azure_policy/hash.hpp"
#include "emitters/azure_policy/limits.hpp"
#include "emitters/azure_policy/literal.hpp"
#include "emitters/azure_policy/names.hpp"
#include "emitters/azure_policy/parameters.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <variant>

namespace iotsec::emitters::azure_policy {

namespace {

constexpr std::string_view category =
    "Internet of Things"; // what the portal shows Microsoft's IoT policies under
constexpr std::string_view role_prefix = "/providers/Microsoft.Authorization/roleDefinitions/";
constexpr std::string_view contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";

std::string_view name(ir::SeverityLevel level) {
    switch (level) {
    case ir::SeverityLevel::Low:
        return "low";
    case ir::SeverityLevel::Medium:
        return "medium";
    case ir::SeverityLevel::High:
        return "high";
    case ir::SeverityLevel::Critical:
        return "critical";
    }
    std::abort();
}

/// Indexed where the type has tags and location: only those are ever seen in that mode.
std::string_view mode(const Context& context) {
    const ir::TypeFacts* type = context.program.type(context.requirement.type);
    return type && type->has_tags_and_location ? "Indexed" : "All";
}

std::string version(const ir::Meta& meta) {
    const auto stated = std::ranges::find(meta.other, "version", &std::pair<std::string, std::string>::first);
    return stated == meta.other.end() ? "1.0.0" : stated->second;
}

Json parameters(const Context& context, const Draft& draft) {
    Json json = Json::object();
    json["effect"] = effect_parameter(draft.effects);
    for (const auto& [id, use] : uses_of(draft)) {
        const ir::Parameter& parameter = context.program.params[id.index];
        json[parameter.name] = parameter_json(parameter, use);
    }
    return json;
}

Json rule(const Draft& draft) {
    Json json = Json::object();
    json["if"] = *draft.condition;
    json["then"] = Json::object();
    json["then"]["effect"] = "[parameters('effect')]";
    if (draft.details) json["then"]["details"] = *draft.details;
    return json;
}

Json metadata(const Context& context, const Draft& draft, const std::string& hash) {
    const ir::Meta& meta = context.requirement.meta;
    Json own = Json::object();
    own["id"] = meta.id;
    own["requirement"] = context.requirement.name;
    own["kind"] = draft.uuid_kind;
    own["severity"] = name(meta.severity);
    if (!meta.docs.empty()) own["docs"] = escaped(meta.docs.front());
    if (!meta.builtin.empty()) own["builtin"] = escaped(meta.builtin);
    own["contentHash"] = hash;
    Json json = Json::object();
    json["category"] = category;
    json["version"] = version(meta);
    json["source"] =
        context.requirement.module.empty() ? context.options.project : context.requirement.module;
    json["iotsec"] = std::move(own);
    return json;
}

std::string description(const Context& context, const Draft& draft) {
    const ir::Meta& meta = context.requirement.meta;
    if (!draft.description.empty()) return cut_text(draft.description, max_description);
    return meta.description.empty() ? cut_text(meta.title + ".", max_description) : meta.description;
}

std::string display_name(const Context& context, const Draft& draft) {
    const std::string& title = context.requirement.meta.title;
    if (draft.title_suffix.empty()) return title;
    return cut_text(title, max_display_name - length(draft.title_suffix)) + draft.title_suffix;
}

/// The constant text of the only `otherwise`; none where there are several, or where it shows a value.
std::optional<std::string> constant_otherwise(const ir::Requirement& requirement) {
    if (requirement.checks.size() != 1) return std::nullopt;
    const auto& message = requirement.checks.front().message;
    if (message.size() != 1 || !std::holds_alternative<std::string>(message.front())) return std::nullopt;
    return std::get<std::string>(message.front());
}

/// `HUB-NET-2: the hub is public. https://…`: begins with the id, so that Azure never reads an expression.
std::string message(const Context& context, const Draft& draft) {
    const ir::Meta& meta = context.requirement.meta;
    const auto otherwise =
        draft.title_suffix.empty() ? constant_otherwise(context.requirement) : std::nullopt;
    const std::string link = meta.docs.empty() ? std::string{} : ". " + meta.docs.front();
    return fmt::format("{}: {}{}", meta.id, otherwise.value_or(display_name(context, draft)), link);
}

/// The name that a definition has in Azure already, or one of ours.
std::string name_of(const Context& context, const Draft& draft, const std::string& reference_id) {
    const auto kept = context.options.names.find(reference_id);
    if (kept != context.options.names.end()) return kept->second;
    const ir::Requirement& requirement = context.requirement;
    return context.options.readable_names
               ? readable_name(requirement.meta.id, draft.uuid_kind)
               : definition_name(requirement.module, requirement.meta.id, draft.uuid_kind);
}

} // namespace

ParameterUses uses_of(const Draft& draft) {
    ParameterUses uses;
    for (const ir::ParamId id : draft.parameters)
        uses[id].in_conditions = true;
    for (const ir::ParamId id : draft.remedy_parameters)
        uses[id].in_remedy = true;
    return uses;
}

Condition for_subject(const Context& context, Condition condition) {
    if (condition.is_boolean() && !condition.get<bool>())
        condition = value_condition("true", "equals", "false");
    return all_of({field_condition("type", "equals", context.requirement.type), std::move(condition)});
}

Lowering subject_lowering(const Context& context, Binder::Kind kind) {
    Lowering lowering{context.program};
    Binder binder;
    binder.kind = kind;
    lowering.bind(context.requirement.binder, std::move(binder));
    return lowering;
}

std::string reference_id(const ir::Requirement& requirement, const std::string& suffix) {
    return suffix.empty() ? requirement.meta.id : fmt::format("{}-{}", requirement.meta.id, suffix);
}

Definition finished(const Context& context, const Draft& draft) {
    const ir::Requirement& requirement = context.requirement;
    Json hashed = Json::object();
    hashed["mode"] = mode(context);
    hashed["parameters"] = parameters(context, draft);
    hashed["policyRule"] = rule(draft);
    Json properties = Json::object();
    properties["displayName"] = escaped(display_name(context, draft));
    properties["description"] = escaped(description(context, draft));
    properties["policyType"] = "Custom";
    properties["mode"] = hashed["mode"];
    properties["metadata"] = metadata(context, draft, content_hash(hashed));
    properties["parameters"] = hashed["parameters"];
    properties["policyRule"] = hashed["policyRule"];

    Definition definition;
    definition.reference_id = reference_id(requirement, draft.suffix);
    definition.name = name_of(context, draft, definition.reference_id);
    definition.requirement_id = requirement.meta.id;
    definition.kind = draft.kind;
    definition.message = message(context, draft);
    definition.properties = std::make_shared<const Json>(std::move(properties));
    return definition;
}

bool admits(const ir::Requirement& requirement, ir::Effect effect) {
    return requirement.effects.empty() ||
           std::ranges::find(requirement.effects, effect) != requirement.effects.end();
}

Json role_ids(const ir::Remedy& remedy) {
    Json json = Json::array();
    for (const auto& role : remedy.role_ids)
        json.push_back(role.starts_with('/') ? role : std::string{role_prefix} + role);
    if (json.empty()) json.push_back(std::string{role_prefix} + std::string{contributor});
    return json;
}

} // namespace iotsec::emitters::azure_policy
