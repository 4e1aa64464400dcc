// Reads fields: the values that a path selects, with the members that counts have bound.
#pragma once

#include "azure/policy/fields.hpp"
#include "azure/policy/resource.hpp"
#include "base/value.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::azure::policy {

/// What a count is looking at: the member of the innermost one, and those around it.
struct Binding {
    const Binding* outer = nullptr;
    std::string_view name;           ///< of a value count, or the field of a field count
    const Path* path = nullptr;      ///< of a field count
    std::vector<const Value*> items; ///< of a field count: the member at each `[*]` of the path
    const Value* current = nullptr;
};

/// Where a path starts to be walked: at the body, or at a member that a count has bound.
struct Start {
    const Value* at = nullptr;
    std::span<const Step> rest;
    std::size_t bound = 0;                            ///< how many `[*]` are bound
    const std::vector<const Value*>* items = nullptr; ///< the bound members, `bound` of them count
};

[[nodiscard]] Start start_of(const Path& path, const Value& body, const Binding* binding);

/// The member or the item that a step other than `[*]` leads to; null where it is not there.
[[nodiscard]] inline const Value* step_to(const Value& from, const Step& step) {
    if (step.kind == Step::Kind::Member) return from.find(step.name);
    const List* items = from.as_list();
    return items != nullptr && step.index < items->size() ? &(*items)[step.index] : nullptr;
}

/// Calls `visit` with every selected value, null for one that is not there, until it says false. `is_absent`
/// becomes true where something that is no list stands at a `[*]`. False where it was stopped.
template <typename Visit>
bool walk(const Value* at, std::span<const Step> steps, bool& is_absent, Visit& visit) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (at != nullptr && at->as_unknown() != nullptr) return visit(at);
        const Step& step = steps[i];
        if (step.kind != Step::Kind::Each) {
            at = at == nullptr ? nullptr : step_to(*at, step);
            continue;
        }
        const List* items = at == nullptr ? nullptr : at->as_list();
        if (items == nullptr) {
            is_absent = true;
            return true;
        }
        for (const Value& item : *items) {
            if (!walk(&item, steps.subspan(i + 1), is_absent, visit)) return false;
        }
        return true;
    }
    return visit(at);
}

/// The one value of a field that every resource has; null where it is not there or `field` is another.
[[nodiscard]] const Value* special_value(const Field& field, const Resource& resource);

/// Calls `visit` with every value that `field` selects on `resource`.
template <typename Visit>
bool select(const Field& field, const Resource& resource, const Binding* binding, bool& is_absent,
            Visit visit) {
    if (field.kind != Field::Kind::Body && field.kind != Field::Kind::Alias)
        return visit(special_value(field, resource));
    const FieldPath* found = field.path(resource.type(), resource.api_version());
    if (found == nullptr) {
        is_absent = field.stars > 0;
        return field.stars > 0 || visit(static_cast<const Value*>(nullptr));
    }
    const Start start = start_of(found->path, resource.body(), binding);
    return walk(start.at, start.rest, is_absent, visit);
}

} // namespace iotsec::azure::policy
