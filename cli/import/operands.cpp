// Operands of conditions: literals, parameters, and texts put together.
#include "base/diagnostics/policy_commands.hpp"
#include "base/text.hpp"
#include "cli/import/conditions.hpp"

#include <fmt/core.h>

namespace iotsec::cli::import {

namespace {

using arm_expression::Call;

const std::string* text_argument(const arm_expression::Tree& tree, const Call& call) {
    if (call.arguments.size() != 1) return nullptr;
    const auto* text = std::get_if<arm_expression::Text>(&tree[call.arguments.front()].kind);
    return text == nullptr ? nullptr : &text->value;
}

/// A literal as the kind of the property wants it: Azure compares texts, the language values.
std::optional<std::string> literal(const Value& value, const catalog::Property* property) {
    const std::string* text = value.as_string();
    const bool wants_flag = property != nullptr && property->kind == catalog::Kind::Bool;
    const bool wants_number = property != nullptr && property->kind == catalog::Kind::Int;
    if (wants_flag && text != nullptr)
        return equal_ignoring_case(*text, "true") || equal_ignoring_case(*text, "false")
                   ? std::optional{to_lower(*text)}
                   : std::nullopt;
    if (wants_number && text != nullptr)
        return text->find_first_not_of("0123456789") == std::string::npos && !text->empty()
                   ? std::optional{*text}
                   : std::nullopt;
    auto written = written_value(value);
    if (!written || text != nullptr || value.as_list() != nullptr) return written;
    const bool is_as_it_is =
        (wants_flag && value.as_bool() != nullptr) || (wants_number && value.as_int() != nullptr);
    return property == nullptr || is_as_it_is ? written : std::optional{in_quotes(*written)};
}

} // namespace

std::optional<std::string> ConditionImport::interpolated(const arm_expression::Tree& tree, const Call& call) {
    std::string text = "'";
    for (const arm_expression::ExprId id : call.arguments) {
        if (const auto* piece = std::get_if<arm_expression::Text>(&tree[id].kind)) {
            const std::string inner = in_quotes(piece->value);
            text += inner.substr(1, inner.size() - 2);
            continue;
        }
        const auto inner = expression(tree, id, nullptr);
        if (!inner) return std::nullopt;
        text += "${" + *inner + "}";
    }
    return text + "'";
}

std::optional<std::string> ConditionImport::expression(const arm_expression::Tree& tree,
                                                       arm_expression::ExprId id,
                                                       const catalog::Property* property) {
    const auto* call = std::get_if<Call>(&tree[id].kind);
    if (call == nullptr) return std::nullopt;
    const std::string* argument = text_argument(tree, *call);
    if (call->key == "parameters" && argument != nullptr) return parameters_.use(*argument, property);
    if (call->key == "field" && argument != nullptr) {
        const auto path = subject_.find(*argument, {});
        return path && !path->open_list ? std::optional{path->text} : std::nullopt;
    }
    if (call->key == "concat") return interpolated(tree, *call);
    if (call->key == "true" || call->key == "false") return call->key;
    return std::nullopt;
}

std::optional<std::string> ConditionImport::operand(azure::policy::OperandId id,
                                                    const catalog::Property* property) {
    const azure::policy::Operand& operand = tree_[id];
    std::optional<std::string> written;
    if (operand.expression) {
        written = expression(*operand.expression, operand.expression->root, property);
    } else if (operand.is_literal() && operand.value.as_list() == nullptr) {
        written = literal(operand.value, property);
    }
    if (!written)
        refuse(operand.value.span, "an operand that is computed, or of another type than the property");
    return written;
}

std::optional<std::string> ConditionImport::item_list(azure::policy::OperandId id,
                                                      const catalog::Property* property) {
    const azure::policy::Operand& operand = tree_[id];
    if (operand.expression) return this->operand(id, property);
    const List* list = operand.value.as_list();
    std::string text;
    for (const Value& item : list == nullptr ? List{} : *list) {
        const auto written = literal(item, property);
        if (!written || operand.has_inner) {
            refuse(item.span, "a list with something else than literals");
            return std::nullopt;
        }
        text += fmt::format("{}{}", text.empty() ? "" : ", ", *written);
    }
    if (list == nullptr) {
        refuse(operand.value.span, "something that is no list");
        return std::nullopt;
    }
    return "[" + text + "]";
}

} // namespace iotsec::cli::import
