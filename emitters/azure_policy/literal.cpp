#include "emitters/azure_policy/literal.hpp"

#include "base/overloaded.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace iotsec::emitters::azure_policy {

namespace {

bool has_brackets(std::string_view text) {
    return text.size() >= 2 && text.front() == '[' && text.back() == ']';
}

} // namespace

std::string escaped(std::string_view text) {
    return has_brackets(text) ? "[" + std::string{text} : std::string{text};
}

std::string unescaped(std::string_view text) {
    const bool is_escaped = has_brackets(text) && text.starts_with("[[");
    return std::string{is_escaped ? text.substr(1) : text};
}

bool is_expression(const Json& json) {
    if (!json.is_string()) return false;
    const auto& text = json.get_ref<const std::string&>();
    return has_brackets(text) && !text.starts_with("[[");
}

std::string bracketed(std::string_view expression) {
    return "[" + std::string{expression} + "]";
}

std::string in_quotes(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        result += c;
        if (c == '\'') result += c;
    }
    return result + "'";
}

std::string as_text(const ir::Literal& literal) {
    const auto nothing = [](const auto&) { return std::string{}; };
    return std::visit(overloaded{
                          [](bool value) { return std::string{value ? "true" : "false"}; },
                          [](std::int64_t value) { return std::to_string(value); },
                          [](double value) { return Json(value).dump(); },
                          [](const std::string& value) { return value; },
                          [&](const std::monostate& value) { return nothing(value); },
                          [&](const List& value) { return nothing(value); },
                          [&](const Object& value) { return nothing(value); },
                          [&](const UnknownRef& value) { return nothing(value); },
                      },
                      literal.value.data);
}

Json operand(const ir::Literal& literal) {
    if (const auto* number = literal.value.as_int()) return *number;
    if (literal.value.as_list() || literal.value.as_object()) return as_json(literal.value);
    return escaped(as_text(literal));
}

std::string in_expression(const ir::Literal& literal) {
    if (const auto* number = literal.value.as_int()) return std::to_string(*number);
    return in_quotes(as_text(literal));
}

Json as_json(const Value& value) {
    return std::visit(overloaded{
                          [](const std::monostate&) { return Json{}; },
                          [](bool b) { return Json(b); },
                          [](std::int64_t number) { return Json(number); },
                          [](double number) { return Json(number); },
                          [](const std::string& text) { return Json(escaped(text)); },
                          [](const List& list) {
                              Json result = Json::array();
                              for (const auto& item : list)
                                  result.push_back(as_json(item));
                              return result;
                          },
                          [](const Object& object) {
                              Json result = Json::object();
                              for (const auto& member : object)
                                  result[member.name] = as_json(member.value);
                              return result;
                          },
                          [](const UnknownRef&) { return Json{}; },
                      },
                      value.data);
}

} // namespace iotsec::emitters::azure_policy
