// `in`, patterns, `within` and `under`.
#include "base/diagnostics/types.hpp"
#include "compiler/sema/expr_checker.hpp"
#include "compiler/sema/literals.hpp"

#include <algorithm>

namespace iotsec::sema {

namespace {

bool takes_patterns(const Type& type) {
    if (type.list) return false;
    return type.is_error() || type.kind == Type::Kind::String || type.kind == Type::Kind::Enum ||
           type.kind == Type::Kind::ResourceId || type.kind == Type::Kind::Location ||
           type.kind == Type::Kind::Any;
}

/// What is wrong with a constant pattern; empty where nothing is.
std::string_view complaint(ast::BinaryOp op, std::string_view pattern) {
    const auto stars = std::ranges::count(pattern, '*');
    if (pattern.empty()) return "an empty pattern matches nothing or everything";
    if (pattern.find('?') != std::string_view::npos)
        return "`?` means something to Azure Policy, expected plain text";
    if (op != ast::BinaryOp::Like) return stars > 0 ? "`*` stands only in a `like`, expected plain text" : "";
    if (pattern == "*") return "`'*'` matches everything, expected text beside the `*`";
    return stars == 1 ? "" : "`like` takes exactly one `*`";
}

} // namespace

Type ExprChecker::check_in(const ast::Binary& binary, Span span) {
    const Operand left = check_operand(binary.lhs);
    if (!left.type.is_error() && !is_scalar(left.type))
        mismatch(expr(binary.lhs).span, "one value before `in`", left.type);
    const ast::ExprId right = unwrapped(binary.rhs);
    if (const auto* list = std::get_if<ast::ListLiteral>(&expr(right).kind)) {
        check_listed(left, binary.rhs, *list);
        if (list->items.empty()) {
            if (binary.op == ast::BinaryOp::In)
                state_.sink.report(diag::never_holds, span, "the list is empty");
            else
                report_style(state_, module_, make_diagnostic(diag::always_holds, span, "the list is empty"));
        }
        return of(Type::Kind::Condition);
    }
    const Type list = check(binary.rhs);
    if (list.is_error() || left.type.is_error()) return of(Type::Kind::Condition);
    if (!list.list || !is_scalar(element_of(list))) {
        Diagnostic& diagnostic =
            state_.sink.report(diag::type_mismatch, expr(binary.rhs).span, "a list of values", name(list));
        if (is_written_as_text(list)) diagnostic.with_help("a part of a text is found with `contains`");
        return of(Type::Kind::Condition);
    }
    check_comparable(left, {binary.rhs, element_of(list), {}}, span);
    return of(Type::Kind::Condition);
}

void ExprChecker::check_listed(const Operand& left, ast::ExprId list_id, const ast::ListLiteral& list) {
    Type element = of(Type::Kind::String);
    for (const ast::ExprId item : list.items) {
        const Operand found = check_operand(item);
        if (is_scalar(left.type)) check_comparable(left, found, expr(item).span);
        element = found.type;
    }
    state_.program.modules[module_].types[list_id.index] = list_of(element);
    state_.program.modules[module_].types[unwrapped(list_id).index] = list_of(element);
}

Type ExprChecker::check_pattern(const ast::Binary& binary) {
    const Type left = check(binary.lhs);
    if (!takes_patterns(left)) {
        Diagnostic& diagnostic =
            state_.sink.report(diag::type_mismatch, expr(binary.lhs).span, "a text", name(left));
        if (left.list) diagnostic.with_help("whether a list has an item is asked with `item in list`");
        if (left.kind == Type::Kind::Cidr)
            diagnostic.with_help("ranges of addresses are compared with `within`");
    }
    const Type right = check(binary.rhs);
    check_pattern_text(binary.op, binary.rhs, right);
    return of(Type::Kind::Condition);
}

void ExprChecker::check_pattern_text(ast::BinaryOp op, ast::ExprId id, const Type& type) {
    if (type.is_error()) return;
    const Span span = expr(id).span;
    const ast::ExprId inner = unwrapped(id);
    if (const auto text = constant_text(id)) {
        const std::string_view wrong = complaint(op, *text);
        if (!wrong.empty()) state_.sink.report(diag::bad_pattern, span, *text, wrong);
    } else if (std::holds_alternative<ast::StringLiteral>(expr(inner).kind)) {
        return; // the parser refused what is interpolated
    } else {
        const Reference& to = reference(inner);
        const auto* item = std::get_if<BinderPath>(&to); // of a list of literals or a list parameter
        const bool is_constant = std::holds_alternative<ParamRef>(to) ||
                                 std::holds_alternative<ArgumentRef>(to) || (item && item->steps.empty());
        if (op == ast::BinaryOp::Like)
            mismatch(span, "a literal with exactly one `*`", type);
        else if (!is_constant || !takes_patterns(type))
            mismatch(span, "a text literal or a parameter", type);
    }
}

Type ExprChecker::check_within(const ast::Binary& binary) {
    const Type left = check(binary.lhs);
    const bool fits =
        is_a(left, Type::Kind::Cidr) || is_a(left, Type::Kind::String) || is_a(left, Type::Kind::Any);
    if (!fits) mismatch(expr(binary.lhs).span, "a cidr or a text", left);
    const ast::ExprId inner = unwrapped(binary.rhs);
    if (const auto* list = std::get_if<ast::ListLiteral>(&expr(inner).kind)) {
        for (const ast::ExprId item : list->items)
            check_range(item);
        for (const ast::ExprId id : {binary.rhs, inner})
            state_.program.modules[module_].types[id.index] = list_of(of(Type::Kind::Cidr));
        if (list->items.empty()) state_.sink.report(diag::never_holds, expr(inner).span, "the list is empty");
    } else {
        check_range(binary.rhs);
    }
    return of(Type::Kind::Condition);
}

void ExprChecker::check_range(ast::ExprId id) {
    const Operand right = check_operand(id);
    const Span span = expr(id).span;
    if (right.text)
        check_text_as(*right.text, of(Type::Kind::Cidr), span, BodyUse::Parameter);
    else if (!right.type.is_error() && right.type.kind != Type::Kind::Cidr)
        mismatch(span, "a cidr or a list of them", right.type);
}

Type ExprChecker::check_under(const ast::Binary& binary) {
    check_resource_id(check_operand(binary.lhs));
    check_resource_id(check_operand(binary.rhs));
    return of(Type::Kind::Condition);
}

void ExprChecker::check_resource_id(const Operand& operand) {
    const Span span = expr(operand.id).span;
    if (operand.text)
        check_text_as(*operand.text, of(Type::Kind::ResourceId), span, BodyUse::Parameter);
    else if (!is_a(operand.type, Type::Kind::ResourceId) && !is_a(operand.type, Type::Kind::Any))
        mismatch(span, "a resource id", operand.type);
}

} // namespace iotsec::sema
