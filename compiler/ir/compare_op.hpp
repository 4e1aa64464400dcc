// What the comparison operators mean, and how one turns into another.
#pragma once

#include "compiler/ir/ir.hpp"

#include <compare>

namespace iotsec::ir {

/// Whether `a op b` is true where `a <=> b` is `order`.
[[nodiscard]] bool holds(CompareOp op, std::strong_ordering order);

/// The operator that is true where `op` is false, for values that are there.
[[nodiscard]] CompareOp complement(CompareOp op);

/// The operator with its sides exchanged.
[[nodiscard]] CompareOp mirrored(CompareOp op);

} // namespace iotsec::ir
