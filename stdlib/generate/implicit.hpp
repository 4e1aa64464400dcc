// The members that every resource of Azure Resource Manager has, whatever its schema says.
#pragma once

#include "compiler/catalog/catalog.hpp"
#include "stdlib/generate/schema.hpp"

#include <string_view>
#include <vector>

namespace iotsec::generate {

/// Whether `name` (case ignored) is such a member.
[[nodiscard]] bool is_implicit(std::string_view name);

/// `id name fullName type location kind tags resourceGroup subscriptionId apiVersion`, and `target` for an
/// extension type. `schema` says whether a location is required.
[[nodiscard]] std::vector<catalog::Property> implicit_members(const SchemaType& schema);

} // namespace iotsec::generate
