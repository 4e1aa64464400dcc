// Conditions: connectives, presence, operands of type bool, predicates.
#include "base/overloaded.hpp"
#include "compiler/ir/connective.hpp"
#include "compiler/ir/lowering/expr_lowering.hpp"

#include <algorithm>
#include <cstdlib>

namespace iotsec::ir::lowering {

ExprId ExprLowering::condition(const Site& site) {
    const Deeper deeper{*this, expr(site).span};
    return deeper.ok() ? condition_of_kind(site) : constant(program_, false);
}

ExprId ExprLowering::condition_of_kind(const Site& site) {
    // What is no condition was reported by the checker.
    const auto never = [&] { return constant(program_, false); };
    return std::visit(
        overloaded{
            [&](const ast::BoolLiteral& n) { return constant(program_, n.value); },
            [&](const ast::Path&) { return operand_condition(site); },
            [&](const ast::Call& n) {
                const auto* called = std::get_if<sema::PredicateRef>(&reference(site));
                return called != nullptr ? predicate(site, n, called->predicate) : operand_condition(site);
            },
            [&](const ast::Parenthesised& n) { return condition(site.at(n.inner)); },
            [&](const ast::Not& n) { return negation(program_, condition(site.at(n.operand))); },
            [&](const ast::Binary& n) { return binary_condition(site, n); },
            [&](const ast::Is& n) { return is(site, n); },
            [&](const ast::Quantified& n) { return quantified(site, n); },
            [&](const ast::Unique& n) { return unique(site, n); },
            [&](const ast::Invalid&) { return never(); },
            [&](const ast::IntLiteral&) { return never(); },
            [&](const ast::NumberLiteral&) { return never(); },
            [&](const ast::PercentLiteral&) { return never(); },
            [&](const ast::DurationLiteral&) { return never(); },
            [&](const ast::DateLiteral&) { return never(); },
            [&](const ast::InstantLiteral&) { return never(); },
            [&](const ast::NullLiteral&) { return never(); },
            [&](const ast::Now&) { return never(); },
            [&](const ast::Request&) { return never(); },
            [&](const ast::StringLiteral&) { return never(); },
            [&](const ast::CountOf&) { return never(); },
            [&](const ast::ListLiteral&) { return never(); },
            [&](const ast::ObjectLiteral&) { return never(); },
            [&](const ast::UnknownLiteral&) { return never(); },
            [&](const ast::Shift&) { return never(); },
        },
        expr(site).kind);
}

/// A path, parameter or let: of type bool it means `== true`; a let may name a condition.
ExprId ExprLowering::operand_condition(const Site& site) {
    const Resolved resolved = resolve(site);
    const bool is_value = resolved.element != nullptr || resolved.param;
    const bool leads_on = resolved.site.expr != site.expr || resolved.site.module != site.module;
    if (!is_value && leads_on) return condition(resolved.site);
    const Span span = expr(site).span;
    const Operand value = operand(site);
    return compare(CompareOp::Eq, value, literal(LiteralType::Bool, Value{true}, span), span);
}

/// The members of `a and b and c`, which is nested to the left: in a loop, however long it is.
std::vector<ExprId> ExprLowering::chain(const Site& site, ast::BinaryOp op) {
    std::vector<Site> parts;
    Site at = site;
    for (const auto* node = std::get_if<ast::Binary>(&expr(at).kind); node != nullptr && node->op == op;
         node = std::get_if<ast::Binary>(&expr(at).kind)) {
        parts.push_back(at.at(node->rhs));
        at = at.at(node->lhs);
    }
    parts.push_back(at);
    std::ranges::reverse(parts);
    std::vector<ExprId> result;
    for (const Site& part : parts)
        result.push_back(condition(part));
    return result;
}

ExprId ExprLowering::binary_condition(const Site& site, const ast::Binary& binary) {
    using ast::BinaryOp;
    switch (binary.op) {
    case BinaryOp::And:
        return conjunction(program_, chain(site, binary.op));
    case BinaryOp::Or:
        return disjunction(program_, chain(site, binary.op));
    case BinaryOp::Implies: {
        const ExprId premise = negation(program_, condition(site.at(binary.lhs)));
        return disjunction(program_, {premise, condition(site.at(binary.rhs))});
    }
    case BinaryOp::NotEqual:
    case BinaryOp::Equal:
    case BinaryOp::Less:
    case BinaryOp::LessEqual:
    case BinaryOp::Greater:
    case BinaryOp::GreaterEqual:
        return comparison(site, binary);
    case BinaryOp::In:
        return membership(site, binary);
    case BinaryOp::NotIn:
        return negation(program_, membership(site, binary));
    case BinaryOp::Like:
        return match(site, binary, MatchOp::Like);
    case BinaryOp::StartsWith:
        return match(site, binary, MatchOp::Prefix);
    case BinaryOp::EndsWith:
        return match(site, binary, MatchOp::Suffix);
    case BinaryOp::Contains:
        return match(site, binary, MatchOp::Contains);
    case BinaryOp::Within:
        return inside(site, binary, InsideOf::Cidr);
    case BinaryOp::Under:
        return inside(site, binary, InsideOf::Id);
    case BinaryOp::Coalesce:
        return operand_condition(site);
    }
    std::abort();
}

ExprId ExprLowering::is(const Site& site, const ast::Is& is) {
    const Span span = expr(site).span;
    if (is.what == ast::Predicament::Empty || is.what == ast::Predicament::NotEmpty) {
        Source source = collection(site.at(is.operand), "item");
        const CompareOp op = is.what == ast::Predicament::Empty ? CompareOp::Eq : CompareOp::Ge;
        const ExprId bound = int_literal(is.what == ast::Predicament::Empty ? 0 : 1, span);
        return program_.add(Count{std::move(source.over), source.element.binder, std::nullopt, op, bound},
                            span);
    }
    const ExprId path = raw_path(site.at(is.operand));
    // A parameter always has a value where a program is evaluated with one.
    const ExprId present = std::holds_alternative<Path>(program_[path]) ? program_.add(Present{path}, span)
                                                                        : constant(program_, true);
    return is.what == ast::Predicament::Present ? present : negation(program_, present);
}

ExprId ExprLowering::predicate(const Site& site, const ast::Call& call, sema::DeclId id) {
    const auto* declared = std::get_if<ast::Predicate>(&facts_.typed()[id].kind);
    if (declared == nullptr) return constant(program_, false);
    Scope inside;
    for (const ast::ExprId argument : call.arguments)
        inside.arguments.push_back(site.at(argument));
    return condition({id.module, declared->body, &inside});
}

} // namespace iotsec::ir::lowering
