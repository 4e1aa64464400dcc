#include "azure/policy/aliases/layered.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::azure::policy {

std::vector<Alias> LayeredAliases::find(std::string_view name) const {
    std::vector<Alias> found = upper_.find(name);
    for (Alias& below : lower_.find(name)) {
        const auto above = std::ranges::find_if(found, [&](const Alias& alias) {
            return equal_ignoring_case(alias.resource_type, below.resource_type);
        });
        if (above == found.end()) {
            found.push_back(std::move(below));
            continue;
        }
        if (above->modifiable == Modifiable::NotStated) above->modifiable = below.modifiable;
        if (above->token_type.empty()) above->token_type = below.token_type;
        if (above->paths.empty()) above->paths = std::move(below.paths);
    }
    return found;
}

std::optional<TypeFacts> LayeredAliases::type(std::string_view name) const {
    std::optional<TypeFacts> above = upper_.type(name);
    const std::optional<TypeFacts> below = lower_.type(name);
    if (!above || !below) return above ? above : below;
    if (above->tags == Capability::NotStated) above->tags = below->tags;
    if (above->location == Capability::NotStated) above->location = below->location;
    if (above->newest_api_version.empty()) above->newest_api_version = below->newest_api_version;
    return above;
}

} // namespace iotsec::azure::policy
