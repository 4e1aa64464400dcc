#include "stdlib/embed/embed.hpp"

#include "base/text.hpp"
#include "compiler/catalog/property_keys.hpp"
#include "stdlib/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <utility>

namespace iotsec::embed {

namespace {

using catalog::Property;
using catalog::ResourceType;

constexpr std::string_view heading =
    "// Written by embed_catalog out of stdlib/catalog and stdlib/modules.\n"
    "#include \"stdlib/records.hpp\"\n\n#include <array>\n#include <string_view>\n\n"
    "namespace iotsec::stdlib {\n\nnamespace {\n\nusing catalog::Kind;\nusing catalog::TypeClass;\n"
    "using catalog::VisibleIn;\n\n";

std::string literal(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + "\"";
}

/// `texts` as an initialiser of `Texts`; the array behind it goes to `arrays`.
std::string view_of(const std::vector<std::string>& texts, std::string_view array, std::string& arrays) {
    if (texts.empty()) return "{}";
    std::vector<std::string> literals;
    std::ranges::transform(texts, std::back_inserter(literals), literal);
    arrays += fmt::format("constexpr std::array<std::string_view, {}> {}{{{}}};\n", texts.size(), array,
                          join(literals, ", "));
    return std::string{array};
}

std::uint32_t flags(const Property& p) {
    const std::array<std::pair<bool, stdlib::PropertyFlag>, 12> bits{
        {{p.list, stdlib::ListFlag},
         {p.required, stdlib::RequiredFlag},
         {p.read_only, stdlib::ReadOnlyFlag},
         {p.write_only, stdlib::WriteOnlyFlag},
         {p.secret, stdlib::SecretFlag},
         {p.exact, stdlib::ExactFlag},
         {p.create_only, stdlib::CreateOnlyFlag},
         {p.modifiable, stdlib::ModifiableFlag},
         {p.service_defined_when_absent, stdlib::ServiceDefinedFlag},
         {p.always_returned, stdlib::AlwaysReturnedFlag},
         {p.open, stdlib::OpenFlag},
         {p.service_default.has_value(), stdlib::HasDefaultFlag}}};
    std::uint32_t result = 0;
    for (const auto& [is_set, bit] : bits)
        if (is_set) result |= bit;
    return result;
}

/// A name of the language as the enumerator it stands for: `resourceId` is `ResourceId`.
std::string enumerator(std::string_view name) {
    std::string result{name};
    result.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(result.front())));
    return result;
}

std::string default_text(const Property& property) {
    if (!property.service_default) return {};
    const Value& value = *property.service_default;
    if (const bool* flag = value.as_bool()) return *flag ? "true" : "false";
    if (const auto* number = value.as_int()) return fmt::format("{}", *number);
    const std::string* text = value.as_string();
    return text ? *text : std::string{};
}

std::string bound(const std::optional<std::int64_t>& value) {
    return value ? fmt::format("{}", *value) : "no_bound";
}

std::string property_record(const Property& p, std::string_view prefix, std::string& arrays) {
    const auto text = [](std::string_view value) { return literal(value); };
    return fmt::format(
        "    {{{}, {}, {}, {}, {},\n     {}, {}, {}, {}, {},\n     {}, {}, {}, {}, {}, {}, {}, {}, "
        "Kind::{}, VisibleIn::{}}},\n",
        text(p.name), text(p.path), text(p.json), text(p.alias), text(p.no_alias_reason),
        text(default_text(p)), text(p.since), text(p.until), text(p.request_from), text(p.source),
        view_of(p.values, fmt::format("{}_values", prefix), arrays),
        view_of(p.order, fmt::format("{}_order", prefix), arrays),
        view_of(p.also_in, fmt::format("{}_also_in", prefix), arrays), bound(p.min_items), bound(p.min),
        bound(p.max), flags(p), p.parent ? fmt::format("{}", p.parent->index) : "no_parent",
        enumerator(name(p.kind)), enumerator(name(p.visible_in)));
}

std::string type_record(const ResourceType& type, std::size_t index, std::string& arrays) {
    std::string records;
    for (std::size_t i = 0; i < type.properties.size(); ++i)
        records += property_record(type.properties[i], fmt::format("t{}_p{}", index, i), arrays);
    const std::string versions = view_of(type.api_versions, fmt::format("t{}_versions", index), arrays);
    arrays += fmt::format("constexpr std::array<PropertyRecord, {}> t{}_properties{{{{\n{}}}}};\n",
                          type.properties.size(), index, records);
    return fmt::format("    {{{}, {}, {}, TypeClass::{}, {}, {}, {}, t{}_properties}},\n", literal(type.name),
                       literal(type.parent), literal(type.source), enumerator(name(type.type_class)),
                       type.has_tags_and_location, type.deny_is_unwise, versions, index);
}

std::string table(std::string_view record, std::string_view name, std::size_t size, std::string_view rows) {
    return fmt::format("constexpr std::array<{}, {}> {}{{{{\n{}}}}};\n\n", record, size, name, rows);
}

std::string accessor(std::string_view record, std::string_view function, std::string_view array) {
    return fmt::format("std::span<const {}> {}() {{\n    return {};\n}}\n\n", record, function, array);
}

/// A raw literal; the delimiter is one that no module ends a line with.
std::string raw_literal(std::string_view text) {
    return fmt::format("R\"~iotsec~({})~iotsec~\"", text);
}

} // namespace

std::string catalogue_source(const catalog::Catalog& catalogue, std::string_view version) {
    std::string arrays;
    std::string types;
    for (std::size_t i = 0; i < catalogue.types().size(); ++i)
        types += type_record(catalogue.types()[i], i, arrays);
    std::string roles;
    for (const auto& r : catalogue.roles())
        roles += fmt::format("    {{{}, {}, {}, {}}},\n", literal(r.name), literal(r.id),
                             literal(r.display_name), literal(r.source));
    std::string controls;
    for (const auto& c : catalogue.controls())
        controls += fmt::format("    {{{}, {}, {}, {}, {}}},\n", literal(c.framework), literal(c.id),
                                literal(c.title), literal(c.policy_group), literal(c.source));
    return std::string{heading} + arrays + table("TypeRecord", "types", catalogue.types().size(), types) +
           table("RoleRecord", "roles", catalogue.roles().size(), roles) +
           table("ControlRecord", "controls", catalogue.controls().size(), controls) + "} // namespace\n\n" +
           accessor("TypeRecord", "type_records", "types") + accessor("RoleRecord", "role_records", "roles") +
           accessor("ControlRecord", "control_records", "controls") +
           fmt::format("std::string_view catalog_version() {{\n    return {};\n}}\n\n", literal(version)) +
           "} // namespace iotsec::stdlib\n";
}

std::string library_source(const std::vector<ModuleText>& modules) {
    std::string rows;
    for (const ModuleText& module : modules)
        rows += fmt::format("    {{{}, {}, {}}},\n", literal(module.path),
                            literal(declared_name(module.text)), raw_literal(module.text));
    return std::string{heading} + table("LibraryFile", "files", modules.size(), rows) + "} // namespace\n\n" +
           accessor("LibraryFile", "library_files", "files") + "} // namespace iotsec::stdlib\n";
}

std::string declared_name(std::string_view text) {
    constexpr std::string_view keyword = "module ";
    for (const std::string_view line : split(text, '\n')) {
        if (!line.starts_with(keyword)) continue;
        const std::string_view name = line.substr(keyword.size());
        return std::string{name.substr(0, name.find_first_of(" \t\r{"))};
    }
    return {};
}

} // namespace iotsec::embed
