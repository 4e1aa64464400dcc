// Reads expressions out of the JSON form of the IR.
#pragma once

#include "compiler/ir/reader.hpp"

namespace iotsec::ir {

/// Adds the expression that `value` writes, and all below it, to `program`. How deep it goes is bounded by
/// the reader of the JSON text.
ExprId read_expr(Program& program, const Value& value, Mistakes& mistakes);

/// A literal value, as it stands; places are left out.
[[nodiscard]] Value read_value(const Value& value);

} // namespace iotsec::ir
