// Messages: values as people read them.
#include "base/overloaded.hpp"
#include "verifier/evaluate/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iotsec::verifier {

namespace {

/// Whether a value is made of a secret property.
bool is_secret(const Evaluator& evaluator, ir::ExprId value) {
    if (const auto* coalesce = std::get_if<ir::Coalesce>(&evaluator.program()[value])) {
        return is_secret(evaluator, coalesce->first) || is_secret(evaluator, coalesce->otherwise);
    }
    if (const auto* text = std::get_if<ir::Text>(&evaluator.program()[value])) {
        return std::ranges::any_of(text->parts, [&](ir::ExprId part) { return is_secret(evaluator, part); });
    }
    const ir::Property* property = evaluator.source(value);
    return property != nullptr && property->secret;
}

/// `90d` for 7776000: the largest unit that goes into it.
std::string duration_text(std::int64_t seconds) {
    constexpr std::array<std::pair<std::int64_t, char>, 3> units{{{86'400, 'd'}, {3'600, 'h'}, {60, 'm'}}};
    for (const auto& [size, unit] : units) {
        if (seconds != 0 && seconds % size == 0) return fmt::format("{}{}", seconds / size, unit);
    }
    return fmt::format("{}s", seconds);
}

/// Texts of a type that is written otherwise than its value is kept.
std::string typed_text(const Evaluator& evaluator, ir::ExprId id, std::string text, const Value& value) {
    const ir::Node& node = evaluator.program()[id];
    const auto* literal = std::get_if<ir::Literal>(&node);
    const auto* param = std::get_if<ir::Param>(&node);
    const ir::Parameter* parameter =
        param == nullptr ? nullptr : &evaluator.program().params[param->ref.index];
    const bool is_percent = (literal != nullptr && literal->type == ir::LiteralType::Percent) ||
                            (parameter != nullptr && parameter->type == ir::ParamType::Percent);
    const bool is_duration = (literal != nullptr && literal->type == ir::LiteralType::Duration) ||
                             (parameter != nullptr && parameter->type == ir::ParamType::Duration);
    if (is_percent) return text + "%";
    if (is_duration && value.as_int() != nullptr) return duration_text(*value.as_int());
    return text;
}

} // namespace

std::string shown(Evaluator& evaluator, ir::ExprId value, Quotes quotes) {
    if (is_secret(evaluator, value)) return "(secret)";
    const Operand operand = evaluator.operand(value);
    std::string cause;
    operand.each([&](const Case& c) {
        if (c.unknown != nullptr && cause.empty()) cause = c.unknown->reason;
    });
    if (!operand.is_certain()) return fmt::format("unknown ({})", cause);
    if (operand.is_absent()) return "(not set)";
    auto text = text_of(*operand.first.value);
    if (!text) return operand.first.value->as_list() != nullptr ? "(a list)" : "(an object)";
    std::string result = typed_text(evaluator, value, std::move(*text), *operand.first.value);
    if (quotes == Quotes::Texts && operand.first.value->as_string() != nullptr) result = "'" + result + "'";
    return operand.first.is_default ? result + " (default)" : result;
}

std::string message(Evaluator& evaluator, const ir::Check& check) {
    if (check.message.empty()) return check.source_text;
    std::string result;
    for (const ir::MessagePart& part : check.message) {
        std::visit(overloaded{
                       [&](const std::string& text) { result += text; },
                       [&](ir::ExprId value) { result += shown(evaluator, value); },
                   },
                   part);
    }
    return result;
}

} // namespace iotsec::verifier
