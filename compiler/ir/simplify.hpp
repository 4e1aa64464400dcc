// Passes over the IR: each takes a program and gives one of the same meaning in a form that is easier to
// emit.
#pragma once

#include "compiler/ir/ir.hpp"

#include <string_view>
#include <vector>

namespace iotsec::ir {

/// The same value, absence and unknowns included, in fewer nodes: constants folded, `all` and `any` flat and
/// without repetitions, texts without neighbouring constants, `oneOf` of one value a comparison.
[[nodiscard]] ExprId simplified(Program& program, ExprId id);
/// Every expression of every requirement simplified; what nothing refers to any more is left out.
[[nodiscard]] Program simplify(const Program& program);

/// The same condition with `not` only over atoms, shares and counts that compare by `eq`: pushed down through
/// `all` and `any`, and turned into the opposite order of a count.
[[nodiscard]] ExprId negation_normal_form(Program& program, ExprId id);

/// The members of a conjunction; a condition that is none is its own only member.
[[nodiscard]] std::vector<ExprId> conjuncts(const Program& program, ExprId id);

/// Whether an expression reads below `binder`, or relates to it.
[[nodiscard]] bool mentions(const Program& program, ExprId id, std::string_view binder);

/// Conditions that do not mention the element move out of counts of related resources: `some c satisfies (H
/// and P)` is `H and some c satisfies P`. The result is decided wherever `id` is, to the same value.
[[nodiscard]] ExprId hoisted(Program& program, ExprId id);

} // namespace iotsec::ir
