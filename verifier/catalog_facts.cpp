#include "verifier/catalog_facts.hpp"

#include "base/text.hpp"
#include "verifier/catalog_aliases.hpp"

#include <cstdint>

namespace iotsec::verifier {

namespace {

using azure::policy::lint::PropertyFacts;

/// An alias without the `[*]` at its end: the array and its items are one property.
std::string key(std::string_view alias) {
    return to_lower(without_items(std::string{alias}));
}

} // namespace

CatalogFacts::CatalogFacts(const catalog::Catalog& catalog) {
    for (const catalog::ResourceType& type : catalog.types()) {
        for (std::uint32_t i = 0; i < type.properties.size(); ++i) {
            const std::string& alias = type.properties[i].alias;
            if (alias.find('/') != std::string::npos) by_alias_.try_emplace(key(alias), Known{&type, {i}});
        }
    }
}

std::optional<PropertyFacts> CatalogFacts::property(const azure::policy::Alias& alias) const {
    const auto found = by_alias_.find(key(alias.name));
    if (found == by_alias_.end()) return std::nullopt;
    const auto& [type, id] = found->second;
    PropertyFacts facts;
    for (const catalog::Property* at = &(*type)[id]; at != nullptr;
         at = at->parent ? &(*type)[*at->parent] : nullptr) {
        facts.is_read_only = facts.is_read_only || at->read_only;
        facts.is_optional = facts.is_optional || !at->required;
    }
    for (const std::string& version : type->api_versions) {
        if (!type->has(id, version)) facts.missing_in.push_back(version);
    }
    facts.is_in_newest = type->has(id, type->newest_api_version());
    return facts;
}

} // namespace iotsec::verifier
