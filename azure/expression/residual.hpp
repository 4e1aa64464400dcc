// Predictions: what is known only during the deployment stays as the expression that is left to compute, as
// Azure's engine prints it (`[concat('a', reference('h').hostName)]`).
#pragma once

#include "base/value.hpp"
#include "grammar/arm_expression/ast.hpp"

#include <span>
#include <string>
#include <string_view>

namespace iotsec::azure {

class Evaluator;

/// What is left to compute, without brackets. In a prediction the reason of an unknown is this expression.
[[nodiscard]] Value make_residual(std::string expression);

/// The same for a resource of the template of which `known` is told there. `is_complete`: it has no other
/// members, so that to read one is a mistake.
[[nodiscard]] Value make_reference(std::string expression, Value known, bool is_complete);
/// What is known of a reference; null for any other value.
[[nodiscard]] const Value* known_of(const Value& value);
[[nodiscard]] bool is_complete_reference(const Value& value);
/// A reference as a whole is what is known of it; anything else is itself.
[[nodiscard]] Value settled(Value value);

/// `value` as an expression: `'it''s'`, `createArray(1, true())`, or what is left of it.
[[nodiscard]] std::string expression_of(const Value& value);
/// `name(a, b)`
[[nodiscard]] std::string call_text(std::string_view name, std::span<const Value> arguments);
/// `base.name`, `base['a b']`, `base[0]`
[[nodiscard]] std::string access_text(std::string_view base, const Value& key);
/// A part of an expression as its author wrote it, but for blanks. With an evaluator, references to resources
/// of the template that are named by a literal are told by id and version.
[[nodiscard]] std::string source_text(const arm_expression::Tree& tree, arm_expression::ExprId id,
                                      Evaluator* evaluator = nullptr);

} // namespace iotsec::azure
