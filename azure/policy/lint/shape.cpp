// Rules about how conditions are put together.
#include "azure/policy/lint/checks.hpp"
#include "base/diagnostics/lint.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace iotsec::azure::policy::lint {

namespace {

namespace kinds = diag::lint;

/// `allOf` or `anyOf` with what it holds; no name for anything else.
struct Quantifier {
    std::string_view name;
    const std::vector<ConditionId>* conditions = nullptr;
};

Quantifier quantifier(const Condition& condition) {
    if (const auto* all = std::get_if<AllOf>(&condition.kind)) return {"allOf", &all->conditions};
    if (const auto* any = std::get_if<AnyOf>(&condition.kind)) return {"anyOf", &any->conditions};
    return {};
}

/// The beginning of a condition: the whole of it may be long.
Span start(const Condition& condition) {
    return {condition.span.source, condition.span.begin, condition.span.begin + 1};
}

/// What a condition reads, as it is written; empty for what cannot be told.
std::string left_side(const Conditions& tree, const Condition& condition) {
    if (const auto* field = std::get_if<FieldCondition>(&condition.kind)) {
        const std::string* name = tree[field->field].value.as_string();
        return name == nullptr ? "" : *name;
    }
    if (const auto* value = std::get_if<ValueCondition>(&condition.kind)) {
        const std::string* text = tree[value->value].value.as_string();
        return text == nullptr ? "" : *text;
    }
    return {};
}

/// Reports a second condition of `op` on the same left side.
template <typename Kind>
void check_repeats(const Context& context, const std::vector<ConditionId>& conditions, Operator op,
                   const Kind& kind) {
    std::map<std::string, std::size_t> seen;
    for (const ConditionId id : conditions) {
        const Condition& condition = context.tree()[id];
        const Test* test = test_of(condition);
        const std::string left = left_side(context.tree(), condition);
        if (test == nullptr || test->op != op || left.empty()) continue;
        if (++seen[to_lower(left)] == 2) context.sink().report(kind, start(condition), left);
    }
}

void check_type_place(const Context& context, const AllOf& all) {
    for (std::size_t i = 1; i < all.conditions.size(); ++i) {
        const Condition& condition = context.tree()[all.conditions[i]];
        if (!is_type_field(context.tree(), condition)) continue;
        if (!is_type_field(context.tree(), context.tree()[all.conditions.front()]))
            context.sink().report(kinds::type_late, start(condition));
        return;
    }
}

void check_quantifier(const Context& context, const Condition& condition) {
    const Quantifier found = quantifier(condition);
    if (found.conditions == nullptr) return;
    if (found.conditions->empty())
        context.sink().report(kinds::empty_quantifier, start(condition), found.name);
    if (found.conditions->size() == 1)
        context.sink().report(kinds::lone_quantifier, start(condition), found.name);
    for (const ConditionId id : *found.conditions) {
        const Condition& inner = context.tree()[id];
        if (quantifier(inner).name == found.name)
            context.sink().report(kinds::nested_quantifiers, start(inner), found.name);
    }
}

void check_condition(const Context& context, const Condition& condition) {
    check_quantifier(context, condition);
    if (const auto* all = std::get_if<AllOf>(&condition.kind)) {
        check_repeats(context, all->conditions, Operator::NotEquals, kinds::notequals_to_notin);
        check_type_place(context, *all);
    } else if (const auto* any = std::get_if<AnyOf>(&condition.kind)) {
        check_repeats(context, any->conditions, Operator::Equals, kinds::equals_to_in);
    } else if (const auto* no = std::get_if<Not>(&condition.kind)) {
        const Condition& inner = context.tree()[no->condition];
        if (std::holds_alternative<Not>(inner.kind)) context.sink().report(kinds::double_not, start(inner));
    }
}

/// Types that the rule asks for, and those that its aliases belong to.
void check_types(const Context& context) {
    constexpr std::size_t most_listed = 6;
    std::vector<std::string> types = context.types();
    std::set<std::string> known;
    for (const std::string& type : types)
        known.insert(to_lower(type));
    for (const FieldUse& field : context.fields()) {
        const Alias* alias = context.alias(field);
        if (alias != nullptr && known.insert(to_lower(alias->resource_type)).second)
            types.emplace_back(alias->resource_type);
    }
    if (types.size() < 2) return;
    std::string list;
    for (std::size_t i = 0; i < std::min(types.size(), most_listed); ++i)
        list += fmt::format("{}{}", i == 0 ? "" : ", ", types[i]);
    if (types.size() > most_listed) list += fmt::format(" and {} more", types.size() - most_listed);
    context.sink().report(kinds::many_types, start(context.condition(context.visits().front())), list);
}

} // namespace

void check_shape(const Context& context) {
    for (const Visit& visit : context.visits())
        check_condition(context, context.condition(visit));
    if (!context.visits().empty()) check_types(context);
}

} // namespace iotsec::azure::policy::lint
