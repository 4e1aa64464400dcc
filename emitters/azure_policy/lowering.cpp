#include "emitters/azure_policy/lowering.hpp"

#include "base/overloaded.hpp"
#include "compiler/ir/walk.hpp"
#include "emitters/azure_policy/atoms.hpp"
#include "emitters/azure_policy/counts.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>

namespace iotsec::emitters::azure_policy {

Condition Lowering::dispatched(ir::ExprId id, Sign sign) {
    const auto no_condition = [&] { return not_carried("a value stands where a condition is wanted"); };
    return std::visit(
        overloaded{
            [&](const ir::Const& constant) { return Condition(constant.value == (sign == Sign::Holds)); },
            [&](const ir::Not& negated) { return lower(negated.of, opposite(sign)); },
            [&](const ir::All& all) { return connective(all.of, true, sign); },
            [&](const ir::Any& any) { return connective(any.of, false, sign); },
            [&](const ir::Compare&) { return atom(id, sign); },
            [&](const ir::OneOf&) { return atom(id, sign); },
            [&](const ir::Match&) { return atom(id, sign); },
            [&](const ir::Inside&) { return atom(id, sign); },
            [&](const ir::Present&) { return atom(id, sign); },
            [&](const ir::Count& count) {
                return CountLowering{*this, count}.lower(sign);
            },
            [&](const ir::Share&) { return not_carried("a policy sees one resource"); },
            [&](const ir::Distinct&) { return not_carried("a policy sees one resource"); },
            [&](const ir::Literal&) { return no_condition(); },
            [&](const ir::Param&) { return no_condition(); },
            [&](const ir::Path&) { return no_condition(); },
            [&](const ir::Coalesce&) { return no_condition(); },
            [&](const ir::Text&) { return no_condition(); },
            [&](const ir::Context&) { return no_condition(); },
            [&](const ir::Shift&) { return no_condition(); },
            [&](const ir::Call&) { return no_condition(); },
            [&](const ir::ListOf&) { return no_condition(); },
            [&](const ir::ObjectOf&) { return no_condition(); },
        },
        program_[id]);
}

/// An atom whose operands hold no `??` that is still open.
Condition Lowering::plain_atom(ir::ExprId id, Sign sign) {
    const ir::Node& node = program_[id];
    if (const auto* compare = std::get_if<ir::Compare>(&node)) return lower_compare(*this, *compare, sign);
    if (const auto* one_of = std::get_if<ir::OneOf>(&node)) return lower_one_of(*this, *one_of, sign);
    if (const auto* match = std::get_if<ir::Match>(&node)) return lower_match(*this, *match, sign);
    if (const auto* inside = std::get_if<ir::Inside>(&node)) return lower_inside(*this, *inside, sign);
    if (const auto* present = std::get_if<ir::Present>(&node)) return presence(present->path, sign);
    std::abort();
}

void Lowering::undo(Mark mark) {
    reasons_ = std::move(mark.reasons);
    notes_ = std::move(mark.notes);
    parameters_ = std::move(mark.parameters);
    value_counts_ = mark.value_counts;
}

std::optional<ir::ExprId> Lowering::open_coalesce(ir::ExprId id) const {
    if (std::holds_alternative<ir::Coalesce>(program_[id])) {
        const auto side = chosen_.find(id);
        return side == chosen_.end() ? std::optional{id} : open_coalesce(side->second);
    }
    std::optional<ir::ExprId> found;
    ir::for_each_child(program_[id], [&](ir::ExprId child, bool) {
        if (!found) found = open_coalesce(child);
    });
    return found;
}

} // namespace iotsec::emitters::azure_policy
