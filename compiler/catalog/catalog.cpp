#include "compiler/catalog/catalog.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace iotsec::catalog {

std::optional<PropertyId> ResourceType::child(std::optional<PropertyId> below,
                                              std::string_view wanted) const {
    const auto& candidates = below ? properties[below->index].children : roots;
    const auto found = std::ranges::find_if(
        candidates, [&](PropertyId id) { return equal_ignoring_case((*this)[id].name, wanted); });
    return found == candidates.end() ? std::nullopt : std::optional{*found};
}

std::string ResourceType::newest_api_version() const {
    const auto stable = std::find_if(api_versions.rbegin(), api_versions.rend(),
                                     [](const std::string& v) { return !v.ends_with("preview"); });
    if (stable != api_versions.rend()) return *stable;
    return api_versions.empty() ? std::string{} : api_versions.back();
}

Catalog::Catalog(std::vector<ResourceType> types, std::vector<Role> roles, std::vector<Control> controls)
    : types_{std::move(types)}, roles_{std::move(roles)}, controls_{std::move(controls)} {
    std::ranges::sort(types_, [](const ResourceType& a, const ResourceType& b) {
        return compare_ignoring_case(a.name, b.name) < 0;
    });
}

const ResourceType* Catalog::type(std::string_view name) const {
    const auto found = std::ranges::lower_bound(
        types_, name, [](std::string_view a, std::string_view b) { return compare_ignoring_case(a, b) < 0; },
        &ResourceType::name);
    return found != types_.end() && equal_ignoring_case(found->name, name) ? &*found : nullptr;
}

} // namespace iotsec::catalog
