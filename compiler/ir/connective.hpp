// Conditions in normal form: what `not`, `and` and `or` of conditions are, with constants folded, nested ones
// flattened and repetitions left out. All of it is exact in three-valued logic.
#pragma once

#include "compiler/ir/ir.hpp"

#include <vector>

namespace iotsec::ir {

/// The complement of a condition.
ExprId negation(Program& program, ExprId condition);
/// All of `parts`; true where there are none.
ExprId conjunction(Program& program, const std::vector<ExprId>& parts);
/// One of `parts`; false where there are none.
ExprId disjunction(Program& program, const std::vector<ExprId>& parts);
/// A constant.
ExprId constant(Program& program, bool value);

/// Whether two expressions say the same: the same nodes, places aside.
[[nodiscard]] bool same_expr(const Program& program, ExprId a, ExprId b);

} // namespace iotsec::ir
