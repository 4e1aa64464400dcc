// Evidence that is not as the catalogue says: unknown, and a finding of its own.
#include "base/diagnostics/evidence.hpp"
#include "base/overloaded.hpp"
#include "verifier/evaluate/evaluator.hpp"

#include <fmt/format.h>

namespace iotsec::verifier {

namespace {

std::string_view kind_words(const Value& value) {
    return std::visit(overloaded{
                          [](std::monostate) -> std::string_view { return "null"; },
                          [](bool) -> std::string_view { return "true or false"; },
                          [](std::int64_t) -> std::string_view { return "a number"; },
                          [](double) -> std::string_view { return "a number"; },
                          [](const std::string&) -> std::string_view { return "text"; },
                          [](const List&) -> std::string_view { return "a list"; },
                          [](const Object&) -> std::string_view { return "an object"; },
                          [](const UnknownRef&) -> std::string_view { return "an unknown"; },
                      },
                      value.data);
}

} // namespace

const ir::Property* Evaluator::source(ir::ExprId value) const {
    constexpr int deepest = 32; // of `Coalesce` in `Shift` in …
    for (int i = 0; i < deepest; ++i) {
        const ir::Node& node = program()[value];
        if (std::holds_alternative<ir::Path>(node)) {
            const PathPlan& path = plan_.path(value);
            return path.property != nullptr ? path.property : bindings_[path.binder].list;
        }
        if (const auto* coalesce = std::get_if<ir::Coalesce>(&node))
            value = coalesce->first;
        else if (const auto* shift = std::get_if<ir::Shift>(&node))
            value = shift->value;
        else if (const auto* call = std::get_if<ir::Call>(&node))
            value = call->argument;
        else
            return nullptr;
    }
    return nullptr;
}

bool Evaluator::is_first_report(const Value& value, Span place, std::string_view what) {
    return reported_.emplace(place, place.is_known() ? nullptr : &value, std::string{what}).second;
}

Case Evaluator::malformed(std::string_view name, std::string_view wanted, const Value& found, Span place) {
    const Case result = opaque({.cause = Cause::Malformed,
                                .reason = fmt::format("`{}` is malformed: expected {}", name, wanted),
                                .domain = {},
                                .pieces = {}});
    if (is_first_report(found, place, wanted)) {
        sink_.report(diag::malformed, place, name, wanted, kind_words(found));
    }
    return result;
}

Evaluator::Named Evaluator::named(ir::ExprId value) const {
    if (const auto* param = std::get_if<ir::Param>(&program()[value])) {
        return {program().params[param->ref.index].name};
    }
    const ir::Property* property = source(value);
    if (property == nullptr) return {"value"};
    return {property->path, property->secret};
}

Evaluator::Named Evaluator::named(const ir::Inside& node) const {
    if (node.param) return {program().params[node.param->index].name};
    return node.right.empty() ? Named{"value"} : named(node.right.front());
}

Truth Evaluator::malformed(Named what, const Case& c, std::string_view wanted) {
    constexpr std::size_t longest_shown = 100;
    const Span place = c.value->span;
    const std::string* text = c.value->as_string();
    const bool may_be_shown = text != nullptr && text->size() <= longest_shown && !what.is_secret;
    const std::string found = may_be_shown ? fmt::format("`{}`", *text) : std::string{kind_words(*c.value)};
    if (is_first_report(*c.value, place, wanted)) {
        sink_.report(diag::malformed, place, what.name, wanted, found);
    }
    if (malformed_ != nullptr) {
        malformed_->push_back(
            {Cause::Malformed,
             fmt::format("`{}` is malformed: expected {}, found {}", what.name, wanted, found), place});
    }
    return Truth::Unknown;
}

void Evaluator::outside_order(const ir::Compare& node, const Case& c) {
    const ir::Property* property = source(node.left);
    const std::string* text = c.value->as_string();
    if (property == nullptr || property->secret || text == nullptr) return;
    if (!is_first_report(*c.value, c.value->span, "order")) return;
    sink_.report(diag::outside_order, c.value->span, *text, property->path);
}

} // namespace iotsec::verifier
