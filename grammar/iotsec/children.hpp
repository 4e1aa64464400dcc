// The expressions directly below an expression, in source order.
#pragma once

#include "base/overloaded.hpp"
#include "grammar/iotsec/ast.hpp"

#include <variant>

namespace iotsec::ast {

/// Calls `visit(ExprId)` for each expression directly below `expr`.
template <typename Visit>
void for_each_child(const Expr& expr, Visit visit) {
    const auto maybe = [&](const std::optional<ExprId>& id) {
        if (id) visit(*id);
    };
    const auto nothing = [](const auto&) {};
    std::visit(overloaded{
                   [&](const StringLiteral& e) {
                       for (const StringPart& part : e.parts)
                           if (const auto* id = std::get_if<ExprId>(&part)) visit(*id);
                   },
                   [&](const Call& e) {
                       for (const ExprId id : e.arguments)
                           visit(id);
                   },
                   [&](const CountOf& e) {
                       visit(e.collection);
                       maybe(e.where);
                   },
                   [&](const ListLiteral& e) {
                       for (const ExprId id : e.items)
                           visit(id);
                   },
                   [&](const ObjectLiteral& e) {
                       for (const ObjectMember& member : e.members)
                           visit(member.value);
                   },
                   [&](const Parenthesised& e) { visit(e.inner); },
                   [&](const Not& e) { visit(e.operand); },
                   [&](const Binary& e) {
                       visit(e.lhs);
                       visit(e.rhs);
                   },
                   [&](const Is& e) { visit(e.operand); },
                   [&](const Shift& e) { visit(e.operand); },
                   [&](const Quantified& e) {
                       maybe(e.bound);
                       if (const auto* related = std::get_if<RelatedSource>(&e.source)) {
                           if (related->relation.of) visit(related->relation.path);
                       } else {
                           visit(std::get<ExprId>(e.source));
                       }
                       maybe(e.where);
                       maybe(e.satisfies);
                   },
                   [&](const Unique& e) {
                       visit(e.collection);
                       maybe(e.where);
                       visit(e.keys);
                   },
                   [&](const Invalid& e) { nothing(e); },
                   [&](const BoolLiteral& e) { nothing(e); },
                   [&](const IntLiteral& e) { nothing(e); },
                   [&](const NumberLiteral& e) { nothing(e); },
                   [&](const PercentLiteral& e) { nothing(e); },
                   [&](const DurationLiteral& e) { nothing(e); },
                   [&](const DateLiteral& e) { nothing(e); },
                   [&](const InstantLiteral& e) { nothing(e); },
                   [&](const NullLiteral& e) { nothing(e); },
                   [&](const Now& e) { nothing(e); },
                   [&](const Request& e) { nothing(e); },
                   [&](const Path& e) { nothing(e); },
                   [&](const UnknownLiteral& e) { nothing(e); },
               },
               expr.kind);
}

} // namespace iotsec::ast
