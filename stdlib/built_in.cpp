#include "stdlib/built_in.hpp"

#include "stdlib/records.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::stdlib {

namespace {

using catalog::Property;
using catalog::PropertyId;
using catalog::ResourceType;

std::vector<std::string> texts(Texts views) {
    return {views.begin(), views.end()};
}

std::optional<std::int64_t> bound(std::int64_t value) {
    return value == no_bound ? std::nullopt : std::optional{value};
}

Value default_value(const PropertyRecord& record) {
    if (record.kind == catalog::Kind::Bool) return Value{record.service_default == "true"};
    if (record.kind != catalog::Kind::Int) return Value{std::string{record.service_default}};
    std::int64_t number = 0;
    std::from_chars(record.service_default.data(),
                    record.service_default.data() + record.service_default.size(), number);
    return Value{number};
}

Property property(const PropertyRecord& record) {
    const auto has = [&](PropertyFlag flag) { return (record.flags & flag) != 0; };
    Property result;
    result.name = record.name;
    result.path = record.path;
    result.json = record.json;
    result.alias = record.alias;
    result.no_alias_reason = record.no_alias_reason;
    result.kind = record.kind;
    result.list = has(ListFlag);
    result.required = has(RequiredFlag);
    result.read_only = has(ReadOnlyFlag);
    result.write_only = has(WriteOnlyFlag);
    result.secret = has(SecretFlag);
    result.exact = has(ExactFlag);
    result.create_only = has(CreateOnlyFlag);
    result.modifiable = has(ModifiableFlag);
    result.service_defined_when_absent = has(ServiceDefinedFlag);
    result.always_returned = has(AlwaysReturnedFlag);
    result.visible_in = record.visible_in;
    if (has(HasDefaultFlag)) result.service_default = default_value(record);
    result.values = texts(record.values);
    result.open = has(OpenFlag);
    result.order = texts(record.order);
    result.min_items = bound(record.min_items);
    result.min = bound(record.min);
    result.max = bound(record.max);
    result.since = record.since;
    result.until = record.until;
    result.also_in = texts(record.also_in);
    result.request_from = record.request_from;
    result.source = record.source;
    return result;
}

ResourceType resource_type(const TypeRecord& record) {
    ResourceType type;
    type.name = record.name;
    type.type_class = record.type_class;
    type.parent = record.parent;
    type.has_tags_and_location = record.has_tags_and_location;
    type.deny_is_unwise = record.deny_is_unwise;
    type.api_versions = texts(record.api_versions);
    type.source = record.source;
    type.properties.reserve(record.properties.size());
    for (const PropertyRecord& member : record.properties) {
        const PropertyId id{static_cast<std::uint32_t>(type.properties.size())};
        type.properties.push_back(property(member));
        if (member.parent == no_parent) {
            type.roots.push_back(id);
        } else {
            type.properties.back().parent = PropertyId{member.parent};
            type.properties[member.parent].children.push_back(id);
        }
    }
    return type;
}

catalog::Catalog built_in_catalogue() {
    catalog::Catalog::TypeSource types;
    for (const TypeRecord& record : type_records())
        types.names.emplace_back(record.name);
    types.read = [](std::size_t index) { return resource_type(type_records()[index]); };
    std::vector<catalog::Role> roles;
    for (const RoleRecord& r : role_records())
        roles.push_back(
            {std::string{r.name}, std::string{r.id}, std::string{r.display_name}, std::string{r.source}});
    std::vector<catalog::Control> controls;
    for (const ControlRecord& c : control_records())
        controls.push_back({std::string{c.framework}, std::string{c.id}, std::string{c.title},
                            std::string{c.policy_group}, std::string{c.source}});
    return {std::move(types), std::move(roles), std::move(controls), std::string{catalog_version()}};
}

} // namespace

std::span<const LibraryFile> modules() {
    return library_files();
}

const catalog::Catalog& catalogue() {
    static const catalog::Catalog built_in = built_in_catalogue();
    return built_in;
}

} // namespace iotsec::stdlib
