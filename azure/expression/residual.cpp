#include "azure/expression/residual.hpp"

#include "azure/expression/evaluator.hpp"
#include "azure/expression/function.hpp"
#include "azure/expression/json_writer.hpp"
#include "azure/expression/unknown.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace iotsec::azure {

namespace ast = arm_expression;

namespace {

std::string quoted(std::string_view text) {
    std::string result{"'"};
    for (const char c : text)
        result += c == '\'' ? "''" : std::string{c};
    return result + "'";
}

bool is_plain_name(std::string_view name) {
    const auto is_part = [](char c) {
        return is_letter(c) || is_digit(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
    };
    return !name.empty() && !is_digit(name[0]) && std::ranges::all_of(name, is_part);
}

std::string fraction_text(double number) {
    std::string digits = double_text(number);
    if (digits.ends_with(".0")) digits.resize(digits.size() - 2);
    return fmt::format("json('{}')", digits);
}

std::string object_text(const Object& members) {
    std::string result{"createObject("};
    for (const Member& member : members) {
        if (&member != &members.front()) result += ", ";
        result += quoted(member.name) + ", " + expression_of(member.value);
    }
    return result + ")";
}

} // namespace

Value make_residual(std::string expression) {
    Unknown unknown;
    unknown.cause = Cause::KnownAfterDeployment;
    unknown.reason = std::move(expression);
    return make_unknown(std::move(unknown));
}

Value make_reference(std::string expression, Value known, bool is_complete) {
    Unknown unknown;
    unknown.cause = Cause::KnownAfterDeployment;
    unknown.reason = std::move(expression);
    unknown.may_be_absent = !is_complete;
    unknown.domain.push_back(std::move(known));
    return make_unknown(std::move(unknown));
}

const Value* known_of(const Value& value) {
    const Unknown* unknown = value.as_unknown();
    return unknown == nullptr || unknown->domain.size() != 1 ? nullptr : &unknown->domain.front();
}

bool is_complete_reference(const Value& value) {
    return known_of(value) != nullptr && !value.as_unknown()->may_be_absent;
}

Value settled(Value value) {
    const Value* known = known_of(value);
    if (known != nullptr) return Value{known->data, value.span};
    return value;
}

std::string expression_of(const Value& value) {
    return std::visit(overloaded{
                          [](std::monostate) { return std::string{"null()"}; },
                          [](bool flag) { return std::string{flag ? "true()" : "false()"}; },
                          [](std::int64_t number) { return std::to_string(number); },
                          [](double number) { return fraction_text(number); },
                          [](const std::string& text) { return quoted(text); },
                          [](const List& items) { return call_text("createArray", items); },
                          [](const Object& members) { return object_text(members); },
                          [&](const UnknownRef& unknown) {
                              const std::string* wide = wide_integer(value);
                              return wide != nullptr ? *wide : unknown->reason;
                          },
                      },
                      value.data);
}

std::string call_text(std::string_view name, std::span<const Value> arguments) {
    std::string result{name};
    result += '(';
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (i > 0) result += ", ";
        result += expression_of(arguments[i]);
    }
    return result + ")";
}

std::string access_text(std::string_view base, const Value& key) {
    const std::string* name = key.as_string();
    if (name != nullptr && is_plain_name(*name)) return fmt::format("{}.{}", base, *name);
    return fmt::format("{}[{}]", base, expression_of(key));
}

namespace {

/// `reference('name')` of a resource of the template, as the engine tells it; nothing where it stays.
std::optional<std::string> told_reference(const ast::Tree& tree, const ast::Call& call, ast::ExprId id,
                                          Evaluator& evaluator) {
    const bool is_reference = call.key == "reference" || is_runtime_list(call.key);
    if (!is_reference || call.arguments.empty()) return std::nullopt;
    const bool is_literal = std::ranges::all_of(call.arguments, [&](ast::ExprId argument) {
        return std::holds_alternative<ast::Text>(tree[argument].kind);
    });
    if (!is_literal) return std::nullopt;
    const Value value = evaluator.evaluate_open(tree, id);
    return open_unknown(value) == nullptr ? std::nullopt : std::optional{value.as_unknown()->reason};
}

} // namespace

std::string source_text(const ast::Tree& tree, ast::ExprId id, Evaluator* evaluator) {
    return std::visit(overloaded{
                          [](const ast::Text& text) { return quoted(text.value); },
                          [](const ast::Integer& integer) { return std::to_string(integer.value); },
                          [&](const ast::Call& call) {
                              if (evaluator != nullptr) {
                                  if (auto told = told_reference(tree, call, id, *evaluator))
                                      return std::move(*told);
                              }
                              std::string result = call.name + "(";
                              for (std::size_t i = 0; i < call.arguments.size(); ++i) {
                                  if (i > 0) result += ", ";
                                  result += source_text(tree, call.arguments[i], evaluator);
                              }
                              return result + ")";
                          },
                          [&](const ast::Property& property) {
                              return access_text(source_text(tree, property.base, evaluator),
                                                 Value{property.name});
                          },
                          [&](const ast::Index& index) {
                              const auto* text = std::get_if<ast::Text>(&tree[index.index].kind);
                              const std::string base = source_text(tree, index.base, evaluator);
                              if (text != nullptr) return access_text(base, Value{text->value});
                              return fmt::format("{}[{}]", base, source_text(tree, index.index, evaluator));
                          },
                      },
                      tree[id].kind);
}

} // namespace iotsec::azure
