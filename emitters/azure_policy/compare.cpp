// Comparisons and membership.
#include "base/text.hpp"
#include "compiler/ir/compare_op.hpp"
#include "emitters/azure_policy/atoms.hpp"
#include "emitters/azure_policy/constants.hpp"
#include "emitters/azure_policy/literal.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace iotsec::emitters::azure_policy {

namespace {

using ir::CompareBy;
using ir::CompareOp;

constexpr std::string_view only_the_item = "a definition can address only the enumerated item";

/// The operator as Azure writes it.
std::string_view keyword(CompareOp op) {
    switch (op) {
    case CompareOp::Eq:
        return "equals";
    case CompareOp::Ne:
        return "notEquals";
    case CompareOp::Lt:
        return "less";
    case CompareOp::Le:
        return "lessOrEquals";
    case CompareOp::Gt:
        return "greater";
    case CompareOp::Ge:
        return "greaterOrEquals";
    }
    std::abort();
}

bool is_equality(CompareOp op) {
    return op == CompareOp::Eq || op == CompareOp::Ne;
}

/// Why a kind of comparison has no Azure form; empty where it has one.
std::string_view no_form_reason(CompareBy by) {
    switch (by) {
    case CompareBy::Exact:
        return "Azure Policy ignores case";
    case CompareBy::Version:
        return "Azure Policy compares versions as text";
    case CompareBy::Instant:
        return "points in time are compared as text, and no alias is known to be a date";
    case CompareBy::Text:
    case CompareBy::Location:
    case CompareBy::Int:
    case CompareBy::ApiVersion:
    case CompareBy::Rank:
        return {};
    }
    std::abort();
}

bool is_null(const Operand& side) {
    return side.literal && side.literal->value.is_null();
}

/// Azure normalises only its field `location`: any other place name is read without its blanks.
void normalize_location(Operand& side) {
    if (side.field == "location") return;
    if (side.literal) {
        side.literal->value = Value{normalized_location(as_text(*side.literal))};
        side.expression = in_expression(*side.literal);
        return;
    }
    if (side.expression.empty()) return;
    side.expression = fmt::format("replace({},' ','')", read_or(side, ""));
    side.field.clear();
}

/// Puts the side that a condition can be about first. False if neither can be.
bool orient(Operand& left, Operand& right, CompareOp& op) {
    const bool right_is_readable = right.literal || !right.expression.empty();
    const bool left_is_readable = left.literal || !left.expression.empty();
    const bool wants_swap = left.field.empty() && (!right.field.empty() || left.literal);
    if ((wants_swap && left_is_readable) || (!right_is_readable && left_is_readable)) {
        std::swap(left, right);
        op = ir::mirrored(op);
        return true;
    }
    return right_is_readable;
}

/// `left op right` with operands that can be written.
Condition written(const Operand& left, CompareOp op, const Operand& right, Sign sign) {
    const bool may_meet_absence = right.may_be_empty || (!is_equality(op) && !right.literal);
    const bool needs_left = may_meet_absence || (!is_equality(op) && left.field.empty());
    std::vector<const Operand*> guards;
    if (needs_left) guards.push_back(&left);
    guards.push_back(&right);
    Condition condition;
    if (sign == Sign::Holds) {
        condition = compared(left, keyword(op), right_side(right));
    } else if (is_equality(op)) {
        condition = compared(left, keyword(ir::complement(op)), right_side(right));
    } else {
        // An absent number is not less, and not greater or equal either: only `not` is the complement.
        condition = negation(compared(left, keyword(op), right_side(right)));
    }
    return guarded(std::move(condition), guards, sign);
}

/// `x >= 'c'` in an ordered enumeration is membership in the values from `c` on.
Condition ranked(const Operand& left, const ir::Compare& compare, const Operand& right, Sign sign) {
    Json values = Json::array();
    for (const auto& listed : compare.order) {
        const ir::Literal value{ir::LiteralType::Text, Value{listed}};
        if (holds(compare, value, *right.literal)) values.push_back(operand(value));
    }
    const bool is_wanted = sign == Sign::Holds;
    if (values.empty()) return !is_wanted;
    if (values.size() == 1) return compared(left, is_wanted ? "equals" : "notEquals", values.front());
    return compared(left, is_wanted ? "in" : "notIn", std::move(values));
}

bool has_wildcard(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos;
}

/// `lastSegment(x) == 'c'` where x has a field: x is `c` or ends in `/c`.
std::optional<Condition> last_segment_equals(Lowering& lowering, ir::ExprId left, const Operand& right,
                                             Sign sign) {
    const auto* call = std::get_if<ir::Call>(&lowering.program()[left]);
    if (!call || call->function != ir::Function::LastSegment || !right.literal) return std::nullopt;
    const std::string segment = as_text(*right.literal);
    if (segment.empty() || has_wildcard(segment)) return std::nullopt;
    const Operand argument = lowering.operand(call->argument);
    if (!argument.is_carried) return Condition{};
    if (argument.field.empty()) return std::nullopt;
    if (sign == Sign::Holds)
        return any_of({field_condition(argument.field, "equals", escaped(segment)),
                       field_condition(argument.field, "like", escaped("*/" + segment))});
    return all_of({field_condition(argument.field, "notEquals", escaped(segment)),
                   field_condition(argument.field, "notLike", escaped("*/" + segment))});
}

/// `request.apiVersion op 'd'`: always there, and text order is what Azure has.
Condition api_version_compared(const Operand& left, CompareOp op, const Operand& right, Sign sign) {
    const CompareOp written_op = sign == Sign::Holds ? op : ir::complement(op);
    return compared(left, keyword(written_op), right_side(right));
}

} // namespace

Condition lower_compare(Lowering& lowering, const ir::Compare& compare, Sign sign) {
    if (const auto reason = no_form_reason(compare.by); !reason.empty())
        return lowering.not_carried(std::string{reason});
    Operand right = lowering.operand(compare.right);
    if (right.is_carried && compare.op == CompareOp::Eq) {
        if (const auto special = last_segment_equals(lowering, compare.left, right, sign)) return *special;
    }
    Operand left = lowering.operand(compare.left);
    if (!left.is_carried || !right.is_carried) return nullptr;
    if (is_null(left) || is_null(right)) return sign == Sign::Fails;
    if (left.literal && right.literal)
        return holds(compare, *left.literal, *right.literal) == (sign == Sign::Holds);
    if (compare.by == CompareBy::Location) {
        normalize_location(left);
        if (left.field != "location") normalize_location(right);
    }
    if (compare.by == CompareBy::Rank && compare.op != CompareOp::Eq) {
        if (!right.literal)
            return lowering.not_carried("an ordered enumeration is compared with listed values only");
        return ranked(left, compare, right, sign);
    }
    CompareOp op = compare.op;
    const bool is_of_request =
        compare.by == CompareBy::ApiVersion && left.guards.empty() && left.field.empty();
    if (!orient(left, right, op)) return lowering.not_carried(std::string{only_the_item});
    if (is_of_request) return api_version_compared(left, op, right, sign);
    return written(left, op, right, sign);
}

namespace {

/// `lastSegment(x) in p`: one value count, whose pattern is made of the value. Null equals an item that is
/// empty, hence the guard.
Condition last_segment_in(Lowering& lowering, const Operand& argument, ir::ParamId param, Sign sign) {
    const std::string& field = argument.field;
    const std::string name = lowering.next_value_name();
    const std::string current = fmt::format("current({})", in_quotes(name));
    Condition where =
        any_of({field_condition(field, "equals", bracketed(current)),
                field_condition(field, "like", bracketed(fmt::format("concat('*/',{})", current)))});
    Condition condition = Json::object();
    condition["count"] = {{"value", bracketed(lowering.parameter(param))}, {"name", name}, {"where", where}};
    condition[sign == Sign::Holds ? "greaterOrEquals" : "less"] = 1;
    return guarded(std::move(condition), {&argument}, sign);
}

/// Membership in the values that are known now.
Condition in_literals(Lowering& lowering, const ir::OneOf& one_of, std::vector<ir::Literal> values,
                      Sign sign) {
    const bool is_wanted = sign == Sign::Holds;
    Operand left = lowering.operand(one_of.left);
    if (!left.is_carried) return nullptr;
    if (left.literal) {
        const bool found = std::ranges::any_of(
            values, [&](const auto& value) { return are_equal(one_of.by, *left.literal, value); });
        return found == is_wanted;
    }
    const bool is_other_place = one_of.by == CompareBy::Location && left.field != "location";
    if (is_other_place) normalize_location(left);
    Json list = Json::array();
    bool has_empty = false;
    for (auto& value : values) {
        if (is_other_place) value.value = Value{normalized_location(as_text(value))};
        list.push_back(operand(value));
        has_empty = has_empty || as_text(value).empty();
    }
    Condition condition = list.size() == 1 ? compared(left, is_wanted ? "equals" : "notEquals", list.front())
                                           : compared(left, is_wanted ? "in" : "notIn", list);
    return has_empty ? guarded(std::move(condition), {&left}, sign) : condition;
}

/// Membership in a list parameter, whose items may be empty texts.
Condition in_parameter(Lowering& lowering, const ir::OneOf& one_of, Sign sign) {
    const auto* call = std::get_if<ir::Call>(&lowering.program()[one_of.left]);
    if (call && call->function == ir::Function::LastSegment) {
        const Operand argument = lowering.operand(call->argument);
        if (!argument.is_carried) return nullptr;
        if (!argument.field.empty()) return last_segment_in(lowering, argument, *one_of.param, sign);
    }
    const Operand left = lowering.operand(one_of.left);
    if (!left.is_carried) return nullptr;
    const bool is_place = one_of.by == CompareBy::Location && left.field != "location";
    if (is_place && !left.literal)
        return lowering.not_carried("Azure Policy normalises place names only in the field `location`");
    const std::string list = bracketed(lowering.parameter(*one_of.param));
    Condition condition = compared(left, sign == Sign::Holds ? "in" : "notIn", list);
    return guarded(std::move(condition), {&left}, sign);
}

} // namespace

Condition lower_one_of(Lowering& lowering, const ir::OneOf& one_of, Sign sign) {
    if (const auto reason = no_form_reason(one_of.by); !reason.empty())
        return lowering.not_carried(std::string{reason});
    const bool is_call = std::holds_alternative<ir::Call>(lowering.program()[one_of.left]);
    std::vector<ir::Literal> literals;
    std::vector<Condition> others;
    for (const ir::ExprId value : one_of.values) {
        const Operand side = lowering.operand(value);
        if (!side.is_carried) return nullptr;
        if (side.literal && !is_call)
            literals.push_back(*side.literal);
        else
            others.push_back(
                lower_compare(lowering, {CompareOp::Eq, one_of.by, one_of.left, value, {}}, sign));
    }
    std::vector<Condition> parts;
    if (!literals.empty()) parts.push_back(in_literals(lowering, one_of, std::move(literals), sign));
    std::ranges::move(others, std::back_inserter(parts));
    if (one_of.param) parts.push_back(in_parameter(lowering, one_of, sign));
    return sign == Sign::Holds ? any_of(std::move(parts)) : all_of(std::move(parts));
}

} // namespace iotsec::emitters::azure_policy
