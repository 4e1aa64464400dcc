#include "compiler/catalog/write_yaml.hpp"

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/catalog/property_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace iotsec::catalog {

namespace {

bool is_plain(std::string_view text) {
    constexpr std::string_view inner = "_./-$#@";
    static constexpr std::array<std::string_view, 7> reserved{"true", "false", "null", "yes",
                                                              "no",   "on",    "off"};
    if (text.empty() || !std::isalpha(static_cast<unsigned char>(text.front()))) return false;
    if (std::ranges::find(reserved, to_lower(text)) != reserved.end()) return false;
    return std::ranges::all_of(text, [&](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || inner.find(c) != std::string_view::npos;
    });
}

/// A text as YAML scalar: in quotes unless it is plainly a word.
std::string scalar(std::string_view text) {
    if (is_plain(text)) return std::string{text};
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'') quoted += '\'';
        quoted += c;
    }
    return quoted + "'";
}

std::string sequence(const std::vector<std::string>& texts) {
    std::vector<std::string> scalars;
    std::ranges::transform(texts, std::back_inserter(scalars), scalar);
    return "[" + join(scalars, ", ") + "]";
}

std::string_view boolean(bool value) {
    return value ? "true" : "false";
}

std::string written(const Value& value) {
    if (const bool* flag = value.as_bool()) return std::string{boolean(*flag)};
    if (const auto* number = value.as_int()) return fmt::format("{}", *number);
    const std::string* text = value.as_string();
    return scalar(text ? *text : "");
}

std::string written(const PropertyKey& key, const Property& property) {
    return std::visit(overloaded{
                          [&](Kind Property::*m) { return std::string{name(property.*m)}; },
                          [&](bool Property::*m) { return std::string{boolean(property.*m)}; },
                          [&](VisibleIn Property::*m) { return std::string{name(property.*m)}; },
                          [&](std::string Property::*m) { return scalar(property.*m); },
                          [&](std::vector<std::string> Property::*m) { return sequence(property.*m); },
                          [&](std::optional<std::int64_t> Property::*m) {
                              return fmt::format("{}", (property.*m).value_or(0));
                          },
                          [&](std::optional<Value> Property::*m) {
                              return property.*m ? written(*(property.*m)) : std::string{};
                          },
                      },
                      key.member);
}

std::string written(const Property& property) {
    std::string text = fmt::format("  {}:\n", scalar(property.path));
    for (const PropertyKey& key : property_keys)
        if (is_stated(key, property)) text += fmt::format("    {}: {}\n", key.name, written(key, property));
    return text;
}

} // namespace

std::string write_type(const ResourceType& type) {
    std::string text = "# Written by generate_catalog; what is wrong here is put right in overlay.yaml.\n"
                       "# Sources: `types` is Azure.Bicep.Types.Az, `aliases` the published table of policy "
                       "aliases.\n";
    text += fmt::format("type: {}\nclass: {}\n", scalar(type.name), name(type.type_class));
    if (!type.parent.empty()) text += fmt::format("parent: {}\n", scalar(type.parent));
    if (type.has_tags_and_location) text += "tagsAndLocation: true\n";
    if (type.deny_is_unwise) text += "denyIsUnwise: true\n";
    text += fmt::format("source: {}\napiVersions: {}\nproperties:\n", scalar(type.source),
                        sequence(type.api_versions));
    for (const Property& property : type.properties)
        text += written(property);
    return text;
}

} // namespace iotsec::catalog
