// Operators of Azure Policy as comparisons of the language.
#include "base/diagnostics/policy_commands.hpp"
#include "base/text.hpp"
#include "cli/import/conditions.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace iotsec::cli::import {

namespace {

using azure::policy::Operator;

/// `<` for `less`; empty for an operator of another kind.
std::string_view sign(Operator op) {
    switch (op) {
    case Operator::Less:
        return "<";
    case Operator::LessOrEquals:
        return "<=";
    case Operator::Greater:
        return ">";
    case Operator::GreaterOrEquals:
        return ">=";
    case Operator::Equals:
        return "==";
    case Operator::NotEquals:
        return "!=";
    case Operator::Like:
    case Operator::NotLike:
    case Operator::Match:
    case Operator::NotMatch:
    case Operator::MatchInsensitively:
    case Operator::NotMatchInsensitively:
    case Operator::Contains:
    case Operator::NotContains:
    case Operator::In:
    case Operator::NotIn:
    case Operator::ContainsKey:
    case Operator::NotContainsKey:
    case Operator::Exists:
        return {};
    }
    return {};
}

std::string_view opposite_sign(std::string_view sign) {
    return sign == "<"    ? ">="
           : sign == "<=" ? ">"
           : sign == ">"  ? "<="
           : sign == ">=" ? "<"
           : sign == "==" ? "!="
                          : "==";
}

/// A value as Azure compares it: as text, letter case ignored.
std::string compared(const Value& value) {
    if (const std::string* text = value.as_string()) return to_lower(*text);
    return to_lower(written_value(value).value_or(""));
}

bool has_default(const FieldPath& path) {
    return path.property != nullptr && path.property->service_default.has_value();
}

Formula oriented(Formula formula, bool is_opposite) {
    return is_opposite ? opposite(std::move(formula)) : formula;
}

std::optional<bool> flag(const Value& value) {
    if (const bool* found = value.as_bool()) return *found;
    const std::string* text = value.as_string();
    if (text == nullptr) return std::nullopt;
    if (equal_ignoring_case(*text, "true")) return true;
    if (equal_ignoring_case(*text, "false")) return false;
    return std::nullopt;
}

std::optional<std::int64_t> whole(const Value& value) {
    if (const std::int64_t* found = value.as_int()) return *found;
    const std::string* text = value.as_string();
    const bool is_number =
        text != nullptr && !text->empty() && text->size() < 10 && std::ranges::all_of(*text, is_digit);
    return is_number ? std::optional<std::int64_t>{std::stoll(*text)} : std::nullopt;
}

} // namespace

Formula ConditionImport::guarded(Formula formula, const FieldPath& path, bool holds_by_default) const {
    if (!has_default(path) || !holds_by_default) return formula;
    return all_of({atom(path.text + " is present", path.text + " is absent"), std::move(formula)});
}

ConditionImport::Result ConditionImport::comparison(const FieldPath& path, const Test& test) {
    const Plain found = plain(test.op);
    switch (found.op) {
    case Operator::Equals:
        return equality(path, test);
    case Operator::In:
        return membership(path, test);
    case Operator::Like:
        return pattern(path, test);
    case Operator::Exists:
        return exists(path, test);
    case Operator::Contains:
        return contains(path, test);
    case Operator::Less:
    case Operator::LessOrEquals:
    case Operator::Greater:
    case Operator::GreaterOrEquals: {
        const bool is_number = path.property != nullptr && path.property->kind == catalog::Kind::Int;
        if (!is_number) return refuse(test.span, "an order of anything but whole numbers");
        auto formula = order(path.text, test);
        if (!formula) return std::nullopt;
        return guarded(*std::move(formula), path, true);
    }
    case Operator::ContainsKey: {
        const std::string* key = tree_[test.operand].value.as_string();
        const bool is_map = path.property != nullptr && path.property->kind == catalog::Kind::Map;
        if (key == nullptr || tree_[test.operand].expression || !is_map)
            return refuse(test.span, "a key that is computed, or of no map");
        const std::string entry = fmt::format("{}[{}]", path.text, in_quotes(*key));
        return oriented(atom(entry + " is present", entry + " is absent"), found.is_opposite);
    }
    case Operator::Match:
    case Operator::MatchInsensitively:
    case Operator::NotEquals:
    case Operator::NotLike:
    case Operator::NotMatch:
    case Operator::NotMatchInsensitively:
    case Operator::NotContains:
    case Operator::NotIn:
    case Operator::NotContainsKey:
        break;
    }
    return refuse(test.span, fmt::format("the operator `{}`", azure::policy::spelling(test.op)));
}

ConditionImport::Result ConditionImport::equality(const FieldPath& path, const Test& test) {
    if (path.property != nullptr && path.property->list)
        return refuse(test.span, "an array that is compared as a whole");
    const auto right = operand(test.operand, path.property);
    if (!right) return std::nullopt;
    const Value& value = tree_[test.operand].value;
    const bool is_literal = tree_[test.operand].is_literal();
    if (is_literal && value.as_string() != nullptr && value.as_string()->empty())
        sink_.report(diag::not_imported, test.span,
                     "null, which Azure counts as an empty text and we as absent");
    const bool holds_by_default =
        has_default(path) && (!is_literal || compared(*path.property->service_default) == compared(value));
    Formula formula =
        atom(fmt::format("{} == {}", path.text, *right), fmt::format("{} != {}", path.text, *right));
    return oriented(guarded(std::move(formula), path, holds_by_default), plain(test.op).is_opposite);
}

ConditionImport::Result ConditionImport::membership(const FieldPath& path, const Test& test) {
    const auto right = item_list(test.operand, path.property);
    if (!right) return std::nullopt;
    bool holds_by_default = has_default(path);
    if (const List* list = tree_[test.operand].value.as_list(); list != nullptr && holds_by_default) {
        holds_by_default = std::ranges::any_of(*list, [&](const Value& item) {
            return compared(item) == compared(*path.property->service_default);
        });
    }
    Formula formula =
        atom(fmt::format("{} in {}", path.text, *right), fmt::format("{} not in {}", path.text, *right));
    return oriented(guarded(std::move(formula), path, holds_by_default), plain(test.op).is_opposite);
}

ConditionImport::Result ConditionImport::pattern(const FieldPath& path, const Test& test) {
    const azure::policy::Operand& operand = tree_[test.operand];
    const std::string* text = operand.is_literal() ? operand.value.as_string() : nullptr;
    if (text == nullptr || std::ranges::count(*text, '*') > 1)
        return refuse(test.span, "a pattern that is computed, or with several `*`");
    std::string holds;
    if (*text == "*") {
        return oriented(atom(path.text + " is present", path.text + " is absent"),
                        plain(test.op).is_opposite);
    }
    if (text->find('*') == std::string::npos) {
        holds = fmt::format("{} == {}", path.text, in_quotes(*text));
    } else if (text->ends_with('*')) {
        holds = fmt::format("{} startsWith {}", path.text, in_quotes(text->substr(0, text->size() - 1)));
    } else if (text->starts_with('*')) {
        holds = fmt::format("{} endsWith {}", path.text, in_quotes(text->substr(1)));
    } else {
        holds = fmt::format("{} like {}", path.text, in_quotes(*text));
    }
    Formula formula = guarded(atom(holds, fmt::format("not ({})", holds)), path, true);
    return oriented(std::move(formula), plain(test.op).is_opposite);
}

ConditionImport::Result ConditionImport::order(std::string_view left, const Test& test) {
    const auto value = whole(tree_[test.operand].value);
    std::optional<std::string> right = value ? std::optional{fmt::format("{}", *value)} : std::nullopt;
    if (!right && tree_[test.operand].expression) right = operand(test.operand, nullptr);
    if (!right) return refuse(test.span, "an order against something other than a whole number");
    const std::string holds = fmt::format("{} {} {}", left, sign(test.op), *right);
    return atom(holds, fmt::format("not ({})", holds)); // of what is absent, both orders are false
}

ConditionImport::Result ConditionImport::exists(const FieldPath& path, const Test& test) {
    const auto wanted = flag(tree_[test.operand].value);
    if (!wanted) return refuse(test.span, "an `exists` that is computed");
    return oriented(atom(path.text + " is present", path.text + " is absent"), !*wanted);
}

ConditionImport::Result ConditionImport::contains(const FieldPath& path, const Test& test) {
    const auto right = operand(test.operand, nullptr);
    if (!right) return std::nullopt;
    if (path.property != nullptr && path.property->list) {
        const std::string holds = fmt::format("{} in {}", *right, path.text);
        return oriented(atom(holds, fmt::format("not ({})", holds)), plain(test.op).is_opposite);
    }
    const std::string holds = fmt::format("{} contains {}", path.text, *right);
    Formula formula = guarded(atom(holds, fmt::format("not ({})", holds)), path, true);
    return oriented(std::move(formula), plain(test.op).is_opposite);
}

ConditionImport::Result ConditionImport::version(const Test& test) {
    const std::string* text =
        tree_[test.operand].is_literal() ? tree_[test.operand].value.as_string() : nullptr;
    const std::string_view holds = sign(test.op);
    if (text == nullptr || holds.empty())
        return refuse(test.span, "an API version that is not just compared");
    return atom(fmt::format("request.apiVersion {} {}", holds, in_quotes(*text)),
                fmt::format("request.apiVersion {} {}", opposite_sign(holds), in_quotes(*text)));
}

ConditionImport::Result ConditionImport::parameter(const std::string& name, const Test& test) {
    const Plain found = plain(test.op);
    if (found.op != Operator::Equals && found.op != Operator::In)
        return refuse(test.span, "a parameter that is not just compared");
    const auto left = parameters_.use(name, nullptr);
    const auto right =
        found.op == Operator::Equals ? operand(test.operand, nullptr) : item_list(test.operand, nullptr);
    if (!left) return refuse(test.span, fmt::format("the type of parameter `{}`", name));
    if (!right) return std::nullopt;
    const bool is_equality = found.op == Operator::Equals;
    return oriented(atom(fmt::format("{} {} {}", *left, is_equality ? "==" : "in", *right),
                         fmt::format("{} {} {}", *left, is_equality ? "!=" : "not in", *right)),
                    found.is_opposite);
}

ConditionImport::Result ConditionImport::size(const std::string& list, const Test& test) {
    const auto wanted = whole(tree_[test.operand].value);
    const std::string_view holds = sign(test.op);
    if (!wanted || holds.empty()) return refuse(test.span, "a count that is not held against a whole number");
    return atom(fmt::format("count({}) {} {}", list, holds, *wanted),
                fmt::format("count({}) {} {}", list, opposite_sign(holds), *wanted));
}

ConditionImport::Result ConditionImport::number_of(const std::string& list, const std::string& name,
                                                   const Formula& where, const Test& test) {
    const auto wanted = whole(tree_[test.operand].value);
    const std::string_view holds = sign(test.op);
    if (!wanted || holds.empty()) return refuse(test.span, "a count that is not held against a whole number");
    const std::string some = fmt::format("some {} in {} satisfies {}", name, list, written_as_one(where));
    const std::string none = fmt::format("no {} in {} satisfies {}", name, list, written_as_one(where));
    const bool is_some =
        (holds == ">=" && *wanted == 1) || (holds == ">" && *wanted == 0) || (holds == "!=" && *wanted == 0);
    const bool is_none =
        (holds == "<" && *wanted == 1) || (holds == "<=" && *wanted == 0) || (holds == "==" && *wanted == 0);
    if (is_some) return atom(some, none);
    if (is_none) return atom(none, some);
    const std::string count = fmt::format("count({} in {} where {})", name, list, written(where));
    return atom(fmt::format("{} {} {}", count, holds, *wanted),
                fmt::format("{} {} {}", count, opposite_sign(holds), *wanted));
}

} // namespace iotsec::cli::import
