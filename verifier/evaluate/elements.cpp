// What quantifiers range over.
#include "base/diagnostics/evidence.hpp"
#include "base/overloaded.hpp"
#include "verifier/evaluate/evaluator.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iotsec::verifier {

namespace {

const Value no_value{};

/// A list of which nothing is known: any number of elements.
Elements anything(const Unknown& unknown, Span place) {
    Elements result;
    result.is_open = true;
    result.because.push_back(reason_of(unknown, place));
    result.place = place;
    return result;
}

} // namespace

std::vector<Elements> Evaluator::elements(ir::ExprId quantifier, const ir::Over& over) {
    using Possible = std::vector<Elements>;
    return std::visit(overloaded{
                          [&](const ir::Items& source) { return items(source); },
                          [&](const ir::Values& source) { return listed(source); },
                          [&](const ir::Related& source) { return Possible{related(quantifier, source)}; },
                          [&](const ir::Fleet&) { return Possible{fleet()}; },
                      },
                      over);
}

std::vector<Elements> Evaluator::items(const ir::Items& items) {
    if (std::holds_alternative<ir::Path>(program()[items.path])) {
        const PathPlan& plan = plan_.path(items.path);
        const Operand list = read(plan);
        const std::string_view name =
            plan.property == nullptr ? std::string_view{"list"} : std::string_view{plan.property->path};
        std::vector<Elements> result;
        list.each([&](const Case& c) { result.push_back(items_of(c, plan.property, name, list.place)); });
        return result;
    }
    return {};
}

Elements Evaluator::items_of(const Case& list, const ir::Property* property, std::string_view name,
                             Span place) {
    if (list.is_opaque()) return anything(*list.unknown, place);
    Elements result;
    result.place = place;
    result.property = property;
    if (list.is_absent()) return result;
    const List* items = list.value->as_list();
    if (items == nullptr) return anything(*malformed(name, "a list", *list.value, place).unknown, place);
    result.values.reserve(items->size());
    for (const Value& item : *items)
        result.values.push_back(&item);
    return result;
}

std::vector<Elements> Evaluator::listed(const ir::Values& values) {
    if (values.param) {
        const Operand list = cases_of(params_[values.param->index], {});
        const std::string_view name = program().params[values.param->index].name;
        std::vector<Elements> result;
        list.each([&](const Case& c) { result.push_back(items_of(c, nullptr, name, list.place)); });
        return result;
    }
    Elements result;
    for (const ir::ExprId value : values.values)
        result.values.push_back(one_value(operand(value)));
    return {std::move(result)};
}

Elements Evaluator::related(ir::ExprId quantifier, const ir::Related& related) {
    Elements result;
    const Binding& binding = bindings_[plan_.root(quantifier)];
    result.place = binding.place;
    const bool needs_root = related.relation != ir::RelatedBy::Evidence;
    const Resource* root = binding.resource != nullptr ? binding.resource : subject_;
    if (needs_root && root == nullptr) return result;
    const std::size_t root_index = root == nullptr ? 0 : population_.index_of(*root);
    for (const std::size_t candidate : population_.candidates(related.type, related.relation, root_index)) {
        const Resource& resource = population_[candidate];
        const Truth is_related =
            needs_root ? population_.is_related(candidate, related.type, related.relation, root_index)
                       : Truth::True;
        const Truth member = std::min(is_related, is_deployed(resource));
        if (member == Truth::False) continue;
        result.resources.push_back(&resource);
        result.membership.push_back(member);
    }
    result.is_open = !population_.is_complete(related.type);
    if (result.is_open) result.because.push_back(why_open(related.type, binding.place));
    return result;
}

/// A part that cannot be read is told where only that keeps the evidence from being complete.
Reason Evaluator::why_open(std::string_view type, Span place) const {
    const Evidence& evidence = population_.evidence();
    if (!evidence.is_whole && is_declared_complete(evidence, type))
        return {Cause::NotComputed, fmt::format("{} may be in a part of the evidence that is not read", type),
                place};
    return {Cause::NotInEvidence, fmt::format("{} may exist that are not in this evidence", type), place};
}

Elements Evaluator::fleet() const {
    Elements result;
    bool is_certain = true;
    for (const std::size_t member : population_.of_type(requirement_->type)) {
        result.resources.push_back(&population_[member]);
        result.membership.push_back(is_deployed(population_[member]));
        is_certain = is_certain && result.membership.back() == Truth::True;
    }
    if (is_certain) result.membership.clear();
    result.is_open = !population_.is_fleet_complete(requirement_->type);
    if (result.is_open) {
        result.because.push_back(why_open(requirement_->type, {}));
    }
    return result;
}

void Evaluator::bind(ir::ExprId quantifier, const Elements& elements, std::size_t index) {
    Binding& binding = bindings_[plan_.binder(quantifier)];
    binding = {};
    if (index < elements.values.size()) {
        binding.element = elements.values[index] == nullptr ? &no_value : elements.values[index];
        binding.list = elements.property;
        binding.place = binding.element->span.is_known() ? binding.element->span : elements.place;
        return;
    }
    const Resource* resource = elements.resources[index - elements.values.size()];
    binding.resource = resource;
    binding.place = resource->name_span.is_known() ? resource->name_span : resource->span;
}

Truth Evaluator::holds_for(ir::ExprId quantifier, const std::optional<ir::ExprId>& where,
                           const Elements& elements, std::size_t index) {
    const Truth is_member = elements.is_member(index);
    if (!where || is_member == Truth::False) return is_member;
    const Arena::Mark mark = arena_.mark();
    bind(quantifier, elements, index);
    const Truth holds = std::min(is_member, truth(*where));
    arena_.roll_back(mark);
    return holds;
}

} // namespace iotsec::verifier
