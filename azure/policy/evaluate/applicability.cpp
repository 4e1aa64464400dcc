#include "azure/policy/evaluate/applicability.hpp"

#include "azure/policy/evaluate/run.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace iotsec::azure::policy {

namespace {

bool is_subscription(std::string_view type) {
    return equal_ignoring_case(type, "Microsoft.Resources/subscriptions");
}

bool is_resource_group(std::string_view type) {
    return equal_ignoring_case(type, "Microsoft.Resources/subscriptions/resourceGroups") ||
           equal_ignoring_case(type, "Microsoft.Resources/resourceGroups");
}

/// Types that Azure Policy never looks at.
bool is_never_evaluated(std::string_view type) {
    constexpr std::array<std::string_view, 5> never{
        "Microsoft.Resources/", "Microsoft.Billing/",     "Microsoft.Capacity/reservationOrders/",
        "Microsoft.Help/",      "Microsoft.Diagnostics/",
    };
    return std::ranges::any_of(
        never, [&](std::string_view prefix) { return starts_with_ignoring_case(type, prefix); });
}

class Reduced {
  public:
    Reduced(const PreparedParts& parts, const Resource& resource, const Request& request)
        : parts_{parts}, resource_{resource}, request_{request} {}

    /// `positive`: under an even number of `not`s, where what is not looked at counts as true.
    bool may_hold(ConditionId id, bool positive) {
        const auto part = [&](ConditionId inner) { return may_hold(inner, positive); };
        return std::visit(overloaded{
                              [&](const Invalid&) { return positive; },
                              [&](const AllOf& node) { return std::ranges::all_of(node.conditions, part); },
                              [&](const AnyOf& node) { return std::ranges::any_of(node.conditions, part); },
                              [&](const Not& node) { return !may_hold(node.condition, !positive); },
                              [&](const FieldCondition& node) { return field(id, node, positive); },
                              [&](const ValueCondition&) { return positive; },
                              [&](const FieldCount&) { return positive; },
                              [&](const ValueCount&) { return positive; },
                          },
                          parts_.definition->rule.tree[id].kind);
    }

  private:
    bool field(ConditionId id, const FieldCondition& node, bool positive) {
        const Field* read = parts_[node.field].field;
        if (read == nullptr || read->kind != Field::Kind::Type) return positive;
        Run run{{parts_, parts_.options, resource_, resource_, request_}};
        const Truth truth = run.holds(id);
        return truth == Truth::True || (truth != Truth::False && positive);
    }

    const PreparedParts& parts_;
    const Resource& resource_;
    const Request& request_;
};

bool has_location_condition(const PreparedParts& parts) {
    return std::ranges::any_of(parts.definition->rule.tree.conditions, [&](const Condition& condition) {
        const auto* node = std::get_if<FieldCondition>(&condition.kind);
        const Field* read = node == nullptr ? nullptr : parts[node->field].field;
        return read != nullptr && read->kind == Field::Kind::Location;
    });
}

} // namespace

bool is_in_mode(const PreparedParts& parts, const Resource& resource) {
    const std::string& type = resource.type();
    const bool is_container = is_subscription(type) || is_resource_group(type);
    const Mode mode = parts.definition->mode;
    if (mode == Mode::Indexed && is_container) return false;
    if (is_container) return true;
    if (is_never_evaluated(type)) return false;
    if (mode != Mode::Indexed) return true;
    const auto facts = parts.aliases->type(type);
    return !facts || (facts->tags != Capability::No && facts->location != Capability::No);
}

bool is_applicable(const PreparedParts& parts, const Resource& resource, const Request& request) {
    if (is_subscription(resource.type()) && has_location_condition(parts)) return false;
    return Reduced{parts, resource, request}.may_hold(parts.definition->rule.condition, true);
}

} // namespace iotsec::azure::policy
