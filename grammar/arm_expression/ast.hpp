// The tree of one template expression: `[concat(parameters('a'), '-x')]`.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace iotsec::arm_expression {

/// Index of an expression in its `Tree`.
struct ExprId {
    std::uint32_t index = 0;
};

/// Bytes of the text that was parsed, brackets counted.
struct Range {
    std::uint32_t begin = 0, end = 0;
};

struct Text {
    std::string value;
};
struct Integer {
    std::int64_t value = 0;
};
/// `name(…)`; a user function's name has its namespace in front (`contoso.name`).
struct Call {
    std::string name; ///< as written
    std::string key;  ///< in lower case: names of functions ignore it
    std::vector<ExprId> arguments;
};
/// `base.name`
struct Property {
    ExprId base;
    std::string name;
};
/// `base[index]`
struct Index {
    ExprId base, index;
};

struct Expr {
    Range range;
    std::variant<Text, Integer, Call, Property, Index> kind;
};

/// One expression; operands stand before what uses them, the root is last.
struct Tree {
    std::vector<Expr> exprs;
    ExprId root;

    [[nodiscard]] const Expr& operator[](ExprId id) const { return exprs[id.index]; }
};

} // namespace iotsec::arm_expression
