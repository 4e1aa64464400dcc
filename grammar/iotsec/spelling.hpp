// How parts of the tree are written.
#pragma once

#include "grammar/iotsec/ast.hpp"

#include <string>
#include <string_view>

namespace iotsec::grammar {

[[nodiscard]] std::string_view spelling(ast::BinaryOp op);
[[nodiscard]] std::string_view spelling(ast::Predicament what);
/// `at least` and its like, without the bound.
[[nodiscard]] std::string_view spelling(ast::Quantifier quantifier);
/// `(or empty)`
[[nodiscard]] std::string_view spelling(ast::Emptiness emptiness);
[[nodiscard]] std::string_view spelling(ast::VerdictWord verdict);

/// `text` as it stands between single quotes: on one line, with escapes.
[[nodiscard]] std::string escaped(std::string_view text);

[[nodiscard]] std::string spelled(const ast::Path& path);
[[nodiscard]] std::string spelled(const ast::CatalogType& type);
[[nodiscard]] std::string spelled(const ast::Target& target);

} // namespace iotsec::grammar
