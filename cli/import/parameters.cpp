#include "cli/import/parameters.hpp"

#include "base/text.hpp"
#include "cli/import/fields.hpp"
#include "grammar/iotsec/lexical.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace iotsec::cli::import {

namespace {

using azure::policy::Parameter;
using azure::policy::ParameterType;

/// Kinds that are types of parameters of the same name; other texts are `string`.
bool is_type_of_text(catalog::Kind kind) {
    constexpr std::array kinds{catalog::Kind::Version,  catalog::Kind::ApiVersion, catalog::Kind::Duration,
                               catalog::Kind::Instant,  catalog::Kind::Cidr,       catalog::Kind::ResourceId,
                               catalog::Kind::Location, catalog::Kind::Int};
    return std::ranges::find(kinds, kind) != kinds.end();
}

std::optional<std::string> type_of(const Parameter& parameter, const catalog::Property* property) {
    const std::string text = property != nullptr && is_type_of_text(property->kind)
                                 ? std::string{catalog::name(property->kind)}
                                 : "string";
    switch (parameter.type) {
    case ParameterType::String:
        return text == "int" ? "string" : text;
    case ParameterType::Array:
        return text + "[]";
    case ParameterType::Boolean:
        return "bool";
    case ParameterType::Integer:
        return "int";
    case ParameterType::DateTime:
        return "instant";
    case ParameterType::Float:
    case ParameterType::Object:
        return std::nullopt;
    }
    return std::nullopt;
}

bool is_name(std::string_view name) {
    return !name.empty() && is_letter(name.front()) && !grammar::is_reserved(name) &&
           std::ranges::all_of(name, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

/// `/// ` in front of every line.
std::string documentation(std::string_view text) {
    std::string result;
    for (const std::string_view line : split(text, '\n'))
        result += fmt::format("/// {}\n", line);
    return text.empty() ? std::string{} : result;
}

std::string metadata(const Parameter& parameter) {
    std::string text;
    const auto add = [&](std::string_view key, const std::string& value) {
        if (!value.empty()) text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", key, value);
    };
    if (parameter.allowed_values && parameter.type != ParameterType::Array)
        add("allowed", written_value(Value{*parameter.allowed_values}).value_or(""));
    const std::string shown{parameter.metadata.text_at("displayName")};
    const std::string strong{parameter.metadata.text_at("strongType")};
    add("displayName", shown.empty() ? "" : in_quotes(shown));
    add("strongType", strong.empty() ? "" : in_quotes(strong));
    return text.empty() ? text : " { " + text + " }";
}

} // namespace

std::optional<std::string> written_value(const Value& value) {
    if (const std::string* text = value.as_string()) return in_quotes(*text);
    if (const std::int64_t* number = value.as_int()) return fmt::format("{}", *number);
    if (const bool* flag = value.as_bool()) return *flag ? "true" : "false";
    const List* list = value.as_list();
    if (list == nullptr) return std::nullopt;
    std::string text;
    for (const Value& item : *list) {
        const auto written = item.as_list() == nullptr ? written_value(item) : std::nullopt;
        if (!written) return std::nullopt;
        text += fmt::format("{}{}", text.empty() ? "" : ", ", *written);
    }
    return "[" + text + "]";
}

const Parameter* Parameters::find(std::string_view name) const {
    return definition_.parameter(name);
}

std::optional<std::string> Parameters::use(std::string_view name, const catalog::Property* property) {
    const Parameter* parameter = find(name);
    if (parameter == nullptr || !is_name(parameter->name)) return std::nullopt;
    const auto type = type_of(*parameter, property);
    if (!type) return std::nullopt;
    const auto [place, is_new] = used_.try_emplace(parameter->name, Use{parameter, *type});
    if (!is_new && place->second.type.starts_with("string")) place->second.type = *type; // the narrower one
    return parameter->name;
}

std::string Parameters::written() const {
    std::string text;
    for (const auto& [name, use] : used_) {
        const Parameter& parameter = *use.parameter;
        text += documentation(parameter.metadata.text_at("description"));
        text += fmt::format("param {}: {}", name, use.type);
        const auto fallback =
            parameter.default_value ? written_value(*parameter.default_value) : std::nullopt;
        if (fallback) text += " = " + *fallback;
        text += metadata(parameter) + "\n\n";
    }
    return text;
}

} // namespace iotsec::cli::import
