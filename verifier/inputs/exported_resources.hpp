// Resources out of what Azure's tools print of those that exist.
#pragma once

#include "base/value.hpp"

#include <vector>

namespace iotsec::verifier {

/// The bodies in `root`: one resource, a list of them, the `value` of a REST list, the `data` of a Resource
/// Graph answer (as objects or as a table), in any nesting of these. Empty where there is no resource.
[[nodiscard]] std::vector<Value> exported_resources(const Value& root);

} // namespace iotsec::verifier
