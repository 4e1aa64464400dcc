// Normal forms of conditions: `not` at the bottom, and counts of related resources without what is not
// theirs.
#include "compiler/ir/connective.hpp"
#include "compiler/ir/simplify.hpp"
#include "compiler/ir/walk.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace iotsec::ir {

namespace {

/// The opposite order of a count; none for those that have none without `ne`.
std::optional<CompareOp> opposite(CompareOp op) {
    switch (op) {
    case CompareOp::Lt:
        return CompareOp::Ge;
    case CompareOp::Le:
        return CompareOp::Gt;
    case CompareOp::Gt:
        return CompareOp::Le;
    case CompareOp::Ge:
        return CompareOp::Lt;
    case CompareOp::Eq:
    case CompareOp::Ne:
        return std::nullopt;
    }
    std::abort();
}

/// `condition`, or its complement, with `not` pushed down.
ExprId pushed_down(Program& program, ExprId condition, bool negated) {
    const Node node = program[condition];
    if (const auto* inner = std::get_if<Not>(&node)) return pushed_down(program, inner->of, !negated);
    const auto* all = std::get_if<All>(&node);
    const auto* any = std::get_if<Any>(&node);
    if (all != nullptr || any != nullptr) {
        std::vector<ExprId> parts;
        for (const ExprId part : all != nullptr ? all->of : any->of)
            parts.push_back(pushed_down(program, part, negated));
        return (all != nullptr) != negated ? conjunction(program, parts) : disjunction(program, parts);
    }
    const auto* count = std::get_if<Count>(&node);
    if (count == nullptr) return negated ? negation(program, condition) : condition;
    Count result = *count;
    if (result.where) result.where = pushed_down(program, *result.where, false);
    const auto flipped = negated ? opposite(result.op) : std::nullopt;
    if (flipped) result.op = *flipped;
    const ExprId kept = program.add(std::move(result), program.spans[condition.index]);
    return negated && !flipped ? negation(program, kept) : kept;
}

/// Whether a count says "there is one" (true), "there is none" (false), or something else.
std::optional<bool> existence(const Program& program, const Count& count) {
    const auto* literal = std::get_if<Literal>(&program[count.bound]);
    const std::int64_t* bound = literal == nullptr ? nullptr : literal->value.as_int();
    if (bound == nullptr) return std::nullopt;
    if (count.op == CompareOp::Ge && *bound >= 1) return true;
    if ((count.op == CompareOp::Eq && *bound == 0) || (count.op == CompareOp::Lt && *bound == 1))
        return false;
    return std::nullopt;
}

/// A count whose filter is a conjunction: what does not mention its element, outside of it.
ExprId hoisted_count(Program& program, ExprId id, const Count& count) {
    const auto exists = existence(program, count);
    if (!exists || !count.where || !std::holds_alternative<Related>(count.over)) return id;
    std::vector<ExprId> inside;
    std::vector<ExprId> outside;
    for (const ExprId part : conjuncts(program, *count.where))
        (mentions(program, part, count.binder) ? inside : outside).push_back(part);
    if (outside.empty()) return id;
    Count rest = count;
    rest.where.reset();
    if (!inside.empty()) rest.where = conjunction(program, inside);
    const ExprId kept = program.add(std::move(rest), program.spans[id.index]);
    const ExprId premise = conjunction(program, outside);
    return *exists ? conjunction(program, {premise, kept})
                   : disjunction(program, {negation(program, premise), kept});
}

} // namespace

ExprId negation_normal_form(Program& program, ExprId id) {
    return pushed_down(program, id, false);
}

ExprId hoisted(Program& program, ExprId id) {
    Node node = program[id];
    if (!is_condition(node)) return id;
    if (const auto* all = std::get_if<All>(&node)) {
        std::vector<ExprId> parts;
        for (const ExprId part : all->of)
            parts.push_back(hoisted(program, part));
        return conjunction(program, parts);
    }
    if (const auto* any = std::get_if<Any>(&node)) {
        std::vector<ExprId> parts;
        for (const ExprId part : any->of)
            parts.push_back(hoisted(program, part));
        return disjunction(program, parts);
    }
    if (const auto* negated = std::get_if<Not>(&node))
        return negation(program, hoisted(program, negated->of));
    auto* count = std::get_if<Count>(&node);
    if (count == nullptr) return id;
    if (!count->where) return id;
    const ExprId where = hoisted(program, *count->where);
    if (where == *count->where) return hoisted_count(program, id, *count);
    count->where = where;
    const Count changed = *count;
    const ExprId replaced = program.add(std::move(node), program.spans[id.index]);
    return hoisted_count(program, replaced, changed);
}

} // namespace iotsec::ir
