// What the dump of a tree calls an expression, without its parts.
#pragma once

#include "grammar/iotsec/ast_expr.hpp"

#include <string>
#include <string_view>

namespace iotsec::grammar {

/// `text` in single quotes on one line.
[[nodiscard]] std::string quoted(std::string_view text);
/// `int 5`, `path hub.name`: the kind of an expression, and what it says itself.
[[nodiscard]] std::string label(const ast::Expr& expr);

} // namespace iotsec::grammar
