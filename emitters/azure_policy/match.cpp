// Text patterns, and what lies inside address ranges and resource ids.
#include "emitters/azure_policy/atoms.hpp"
#include "emitters/azure_policy/constants.hpp"
#include "emitters/azure_policy/literal.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

namespace iotsec::emitters::azure_policy {

namespace {

/// A condition on the truth of an expression; texts, because the schema of rules has no bool there.
Condition truth(const std::string& expression, Sign sign) {
    return value_condition(bracketed(expression), "equals", sign == Sign::Holds ? "true" : "false");
}

/// `{"count": {"value": list, "name": name, "where": where}, "greaterOrEquals": 1}`, or its complement.
Condition some_value(Json list, const std::string& name, Condition where, Sign sign) {
    Condition condition = Json::object();
    condition["count"] = Json::object();
    condition["count"]["value"] = std::move(list);
    condition["count"]["name"] = name;
    condition["count"]["where"] = std::move(where);
    condition[sign == Sign::Holds ? "greaterOrEquals" : "less"] = 1;
    return condition;
}

bool can_be_pattern(ir::MatchOp op, const std::string& pattern) {
    const auto stars = std::ranges::count(pattern, '*');
    const bool has_question_mark = pattern.find('?') != std::string::npos;
    return !pattern.empty() && !has_question_mark && stars == (op == ir::MatchOp::Like ? 1 : 0);
}

Condition match_literal(const Operand& left, ir::MatchOp op, const std::string& pattern, Sign sign) {
    const bool is_wanted = sign == Sign::Holds;
    const std::string_view like = is_wanted ? "like" : "notLike";
    switch (op) {
    case ir::MatchOp::Prefix:
        return compared(left, like, escaped(pattern + "*"));
    case ir::MatchOp::Suffix:
        return compared(left, like, escaped("*" + pattern));
    case ir::MatchOp::Like:
        return compared(left, like, escaped(pattern));
    case ir::MatchOp::Contains:
        return compared(left, is_wanted ? "contains" : "notContains", escaped(pattern));
    }
    std::abort();
}

/// A pattern that is known only when the policy is evaluated: functions, because `*` in it is plain text.
Condition match_expression(Lowering& lowering, const Operand& left, ir::MatchOp op, const Operand& pattern,
                           Sign sign) {
    if (op == ir::MatchOp::Like)
        return lowering.not_carried("a pattern with `*` is a constant in Azure Policy");
    if (op == ir::MatchOp::Contains) {
        Condition contains =
            compared(left, sign == Sign::Holds ? "contains" : "notContains", right_side(pattern));
        return guarded(std::move(contains), {&left, &pattern}, sign);
    }
    if (left.expression.empty() && !left.literal)
        return lowering.not_carried("a function cannot read a property of the related resource");
    const std::string_view function = op == ir::MatchOp::Prefix ? "startsWith" : "endsWith";
    const std::string test = fmt::format("{}({},{})", function, read_or(left, ""), pattern.expression);
    return guarded(truth(test, sign), {&left, &pattern}, sign);
}

/// Whether one range holds an address or range. The `if` keeps mixed families from failing.
std::string range_test(std::string_view range, std::string_view inner) {
    return fmt::format("if(equals(contains({0},':'),contains({1},':')),ipRangeContains({0},{1}),false())",
                       range, inner);
}

Condition in_ranges(Lowering& lowering, const std::string& inner, Json ranges, Sign sign) {
    const std::string name = lowering.next_value_name();
    const std::string test = range_test(fmt::format("current({})", in_quotes(name)), inner);
    return some_value(std::move(ranges), name, truth(test, Sign::Holds), sign);
}

/// How a function reads a range. An absent property of the subject may read as null or as an empty text;
/// either becomes a range, so that nothing fails, whether or not the guard in front is tried first.
std::string range_of(const Operand& left) {
    constexpr std::string_view everything = "0.0.0.0/0";
    const bool is_item = left.expression.starts_with("tryGet(");
    if (is_item || left.guards.empty()) return read_or(left, everything);
    const std::string read = read_or(left, "");
    return read.empty() ? read : fmt::format("if(empty({0}),'{1}',{0})", read, everything);
}

Condition within(Lowering& lowering, const ir::Inside& inside, const Operand& left, Sign sign) {
    const std::string inner = range_of(left);
    if (inner.empty())
        return lowering.not_carried("a function cannot read a property of the related resource");
    Json literals = Json::array();
    std::vector<Condition> parts;
    for (const ir::ExprId id : inside.right) {
        const Operand range = lowering.operand(id);
        if (!range.is_carried) return nullptr;
        if (range.literal)
            literals.push_back(operand(*range.literal));
        else
            parts.push_back(guarded(truth(range_test(range.expression, inner), sign), {&range}, sign));
    }
    if (!literals.empty()) parts.push_back(in_ranges(lowering, inner, std::move(literals), sign));
    if (inside.param)
        parts.push_back(in_ranges(lowering, inner, bracketed(lowering.parameter(*inside.param)), sign));
    Condition any = sign == Sign::Holds ? any_of(std::move(parts)) : all_of(std::move(parts));
    lowering.note("Azure fails the evaluation on malformed text, which denies the request");
    return guarded(std::move(any), {&left}, sign);
}

/// `left under right`: equal to it, or below it segment by segment.
Condition under_one(Lowering& lowering, const Operand& left, const Operand& right, Sign sign) {
    if (right.expression.empty())
        return lowering.not_carried("a function cannot read a property of the related resource");
    if (!left.expression.empty()) {
        const std::string test =
            fmt::format("startsWith(concat({},'/'),concat({},'/'))", read_or(left, ""), read_or(right, ""));
        return guarded(truth(test, sign), {&left, &right}, sign);
    }
    const Json below = right.literal ? Json(escaped(as_text(*right.literal) + "/*"))
                                     : Json(bracketed(fmt::format("concat({},'/*')", right.expression)));
    Condition condition = sign == Sign::Holds
                              ? any_of({field_condition(left.field, "equals", right_side(right)),
                                        field_condition(left.field, "like", below)})
                              : all_of({field_condition(left.field, "notEquals", right_side(right)),
                                        field_condition(left.field, "notLike", below)});
    return guarded(std::move(condition), {&right}, sign);
}

Condition under(Lowering& lowering, const ir::Inside& inside, const Operand& left, Sign sign) {
    std::vector<Condition> parts;
    for (const ir::ExprId id : inside.right) {
        const Operand right = lowering.operand(id);
        if (!right.is_carried) return nullptr;
        parts.push_back(under_one(lowering, left, right, sign));
    }
    if (inside.param) {
        const std::string name = lowering.next_value_name();
        Operand current;
        current.expression = fmt::format("current({})", in_quotes(name));
        Condition where = under_one(lowering, left, current, Sign::Holds);
        if (where.is_null()) return nullptr;
        parts.push_back(
            some_value(bracketed(lowering.parameter(*inside.param)), name, std::move(where), sign));
    }
    return sign == Sign::Holds ? any_of(std::move(parts)) : all_of(std::move(parts));
}

} // namespace

Condition lower_match(Lowering& lowering, const ir::Match& match, Sign sign) {
    const Operand left = lowering.operand(match.left);
    const Operand pattern = lowering.operand(match.pattern);
    if (!left.is_carried || !pattern.is_carried) return nullptr;
    if (!pattern.literal) return match_expression(lowering, left, match.op, pattern, sign);
    const std::string text = as_text(*pattern.literal);
    if (left.literal) {
        const bool found = !left.literal->value.is_null() && matches(match.op, as_text(*left.literal), text);
        return found == (sign == Sign::Holds);
    }
    if (!can_be_pattern(match.op, text))
        return lowering.not_carried(
            fmt::format("`{}` holds `*` or `?`, which Azure Policy does not read as plain text", text));
    return match_literal(left, match.op, text, sign);
}

Condition lower_inside(Lowering& lowering, const ir::Inside& inside, Sign sign) {
    const Operand left = lowering.operand(inside.left);
    if (!left.is_carried) return nullptr;
    return inside.of == ir::InsideOf::Cidr ? within(lowering, inside, left, sign)
                                           : under(lowering, inside, left, sign);
}

} // namespace iotsec::emitters::azure_policy
