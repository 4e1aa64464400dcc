// Walking expressions: what a node holds, and what it binds.
#pragma once

#include "compiler/ir/ir.hpp"

#include <functional>
#include <string_view>

namespace iotsec::ir {

/// A child of a node, and whether the node's binder is known in it.
struct Child {
    ExprId& id;
    bool is_bound = false;
};

/// Calls `visit` for every expression that `node` holds, in the order of its fields. `visit` may change the
/// ids.
void for_each_child(Node& node, const std::function<void(Child)>& visit);
/// The same, for reading.
void for_each_child(const Node& node, const std::function<void(ExprId, bool is_bound)>& visit);

/// The element name that a count, share or distinct binds; empty for any other node.
[[nodiscard]] std::string_view binder(const Node& node);
/// What a count, share or distinct ranges over; null for any other node.
[[nodiscard]] const Over* source(const Node& node);

/// Whether `node` is true or false, rather than a value.
[[nodiscard]] bool is_condition(const Node& node);

/// Calls `visit` for every expression that a requirement holds directly: conditions, message parts, remedies.
void for_each_root(Requirement& requirement, const std::function<void(ExprId&)>& visit);
void for_each_root(const Requirement& requirement, const std::function<void(ExprId)>& visit);

} // namespace iotsec::ir
