// The list of resource providers with their aliases, as Azure's tools print it.
#pragma once

#include "azure/policy/aliases/alias_list.hpp"
#include "base/value.hpp"

namespace iotsec::azure::policy {

/// The aliases of all providers in `root`, in the order of the file. Malformed parts are reported and left
/// out.
[[nodiscard]] AliasList read_providers(const Value& root, DiagnosticSink& sink);

} // namespace iotsec::azure::policy
