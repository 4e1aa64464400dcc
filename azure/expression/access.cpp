// `.name` and `[key]`.
#include "azure/expression/culture.hpp"
#include "azure/expression/function.hpp"
#include "azure/expression/member.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iotsec::azure {

namespace {

std::string member_names(const Object& members) {
    constexpr std::size_t shown = 10;
    std::string names;
    for (std::size_t i = 0; i < std::min(members.size(), shown); ++i)
        names += fmt::format("{}`{}`", i == 0 ? "" : ", ", members[i].name);
    return members.empty() ? "none" : names + (members.size() > shown ? ", …" : "");
}

/// Reads from each value that `unknown` can have; those that cannot be read would end the deployment.
template <typename Read>
Value over_domain(Evaluator& evaluator, const Unknown& unknown, std::uint64_t identity, Read read) {
    Unknown result = following(unknown, identity);
    const Mute mute{evaluator.session()};
    bool open = unknown.domain.empty();
    for (const Value& candidate : unknown.domain) {
        const std::size_t failures = evaluator.session().failures;
        Value value = read(candidate);
        if (evaluator.session().failures > failures) continue;
        open = open || first_unknown(value) != nullptr;
        const auto same = [&](const Value& known) { return same_value(known, value); };
        if (std::ranges::none_of(result.domain, same)) result.domain.push_back(std::move(value));
    }
    if (open) result.domain.clear();
    if (result.domain.size() == 1) return result.domain.front();
    result.may_be_absent = result.domain.empty() || std::ranges::any_of(result.domain, &Value::is_null);
    return make_unknown(std::move(result));
}

} // namespace

Member* first_member(Object& members, std::string_view name) {
    const auto found = std::ranges::find_if(
        members, [&](const Member& m) { return equal_ordinal_ignoring_case(m.name, name); });
    return found == members.end() ? nullptr : &*found;
}

const Value* member(const Object& members, std::string_view name) {
    const auto exact =
        std::find_if(members.rbegin(), members.rend(), [&](const Member& m) { return m.name == name; });
    if (exact != members.rend()) return &exact->value;
    const auto found = std::ranges::find_if(
        members, [&](const Member& m) { return equal_ordinal_ignoring_case(m.name, name); });
    return found == members.end() ? nullptr : &found->value;
}

namespace {

/// What a prediction reads from a value that is not known, or with a key that is not.
Value predicted_access(Evaluator& evaluator, const Value& base, const Value& key,
                       arm_expression::Range range) {
    const std::string text = access_text(expression_of(base), key);
    const Value* known = known_of(base);
    if (known == nullptr || open_unknown(key) != nullptr) return make_residual(text);
    if (known->as_object() == nullptr) {
        Value item = access(evaluator, *known, key, range);
        const bool is_open_list = item.as_object() != nullptr || item.as_list() != nullptr;
        return is_open_list ? make_reference(text, std::move(item), is_complete_reference(base)) : item;
    }
    const Value* found = key.as_string() == nullptr ? nullptr : member(*known->as_object(), *key.as_string());
    const bool is_complete = is_complete_reference(base);
    if (found == nullptr && is_complete) return access(evaluator, *known, key, range);
    if (found == nullptr || found->is_null() || open_unknown(*found) != nullptr) {
        const bool is_told = found != nullptr && is_complete;
        return is_told ? *found : make_residual(text);
    }
    const bool has_parts = found->as_object() != nullptr || found->as_list() != nullptr;
    return has_parts ? make_reference(text, *found, is_complete) : *found;
}

} // namespace

Value access(Evaluator& evaluator, const Value& base, const Value& key, arm_expression::Range range) {
    if (evaluator.session().is_prediction &&
        (open_unknown(base) != nullptr || open_unknown(key) != nullptr)) {
        return predicted_access(evaluator, base, key, range);
    }
    const auto identity = [&] { return Identity{"member"}.add(base).add(key).value(); };
    if (const Unknown* unknown = open_unknown(base)) {
        return over_domain(evaluator, *unknown, identity(),
                           [&](const Value& candidate) { return access(evaluator, candidate, key, range); });
    }
    if (const Unknown* unknown = open_unknown(key)) {
        return over_domain(evaluator, *unknown, identity(),
                           [&](const Value& candidate) { return access(evaluator, base, candidate, range); });
    }
    if (const Object* members = base.as_object()) {
        const std::string* name = key.as_string();
        if (name == nullptr) return evaluator.fail("the name of a member is a text", range);
        const Value* found = member(*members, *name);
        if (found == nullptr) {
            return evaluator.fail(
                fmt::format("there is no member `{}`; there are {}", *name, member_names(*members)), range);
        }
        evaluator.session().spend(weight(*found), evaluator.place());
        return *found;
    }
    if (const List* items = base.as_list()) {
        const std::int64_t* index = key.as_int();
        if (index == nullptr) return evaluator.fail("the index of a list is a whole number", range);
        if (*index < 0 || static_cast<std::uint64_t>(*index) >= items->size()) {
            return evaluator.fail(fmt::format("there is no item {} in a list of {}", *index, items->size()),
                                  range);
        }
        const Value& found = (*items)[static_cast<std::size_t>(*index)];
        evaluator.session().spend(weight(found), evaluator.place());
        return found;
    }
    return evaluator.fail(fmt::format("{} has no members", type_name(base)), range);
}

} // namespace iotsec::azure
