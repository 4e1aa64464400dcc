#include "cli/import/fields.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <utility>

namespace iotsec::cli::import {

namespace {

constexpr std::string_view each_item = "[*]";

/// The name in `tags['x']`, `tags[x]` or `tags.x`; nullopt for any other field.
std::optional<std::string> tag_name(std::string_view field) {
    constexpr std::string_view tags = "tags";
    if (!starts_with_ignoring_case(field, tags) || field.size() < tags.size() + 2) return std::nullopt;
    std::string_view rest = field.substr(tags.size());
    if (rest.front() == '.') return std::string{rest.substr(1)};
    if (rest.front() != '[' || rest.back() != ']') return std::nullopt;
    rest = rest.substr(1, rest.size() - 2);
    if (rest.size() < 2 || rest.front() != '\'' || rest.back() != '\'') return std::string{rest};
    std::string name;
    for (std::size_t i = 1; i + 1 < rest.size(); ++i) {
        name += rest[i];
        if (rest[i] == '\'' && rest[i + 1] == '\'' && i + 2 < rest.size()) ++i; // doubled inside quotes
    }
    return name;
}

} // namespace

std::string in_quotes(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        switch (c) {
        case '\n':
            result += "\\n";
            break;
        case '\r':
            result += "\\r";
            break;
        case '\t':
            result += "\\t";
            break;
        case '\'':
        case '\\':
        case '$':
            result += '\\';
            [[fallthrough]];
        default:
            result += c;
        }
    }
    return result + "'";
}

Fields::Fields(const catalog::ResourceType& type, std::string variable)
    : type_{type}, variable_{std::move(variable)} {
    for (const catalog::Property& property : type.properties) {
        if (!property.alias.empty()) by_alias_.try_emplace(to_lower(property.alias), &property);
    }
}

std::optional<FieldPath> Fields::find(std::string_view name, const std::vector<NamedItem>& items) const {
    if (const auto tag = tag_name(name))
        return FieldPath{fmt::format("{}.tags[{}]", variable_, in_quotes(*tag)), nullptr, false,
                         std::nullopt};
    const std::string key = to_lower(name);
    auto found = by_alias_.find(key);
    if (found == by_alias_.end()) found = by_alias_.find(key + std::string{each_item});
    if (found == by_alias_.end()) return std::nullopt;
    FieldPath field;
    field.property = found->second;
    field.is_items = field.property->list && key.ends_with(each_item);
    const std::string& path = field.property->path;
    std::string base = variable_;
    std::string rest = path;
    for (const NamedItem& item : items) {
        const std::string below = item.path + std::string{each_item} + ".";
        if (field.is_items && path == item.path) {
            field.text = item.name;
            field.is_items = false;
            return field;
        }
        if (!path.starts_with(below)) continue;
        base = item.name;
        rest = path.substr(below.size());
    }
    field.text = base + "." + rest;
    const std::size_t star = rest.find(each_item);
    if (star != std::string::npos) field.open_list = path.substr(0, path.size() - rest.size() + star);
    if (!field.open_list && field.is_items) field.open_list = path;
    return field;
}

} // namespace iotsec::cli::import
