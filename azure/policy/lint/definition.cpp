// Rules about a definition as a whole.
#include "azure/policy/lint/checks.hpp"
#include "base/diagnostics/lint.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

namespace iotsec::azure::policy::lint {

namespace {

namespace kinds = diag::lint;

// Azure's documented limits.
constexpr std::size_t most_parameters = 20;
constexpr std::size_t longest_display_name = 128;
constexpr std::size_t longest_description = 512;
constexpr std::size_t most_conditions = 4096;
constexpr std::size_t most_conditions_of_then = 128;
constexpr std::size_t most_calls = 2048;
constexpr std::size_t most_arguments = 128;
constexpr std::size_t deepest_call = 64;
constexpr std::size_t longest_expression = 81'920;
constexpr std::size_t most_counts_of_an_array = 5;
constexpr std::size_t most_value_counts = 10;

/// Where a definition as a whole is meant: its name, its title, or its beginning.
Span place_of(const Definition& definition) {
    if (definition.display_name.span.is_known()) return definition.display_name.span;
    if (definition.name.span.is_known()) return definition.name.span;
    return {definition.span.source, definition.span.begin, definition.span.begin + 1};
}

/// Characters as Azure counts them: UTF-8's following bytes do not count.
std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text)
        count += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0 : 1;
    return count;
}

void check_limit(const Context& context, Span span, std::string_view what, std::size_t found,
                 std::size_t most) {
    if (found > most) context.sink().report(kinds::over_azure_limit, span, what, found, most);
}

void check_expression_lengths(const Context& context) {
    for (const Operand& operand : context.tree().operands) {
        const std::string* text = operand.value.as_string();
        if (operand.expression && text != nullptr)
            check_limit(context, operand.value.span, "characters of an expression", text->size(),
                        longest_expression);
    }
}

/// How deep the calls of an expression nest. Its parts stand before what uses them.
std::size_t call_depth(const arm_expression::Tree& tree) {
    std::vector<std::size_t> depths;
    const auto deeper = [&](std::size_t depth, arm_expression::ExprId part) {
        return std::max(depth, depths[part.index]);
    };
    for (const auto& expr : tree.exprs) {
        std::size_t depth = 0;
        if (const auto* call = std::get_if<arm_expression::Call>(&expr.kind)) {
            depth =
                1 + std::accumulate(call->arguments.begin(), call->arguments.end(), std::size_t{0}, deeper);
        } else if (const auto* property = std::get_if<arm_expression::Property>(&expr.kind)) {
            depth = deeper(0, property->base);
        } else if (const auto* index = std::get_if<arm_expression::Index>(&expr.kind)) {
            depth = deeper(deeper(0, index->base), index->index);
        }
        depths.push_back(depth);
    }
    return depths.empty() ? 0 : depths[tree.root.index];
}

void check_calls(const Context& context) {
    std::size_t calls = 0;
    for (const ExpressionUse& use : context.expressions()) {
        std::size_t arguments = 0;
        for (const auto& expr : use.tree->exprs) {
            const auto* call = std::get_if<arm_expression::Call>(&expr.kind);
            if (call == nullptr) continue;
            ++calls;
            arguments = std::max(arguments, call->arguments.size());
        }
        check_limit(context, use.span, "arguments of a call", arguments, most_arguments);
        check_limit(context, use.span, "calls within one another", call_depth(*use.tree), deepest_call);
    }
    check_limit(context, place_of(context.definition()), "calls of functions", calls, most_calls);
}

void check_counts(const Context& context) {
    std::map<std::string, std::size_t> counts;
    std::size_t value_counts = 0;
    for (const Visit& visit : context.visits()) {
        const Condition& condition = context.condition(visit);
        if (const auto* count = std::get_if<FieldCount>(&condition.kind)) {
            const std::string* field = literal_text(context.tree()[count->field]);
            if (field != nullptr && ++counts[to_lower(*field)] == most_counts_of_an_array + 1)
                check_limit(context, condition.span, "counts of `" + *field + "`",
                            most_counts_of_an_array + 1, most_counts_of_an_array);
        } else if (std::holds_alternative<ValueCount>(condition.kind)) {
            if (++value_counts == most_value_counts + 1)
                check_limit(context, condition.span, "counts of values", value_counts, most_value_counts);
        }
    }
}

void check_limits(const Context& context) {
    const Definition& definition = context.definition();
    const Span here = place_of(definition);
    check_limit(context, here, "parameters", definition.parameters.size(), most_parameters);
    check_limit(context, here, "characters of display name", characters(definition.display_name.value),
                longest_display_name);
    const Text& description = definition.description;
    check_limit(context, description.span, "characters of description", characters(description.value),
                longest_description);
    check_limit(context, here, "conditions", context.visits().size(), most_conditions);
    check_limit(context, here, "conditions in `then`",
                context.tree().conditions.size() - context.visits().size(), most_conditions_of_then);
    check_expression_lengths(context);
    check_calls(context);
    check_counts(context);
}

} // namespace

void check_definition(const Context& context) {
    const Definition& definition = context.definition();
    check_limits(context);
    if (definition.is_rule_alone) return;
    const Span here = place_of(definition);
    if (definition.mode == Mode::NotStated) context.sink().report(kinds::mode_missing, here);
    if (definition.display_name.value.empty()) context.sink().report(kinds::definition_display_name, here);
    if (definition.description.value.empty()) context.sink().report(kinds::definition_description, here);
}

} // namespace iotsec::azure::policy::lint
