// The details of an effect with their expressions evaluated.
#include "azure/policy/evaluate/run.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <algorithm>
#include <array>

namespace iotsec::azure::policy {

namespace {

/// Members that are about something else than the evaluated resource: conditions, and a deployment's
/// template.
bool is_left_alone(std::string_view name) {
    constexpr std::array<std::string_view, 3> names{"existenceCondition", "condition", "template"};
    return std::ranges::any_of(names, [&](std::string_view one) { return equal_ignoring_case(one, name); });
}

Value evaluated(Run& run, const Value& raw) {
    if (const List* items = raw.as_list()) {
        List result;
        result.reserve(items->size());
        for (const Value& item : *items)
            result.push_back(evaluated(run, item));
        return Value{std::move(result), raw.span};
    }
    if (const Object* members = raw.as_object()) {
        Object result;
        result.reserve(members->size());
        for (const Member& member : *members) {
            result.push_back({member.name, member.name_span,
                              is_left_alone(member.name) ? member.value : evaluated(run, member.value)});
        }
        return Value{std::move(result), raw.span};
    }
    const std::string* text = raw.as_string();
    if (text == nullptr) return raw;
    if (!arm_expression::is_expression(*text))
        return Value{std::string{arm_expression::unescaped(*text)}, raw.span};
    const auto value = run.evaluated(raw);
    return value ? *value : raw;
}

} // namespace

Value evaluated_details(const Policy& policy, const Resource& resource, const Request& request) {
    const PreparedParts& parts = policy.parts();
    Run run{{parts, parts.options, resource, resource, request}};
    return evaluated(run, parts.definition->rule.details.value);
}

} // namespace iotsec::azure::policy
