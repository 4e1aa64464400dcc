// Expressions: the dispatch by kind of node, literals and texts.
#include "base/diagnostics/names.hpp"
#include "base/diagnostics/types.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/sema/expr_checker.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::sema {

Type ExprChecker::check(ast::ExprId id) {
    ++cost_.parts;
    ++state_.nesting;
    cost_.height = std::max(cost_.height, ++nesting_);
    const bool count_allowed = std::exchange(count_allowed_, false);
    const bool is_count = std::holds_alternative<ast::CountOf>(expr(id).kind);
    if (is_count && !count_allowed) state_.sink.report(diag::count_misplaced, expr(id).span);
    if (std::holds_alternative<ast::Parenthesised>(expr(id).kind)) count_allowed_ = count_allowed;
    Type type = check_kind(id, expr(id));
    state_.program.modules[module_].types[id.index] = type;
    --state_.nesting;
    --nesting_;
    return type;
}

Type ExprChecker::check_kind(ast::ExprId id, const ast::Expr& expr) {
    return std::visit(
        overloaded{
            [](const ast::Invalid&) { return Type{}; },
            [](const ast::BoolLiteral&) { return of(Type::Kind::Bool); },
            [](const ast::IntLiteral&) { return of(Type::Kind::Int); },
            [](const ast::NumberLiteral&) { return of(Type::Kind::Number); },
            [](const ast::PercentLiteral&) { return of(Type::Kind::Percent); },
            [](const ast::DurationLiteral&) { return of(Type::Kind::Duration); },
            [](const ast::DateLiteral&) { return of(Type::Kind::Instant); },
            [](const ast::InstantLiteral&) { return of(Type::Kind::Instant); },
            [](const ast::NullLiteral&) { return of(Type::Kind::Null); },
            [](const ast::Now&) { return of(Type::Kind::Instant); },
            [&](const ast::Request& request) { return check_request(request); },
            [&](const ast::StringLiteral& text) { return check_string(text); },
            [&](const ast::Path& path) { return check_path(id, path); },
            [&](const ast::Call& call) { return check_call(id, call, expr.span); },
            [&](const ast::CountOf& count) { return check_count_of(count); },
            [&](const ast::ListLiteral& list) { return check_list(list); },
            [&](const ast::ObjectLiteral& object) { return check_misplaced_object(object, expr.span); },
            [&](const ast::UnknownLiteral&) { return misplaced("unknown", "the body of a test", expr.span); },
            [&](const ast::Parenthesised& inner) { return check(inner.inner); },
            [&](const ast::Not& negation) {
                check_condition(negation.operand);
                return of(Type::Kind::Condition);
            },
            [&](const ast::Binary& binary) { return check_binary(id, binary); },
            [&](const ast::Is& is) { return check_is(is); },
            [&](const ast::Shift& shift) { return check_shift(shift); },
            [&](const ast::Quantified& quantified) { return check_quantified(quantified, expr.span); },
            [&](const ast::Unique& unique) { return check_unique(unique); },
        },
        expr.kind);
}

void ExprChecker::check_condition(ast::ExprId id) {
    const Type found = check(id);
    if (is_a(found, Type::Kind::Condition) || is_a(found, Type::Kind::Bool)) return;
    mismatch(expr(id).span, "a condition", found);
}

Type ExprChecker::check_string(const ast::StringLiteral& text) {
    Type type = of(Type::Kind::String);
    for (const ast::StringPart& part : text.parts) {
        const auto* id = std::get_if<ast::ExprId>(&part);
        if (!id) continue;
        check_interpolated(*id);
        type.optional = type.optional || this->type(*id).optional;
    }
    return type;
}

void ExprChecker::check_interpolated(ast::ExprId part) {
    const Type found = check(part);
    if (!is_scalar(found)) mismatch(expr(part).span, "one value to show", found);
}

void ExprChecker::check_message(ast::ExprId id) {
    const Type found = check(id);
    if (!is_a(found, Type::Kind::String)) mismatch(expr(id).span, "a text", found);
}

std::optional<std::string> ExprChecker::check_constant_text(ast::ExprId id, Interpolation interpolation) {
    const ast::Expr& where = expr(id);
    if (std::holds_alternative<ast::Invalid>(where.kind)) return std::nullopt;
    const auto* text = std::get_if<ast::StringLiteral>(&where.kind);
    if (!text) {
        mismatch(where.span, "a text", check(id));
        return std::nullopt;
    }
    for (const ast::StringPart& part : text->parts)
        if (const auto* inner = std::get_if<ast::ExprId>(&part)) {
            if (interpolation == Interpolation::Unchecked)
                state_.sink.report(diag::constant_text_needed, expr(*inner).span);
            return std::nullopt;
        }
    check(id);
    return constant_text(id);
}

Type ExprChecker::check_request(const ast::Request& request) {
    constexpr std::string_view members[] = {"apiVersion"};
    if (request.member.text == members[0]) return of(Type::Kind::ApiVersion);
    Diagnostic& diagnostic =
        state_.sink.report(diag::unknown_member, request.member.span, "`request`", request.member.text);
    diagnostic.with_help("the request has `apiVersion`");
    return {};
}

Type ExprChecker::check_list(const ast::ListLiteral& list) {
    Type element;
    for (const ast::ExprId item : list.items) {
        const Type found = check(item);
        if (!is_scalar(found)) {
            mismatch(expr(item).span, "one value", found);
            continue;
        }
        if (element.is_error()) element = found;
        const bool same = found.kind == element.kind || found.is_error() ||
                          (is_written_as_text(found) && is_written_as_text(element));
        if (!same) mismatch(expr(item).span, name(element) + ", as the items before it", found);
    }
    if (element.is_error() && list.items.empty()) element = of(Type::Kind::String);
    return element.is_error() ? element : list_of(element);
}

Type ExprChecker::check_shift(const ast::Shift& shift) {
    Type found = check(shift.operand);
    if (!is_a(found, Type::Kind::Instant)) return mismatch(expr(shift.operand).span, "an instant", found);
    return found;
}

Type ExprChecker::check_misplaced_object(const ast::ObjectLiteral& object, Span span) {
    report_duplicates(object);
    return misplaced("{ … }", "resource bodies, bindings and metadata", span);
}

Type ExprChecker::misplaced(std::string_view what, std::string_view where, Span span) {
    state_.sink.report(diag::misplaced_value, span, what, where);
    return {};
}

Type ExprChecker::mismatch(Span span, std::string_view wanted, const Type& found) {
    if (!found.is_error()) state_.sink.report(diag::type_mismatch, span, wanted, name(found));
    return {};
}

Cost ExprChecker::take_cost() {
    return std::exchange(cost_, {});
}

/// What is written out here, `times` over; stays far below what a number can hold.
void ExprChecker::add_cost(const Cost& cost, std::size_t times) {
    constexpr std::size_t most = 10'000'000;
    cost_.parts = std::min(most, cost_.parts + std::min(most, cost.parts) * std::min(most, times));
    cost_.depth = std::max(cost_.depth, depth_ + cost.depth);
    cost_.height = std::max(cost_.height, nesting_ + cost.height);
}

void ExprChecker::check_cost(const Cost& cost, Span where) {
    constexpr std::size_t deepest = 16;
    constexpr std::size_t highest = 2'000;
    if (cost.parts > most_parts) state_.sink.report(diag::expansion_too_large, where, most_parts);
    if (cost.depth > deepest) state_.sink.report(diag::quantifiers_too_deep, where, cost.depth, deepest);
    if (cost.height > highest) state_.sink.report(diag::definitions_too_deep, where, highest);
}

void ExprChecker::note_word(ast::ExprId id) {
    TypedModule& module = state_.program.modules[module_];
    module.types[id.index] = of(Type::Kind::String);
    module.references[id.index] = Word{};
}

ast::ExprId ExprChecker::unwrapped(ast::ExprId id) const {
    while (const auto* inner = std::get_if<ast::Parenthesised>(&expr(id).kind))
        id = inner->inner;
    return id;
}

} // namespace iotsec::sema
