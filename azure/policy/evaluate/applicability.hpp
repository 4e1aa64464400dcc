// Which resources a definition is about at all: what decides whether they show up in compliance.
#pragma once

#include "azure/policy/evaluate/parts.hpp"

namespace iotsec::azure::policy {

/// Whether the mode looks at resources of this type.
[[nodiscard]] bool is_in_mode(const PreparedParts& parts, const Resource& resource);

/// Whether the conditions over `type` alone leave room for the resource, all others assumed to hold.
[[nodiscard]] bool is_applicable(const PreparedParts& parts, const Resource& resource,
                                 const Request& request);

} // namespace iotsec::azure::policy
