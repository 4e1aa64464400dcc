// The atoms of a condition, each lowered once its operands hold no `??` any more (reference, section 2).
#pragma once

#include "emitters/azure_policy/lowering.hpp"

namespace iotsec::emitters::azure_policy {

[[nodiscard]] Condition lower_compare(Lowering& lowering, const ir::Compare& compare, Sign sign);
[[nodiscard]] Condition lower_one_of(Lowering& lowering, const ir::OneOf& one_of, Sign sign);
[[nodiscard]] Condition lower_match(Lowering& lowering, const ir::Match& match, Sign sign);
[[nodiscard]] Condition lower_inside(Lowering& lowering, const ir::Inside& inside, Sign sign);

/// `condition` behind the guards of its operands: an atom is false where one is absent, its complement true.
[[nodiscard]] Condition guarded(Condition condition, const std::vector<const Operand*>& operands, Sign sign);
/// `subject op json`, where the subject is named by a field if it has one, else read by a function.
[[nodiscard]] Condition compared(const Operand& subject, std::string_view op, Json json);
/// An operand as what stands behind an operator: a constant or `[expression]`; null where neither is known.
[[nodiscard]] Json right_side(const Operand& side);
/// How a function reads an operand without ever failing: absent gives `otherwise`.
[[nodiscard]] std::string read_or(const Operand& side, std::string_view otherwise);

} // namespace iotsec::emitters::azure_policy
