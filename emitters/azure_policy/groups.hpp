// Policy definition groups: the controls that a requirement serves, and its section of the guidance.
#pragma once

#include "compiler/ir/ir.hpp"
#include "emitters/azure_policy/condition.hpp"

#include <string>
#include <vector>

namespace iotsec::emitters::azure_policy {

/// The names of the groups of a requirement, sorted.
[[nodiscard]] std::vector<std::string> group_names(const ir::Meta& meta);
/// The groups of several requirements, each once, by name.
[[nodiscard]] Json groups(const std::vector<const ir::Meta*>& metas);

} // namespace iotsec::emitters::azure_policy
