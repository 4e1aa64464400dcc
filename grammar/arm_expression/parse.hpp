// Template expressions: which texts are one, and their trees.
#pragma once

#include "grammar/arm_expression/ast.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace iotsec::arm_expression {

/// How deep calls and indexes may nest, and how long an expression may be: Azure's engine takes 81,920
/// characters.
inline constexpr std::size_t max_depth = 400;
inline constexpr std::size_t max_length = 81'920;

/// Whether Azure evaluates `text`: it starts with `[`, not with `[[`, and ends with `]`. Blanks around count.
[[nodiscard]] bool is_expression(std::string_view text);

/// What a text that is no expression stands for: `[[x]` is `[x]`, anything else itself.
[[nodiscard]] std::string_view unescaped(std::string_view text);

/// Why a text is no expression, and where.
struct Mistake {
    std::string message; ///< `expected `)`, found `,``
    Range range;
};

/// The tree of `text`, brackets included; or the first mistake.
[[nodiscard]] std::variant<Tree, Mistake> parse(std::string_view text);

} // namespace iotsec::arm_expression
