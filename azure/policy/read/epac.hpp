// Assignments as Enterprise Policy as Code writes them: a tree of nodes, each adding to what is above it.
#pragma once

#include "base/value.hpp"

#include <vector>

namespace iotsec::azure::policy {

/// Whether `root` is such a tree.
[[nodiscard]] bool is_epac_assignment(const Value& root);

/// The assignments that the tree stands for, in Azure's own form: one for each scope of each leaf.
[[nodiscard]] std::vector<Value> epac_assignments(const Value& root);

} // namespace iotsec::azure::policy
