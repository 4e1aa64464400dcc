// Atoms whose operands are all known when the policy is built.
#pragma once

#include "compiler/ir/ir.hpp"

#include <string>
#include <string_view>

namespace iotsec::emitters::azure_policy {

/// `left op right` for two literals.
[[nodiscard]] bool holds(const ir::Compare& compare, const ir::Literal& left, const ir::Literal& right);
/// Whether two literals are equal by `by`.
[[nodiscard]] bool are_equal(ir::CompareBy by, const ir::Literal& left, const ir::Literal& right);
/// Whether a text matches a pattern.
[[nodiscard]] bool matches(ir::MatchOp op, std::string_view text, std::string_view pattern);
/// A place name as Azure compares it: without blanks, in lower case.
[[nodiscard]] std::string normalized_location(std::string_view text);

} // namespace iotsec::emitters::azure_policy
