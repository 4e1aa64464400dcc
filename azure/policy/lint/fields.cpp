// Rules about fields and the properties behind aliases.
#include "azure/policy/lint/checks.hpp"
#include "base/diagnostics/lint.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace iotsec::azure::policy::lint {

namespace {

namespace kinds = diag::lint;

constexpr std::string_view each_item = "[*]";

bool is_number(const Alias& alias) {
    return alias.token_type == "Integer" || alias.token_type == "Number";
}

/// What a value is, in words, for comparing with what a field holds; empty where it cannot be told.
std::string_view kind_of(const Context& context, const Operand& operand) {
    if (operand.value.as_number()) return "a number";
    if (operand.value.as_bool() != nullptr) return "a boolean";
    if (operand.is_literal() && operand.value.as_string() != nullptr) {
        const std::string& text = *operand.value.as_string();
        const bool is_digits = !text.empty() && std::ranges::all_of(text, is_digit);
        return is_digits ? "" : "a text"; // a text of digits is a number, too
    }
    if (!operand.expression) return "";
    const auto* call = call_of(*operand.expression, operand.expression->root, "parameters");
    const std::string* name = call == nullptr ? nullptr : text_argument(*operand.expression, *call);
    const Parameter* parameter = name == nullptr ? nullptr : context.definition().parameter(*name);
    if (parameter == nullptr) return "";
    switch (parameter->type) {
    case ParameterType::Integer:
    case ParameterType::Float:
        return "a number";
    case ParameterType::String:
    case ParameterType::DateTime:
        return "a text";
    case ParameterType::Boolean:
        return "a boolean";
    case ParameterType::Array:
        return "an array";
    case ParameterType::Object:
        return "an object";
    }
    return "";
}

/// What a field holds, in words; empty where the index does not state it.
std::string_view kind_of(const Alias& alias) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> words{{
        {"String", "a text"},
        {"Integer", "a number"},
        {"Number", "a number"},
        {"Boolean", "a boolean"},
        {"Array", "an array"},
        {"Object", "an object"},
    }};
    const auto* const found =
        std::ranges::find(words, alias.token_type, [](const auto& pair) { return pair.first; });
    return found == words.end() ? std::string_view{} : found->second;
}

bool is_ordering(Operator op) {
    return op == Operator::Less || op == Operator::LessOrEquals || op == Operator::Greater ||
           op == Operator::GreaterOrEquals;
}

void check_order(const Context& context, const FieldUse& field, const Alias& alias, const Test& test) {
    const std::string_view held = kind_of(alias);
    const std::string_view operand = kind_of(context, context.tree()[test.operand]);
    if (held.empty() || !is_ordering(test.op)) return;
    const bool has_order = held == "a text" || held == "a number";
    if (has_order && (operand.empty() || operand == held)) return;
    context.sink().report(kinds::ordering_type, test.span, field.name, held,
                          operand.empty() ? "anything" : operand);
}

void check_comparison(const Context& context, const FieldUse& field, const Alias& alias) {
    const auto* condition =
        std::get_if<FieldCondition>(&context.condition(context.visits()[field.visit]).kind);
    if (condition == nullptr || field.by != FieldUse::By::Condition) return;
    const Test& test = condition->test;
    check_order(context, field, alias, test);
    const bool is_equality = test.op == Operator::Equals || test.op == Operator::NotEquals;
    if (is_equality && is_number(alias) && context.tree()[test.operand].is_literal())
        context.sink().report(kinds::numeric_equality, test.span, field.name);
    constexpr std::array scalar{Operator::Equals, Operator::Like, Operator::Match,
                                Operator::MatchInsensitively, Operator::In};
    if (alias.token_type == "Array" && std::ranges::find(scalar, test.op) != scalar.end())
        context.sink().report(kinds::array_as_scalar, test.span, field.name, spelling(test.op));
}

/// Whether the array of `field` is the one that a count around it counts.
bool is_counted(const Context& context, const FieldUse& field) {
    for (auto count = context.visits()[field.visit].count; count;) {
        const Visit& around = context.visits()[*count];
        if (const auto* counted = std::get_if<FieldCount>(&context.condition(around).kind)) {
            const std::string* name = literal_text(context.tree()[counted->field]);
            if (name != nullptr && starts_with_ignoring_case(field.name, *name) &&
                field.name.find(each_item, name->size()) == std::string::npos)
                return true;
        }
        count = around.count;
    }
    return false;
}

void check_enumeration(const Context& context, const FieldUse& field) {
    if (field.by != FieldUse::By::Condition || field.name.find(each_item) == std::string::npos) return;
    if (!is_counted(context, field)) context.sink().report(kinds::implicit_all, field.span, field.name);
}

/// How many resources a path reads through: each has `properties` of its own.
std::size_t depth(std::string_view path) {
    return static_cast<std::size_t>(std::ranges::count_if(
        split(path, '.'), [](std::string_view part) { return equal_ignoring_case(part, "properties"); }));
}

/// Whether the alias has a part that the path does not: the kind of the resource.
bool names_a_kind(const Alias& alias) {
    const std::string prefix = std::string{alias.resource_type} + "/";
    if (!starts_with_ignoring_case(alias.name, prefix)) return false;
    const auto parts = split(alias.name.substr(prefix.size()), '.');
    if (parts.size() < 2 || parts.front().empty()) return false;
    const char first = parts.front().front();
    const auto in_path = split(alias.default_path, '.');
    return first >= 'A' && first <= 'Z' && std::ranges::none_of(in_path, [&](std::string_view part) {
               return equal_ignoring_case(part, parts.front());
           });
}

std::string listed(const std::vector<std::string>& versions) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, versions.size()); ++i)
        text += fmt::format("{}{}", i == 0 ? "" : ", ", versions[i]);
    if (versions.size() > most) text += fmt::format(" and {} more", versions.size() - most);
    return text;
}

void check_facts(const Context& context, const FieldUse& field, const Alias& alias) {
    if (context.knowledge().facts == nullptr) return;
    const auto facts = context.knowledge().facts->property(alias);
    if (!facts) return;
    DiagnosticSink& sink = context.sink();
    if (!facts->is_in_newest) {
        sink.report(kinds::alias_gone, field.span, field.name, alias.resource_type);
    } else if (!facts->missing_in.empty()) {
        sink.report(kinds::alias_new, field.span, field.name, alias.resource_type, listed(facts->missing_in));
    }
    if (facts->is_read_only) sink.report(kinds::alias_read_only, field.span, field.name);
    if (facts->is_optional) sink.report(kinds::alias_optional, field.span, field.name);
}

void check_alias(const Context& context, const FieldUse& field, const Alias& alias) {
    constexpr std::size_t most_resources = 2;
    if (const std::size_t levels = depth(alias.default_path); levels > most_resources)
        context.sink().report(kinds::alias_deep, field.span, field.name, levels);
    if (names_a_kind(alias)) context.sink().report(kinds::alias_conditional, field.span, field.name);
    check_facts(context, field, alias);
}

/// An alias of a type whose aliases are known, that is not one of them.
void check_unknown(const Context& context, const FieldUse& field) {
    const std::size_t provider = field.name.find('/');
    if (provider == std::string::npos || arm_expression::is_expression(field.name)) return;
    const AliasIndex& index = context.knowledge().aliases;
    // The type is as many segments as the index knows a type by.
    for (std::size_t end = field.name.rfind('/'); end != std::string::npos && end >= provider;
         end = end == 0 ? std::string::npos : field.name.rfind('/', end - 1)) {
        if (!index.type(std::string_view{field.name}.substr(0, end))) continue;
        context.sink().report(kinds::unknown_field, field.span, field.name);
        return;
    }
}

} // namespace

void check_fields(const Context& context) {
    std::set<std::string> told; // what is true of the alias alone is said once
    for (const FieldUse& field : context.fields()) {
        check_enumeration(context, field);
        const Alias* alias = context.alias(field);
        if (alias == nullptr) {
            if (told.insert(to_lower(field.name)).second) check_unknown(context, field);
            continue;
        }
        check_comparison(context, field, *alias);
        if (told.insert(to_lower(field.name)).second) check_alias(context, field, *alias);
    }
}

} // namespace iotsec::azure::policy::lint
