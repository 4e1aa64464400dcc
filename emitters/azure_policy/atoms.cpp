#include "emitters/azure_policy/atoms.hpp"

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "emitters/azure_policy/constants.hpp"
#include "emitters/azure_policy/literal.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace iotsec::emitters::azure_policy {

Condition guarded(Condition condition, const std::vector<const Operand*>& operands, Sign sign) {
    std::vector<Condition> parts;
    for (const Operand* operand : operands) {
        for (const auto& [present, absent] : operand->guards)
            parts.push_back(sign == Sign::Holds ? present : absent);
    }
    parts.push_back(std::move(condition));
    return sign == Sign::Holds ? all_of(std::move(parts)) : any_of(std::move(parts));
}

Condition compared(const Operand& subject, std::string_view op, Json json) {
    if (!subject.field.empty()) return field_condition(subject.field, op, std::move(json));
    if (subject.literal) return value_condition(escaped(as_text(*subject.literal)), op, std::move(json));
    return value_condition(bracketed(subject.expression), op, std::move(json));
}

Json right_side(const Operand& side) {
    if (side.literal) return operand(*side.literal);
    if (side.expression.empty()) return nullptr;
    return bracketed(side.expression);
}

std::string read_or(const Operand& side, std::string_view otherwise) {
    if (side.guards.empty() || side.field.empty() || side.expression.empty()) return side.expression;
    return fmt::format("coalesce({},{})", side.expression, in_quotes(otherwise));
}

Operand Lowering::call_operand(const ir::Call& call) {
    if (call.function == ir::Function::Version) return uncarried("Azure Policy compares versions as text");
    Operand argument = operand(call.argument);
    if (!argument.is_carried) return argument;
    Operand result;
    if (argument.literal) {
        result.literal =
            ir::Literal{ir::LiteralType::Text, text_value(last_segment(as_text(*argument.literal)))};
        result.expression = in_expression(*result.literal);
        return result;
    }
    if (argument.expression.empty())
        return uncarried("a function cannot read a property of the related resource");
    result.expression = fmt::format("last(split({},'/'))", read_or(argument, ""));
    result.guards = std::move(argument.guards);
    result.may_be_empty = true;
    return result;
}

Condition Lowering::presence(ir::ExprId id, Sign sign) {
    if (const auto* coalesce = std::get_if<ir::Coalesce>(&program_[id])) {
        std::vector<Condition> sides;
        sides.push_back(presence(coalesce->first, sign));
        sides.push_back(presence(coalesce->otherwise, sign));
        return sign == Sign::Holds ? any_of(std::move(sides)) : all_of(std::move(sides));
    }
    const Operand side = operand(id);
    if (!side.is_carried) return nullptr;
    const bool is_wanted = sign == Sign::Holds;
    if (side.literal) return side.literal->value.is_null() != is_wanted;
    if (!side.field.empty()) return exists(side.field, is_wanted);
    return guarded(is_wanted, {&side}, sign);
}

std::string Lowering::expression(ir::ExprId id) {
    const Operand side = operand(id);
    if (!side.is_carried) return {};
    if (side.expression.empty()) not_carried("a function cannot read this value");
    return side.expression;
}

Condition Lowering::not_carried(std::string reason) {
    reasons_.push_back({span_, std::move(reason)});
    return nullptr;
}

Condition Lowering::lower(ir::ExprId id, Sign sign) {
    constexpr std::size_t max_depth = 512;
    constexpr std::size_t max_steps = 65'536; // what 4,096 conditions can be made of
    if (const auto known = assumed_.find(id); known != assumed_.end())
        return known->second == (sign == Sign::Holds);
    if (depth_ >= max_depth) return not_carried("it is nested deeper than the 512 levels that Azure allows");
    if (++steps_ > max_steps) return not_carried("it grows beyond the 4,096 conditions that Azure allows");
    const Span outer = span_;
    if (program_.spans.size() > id.index && program_.spans[id.index].is_known())
        span_ = program_.spans[id.index];
    ++depth_;
    Condition result = dispatched(id, sign);
    --depth_;
    span_ = outer;
    return result;
}

Condition Lowering::connective(const std::vector<ir::ExprId>& parts, bool is_conjunction, Sign sign) {
    std::vector<Condition> lowered;
    lowered.reserve(parts.size());
    for (const ir::ExprId part : parts)
        lowered.push_back(lower(part, sign));
    return is_conjunction == (sign == Sign::Holds) ? all_of(std::move(lowered)) : any_of(std::move(lowered));
}

Condition Lowering::atom(ir::ExprId id, Sign sign) {
    const auto coalesce = open_coalesce(id);
    return coalesce ? coalesced_atom(id, *coalesce, sign) : plain_atom(id, sign);
}

/// `x ?? d` splits an atom by whether x is there. Where the atom is known for `d` and is what the plain form
/// gives for an absent x anyway, the plain form says it all.
Condition Lowering::coalesced_atom(ir::ExprId id, ir::ExprId coalesce, Sign sign) {
    const auto sides = std::get<ir::Coalesce>(program_[coalesce]);
    chosen_[coalesce] = sides.first;
    Condition there = atom(id, sign);
    chosen_[coalesce] = sides.otherwise;
    Condition absent = atom(id, sign);
    chosen_.erase(coalesce);
    if (there.is_null() || absent.is_null()) return nullptr;
    if (!absent.is_boolean()) {
        std::vector<Condition> cases;
        cases.push_back(all_of({presence(sides.first, Sign::Holds), std::move(there)}));
        cases.push_back(all_of({presence(sides.first, Sign::Fails), std::move(absent)}));
        return any_of(std::move(cases));
    }
    const bool wanted = absent.get<bool>();
    if (wanted == (sign == Sign::Fails)) return there;
    if (wanted) return any_of({presence(sides.first, Sign::Fails), std::move(there)});
    return all_of({presence(sides.first, Sign::Holds), std::move(there)});
}

} // namespace iotsec::emitters::azure_policy
