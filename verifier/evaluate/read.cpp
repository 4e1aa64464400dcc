// Reading paths: what stands at one in the evidence, or may.
#include "base/text.hpp"
#include "verifier/evaluate/evaluator.hpp"
#include "verifier/evaluate/text_pieces.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace iotsec::verifier {

namespace {

constexpr std::size_t most_cases = 256; // of one unknown; a larger domain is no help and costs time

Operand absent(Span place) {
    Operand result;
    result.place = place;
    return result;
}

/// A case of `unknown` that is `value`.
Case case_of(const Unknown& unknown, std::uint32_t index, const Value& value) {
    Case c{.kind = Case::Kind::Value, .index = index, .value = &value, .unknown = &unknown};
    if (value.is_null()) c.kind = Case::Kind::Absent;
    if (value.as_unknown() != nullptr) c.kind = Case::Kind::Opaque;
    return c;
}

bool is_structure(const Value& value) {
    return value.as_list() != nullptr || value.as_object() != nullptr;
}

/// Whether the catalogue says that a scalar stands here.
bool is_scalar(catalog::Kind kind) {
    switch (kind) {
    case catalog::Kind::Bool:
    case catalog::Kind::Int:
    case catalog::Kind::Number:
    case catalog::Kind::String:
    case catalog::Kind::Enum:
    case catalog::Kind::Version:
    case catalog::Kind::ApiVersion:
    case catalog::Kind::Duration:
    case catalog::Kind::Instant:
    case catalog::Kind::Cidr:
    case catalog::Kind::ResourceId:
    case catalog::Kind::Location:
        return true;
    case catalog::Kind::Object:
    case catalog::Kind::Map:
    case catalog::Kind::Any:
        return false;
    }
    std::abort();
}

std::string_view scalar_words(catalog::Kind kind) {
    if (kind == catalog::Kind::Bool) return "true or false";
    if (kind == catalog::Kind::Int || kind == catalog::Kind::Number) return "a number";
    return "text";
}

} // namespace

Operand Evaluator::path(ir::ExprId id) {
    const PathPlan& plan = plan_.path(id);
    Operand result = read(plan);
    result.first = well_typed(result.first, plan, result.place);
    for (Case& c : result.others)
        c = well_typed(c, plan, result.place);
    return result;
}

Operand Evaluator::read(const PathPlan& plan) {
    const Binding& binding = bindings_[plan.binder];
    if (binding.resource != nullptr) {
        if (plan.member != ResourceMember::None) return member(plan, *binding.resource);
        return below(binding.resource->body, plan, 0, binding.place);
    }
    if (binding.element == nullptr) return absent(binding.place);
    return below(*binding.element, plan, 0, binding.place);
}

Operand Evaluator::below(const Value& from, const PathPlan& plan, std::size_t step, Span place) {
    const Value* at = &from;
    for (; step < plan.steps.size(); ++step) {
        if (const Unknown* unknown = at->as_unknown()) {
            return below_unknown(*unknown, plan, step, at->span.is_known() ? at->span : place);
        }
        const Value* next = at->find(plan.steps[step].name);
        if (next == nullptr) return absent(place);
        at = next;
        // An inner `properties` is no part of the path that people see: what is not in it is not in its
        // owner.
        if (!plan.steps[step].is_inner && at->span.is_known()) place = at->span;
    }
    return cases_of(*at, place);
}

Operand Evaluator::below_unknown(const Unknown& from, const PathPlan& plan, std::size_t step, Span place) {
    Cases cases;
    for (std::uint32_t i = 0; i < from.domain.size() && cases.size() < most_cases; ++i) {
        below(from.domain[i], plan, step, place).each([&](Case c) {
            if (c.unknown == nullptr) {
                c.unknown = &from;
                c.index = i;
            }
            cases.add(c);
        });
    }
    if (cases.is_empty() || cases.size() >= most_cases) {
        std::string how;
        for (std::size_t i = step; i < plan.steps.size(); ++i)
            how += "." + to_lower(plan.steps[i].name);
        const Case part = opaque({.cause = from.cause,
                                  .reason = from.reason,
                                  .parameter = from.parameter,
                                  .identity = derived_identity(from.identity, how),
                                  .domain = {},
                                  .pieces = {}});
        cases = {};
        cases.add(part);
        cases.add({.unknown = part.unknown});
    } else if (from.may_be_absent) {
        cases.add({.unknown = &from});
    }
    return std::move(cases).at(place);
}

Operand Evaluator::cases_of(const Value& value, Span place) {
    if (value.span.is_known()) place = value.span;
    const Unknown* unknown = value.as_unknown();
    if (unknown == nullptr) {
        Operand result = absent(place);
        if (!value.is_null()) result.first = {.kind = Case::Kind::Value, .value = &value};
        return result;
    }
    Cases cases;
    if (unknown->domain.empty() || unknown->domain.size() > most_cases) {
        cases.add({.kind = Case::Kind::Opaque, .index = 0, .unknown = unknown});
    } else {
        for (std::uint32_t i = 0; i < unknown->domain.size(); ++i)
            cases.add(case_of(*unknown, i, unknown->domain[i]));
    }
    if (unknown->may_be_absent) cases.add({.unknown = unknown});
    return std::move(cases).at(place);
}

Case Evaluator::opaque(Unknown unknown) {
    return {.kind = Case::Kind::Opaque, .index = 0, .unknown = &arena_.keep(std::move(unknown))};
}

/// A list or an object where a scalar should be is malformed. What the catalogue leaves free may be anything.
Case Evaluator::well_typed(const Case& c, const PathPlan& plan, Span place) {
    if (c.kind != Case::Kind::Value || plan.is_free || !is_structure(*c.value)) return c;
    const ir::Property* property = plan.property;
    if (property == nullptr) property = bindings_[plan.binder].list;
    if (property == nullptr || !is_scalar(property->kind)) return c;
    return malformed(property->path, scalar_words(property->kind), *c.value, place);
}

Operand Evaluator::member(const PathPlan& plan, const Resource& resource) {
    const Span place = bindings_[plan.binder].place;
    const auto known_or_unknown = [&](std::string_view text, std::string_view what) {
        if (!text.empty()) return text_operand(std::string{text}, place);
        Operand result = absent(place);
        result.first = opaque({.cause = Cause::NotInEvidence,
                               .reason = std::string{what} + " is not known",
                               .identity = derived_identity(1, what),
                               .domain = {},
                               .may_be_absent = false,
                               .pieces = {}});
        return result;
    };
    switch (plan.member) {
    case ResourceMember::Id:
        if (resource.id.is_null()) return known_or_unknown({}, "the id of the resource");
        return cases_of(resource.id, place);
    case ResourceMember::Name:
        return name(resource);
    case ResourceMember::FullName:
        return cases_of(resource.name, place);
    case ResourceMember::Type:
        return text_operand(resource.type, place);
    case ResourceMember::ResourceGroup:
        return known_or_unknown(scope(resource).resource_group, "the resource group");
    case ResourceMember::SubscriptionId:
        return known_or_unknown(scope(resource).subscription, "the subscription");
    case ResourceMember::ApiVersion:
        return known_or_unknown(api_version(program(), resource), "the api-version");
    case ResourceMember::Target:
        return target(resource);
    case ResourceMember::None:
        return absent(place);
    }
    std::abort();
}

/// The last segment of the full name. A type without a parent has only one.
Operand Evaluator::name(const Resource& resource) {
    Operand result = cases_of(resource.name, resource.name_span);
    if (std::ranges::count(resource.type, '/') <= 1) return result;
    result.first = last_segment(result.first);
    for (Case& c : result.others)
        c = last_segment(c);
    return result;
}

Operand Evaluator::target(const Resource& resource) {
    if (resource.scope) return cases_of(*resource.scope, resource.name_span);
    if (resource.parent && *resource.parent < population_.evidence().resources.size()) {
        return cases_of(population_[*resource.parent].id, resource.name_span);
    }
    const std::string* id = resource.id.as_string();
    if (id != nullptr) return text_operand(std::string{target_of(*id)}, resource.name_span);
    return cases_of(arena_.keep(make_unknown({.cause = Cause::NotInEvidence,
                                              .reason = "what the resource is attached to is not known",
                                              .domain = {},
                                              .may_be_absent = false,
                                              .pieces = {}})),
                    resource.name_span);
}

} // namespace iotsec::verifier
