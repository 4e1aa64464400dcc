// What the linter may know of the properties behind aliases, from whoever has it.
#pragma once

#include "azure/policy/aliases/alias.hpp"

#include <optional>
#include <string>
#include <vector>

namespace iotsec::azure::policy::lint {

/// What a resource provider says of one property.
struct PropertyFacts {
    bool is_read_only = false;
    bool is_optional = false;            ///< it, or an object that holds it, may be left out of a request
    bool is_in_newest = true;            ///< the newest API version has it
    std::vector<std::string> missing_in; ///< API versions that lack it, oldest first
};

class ProviderFacts {
  public:
    ProviderFacts() = default;
    ProviderFacts(const ProviderFacts&) = delete;
    ProviderFacts& operator=(const ProviderFacts&) = delete;
    virtual ~ProviderFacts() = default;

    /// nullopt where nothing is known of the property behind `alias`.
    [[nodiscard]] virtual std::optional<PropertyFacts> property(const Alias& alias) const = 0;
};

} // namespace iotsec::azure::policy::lint
