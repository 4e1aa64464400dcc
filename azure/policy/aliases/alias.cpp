#include "azure/policy/aliases/alias.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace iotsec::azure::policy {

namespace {

const AliasPath* path_in(const Alias& alias, std::string_view api_version) {
    const auto has_version = [&](const AliasPath& path) {
        return std::ranges::any_of(path.api_versions, [&](std::string_view version) {
            return equal_ignoring_case(version, api_version);
        });
    };
    const auto found = std::ranges::find_if(alias.paths, has_version);
    return found == alias.paths.end() ? nullptr : &*found;
}

} // namespace

std::string_view Alias::path(std::string_view api_version) const {
    const AliasPath* own = path_in(*this, api_version);
    return own == nullptr ? default_path : own->path;
}

Modifiable Alias::modifiable_in(std::string_view api_version) const {
    const AliasPath* own = path_in(*this, api_version);
    return own == nullptr || own->modifiable == Modifiable::NotStated ? modifiable : own->modifiable;
}

const Alias* alias_of_type(const std::vector<Alias>& found, std::string_view type) {
    const auto alias = std::ranges::find_if(
        found, [&](const Alias& one) { return equal_ignoring_case(one.resource_type, type); });
    return alias == found.end() ? nullptr : &*alias;
}

} // namespace iotsec::azure::policy
