// Expressions as short text for people.
#pragma once

#include "compiler/ir/ir.hpp"

#include <string>

namespace iotsec::ir {

/// `(hub.publicNetworkAccess ?? 'Enabled') == 'Disabled'`: what is nested stands in parentheses.
[[nodiscard]] std::string expr_text(const Program& program, ExprId id);
/// A value without unknowns: `'Disabled'`, `[1, 2]`, `{ name: 'S1' }`.
[[nodiscard]] std::string value_text(const Value& value);

} // namespace iotsec::ir
