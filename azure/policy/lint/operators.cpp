// Rules about operators and their operands.
#include "azure/policy/lint/checks.hpp"
#include "base/diagnostics/lint.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace iotsec::azure::policy::lint {

namespace {

namespace kinds = diag::lint;

void check_type_operator(const Context& context, const Condition& condition, const Test& test) {
    constexpr std::array broad{Operator::Like, Operator::Match, Operator::MatchInsensitively,
                               Operator::Contains};
    if (is_type_field(context.tree(), condition) && std::ranges::find(broad, test.op) != broad.end())
        context.sink().report(kinds::broad_type, test.span, spelling(test.op));
}

void check_like(const Context& context, const Test& test, const Operand& operand, const std::string& text) {
    if (test.op != Operator::Like && test.op != Operator::NotLike) return;
    const auto stars = std::ranges::count(text, '*');
    if (stars == 0) {
        const Operator plain = test.op == Operator::Like ? Operator::Equals : Operator::NotEquals;
        context.sink().report(kinds::like_plain, operand.value.span, spelling(test.op), spelling(plain));
    } else if (stars > 1) {
        context.sink().report(kinds::like_many, operand.value.span, spelling(test.op));
    }
}

/// What the operator is without placeholders; nullopt where it is no match. `match` minds letter case, which
/// `equals` does not.
std::optional<Operator> without_placeholders(Operator op) {
    if (op == Operator::MatchInsensitively) return Operator::Equals;
    if (op == Operator::NotMatchInsensitively) return Operator::NotEquals;
    return std::nullopt;
}

void check_match(const Context& context, const Test& test, const Operand& operand, const std::string& text) {
    constexpr std::array matches{Operator::Match, Operator::NotMatch, Operator::MatchInsensitively,
                                 Operator::NotMatchInsensitively};
    if (std::ranges::find(matches, test.op) == matches.end()) return;
    const auto plain = without_placeholders(test.op);
    if (plain && text.find_first_of("#?.") == std::string::npos)
        context.sink().report(kinds::match_plain, operand.value.span, spelling(test.op), spelling(*plain));
    if (text.find('*') != std::string::npos)
        context.sink().report(kinds::match_asterisk, operand.value.span, spelling(test.op));
}

std::optional<Operator> opposite_order(Operator op) {
    switch (op) {
    case Operator::Less:
        return Operator::GreaterOrEquals;
    case Operator::LessOrEquals:
        return Operator::Greater;
    case Operator::Greater:
        return Operator::LessOrEquals;
    case Operator::GreaterOrEquals:
        return Operator::Less;
    case Operator::Equals:
    case Operator::NotEquals:
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
        return std::nullopt;
    }
    return std::nullopt;
}

/// Only of fields: a count is always there.
void check_negated_order(const Context& context, const Visit& visit, const Test& test) {
    const Condition& condition = context.condition(visit);
    const auto opposite = opposite_order(test.op);
    if (visit.is_negated && opposite && std::holds_alternative<FieldCondition>(condition.kind))
        context.sink().report(kinds::negated_order, test.span, spelling(test.op), spelling(*opposite));
}

/// A text that was to be an expression: it opens a bracket, calls something, and never closes it.
void check_unfinished(const Context& context) {
    for (const Operand& operand : context.tree().operands) {
        const std::string* text = literal_text(operand);
        const bool is_unfinished = text != nullptr && text->starts_with('[') && !text->starts_with("[[") &&
                                   !text->ends_with(']') && text->find('(') != std::string::npos;
        if (!is_unfinished) continue;
        constexpr std::size_t shown = 40;
        const std::string start = text->size() > shown ? text->substr(0, shown) + "…" : *text;
        context.sink().report(kinds::unfinished_expression, operand.value.span, start);
    }
}

} // namespace

void check_operators(const Context& context) {
    for (const Visit& visit : context.visits()) {
        const Condition& condition = context.condition(visit);
        const Test* test = test_of(condition);
        if (test == nullptr) continue;
        check_type_operator(context, condition, *test);
        check_negated_order(context, visit, *test);
        const Operand& operand = context.tree()[test->operand];
        if (const std::string* text = literal_text(operand)) {
            check_like(context, *test, operand, *text);
            check_match(context, *test, operand, *text);
        }
    }
    check_unfinished(context);
}

} // namespace iotsec::azure::policy::lint
