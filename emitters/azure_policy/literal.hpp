// Constants and expressions as policy JSON writes them, so that neither is ever read as the other.
#pragma once

#include "base/value.hpp"
#include "compiler/ir/ir.hpp"
#include "emitters/azure_policy/condition.hpp"

#include <string>
#include <string_view>

namespace iotsec::emitters::azure_policy {

/// A text as a JSON string that Azure reads as that text: one that starts with `[` and ends with `]` gets one
/// more `[`.
[[nodiscard]] std::string escaped(std::string_view text);
/// What Azure reads a JSON string as, if it is no expression.
[[nodiscard]] std::string unescaped(std::string_view text);
/// Whether Azure would evaluate this string.
[[nodiscard]] bool is_expression(const Json& json);

/// `[expression]`.
[[nodiscard]] std::string bracketed(std::string_view expression);
/// A text as a constant inside an expression: `'it''s'`.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// A literal as operand of a condition: a bool is a text there, because the published schema of policy rules
/// allows only text and numbers.
[[nodiscard]] Json operand(const ir::Literal& literal);
/// A literal as it is compared: as text.
[[nodiscard]] std::string as_text(const ir::Literal& literal);
/// A literal as constant inside an expression.
[[nodiscard]] std::string in_expression(const ir::Literal& literal);
/// A value as JSON of its own type, every text escaped.
[[nodiscard]] Json as_json(const Value& value);

} // namespace iotsec::emitters::azure_policy
