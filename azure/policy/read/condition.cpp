#include "azure/policy/functions/functions.hpp"
#include "azure/policy/read/reader.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace iotsec::azure::policy {

namespace ast = arm_expression;

namespace {

/// Azure takes rules of 512 nested conditions.
constexpr std::size_t max_depth = 512;

bool is_logical(std::string_view name) {
    return equal_ignoring_case(name, "allOf") || equal_ignoring_case(name, "anyOf") ||
           equal_ignoring_case(name, "not");
}

bool is_side(std::string_view name) {
    return equal_ignoring_case(name, "field") || equal_ignoring_case(name, "value") ||
           equal_ignoring_case(name, "count");
}

bool is_operator(std::string_view name) {
    return operator_named(name).has_value();
}

/// `field` and `value`: the names of the members that fit; `none` where none does.
std::string names_of(const Value& value, bool (*fits)(std::string_view)) {
    std::string names;
    for (const Member& member : *value.as_object()) {
        if (fits(member.name)) names += fmt::format("{}`{}`", names.empty() ? "" : " and ", member.name);
    }
    return names.empty() ? "none" : names;
}

const Member* logical_member(const Object& members) {
    const auto found = std::ranges::find_if(members, [](const Member& m) { return is_logical(m.name); });
    return found == members.end() ? nullptr : &*found;
}

/// Where a part of the expression in `value` stands in its file.
bool reads_the_resource(std::string_view function) {
    return function == "field" || function == "resourcegroup" || function == "subscription";
}

Span place_in(const Value& value, ast::Range range) {
    const std::string& text = *value.as_string();
    const Span whole = value.span;
    const bool is_exact = whole.is_known() && whole.end - whole.begin == text.size() + 2;
    return is_exact ? Span{whole.source, whole.begin + 1 + range.begin, whole.begin + 1 + range.end} : whole;
}

} // namespace

ConditionId ConditionReader::add(Span span, decltype(Condition::kind) kind) {
    tree_.conditions.push_back({span, std::move(kind)});
    return {static_cast<std::uint32_t>(tree_.conditions.size() - 1)};
}

ConditionId ConditionReader::condition(const Value& value) {
    const Object* members = parts_.object(value, "a condition");
    if (members == nullptr) return invalid(value.span);
    if (depth_ >= max_depth) {
        parts_.error(diag::policy_too_deep, value.span, max_depth);
        return invalid(value.span);
    }
    parts_.check_repeats(value);
    ++depth_;
    const Member* logic = logical_member(*members);
    const ConditionId id = logic != nullptr ? logical(value, *logic) : comparison(value);
    --depth_;
    return id;
}

ConditionId ConditionReader::logical(const Value& value, const Member& member) {
    for (const Member& other : *value.as_object()) {
        if (&other == &member) continue;
        parts_.error(diag::policy_key, other.name_span, other.name,
                     fmt::format("a condition with `{}`", member.name));
        return invalid(value.span);
    }
    if (equal_ignoring_case(member.name, "not")) {
        const ConditionId inner = condition(member.value);
        return add(value.span, Not{inner});
    }
    std::vector<ConditionId> inner = members_of(member);
    if (equal_ignoring_case(member.name, "allOf")) return add(value.span, AllOf{std::move(inner)});
    return add(value.span, AnyOf{std::move(inner)});
}

std::vector<ConditionId> ConditionReader::members_of(const Member& member) {
    std::vector<ConditionId> result;
    const List* items = parts_.list(member.value, fmt::format("`{}`", member.name));
    if (items == nullptr) return result;
    result.reserve(items->size());
    for (const Value& item : *items)
        result.push_back(condition(item));
    return result;
}

Diagnostic& ConditionReader::unknown_key(const Member& member) {
    std::vector<std::string_view> known{"field", "value", "count", "allOf", "anyOf", "not"};
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Operator::Exists); ++i)
        known.push_back(spelling(static_cast<Operator>(i)));
    Diagnostic& diagnostic = parts_.error(diag::policy_key, member.name_span, member.name, "a condition");
    if (const auto near = nearest(member.name, known))
        diagnostic.with_help(fmt::format("did you mean `{}`?", *near));
    return diagnostic;
}

std::optional<ConditionReader::Left> ConditionReader::sides(const Value& value) {
    Left left;
    std::size_t side_count = 0;
    std::size_t operator_count = 0;
    for (const Member& member : *value.as_object()) {
        if (is_side(member.name)) {
            ++side_count;
            left.side = &member;
        } else if (const auto op = operator_named(member.name)) {
            ++operator_count;
            left.op = &member;
            left.kind = *op;
        } else {
            unknown_key(member);
            return std::nullopt;
        }
    }
    if (side_count != 1) parts_.error(diag::condition_sides, value.span, names_of(value, is_side));
    if (operator_count != 1)
        parts_.error(diag::condition_operators, value.span, names_of(value, is_operator));
    return side_count == 1 && operator_count == 1 ? std::optional{left} : std::nullopt;
}

void ConditionReader::check_operand(const Left& left) {
    const Value& value = left.op->value;
    const std::string* text = value.as_string();
    if (text != nullptr && ast::is_expression(*text)) return;
    const bool is_list_wanted = left.kind == Operator::In || left.kind == Operator::NotIn;
    const bool is_truth =
        value.as_bool() != nullptr ||
        (text != nullptr && (equal_ignoring_case(*text, "true") || equal_ignoring_case(*text, "false")));
    const bool is_compound = value.as_list() != nullptr || value.as_object() != nullptr;
    if (is_list_wanted && value.as_list() == nullptr)
        parts_.error(diag::policy_operand, value.span, left.op->name, "a list", kind_of(value));
    if (left.kind == Operator::Exists && !is_truth)
        parts_.error(diag::policy_operand, value.span, left.op->name, "true or false", kind_of(value));
    if (!is_list_wanted && left.kind != Operator::Exists && is_compound) {
        parts_.error(diag::policy_operand, value.span, left.op->name, "a text, a number or a bool",
                     kind_of(value));
    }
}

Test ConditionReader::test(const Left& left) {
    check_operand(left);
    return {left.kind, operand(left.op->value), left.op->name_span};
}

ConditionId ConditionReader::comparison(const Value& value) {
    const auto left = sides(value);
    if (!left) return invalid(value.span);
    const Value& side = left->side->value;
    if (equal_ignoring_case(left->side->name, "count")) return count(value, *left);
    if (equal_ignoring_case(left->side->name, "value")) {
        const OperandId read = operand(side);
        return add(value.span, ValueCondition{read, test(*left)});
    }
    if (side.as_string() == nullptr) {
        parts_.wrong("a text", "the name of a field", side);
        return invalid(value.span);
    }
    const OperandId read = operand(side);
    return add(value.span, FieldCondition{read, test(*left)});
}

bool ConditionReader::check_count_keys(const Value& count) {
    constexpr std::array<std::string_view, 4> keys{"field", "value", "name", "where"};
    bool fits = true;
    for (const Member& member : *count.as_object()) {
        const auto is_key = [&](std::string_view key) { return equal_ignoring_case(key, member.name); };
        if (std::ranges::any_of(keys, is_key)) continue;
        parts_.error(diag::policy_key, member.name_span, member.name, "`count`");
        fits = false;
    }
    const bool has_field = count.find("field") != nullptr;
    const bool has_value = count.find("value") != nullptr;
    if (has_field == has_value) {
        parts_.error(diag::policy_part, count.span, "`field` or `value`", "what is counted",
                     has_field ? "both" : "neither");
        fits = false;
    }
    const Value* name = count.find("name");
    if (name != nullptr && has_field) {
        parts_.error(diag::policy_key, name->span, "name", "the count of a field");
        fits = false;
    }
    if (name != nullptr && name->as_string() == nullptr) {
        parts_.wrong("a text", "the `name` of a count", *name);
        fits = false;
    }
    if (name == nullptr && has_value && counts_ > 0)
        parts_.error(diag::policy_lacks, count.span, "a count of a value within another count", "name");
    return fits;
}

std::optional<ConditionId> ConditionReader::where(const Value& count) {
    const Value* found = count.find("where");
    if (found == nullptr) return std::nullopt;
    ++counts_;
    const ConditionId id = condition(*found);
    --counts_;
    return id;
}

ConditionId ConditionReader::count(const Value& value, const Left& left) {
    const Value& counted = left.side->value;
    if (parts_.object(counted, "`count`") == nullptr) return invalid(value.span);
    parts_.check_repeats(counted);
    if (!check_count_keys(counted)) return invalid(value.span);
    if (const Value* field = counted.find("field")) {
        if (field->as_string() == nullptr) {
            parts_.wrong("a text", "the `field` of a count", *field);
            return invalid(value.span);
        }
        if (!ast::is_expression(*field->as_string()) && field->as_string()->find("[*]") == std::string::npos)
            parts_.wrong("a field with `[*]`", "the `field` of a count", *field);
        const OperandId read = operand(*field);
        const auto filter = where(counted);
        return add(value.span, FieldCount{read, filter, test(left)});
    }
    const OperandId read = operand(*counted.find("value"));
    const Value* name = counted.find("name");
    const auto filter = where(counted);
    return add(value.span,
               ValueCount{read, name == nullptr ? std::string{} : *name->as_string(), filter, test(left)});
}

OperandId ConditionReader::operand(const Value& value) {
    Operand result;
    result.value = value;
    if (const std::string* text = value.as_string()) {
        if (ast::is_expression(*text)) {
            result.expression = expression(value);
        } else {
            result.value.data = std::string{ast::unescaped(*text)};
        }
    } else {
        result.has_inner = check_inner(value);
    }
    tree_.operands.push_back(std::move(result));
    return {static_cast<std::uint32_t>(tree_.operands.size() - 1)};
}

std::optional<OperandId> ConditionReader::operand(const Value& from, std::string_view name) {
    const Value* found = from.find(name);
    if (found == nullptr || found->is_null()) return std::nullopt;
    return operand(*found);
}

std::optional<OperandId> ConditionReader::operation_condition(const Value& operation) {
    in_operation_ = true;
    const auto condition = operand(operation, "condition");
    in_operation_ = false;
    return condition;
}

std::optional<ast::Tree> ConditionReader::expression(const Value& value) {
    auto parsed = ast::parse(*value.as_string());
    if (const auto* mistake = std::get_if<ast::Mistake>(&parsed)) {
        parts_.error(diag::policy_expression, place_in(value, mistake->range), mistake->message);
        return std::nullopt;
    }
    check_calls(std::get<ast::Tree>(parsed), value);
    return std::get<ast::Tree>(std::move(parsed));
}

void ConditionReader::check_calls(const ast::Tree& tree, const Value& value) {
    for (const ast::Expr& expr : tree.exprs) {
        const auto* call = std::get_if<ast::Call>(&expr.kind);
        if (call == nullptr) continue;
        const Span place = place_in(value, expr.range);
        const Allowed answer = allowed(call->key);
        if (answer == Allowed::Forbidden)
            parts_.error(diag::forbidden_function, place, "policies", call->name);
        if (in_operation_ && reads_the_resource(call->key))
            parts_.error(diag::forbidden_function, place, "the condition of an operation", call->name);
        if (answer == Allowed::NoSuchFunction) {
            Diagnostic& diagnostic = parts_.error(diag::unknown_policy_function, place, call->name);
            if (const auto near = nearest(call->name, allowed_names()))
                diagnostic.with_help(fmt::format("did you mean `{}`?", *near));
        }
        if (call->key == "current" && counts_ == 0) parts_.error(diag::current_outside_count, place);
    }
}

bool ConditionReader::check_inner(const Value& value) {
    bool has_expression = false;
    if (const List* items = value.as_list()) {
        for (const Value& item : *items)
            has_expression = check_inner(item) || has_expression;
    }
    if (const Object* members = value.as_object()) {
        for (const Member& member : *members)
            has_expression = check_inner(member.value) || has_expression;
    }
    const std::string* text = value.as_string();
    if (text == nullptr) return has_expression;
    if (!ast::is_expression(*text)) return text->starts_with("[["); // something to unescape
    expression(value);
    return true;
}

} // namespace iotsec::azure::policy
