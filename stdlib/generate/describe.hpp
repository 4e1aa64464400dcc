// From a schema to the catalogue's form of it: inner `properties` left out, the members that every resource
// has put in front, and what the overlay says applied.
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/catalog/read_yaml.hpp"
#include "stdlib/generate/aliases.hpp"
#include "stdlib/generate/schema.hpp"

#include <optional>
#include <vector>

namespace iotsec::generate {

/// The type of `overlay` as the catalogue describes it; reports overlay entries that hit nothing.
[[nodiscard]] catalog::ResourceType describe(const SchemaType& schema, const catalog::TypeOverlay& overlay,
                                             const std::vector<catalog::Correction>& names,
                                             const Aliases& aliases, DiagnosticSink& sink);

/// Every type of the overlay, in its order.
[[nodiscard]] std::vector<catalog::ResourceType>
describe_all(Schemas& schemas, const Aliases& aliases, const catalog::Overlay& overlay, DiagnosticSink& sink);

} // namespace iotsec::generate
