#include "verifier/agreement/aim.hpp"

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/ir/compare_op.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::verifier::agreement {

namespace {

bool compares(std::size_t number, ir::CompareOp op, std::int64_t bound) {
    return ir::holds(op, static_cast<std::int64_t>(number) <=> bound);
}

/// Whether a quantifier is met by no element at all.
bool wants_none(const ir::Node& node, bool wanted) {
    const auto* count = std::get_if<ir::Count>(&node);
    if (count == nullptr || !count->where) return false;
    const bool is_upper =
        count->op == ir::CompareOp::Eq || count->op == ir::CompareOp::Lt || count->op == ir::CompareOp::Le;
    return is_upper == wanted;
}

/// Whether two values are one to a comparison that ignores case.
bool is_same(const Value& a, const Value& b) {
    const std::string* x = a.as_string();
    const std::string* y = b.as_string();
    return x != nullptr && y != nullptr ? equal_ignoring_case(*x, *y) : same_value(a, b);
}

/// The side of an atom that a sample can write.
std::optional<ir::ExprId> left_of(const ir::Node& atom) {
    if (const auto* compare = std::get_if<ir::Compare>(&atom)) return compare->left;
    if (const auto* one_of = std::get_if<ir::OneOf>(&atom)) return one_of->left;
    if (const auto* match = std::get_if<ir::Match>(&atom)) return match->left;
    if (const auto* inside = std::get_if<ir::Inside>(&atom)) return inside->left;
    if (const auto* present = std::get_if<ir::Present>(&atom)) return present->path;
    return std::nullopt;
}

} // namespace

void Marksman::aim(const ir::Requirement& requirement, Aim wanted) {
    bound_.clear();
    bound_[requirement.binder] = {Spot{}, reads_.shape(requirement.type), {}};
    if (wanted == Aim::Free) return;
    if (requirement.when) aim(*requirement.when, wanted != Aim::NotApplicable);
    if (wanted == Aim::NotApplicable || requirement.checks.empty()) return;
    if (wanted == Aim::Violation) return aim_one_check(requirement);
    for (const ir::Check& check : requirement.checks)
        aim(check.condition, true);
}

/// One expectation is not met; the others are, or are left to chance.
void Marksman::aim_one_check(const ir::Requirement& requirement) {
    const std::size_t missed = random_.below(requirement.checks.size());
    for (std::size_t i = 0; i < requirement.checks.size(); ++i) {
        if (i != missed && random_.chance(70)) aim(requirement.checks[i].condition, true);
    }
    aim(requirement.checks[missed].condition, false);
    for (const ir::Remedy& remedy : requirement.remedies) {
        if (remedy.presupposes && random_.chance(50)) aim(*remedy.presupposes, true);
    }
}

void Marksman::aim(ir::ExprId condition, bool wanted) {
    const ir::Node& here = node(condition);
    if (const auto* negated = std::get_if<ir::Not>(&here)) return aim(negated->of, !wanted);
    if (const auto* all = std::get_if<ir::All>(&here)) return aim_parts(all->of, wanted, wanted);
    if (const auto* any = std::get_if<ir::Any>(&here)) return aim_parts(any->of, wanted, !wanted);
    if (const auto* count = std::get_if<ir::Count>(&here)) return aim_count(*count, wanted);
    if (const auto left = left_of(here)) aim_atom(here, *left, wanted);
}

void Marksman::aim_parts(const std::vector<ir::ExprId>& parts, bool wanted, bool needs_all) {
    if (parts.empty()) return;
    if (!needs_all) return aim(random_.one_of(parts), wanted);
    // Lists are filled before it is seen to that none of their items does what it must not.
    for (const bool is_for_none : {false, true}) {
        for (const ir::ExprId part : parts) {
            if (wants_none(node(part), wanted) == is_for_none) aim(part, wanted);
        }
    }
}

void Marksman::aim_count(const ir::Count& count, bool wanted) {
    const Value limit = value_of(count.bound);
    const std::int64_t bound = limit.as_int() == nullptr ? 1 : std::max<std::int64_t>(*limit.as_int(), 0);
    std::vector<std::size_t> numbers;
    const auto most = static_cast<std::size_t>(std::min<std::int64_t>(bound, 4)) + 2;
    for (std::size_t number = 0; number < most; ++number) {
        if (compares(number, count.op, bound) == wanted) numbers.push_back(number);
    }
    if (numbers.empty()) return;
    // Near the bound is where a mistake shows.
    const std::size_t hits =
        random_.chance(70) && numbers.front() > 0 ? numbers.front() : random_.one_of(numbers);
    const bool is_at_least = hits > 0 && compares(most, count.op, bound) == wanted;
    std::visit(overloaded{
                   [&](const ir::Items& items) { aim_items(count, items, hits, is_at_least); },
                   [&](const ir::Values& values) { aim_values(count, values, hits); },
                   [&](const ir::Related& related) { aim_related(count, related, hits); },
                   [](const ir::Fleet&) {},
               },
               count.over);
}

void Marksman::aim_element(const ir::Count& count, Bound element, bool wanted) {
    if (!count.where) return;
    bound_[count.binder] = std::move(element);
    aim(*count.where, wanted);
    bound_.erase(count.binder);
}

void Marksman::aim_items(const ir::Count& count, const ir::Items& items, std::size_t hits, bool is_at_least) {
    const auto list = spot(items.path);
    const Shape* list_shape = shape(items.path);
    if (!list || list_shape == nullptr) return;
    Value& place = make(*list);
    if (hits == 0 && random_.chance(20)) {
        place = random_.chance(50) ? Value{} : Value{List{}};
        return;
    }
    if (place.as_list() == nullptr) place = Value{List{}};
    auto& values = std::get<List>(place.data);
    const bool counts_all = !count.where.has_value();
    if (counts_all && hits == 0) values.clear();
    if (!is_at_least && hits > 0) values.clear();
    const std::size_t before = values.size();
    const std::size_t others = counts_all || random_.chance(60) ? 0 : 1;
    for (std::size_t i = 0; i < hits + others; ++i)
        values.push_back(draw_.item(*list_shape));
    const std::size_t size = values.size();
    for (std::size_t i = 0; i < size; ++i) {
        const bool is_new = i >= before;
        if (!is_new && hits > 0) continue; // what was aimed before keeps what it was aimed at
        Spot item = *list;
        item.way.emplace_back(i);
        aim_element(count, {std::move(item), list_shape, {}}, is_new && i < before + hits);
    }
}

void Marksman::aim_values(const ir::Count& count, const ir::Values& values, std::size_t hits) {
    std::vector<Value> elements = elements_of(values);
    for (std::size_t i = 0; i < elements.size(); ++i)
        std::swap(elements[i], elements[i + random_.below(elements.size() - i)]);
    for (std::size_t i = 0; i < elements.size(); ++i)
        aim_element(count, {std::nullopt, nullptr, elements[i]}, i < hits);
}

void Marksman::aim_related(const ir::Count& count, const ir::Related& related, std::size_t hits) {
    auto& resources = sample_.evidence.resources;
    if (hits == 0)
        resources.erase(
            std::remove_if(resources.begin() + 1, resources.end(),
                           [&](const Resource& resource) { return resource.type == related.type; }),
            resources.end());
    const std::size_t others = random_.below(3);
    for (std::size_t i = 0; i < hits + others; ++i) {
        const bool is_hit = i < hits;
        const bool is_near = !is_hit && random_.chance(60);
        const Spot candidate =
            add_related(related.type, related.relation, is_near ? Kinship::NearlyRelated : Kinship::Related);
        aim_element(count, {candidate, reads_.shape(related.type), {}}, is_hit || is_near);
    }
}

Spot Marksman::add_related(const std::string& type, ir::RelatedBy relation, Kinship kinship) {
    auto& resources = sample_.evidence.resources;
    Resource made = world_.other(type, relation, kinship, resources.front());
    if (const Shape* body = reads_.shape(type)) made.body = draw_.object(*body);
    resources.push_back(std::move(made));
    return {resources.size() - 1, {}};
}

void Marksman::aim_atom(const ir::Node& atom, ir::ExprId left, bool wanted) {
    ir::ExprId side = left;
    if (!spot(side)) {
        const auto* compare = std::get_if<ir::Compare>(&atom);
        if (compare == nullptr || !spot(compare->right)) return;
        side = compare->right;
    }
    if (wanted) {
        if (const auto value = satisfying(atom)) put(side, *value);
        return;
    }
    const Shape* place = shape(side);
    if (place == nullptr) return;
    const bool is_presence = std::holds_alternative<ir::Present>(atom);
    put(side, is_presence ? Value{} : different(atom, side, *place));
}

/// A value that does not make the atom true, if one is easily found.
Value Marksman::different(const ir::Node& atom, ir::ExprId side, const Shape& place) {
    constexpr int tries = 4;
    Value value;
    for (int i = 0; i < tries; ++i) {
        value = random_.chance(30) ? Value{} : drawn(side, place);
        const auto avoided = satisfying(atom);
        const auto* coalesce = std::get_if<ir::Coalesce>(&node(side));
        const Value effective =
            value.is_null() && coalesce != nullptr ? value_of(coalesce->otherwise) : value;
        if (!avoided || !is_same(effective, *avoided)) break;
    }
    return value;
}

void Marksman::put(ir::ExprId side, const Value& value) {
    const auto place = spot(side);
    if (!place) return;
    Value written = value;
    // A default says the same as nothing.
    const auto* coalesce = std::get_if<ir::Coalesce>(&node(side));
    const auto* fallback =
        coalesce == nullptr ? nullptr : std::get_if<ir::Literal>(&node(coalesce->otherwise));
    if (fallback != nullptr && same_value(fallback->value, value) && random_.chance(50)) written = {};
    if (random_.chance(20)) {
        const Shape* at = shape(side);
        written = draw_.respelt(std::move(written), at == nullptr ? nullptr : at->property);
    }
    make(*place) = std::move(written);
}

} // namespace iotsec::verifier::agreement
