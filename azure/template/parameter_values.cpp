#include "azure/template/parameter_values.hpp"

#include "azure/expression/unknown.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>

namespace iotsec::azure {

namespace {

/// The texts and whole numbers that a template compares a parameter with, each once.
class Constants {
  public:
    explicit Constants(std::string_view parameter) : parameter_{parameter} {}

    void in(const Value& value) {
        if (const std::string* text = value.as_string()) {
            in_text(*text);
        } else if (const List* items = value.as_list()) {
            for (const Value& item : *items)
                in(item);
        } else if (const Object* members = value.as_object()) {
            for (const Member& member : *members)
                in(member.value);
        }
    }

    std::vector<Value> found() && { return std::move(found_); }

  private:
    void in_text(const std::string& text) {
        if (!arm_expression::is_expression(text) ||
            find_ignoring_case(text, parameter_) == std::string::npos) {
            return;
        }
        const auto parsed = arm_expression::parse(text);
        const auto* tree = std::get_if<arm_expression::Tree>(&parsed);
        if (tree == nullptr) return;
        for (const arm_expression::Expr& expr : tree->exprs) {
            const auto* call = std::get_if<arm_expression::Call>(&expr.kind);
            if (call == nullptr || call->key != "equals" || call->arguments.size() != 2) continue;
            if (is_parameter(*tree, call->arguments[0])) add((*tree)[call->arguments[1]]);
            if (is_parameter(*tree, call->arguments[1])) add((*tree)[call->arguments[0]]);
        }
    }

    [[nodiscard]] bool is_parameter(const arm_expression::Tree& tree, arm_expression::ExprId id) const {
        const auto* call = std::get_if<arm_expression::Call>(&tree[id].kind);
        if (call == nullptr || call->arguments.size() != 1) return false;
        const auto* name = std::get_if<arm_expression::Text>(&tree[call->arguments[0]].kind);
        return call->key == "parameters" && name != nullptr && equal_ignoring_case(name->value, parameter_);
    }

    void add(const arm_expression::Expr& expr) {
        Value value;
        if (const auto* text = std::get_if<arm_expression::Text>(&expr.kind)) value = Value{text->value};
        if (const auto* number = std::get_if<arm_expression::Integer>(&expr.kind))
            value = Value{number->value};
        const auto is_same = [&](const Value& known) { return same_value(known, value); };
        if (!value.is_null() && std::ranges::none_of(found_, is_same)) found_.push_back(std::move(value));
    }

    std::string_view parameter_;
    std::vector<Value> found_;
};

} // namespace

Unknown parameter_without_value(std::string_view name) {
    Unknown unknown;
    unknown.cause = Cause::ParameterWithoutValue;
    unknown.reason = fmt::format("parameter {} has no value", name);
    unknown.parameter = name;
    unknown.identity = Identity{"parameter"}.add(std::string_view{}).add(name).value();
    unknown.may_be_absent = false;
    return unknown;
}

std::vector<Value> declared_values(const Value& declaration) {
    const Value* type = declaration.find("type");
    const std::string* type_name = type == nullptr ? nullptr : type->as_string();
    const Value* allowed = declaration.find("allowedValues");
    const bool is_list = type_name != nullptr && equal_ignoring_case(*type_name, "array");
    if (allowed != nullptr && allowed->as_list() != nullptr && !is_list) return *allowed->as_list();
    const bool is_bool = type_name != nullptr && equal_ignoring_case(*type_name, "bool");
    return is_bool ? std::vector{Value{true}, Value{false}} : std::vector<Value>{};
}

std::vector<Value> possible_values(const Value& root, std::string_view name) {
    const Value* declarations = root.find("parameters");
    const Value* declaration = declarations == nullptr ? nullptr : declarations->find(name);
    if (declaration == nullptr) return {};
    std::vector<Value> values = declared_values(*declaration);
    if (!values.empty()) return values;
    Constants constants{name};
    constants.in(root);
    values = std::move(constants).found();
    if (values.empty()) return values;
    Unknown other = parameter_without_value(name);
    other.never = values;
    values.push_back(make_unknown(std::move(other)));
    return values;
}

} // namespace iotsec::azure
