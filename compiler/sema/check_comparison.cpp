// `==`, `!=`, the orderings, and comparisons of a count.
#include "base/diagnostics/types.hpp"
#include "base/text.hpp"
#include "compiler/sema/expr_checker.hpp"
#include "compiler/sema/kind_facts.hpp"

#include <algorithm>

namespace iotsec::sema {

namespace {

/// Whether values of the two types can be equal (reference, section 13).
bool can_be_equal(const Type& a, const Type& b) {
    if (a.kind == b.kind || a.kind == Type::Kind::Any || b.kind == Type::Kind::Any) return true;
    const auto numbers = [](const Type& type) {
        return type.kind == Type::Kind::Int || type.kind == Type::Kind::Number;
    };
    if (numbers(a) && numbers(b)) return true;
    const bool has_string = a.kind == Type::Kind::String || b.kind == Type::Kind::String;
    return has_string && is_written_as_text(a) && is_written_as_text(b);
}

const std::vector<std::string>* order_of(const Type& type) {
    const catalog::Property* property = type.kind == Type::Kind::Enum ? property_of(type) : nullptr;
    return property && !property->order.empty() ? &property->order : nullptr;
}

bool has_order(const Type& type) {
    if (type.list || !facts_of(type.kind).has_order) return false;
    return type.kind != Type::Kind::Enum || order_of(type) != nullptr;
}

std::string help_for(const Type& type) {
    if (type.list) return "a list is asked about with a quantifier, `in`, or `is empty`";
    if (type.kind == Type::Kind::Shape || type.kind == Type::Kind::Resource ||
        type.kind == Type::Kind::Record)
        return "compare its members, or ask whether it `is present`";
    if (type.kind == Type::Kind::Condition)
        return "conditions are joined with `and`, `or`, `not` and `implies`";
    return {};
}

} // namespace

ExprChecker::Operand ExprChecker::check_operand(ast::ExprId id) {
    Operand operand{id, check(id), {}};
    operand.text = constant_text(id);
    return operand;
}

Type ExprChecker::check_equality(const ast::Binary& binary, Span span) {
    if (is_count(binary.lhs)) return check_count_comparison(binary.lhs, binary.rhs);
    if (is_count(binary.rhs)) return check_count_comparison(binary.rhs, binary.lhs);
    const Operand left = check_operand(binary.lhs);
    const Operand right = check_operand(binary.rhs);
    check_comparable(left, right, span);
    return of(Type::Kind::Condition);
}

bool ExprChecker::check_comparable(const Operand& left, const Operand& right, Span span) {
    if (left.type.is_error() || right.type.is_error()) return false;
    for (const Operand* operand : {&left, &right}) {
        if (operand->type.kind == Type::Kind::Null) {
            state_.sink.report(diag::null_operand, expr(operand->id).span)
                .with_help("ask whether the path `is absent`");
            return false;
        }
        if (is_scalar(operand->type)) continue;
        Diagnostic& diagnostic =
            state_.sink.report(diag::not_comparable, span, name(left.type), name(right.type));
        if (const std::string help = help_for(operand->type); !help.empty()) diagnostic.with_help(help);
        return false;
    }
    if (left.text && !right.text && is_written_as_text(right.type)) {
        check_text_as(*left.text, right.type, expr(left.id).span, BodyUse::Parameter);
    } else if (right.text && !left.text && is_written_as_text(left.type)) {
        check_text_as(*right.text, left.type, expr(right.id).span, BodyUse::Parameter);
    } else if (!can_be_equal(left.type, right.type)) {
        state_.sink.report(diag::not_comparable, span, name(left.type), name(right.type));
        return false;
    }
    return true;
}

Type ExprChecker::check_ordering(const ast::Binary& binary) {
    if (is_count(binary.lhs)) return check_count_comparison(binary.lhs, binary.rhs);
    if (is_count(binary.rhs)) return check_count_comparison(binary.rhs, binary.lhs);
    const Operand left = check_operand(binary.lhs);
    const Operand right = check_operand(binary.rhs);
    const Span span{expr(binary.lhs).span.source, expr(binary.lhs).span.begin, expr(binary.rhs).span.end};
    if (order_of(left.type) || order_of(right.type)) {
        order_of(left.type) ? check_rank(left, right) : check_rank(right, left);
        return of(Type::Kind::Condition);
    }
    if (!check_comparable(left, right, span)) return of(Type::Kind::Condition);
    for (const Operand* operand : {&left, &right}) {
        const bool is_literal_of_ordered =
            operand->text && has_order(operand == &left ? right.type : left.type);
        if (has_order(operand->type) || is_literal_of_ordered) continue;
        Diagnostic& diagnostic =
            state_.sink.report(diag::not_ordered, expr(operand->id).span, name(operand->type));
        if (is_written_as_text(operand->type))
            diagnostic.with_help(
                "compare versions with `version(…)`, or state the order of the values in the catalogue");
        break;
    }
    return of(Type::Kind::Condition);
}

/// An ordered enumeration against one of its values.
void ExprChecker::check_rank(const Operand& ranked, const Operand& literal) {
    if (literal.type.is_error()) return;
    const Span span = expr(literal.id).span;
    if (!literal.text) {
        mismatch(span, "one of the values of " + name(ranked.type), literal.type);
        return;
    }
    const std::vector<std::string>& order = *order_of(ranked.type);
    const bool is_listed = std::ranges::any_of(
        order, [&](const auto& value) { return equal_ignoring_case(value, *literal.text); });
    if (is_listed) return check_enum_text(*literal.text, ranked.type, span);
    const std::string& property = property_of(ranked.type)->name;
    state_.sink.report(diag::value_not_in_enumeration, span, *literal.text, property)
        .with_help("its order is '" + join(order, "' < '") + "'");
}

bool ExprChecker::is_count(ast::ExprId id) const {
    return std::holds_alternative<ast::CountOf>(expr(unwrapped(id)).kind);
}

Type ExprChecker::check_count_comparison(ast::ExprId count, ast::ExprId bound) {
    count_allowed_ = true;
    check(count);
    const Type found = check(bound);
    const ast::ExprId inner = unwrapped(bound);
    const bool is_literal = std::holds_alternative<ast::IntLiteral>(expr(inner).kind);
    const auto* param = std::get_if<ParamRef>(&reference(inner));
    const bool is_int_param = param && param->steps.empty() && is_a(found, Type::Kind::Int);
    if (!found.is_error() && !is_literal && !is_int_param)
        mismatch(expr(bound).span, "an integer or an integer parameter beside `count(…)`", found);
    return of(Type::Kind::Condition);
}

} // namespace iotsec::sema
