// The expressions directly below an expression, in source order.
#pragma once

#include "base/overloaded.hpp"
#include "grammar/iotsec/ast.hpp"

#include <variant>

namespace iotsec::ast {

template <typename Visit>
void for_each_child(const Quantified& e, Visit visit) {
    if (e.bound) visit(*e.bound);
    if (const auto* related = std::get_if<RelatedSource>(&e.source)) {
        if (related->relation.of) visit(related->relation.path);
    } else {
        visit(std::get<ExprId>(e.source));
    }
    if (e.where) visit(*e.where);
    if (e.satisfies) visit(*e.satisfies);
}

/// Calls `visit(ExprId)` for each expression directly below `expr`.
template <typename Visit>
void for_each_child(const Expr& expr, Visit visit) {
    const auto maybe = [&](const std::optional<ExprId>& id) {
        if (id) visit(*id);
    };
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
                   [&](const Quantified& e) { for_each_child(e, visit); },
                   [&](const Unique& e) {
                       visit(e.collection);
                       maybe(e.where);
                       visit(e.keys);
                   },
                   [](const Invalid&) {},
                   [](const BoolLiteral&) {},
                   [](const IntLiteral&) {},
                   [](const NumberLiteral&) {},
                   [](const PercentLiteral&) {},
                   [](const DurationLiteral&) {},
                   [](const DateLiteral&) {},
                   [](const InstantLiteral&) {},
                   [](const NullLiteral&) {},
                   [](const Now&) {},
                   [](const Request&) {},
                   [](const Path&) {},
                   [](const UnknownLiteral&) {},
               },
               expr.kind);
}

} // namespace iotsec::ast
