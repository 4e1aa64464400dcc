#include "emitters/azure_policy/parameters.hpp"

#include "base/text.hpp"
#include "emitters/azure_policy/literal.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace iotsec::emitters::azure_policy {

namespace {

using ir::ParamType;

std::string_view azure_type(const ir::Parameter& parameter) {
    if (parameter.list) return "Array";
    switch (parameter.type) {
    case ParamType::Bool:
        return "Boolean";
    case ParamType::Int:
        return "Integer";
    case ParamType::Record:
        return "Object";
    case ParamType::Text:
    case ParamType::Percent:
    case ParamType::Version:
    case ParamType::ApiVersion:
    case ParamType::Duration:
    case ParamType::Instant:
    case ParamType::Cidr:
    case ParamType::ResourceId:
    case ParamType::Location:
    case ParamType::Enum:
        return "String";
    }
    std::abort();
}

Json empty_value(std::string_view azure_type) {
    if (azure_type == "Array") return Json::array();
    if (azure_type == "Boolean") return false;
    if (azure_type == "Integer") return 0;
    if (azure_type == "Object") return Json::object();
    return "";
}

/// `logWorkspaceId` as people write it: `Log workspace id`.
std::string in_words(std::string_view name) {
    std::string words;
    for (const char c : name) {
        const bool is_upper = std::isupper(static_cast<unsigned char>(c)) != 0;
        if (is_upper && !words.empty()) words += ' ';
        words += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    if (!words.empty())
        words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    return words;
}

Json metadata(const ir::Parameter& parameter, ParameterUse use) {
    const std::string title =
        parameter.display_name.empty() ? in_words(parameter.name) : parameter.display_name;
    Json json = Json::object();
    json["displayName"] = escaped(title);
    json["description"] = parameter.description.empty()
                              ? fmt::format("{} of the module {}.", title, parameter.module)
                              : escaped(parameter.description);
    if (!parameter.strong_type.empty()) json["strongType"] = parameter.strong_type;
    // The portal grants the identity its role on the resource, too: it may lie outside the assignment's
    // scope.
    if (use.in_remedy && parameter.type == ParamType::ResourceId && !parameter.list)
        json["assignPermissions"] = true;
    return json;
}

/// What each effect does, in the order in which definitions offer them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> effect_phrases{{
    {"Audit", "Audit reports the resource"},
    {"AuditIfNotExists", "AuditIfNotExists reports the resource"},
    {"Deny", "Deny refuses the request"},
    {"Modify", "Modify corrects the request and existing resources"},
    {"DeployIfNotExists", "DeployIfNotExists deploys what is missing"},
    {"Manual", "Manual asks for an attestation for each resource"},
}};

} // namespace

std::string no_parameter_reason(const ir::Parameter& parameter) {
    if (parameter.type == ParamType::Percent) return "a percentage has no Azure form";
    if (parameter.type == ParamType::Duration) return "a duration has no Azure form";
    if (equal_ignoring_case(parameter.name, "effect"))
        return "the parameter name `effect` is taken by the effect of the definition";
    return {};
}

Json parameter_json(const ir::Parameter& parameter, ParameterUse use) {
    Json json = Json::object();
    json["type"] = azure_type(parameter);
    json["metadata"] = metadata(parameter, use);
    if (!parameter.allowed.empty()) {
        json["allowedValues"] = Json::array();
        for (const Value& value : parameter.allowed)
            json["allowedValues"].push_back(as_json(value));
    }
    if (parameter.default_value)
        json["defaultValue"] = as_json(*parameter.default_value);
    else if (!use.in_conditions && parameter.allowed.empty())
        json["defaultValue"] = empty_value(azure_type(parameter));
    return json;
}

std::string effect_description(const std::vector<std::string>& effects) {
    if (effects.size() == 2 && effects.front() == "Modify")
        return "Modify corrects the request and, by a remediation task, the existing resource. Disabled "
               "turns the "
               "policy off.";
    std::string text;
    for (const auto& [effect, phrase] : effect_phrases) {
        if (std::ranges::find(effects, effect) != effects.end()) text += fmt::format("{}, ", phrase);
    }
    return text + "Disabled turns the policy off.";
}

Json effect_parameter(const std::vector<std::string>& effects) {
    constexpr std::array<std::string_view, 3> enforcing{"Deny", "Modify", "DeployIfNotExists"};
    const bool enforces = std::ranges::find(enforcing, effects.front()) != enforcing.end();
    Json json = Json::object();
    json["type"] = "String";
    json["metadata"] = Json::object();
    json["metadata"]["displayName"] = "Effect";
    json["metadata"]["description"] = effect_description(effects);
    json["allowedValues"] = effects;
    json["defaultValue"] = enforces ? std::string{"Disabled"} : effects.front();
    return json;
}

} // namespace iotsec::emitters::azure_policy
