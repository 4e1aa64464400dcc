#include "verifier/catalog_aliases.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

namespace iotsec::verifier {

namespace {

using azure::policy::AliasList;
using azure::policy::Capability;
using azure::policy::ListedAlias;
using azure::policy::ListedType;
using azure::policy::Modifiable;

constexpr std::string_view each_item = "[*]";

/// What Azure calls the type of what an alias holds.
std::string_view token_type(catalog::Kind kind) {
    switch (kind) {
    case catalog::Kind::Bool:
        return "Boolean";
    case catalog::Kind::Int:
        return "Integer";
    case catalog::Kind::Number:
        return "Number";
    case catalog::Kind::String:
    case catalog::Kind::Enum:
    case catalog::Kind::Version:
    case catalog::Kind::ApiVersion:
    case catalog::Kind::Duration:
    case catalog::Kind::Instant:
    case catalog::Kind::Cidr:
    case catalog::Kind::ResourceId:
    case catalog::Kind::Location:
        return "String";
    case catalog::Kind::Object:
    case catalog::Kind::Map:
        return "Object";
    case catalog::Kind::Any:
        return "Any";
    }
    std::abort();
}

/// Fields that every resource has, such as `location`, are no aliases.
bool is_alias(std::string_view name) {
    return name.find('/') != std::string_view::npos;
}

void add_aliases(ListedType& into, const catalog::Property& property) {
    if (!is_alias(property.alias)) return;
    const Modifiable modifiable = property.modifiable ? Modifiable::Yes : Modifiable::NotStated;
    ListedAlias alias{.name = property.alias,
                      .default_path = property.json,
                      .paths = {},
                      .modifiable = modifiable,
                      .token_type = std::string{token_type(property.kind)}};
    if (property.list && property.alias.ends_with(each_item)) {
        into.aliases.push_back({.name = without_items(property.alias),
                                .default_path = without_items(property.json),
                                .paths = {},
                                .modifiable = modifiable,
                                .token_type = "Array"});
        alias.default_path = without_items(property.json).append(each_item);
    }
    into.aliases.push_back(std::move(alias));
}

} // namespace

std::string without_items(std::string text) {
    if (text.ends_with(each_item)) text.resize(text.size() - each_item.size());
    return text;
}

AliasList alias_list(const catalog::Catalog& catalog) {
    AliasList list;
    for (const catalog::ResourceType& type : catalog.types()) {
        if (type.type_class == catalog::TypeClass::DataPlane) continue;
        const Capability both = type.has_tags_and_location ? Capability::Yes : Capability::No;
        ListedType listed{.name = type.name,
                          .tags = both,
                          .location = both,
                          .api_versions = type.api_versions,
                          .aliases = {}};
        for (const catalog::Property& property : type.properties)
            add_aliases(listed, property);
        list.types.push_back(std::move(listed));
    }
    azure::policy::put_in_order(list);
    return list;
}

} // namespace iotsec::verifier
