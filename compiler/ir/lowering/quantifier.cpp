// Quantifiers: all of them are counts, shares or the search for a value that occurs twice.
#include "base/overloaded.hpp"
#include "compiler/ir/connective.hpp"
#include "compiler/ir/lowering/expr_lowering.hpp"

#include <cstdlib>
#include <utility>

namespace iotsec::ir::lowering {

namespace {

RelatedBy related_by(const ast::Relation& relation) {
    if (relation.of) return RelatedBy::Of;
    if (relation.word.text == "resourceGroup") return RelatedBy::ResourceGroup;
    return relation.word.text == "subscription" ? RelatedBy::Subscription : RelatedBy::Evidence;
}

} // namespace

/// A name that no other binder of the requirement has: `entry`, then `entry2`.
std::string ExprLowering::fresh(const std::string& name) {
    std::string result = name;
    for (int number = 2; !binders_.insert(result).second; ++number)
        result = name + std::to_string(number);
    return result;
}

ExprId ExprLowering::int_literal(std::int64_t value, Span span) {
    return literal(LiteralType::Int, Value{value}, span).id;
}

ExprLowering::Source ExprLowering::source(const ast::Source& source, const std::string& binder,
                                          const Site& site) {
    return std::visit(overloaded{
                          [&](ast::ExprId id) { return collection(site.at(id), binder); },
                          [&](const ast::RelatedSource& other) { return related(other, binder, site); },
                      },
                      source);
}

ExprLowering::Source ExprLowering::collection(const Site& site, const std::string& binder) {
    const Resolved resolved = resolve(site);
    const Span span = expr(site).span;
    if (resolved.element != nullptr) return items(resolved, binder, span);
    if (resolved.param) return listed(*resolved.param, binder);
    const auto* list = std::get_if<ast::ListLiteral>(&expr(resolved.site).kind);
    static const ast::ListLiteral no_items;
    return listed(resolved.site, list == nullptr ? no_items : *list, binder);
}

ExprLowering::Source ExprLowering::items(const Resolved& path, const std::string& binder, Span span) {
    const Element& owner = *path.element;
    Element element{.name = binder,
                    .binder = fresh(binder),
                    .resource = owner.resource,
                    .items_of = {},
                    .is_free = false,
                    .is_fleet = false,
                    .type = {}};
    if (owner.is_fleet && path.steps.empty()) return {Fleet{owner.binder}, std::move(element)};
    const Operand list = path_operand(path, false, span);
    const auto& read = std::get<Path>(program_[list.id]);
    if (read.keys.empty() && !path.steps.empty() && path.steps.back().property) {
        element.items_of = path.steps.back().property;
    } else {
        element.is_free = true;
    }
    return {Items{list.id}, std::move(element)};
}

ExprLowering::Source ExprLowering::listed(const Site& site, const ast::ListLiteral& list,
                                          const std::string& binder) {
    Values values;
    Element element{.name = binder,
                    .binder = fresh(binder),
                    .resource = nullptr,
                    .items_of = {},
                    .is_free = false,
                    .is_fleet = false,
                    .type = {}};
    for (const ast::ExprId item : list.items) {
        const Operand value = operand(site.at(item));
        values.values.push_back(value.id);
        element.type = value.type;
    }
    return {std::move(values), std::move(element)};
}

ExprLowering::Source ExprLowering::listed(sema::DeclId param, const std::string& binder) {
    const ParamId id = facts_.param(param);
    const Parameter& declared = program_.params[id.index];
    Element element{.name = binder,
                    .binder = fresh(binder),
                    .resource = nullptr,
                    .items_of = {},
                    .is_free = false,
                    .is_fleet = false,
                    .type = value_type(declared.type),
                    .fields = declared.fields};
    return {Values{{}, id}, std::move(element)};
}

ExprLowering::Source ExprLowering::related(const ast::RelatedSource& source, const std::string& binder,
                                           const Site& site) {
    const catalog::ResourceType* type = facts_.type(source.type.text);
    Element element{.name = binder,
                    .binder = fresh(binder),
                    .resource = type,
                    .items_of = {},
                    .is_free = type == nullptr,
                    .is_fleet = false,
                    .type = {}};
    Related over{type == nullptr ? source.type.text : type->name, related_by(source.relation),
                 related_root(source.relation, site)};
    return {std::move(over), std::move(element)};
}

std::string ExprLowering::related_root(const ast::Relation& relation, const Site& site) {
    if (!relation.of) return subject_;
    const Resolved of = resolve(site.at(relation.path));
    return of.element == nullptr ? subject_ : of.element->binder;
}

ExprId ExprLowering::quantified(const Site& site, const ast::Quantified& node) {
    const Quantity quantity{node, site, expr(site).span};
    const bool wants_some = node.emptiness == ast::Emptiness::NotEmpty;
    const auto with_emptiness = [&](ExprId condition) {
        return wants_some ? conjunction(program_, {condition, not_empty(quantity)}) : condition;
    };
    const auto number = [&](std::int64_t value) { return int_literal(value, quantity.span); };
    switch (node.quantifier) {
    case ast::Quantifier::Some:
        return quantify(quantity, Body::Holds, CompareOp::Ge, number(1));
    case ast::Quantifier::Every:
        return with_emptiness(quantify(quantity, Body::Fails, CompareOp::Eq, number(0)));
    case ast::Quantifier::No:
        return with_emptiness(quantify(quantity, Body::Holds, CompareOp::Eq, number(0)));
    case ast::Quantifier::Exactly:
        return with_emptiness(bounded(quantity, CompareOp::Eq));
    case ast::Quantifier::AtLeast:
        return with_emptiness(bounded(quantity, CompareOp::Ge));
    case ast::Quantifier::AtMost:
        return with_emptiness(bounded(quantity, CompareOp::Le));
    }
    std::abort();
}

/// `exactly`, `at least`, `at most`: a share where the bound is a percentage.
ExprId ExprLowering::bounded(const Quantity& quantity, CompareOp op) {
    if (!quantity.node.bound) return constant(program_, false);
    const Operand bound = operand(quantity.site.at(*quantity.node.bound));
    return bound.type == LiteralType::Percent ? share(quantity, op, bound.id)
                                              : quantify(quantity, Body::Holds, op, bound.id);
}

/// The number of elements for which the filter and the body (or its complement) hold, against `bound`.
ExprId ExprLowering::quantify(const Quantity& quantity, Body body, CompareOp op, ExprId bound) {
    Source from = source(quantity.node.source, quantity.node.binder.text, quantity.site);
    Count count{std::move(from.over), from.element.binder, std::nullopt, op, bound};
    Scope inner = *quantity.site.scope;
    inner.elements.push_back(std::move(from.element));
    const auto at = [&](ast::ExprId id) { return Site{quantity.site.module, id, &inner}; };
    std::vector<ExprId> parts;
    if (quantity.node.where) parts.push_back(condition(at(*quantity.node.where)));
    if (quantity.node.satisfies && body != Body::None) {
        const ExprId holds = condition(at(*quantity.node.satisfies));
        parts.push_back(body == Body::Holds ? holds : negation(program_, holds));
    }
    if (!parts.empty()) count.where = conjunction(program_, parts);
    return program_.add(std::move(count), quantity.span);
}

ExprId ExprLowering::not_empty(const Quantity& quantity) {
    return quantify(quantity, Body::None, CompareOp::Ge, int_literal(1, quantity.span));
}

ExprId ExprLowering::share(const Quantity& quantity, CompareOp op, ExprId percent) {
    Source from = source(quantity.node.source, quantity.node.binder.text, quantity.site);
    Share share{std::move(from.over), from.element.binder, std::nullopt, {}, op, percent};
    Scope inner = *quantity.site.scope;
    inner.elements.push_back(std::move(from.element));
    const auto at = [&](ast::ExprId id) { return Site{quantity.site.module, id, &inner}; };
    if (quantity.node.where) share.among = condition(at(*quantity.node.where));
    share.hit = quantity.node.satisfies ? condition(at(*quantity.node.satisfies)) : constant(program_, true);
    return program_.add(std::move(share), quantity.span);
}

ExprId ExprLowering::unique(const Site& site, const ast::Unique& node) {
    Source from = collection(site.at(node.collection), node.binder.text);
    Distinct distinct{std::move(from.over), from.element.binder, std::nullopt, {}};
    Scope inner = *site.scope;
    inner.elements.push_back(std::move(from.element));
    const auto at = [&](ast::ExprId id) { return Site{site.module, id, &inner}; };
    if (node.where) distinct.where = condition(at(*node.where));
    if (const auto* keys = std::get_if<ast::ListLiteral>(&tree(site)[node.keys].kind)) {
        for (const ast::ExprId key : keys->items)
            distinct.keys.push_back(raw_path(at(key)));
    }
    return program_.add(std::move(distinct), expr(site).span);
}

} // namespace iotsec::ir::lowering
