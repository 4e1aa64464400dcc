// Resource bodies: between the catalogue's form, which authors write (no inner `properties`), and the form
// that Azure's API takes.
#pragma once

#include "base/value.hpp"
#include "compiler/catalog/catalog.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::catalog {

/// Where a member of an object stands in Azure's form of that object.
struct Place {
    std::vector<std::string> names;     ///< `properties`, `publicNetworkAccess`
    std::optional<PropertyId> property; ///< none: the catalogue does not describe it
};

/// The place of `member` in the object at `below` (in the resource itself where that is empty). What the
/// catalogue does not know stays where it is.
[[nodiscard]] Place place(const ResourceType& type, std::optional<PropertyId> below, std::string_view member);

/// The body in Azure's form. Unknown values and members that the catalogue does not describe are kept.
[[nodiscard]] Value to_azure(const ResourceType& type, const Value& body);
/// The body in the catalogue's form. `from_azure(to_azure(body))` has the same members as `body`.
[[nodiscard]] Value from_azure(const ResourceType& type, const Value& body);

/// The newest api-version, stable ones first, that has all of `properties`; the newest of all where none has.
[[nodiscard]] std::string api_version_with(const ResourceType& type,
                                           const std::vector<PropertyId>& properties);

} // namespace iotsec::catalog
