// The tree of a policy rule's conditions, as it is read: expressions are parsed, nothing is looked up yet.
#pragma once

#include "base/span.hpp"
#include "base/value.hpp"
#include "grammar/arm_expression/ast.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace iotsec::azure::policy {

/// Indexes into the `Conditions` that own what they name.
struct ConditionId {
    std::uint32_t index = 0;
};
struct OperandId {
    std::uint32_t index = 0;
};

/// A value in a rule. A text in brackets is an expression and is parsed; any other text is what it stands for
/// (`[[x]` is `[x]`).
struct Operand {
    Value value; ///< with the place; an expression as it is written
    std::optional<arm_expression::Tree> expression;
    bool has_inner = false; ///< a list or an object with expressions in it

    [[nodiscard]] bool is_literal() const { return !expression && !has_inner; }
};

enum class Operator : std::uint8_t {
    Equals,
    NotEquals,
    Like,
    NotLike,
    Match,
    NotMatch,
    MatchInsensitively,
    NotMatchInsensitively,
    Contains,
    NotContains,
    In,
    NotIn,
    ContainsKey,
    NotContainsKey,
    Less,
    LessOrEquals,
    Greater,
    GreaterOrEquals,
    Exists,
};

/// `notEquals`, as the documentation spells it.
[[nodiscard]] std::string_view spelling(Operator op);
/// By name, letter case ignored.
[[nodiscard]] std::optional<Operator> operator_named(std::string_view name);

/// What the left side of a condition is held against.
struct Test {
    Operator op{};
    OperandId operand;
    Span span; ///< of the operator's name
};

/// A part that could not be read; it was reported.
struct Invalid {};
struct AllOf {
    std::vector<ConditionId> conditions;
};
struct AnyOf {
    std::vector<ConditionId> conditions;
};
struct Not {
    ConditionId condition;
};
/// `{"field": name, operator: operand}`; the name may be an expression.
struct FieldCondition {
    OperandId field;
    Test test;
};
/// `{"value": value, operator: operand}`
struct ValueCondition {
    OperandId value;
    Test test;
};
/// `{"count": {"field": name, "where": …}, operator: operand}`
struct FieldCount {
    OperandId field;
    std::optional<ConditionId> where;
    Test test;
};
/// `{"count": {"value": list, "name": …, "where": …}, operator: operand}`
struct ValueCount {
    OperandId value;
    std::string name; ///< empty where none is given
    std::optional<ConditionId> where;
    Test test;
};

struct Condition {
    Span span;
    std::variant<Invalid, AllOf, AnyOf, Not, FieldCondition, ValueCondition, FieldCount, ValueCount> kind;
};

/// Operator and operand of a condition that has them; null for connectives and what could not be read.
[[nodiscard]] const Test* test_of(const Condition& condition);

/// The conditions and operands of one rule; parts stand before what holds them.
struct Conditions {
    std::vector<Condition> conditions;
    std::vector<Operand> operands;

    [[nodiscard]] const Condition& operator[](ConditionId id) const { return conditions[id.index]; }
    [[nodiscard]] const Operand& operator[](OperandId id) const { return operands[id.index]; }
};

} // namespace iotsec::azure::policy
