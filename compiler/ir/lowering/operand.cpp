// Values: literals, paths with their effective value, parameters, texts.
#include "base/diagnostics/targets.hpp"
#include "base/overloaded.hpp"
#include "compiler/ir/lowering/constants.hpp"
#include "compiler/ir/lowering/expr_lowering.hpp"
#include "compiler/ir/lowering/param_type.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::ir::lowering {

namespace {

/// How deep expressions may nest once lets and predicates are expanded; what is made of them stays below the
/// limit of `verify`.
constexpr std::size_t deepest_expression = 110;

LiteralType literal_type(const Value& value) {
    if (value.as_bool() != nullptr) return LiteralType::Bool;
    if (value.as_int() != nullptr) return LiteralType::Int;
    return value.as_string() != nullptr ? LiteralType::Text : LiteralType::Number;
}

} // namespace

Deeper::Deeper(ExprLowering& lowering, Span span)
    : lowering_{lowering}, ok_{++lowering.depth_ <= deepest_expression} {
    if (!ok_) lowering.sink_.report(diag::expanded_too_deep, span, deepest_expression);
}

Element ExprLowering::start(const std::string& binder, const catalog::ResourceType& type, bool is_fleet) {
    binders_ = {binder};
    subject_ = binder;
    return {.name = binder,
            .binder = binder,
            .resource = &type,
            .items_of = {},
            .is_free = false,
            .is_fleet = is_fleet,
            .type = {}};
}

Site ExprLowering::unwrapped(Site site) const {
    while (const auto* inner = std::get_if<ast::Parenthesised>(&expr(site).kind))
        site.expr = inner->inner;
    return site;
}

Resolved ExprLowering::resolve(const Site& from) {
    Resolved result{.element = nullptr, .param = {}, .steps = {}, .site = unwrapped(from)};
    const auto follow = [&](const Site& next, const std::vector<sema::PathStep>& steps) {
        result.site = unwrapped(next);
        result.steps.insert(result.steps.begin(), steps.begin(), steps.end());
    };
    // Lets lead to lets, without cycles: the checker has seen to it. The bound is for programs with errors.
    for (std::size_t i = 0; i < deepest_expression; ++i) {
        if (!std::holds_alternative<ast::Path>(expr(result.site).kind)) return result;
        const sema::Reference& meaning = reference(result.site);
        if (const auto* path = std::get_if<sema::BinderPath>(&meaning)) {
            const auto& elements = result.site.scope->elements;
            const auto found =
                std::ranges::find(elements.rbegin(), elements.rend(), path->binder, &Element::name);
            if (found != elements.rend()) result.element = &*found;
            follow(result.site, path->steps);
            return result;
        }
        if (const auto* param = std::get_if<sema::ParamRef>(&meaning)) {
            result.param = param->param;
            follow(result.site, param->steps);
            return result;
        }
        if (const auto* let = std::get_if<sema::LetRef>(&meaning)) {
            follow({let->module, let->value, result.site.scope}, let->steps);
        } else if (const auto* argument = std::get_if<sema::ArgumentRef>(&meaning)) {
            const auto& arguments = result.site.scope->arguments;
            if (argument->index >= arguments.size()) return result;
            follow(Site{arguments[argument->index]}, argument->steps);
        } else {
            return result;
        }
    }
    return result;
}

Operand ExprLowering::operand(const Site& site) {
    const Span span = expr(site).span;
    const Deeper deeper{*this, span};
    if (!deeper.ok()) return literal(LiteralType::Null, {}, span);
    const Resolved resolved = resolve(site);
    if (resolved.element != nullptr) return path_operand(resolved, true, span);
    if (resolved.param) return param_operand(resolved, span);
    return expression_operand(resolved.site);
}

ExprId ExprLowering::raw_path(const Site& site) {
    const Resolved resolved = resolve(site);
    const Span span = expr(site).span;
    if (resolved.element != nullptr) return path_operand(resolved, false, span).id;
    return resolved.param ? param_operand(resolved, span).id : literal(LiteralType::Null, {}, span).id;
}

Operand ExprLowering::literal(LiteralType type, Value value, Span span) {
    return {program_.add(Literal{type, std::move(value)}, span), type, nullptr};
}

Operand ExprLowering::expression_operand(const Site& site) {
    const ast::Expr& node = expr(site);
    const Span span = node.span;
    // Conditions are no values: the checker reported them where they are used as one.
    const auto nothing = [&] { return literal(LiteralType::Null, {}, span); };
    return std::visit(
        overloaded{
            [&](const ast::BoolLiteral& n) { return literal(LiteralType::Bool, Value{n.value}, span); },
            [&](const ast::IntLiteral& n) { return literal(LiteralType::Int, Value{n.value}, span); },
            [&](const ast::NumberLiteral&) {
                Value value = constant_value(facts_.typed(), site.module, site.expr);
                const LiteralType type = literal_type(value);
                return literal(type, std::move(value), span);
            },
            [&](const ast::PercentLiteral& n) { return literal(LiteralType::Percent, Value{n.text}, span); },
            [&](const ast::DurationLiteral& n) {
                return literal(LiteralType::Duration, Value{seconds(n)}, span);
            },
            [&](const ast::DateLiteral& n) {
                return literal(LiteralType::Instant, Value{start_of(n)}, span);
            },
            [&](const ast::InstantLiteral& n) { return literal(LiteralType::Instant, Value{n.text}, span); },
            [&](const ast::Now&) {
                return Operand{program_.add(Context{ContextValue::Now}, span), LiteralType::Instant, nullptr};
            },
            [&](const ast::Request&) {
                return Operand{program_.add(Context{ContextValue::ApiVersion}, span), LiteralType::ApiVersion,
                               nullptr};
            },
            [&](const ast::StringLiteral& n) { return text(site, n); },
            [&](const ast::Call& n) { return call(site, n); },
            [&](const ast::ListLiteral& n) { return list(site, n); },
            [&](const ast::UnknownLiteral& n) {
                return Operand{unknown(n, nullptr, span), std::nullopt, nullptr};
            },
            [&](const ast::Shift& n) {
                const ExprId moved = operand(site.at(n.operand)).id;
                const std::int64_t by = n.minus ? -seconds(n.by) : seconds(n.by);
                return Operand{program_.add(Shift{moved, by}, span), LiteralType::Instant, nullptr};
            },
            [&](const ast::Binary& n) {
                return n.op == ast::BinaryOp::Coalesce ? coalesce(site, n) : nothing();
            },
            [&](const ast::ObjectLiteral&) {
                return Operand{free_value(site), LiteralType::Object, nullptr};
            },
            [&](const ast::Parenthesised& n) { return operand(site.at(n.inner)); },
            [&](const ast::NullLiteral&) { return nothing(); },
            [&](const ast::Invalid&) { return nothing(); },
            [&](const ast::Path&) { return nothing(); },
            [&](const ast::CountOf&) { return nothing(); },
            [&](const ast::Not&) { return nothing(); },
            [&](const ast::Is&) { return nothing(); },
            [&](const ast::Quantified&) { return nothing(); },
            [&](const ast::Unique&) { return nothing(); },
        },
        node.kind);
}

Operand ExprLowering::path_operand(const Resolved& resolved, bool effective, Span span) {
    const Element& element = *resolved.element;
    Path path{element.binder, std::nullopt, {}, {}};
    const catalog::Property* property = element.items_of ? &(*element.resource)[*element.items_of] : nullptr;
    ValueType type = property != nullptr ? value_type(property->kind) : element.type;
    const bool is_listed = element.resource == nullptr && !element.is_free;
    bool is_free = element.is_free;
    for (const sema::PathStep& step : resolved.steps) {
        is_free = is_free || step.is_key;
        if (is_listed) {
            path.fields.push_back(step.name);
            const auto field =
                std::ranges::find(element.fields, step.name, [](const auto& f) { return f.first; });
            type = field == element.fields.end() ? std::nullopt : value_type(field->second);
        } else if (is_free || !step.property) {
            path.keys.push_back(step.name);
            property = nullptr;
            type = std::nullopt;
        } else {
            property = &(*element.resource)[*step.property];
            path.property = facts_.property(*element.resource, *step.property);
            type = property->list ? LiteralType::List : value_type(property->kind);
        }
    }
    const bool has_default = effective && path.property && property != nullptr && property->service_default;
    const Operand result{program_.add(std::move(path), span), type, property};
    if (!has_default) return result;
    const Value& stated = *property->service_default;
    const ExprId otherwise = literal(literal_type(stated), stated, span).id;
    return {program_.add(Coalesce{result.id, otherwise, true}, span), type, property};
}

Operand ExprLowering::param_operand(const Resolved& resolved, Span span) {
    const ParamId id = facts_.param(*resolved.param);
    Param node{id, {}};
    const Parameter& param = program_.params[id.index];
    ValueType type = param.list ? ValueType{LiteralType::List} : value_type(param.type);
    for (const sema::PathStep& step : resolved.steps) {
        node.fields.push_back(step.name);
        const auto field = std::ranges::find(param.fields, step.name, [](const auto& f) { return f.first; });
        type = field == param.fields.end() ? std::nullopt : value_type(field->second);
    }
    return {program_.add(std::move(node), span), type, nullptr};
}

Operand ExprLowering::coalesce(const Site& site, const ast::Binary& binary) {
    const Resolved first = resolve(site.at(binary.lhs));
    const Span span = expr(site).span;
    const Operand left =
        first.element != nullptr ? path_operand(first, false, span) : operand(site.at(binary.lhs));
    const bool may_be_absent = std::holds_alternative<Path>(program_[left.id]) ||
                               std::holds_alternative<Coalesce>(program_[left.id]);
    if (!may_be_absent) return left;
    const ExprId otherwise = operand(site.at(binary.rhs)).id;
    return {program_.add(Coalesce{left.id, otherwise, false}, span), left.type, left.property};
}

Operand ExprLowering::text(const Site& site, const ast::StringLiteral& node) {
    const Span span = expr(site).span;
    const bool is_constant = std::ranges::all_of(
        node.parts, [](const ast::StringPart& part) { return std::holds_alternative<std::string>(part); });
    if (is_constant) {
        return literal(LiteralType::Text, Value{constant_text(tree(site), site.expr)}, span);
    }
    Text result;
    for (const ast::StringPart& part : node.parts) {
        result.parts.push_back(std::visit(
            overloaded{
                [&](const std::string& piece) { return literal(LiteralType::Text, Value{piece}, span).id; },
                [&](ast::ExprId inner) { return operand(site.at(inner)).id; },
            },
            part));
    }
    return {program_.add(std::move(result), span), LiteralType::Text, nullptr};
}

Operand ExprLowering::call(const Site& site, const ast::Call& call) {
    const Span span = expr(site).span;
    const auto* function = std::get_if<sema::Function>(&reference(site));
    if (function == nullptr || call.arguments.empty()) return literal(LiteralType::Null, {}, span);
    const Operand argument = operand(site.at(call.arguments.front()));
    const bool is_version = *function == sema::Function::Version;
    const Function which = is_version ? Function::Version : Function::LastSegment;
    return {program_.add(Call{which, argument.id}, span),
            is_version ? LiteralType::Version : LiteralType::Text, nullptr};
}

Operand ExprLowering::list(const Site& site, const ast::ListLiteral& list) {
    ListOf result;
    for (const ast::ExprId item : list.items)
        result.items.push_back(operand(site.at(item)).id);
    return {program_.add(std::move(result), expr(site).span), LiteralType::List, nullptr};
}

std::vector<MessagePart> ExprLowering::message(const Site& site) {
    std::vector<MessagePart> result;
    const auto* literal = std::get_if<ast::StringLiteral>(&expr(site).kind);
    if (literal == nullptr) return result;
    for (const ast::StringPart& part : literal->parts) {
        result.push_back(
            std::visit(overloaded{
                           [](const std::string& piece) { return MessagePart{piece}; },
                           [&](ast::ExprId inner) { return MessagePart{operand(site.at(inner)).id}; },
                       },
                       part));
    }
    return result;
}

} // namespace iotsec::ir::lowering
