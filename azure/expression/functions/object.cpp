#include "azure/expression/culture.hpp"
#include "azure/expression/function.hpp"
#include "azure/expression/member.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/expression/utf16.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace iotsec::azure {

namespace {

/// How `union` and `intersection` tell items apart: members of objects in order, too.
bool same_item(const Value& a, const Value& b) {
    const Object* x = a.as_object();
    const Object* y = b.as_object();
    if (x != nullptr && y != nullptr) {
        return std::ranges::equal(*x, *y, [](const Member& m, const Member& n) {
            return m.name == n.name && same_item(m.value, n.value);
        });
    }
    if (a.as_list() != nullptr && b.as_list() != nullptr) {
        return std::ranges::equal(*a.as_list(), *b.as_list(), same_item);
    }
    return same_value(a, b);
}

bool has_item(const List& items, const Value& item) {
    return std::ranges::any_of(items, [&](const Value& other) { return same_item(other, item); });
}

Value distinct(Call& call) {
    List result;
    for (const Value& item : call.list(0)) {
        call.evaluator.session().spend(result.size(), call.evaluator.place());
        if (!has_item(result, item)) result.push_back(item);
    }
    return Value{std::move(result)};
}

Value create_object(Call& call) {
    Object members;
    for (std::size_t i = 0; i + 1 < call.size(); i += 2) {
        const Unknown* unknown = open_unknown(call.args[i]);
        const bool is_prediction = call.evaluator.session().is_prediction;
        if (unknown != nullptr && !is_prediction) return make_unknown(following(*unknown, 0));
        const Value shown =
            unknown == nullptr ? call.args[i] : Value{"[" + expression_of(call.args[i]) + "]"};
        const std::string* name = shown.as_string();
        if (name == nullptr) return call.fail("the name of a member is a text");
        if (std::ranges::find(members, *name, &Member::name) != members.end()) {
            return call.fail(fmt::format("the member `{}` is given twice", *name));
        }
        call.evaluator.session().spend(members.size() / 8, call.evaluator.place());
        members.push_back({*name, {}, call.args[i + 1]});
    }
    if (call.size() % 2 != 0) return call.fail("every name has a value");
    return Value{std::move(members)};
}

Value intersection_of_lists(const Call& call) {
    List result;
    for (const Value& item : call.list(0)) {
        call.evaluator.session().spend(result.size() + call.list(1).size(), call.evaluator.place());
        const bool in_all = std::ranges::all_of(call.args.subspan(1), [&](const Value& other) {
            return other.as_list() != nullptr && has_item(*other.as_list(), item);
        });
        if (in_all && !has_item(result, item)) result.push_back(item);
    }
    return Value{std::move(result)};
}

Value intersection(Call& call) {
    const bool is_list = call.args[0].as_list() != nullptr;
    for (const Value& argument : call.args) {
        if ((argument.as_list() != nullptr) != is_list)
            return call.fail("all arguments are lists or objects");
    }
    if (is_list) return intersection_of_lists(call);
    Object result;
    for (const Member& candidate : call.object(0)) {
        const bool in_all = std::ranges::all_of(call.args.subspan(1), [&](const Value& other) {
            const auto found = std::ranges::find(*other.as_object(), candidate.name, &Member::name);
            return found != other.as_object()->end() && same_item(found->value, candidate.value);
        });
        if (in_all) result.push_back(candidate);
    }
    return Value{std::move(result)};
}

/// Members in the order of their upper-case names.
std::vector<const Member*> sorted_members(const Object& members) {
    std::vector<std::pair<std::u16string, const Member*>> keyed;
    for (const Member& member : members)
        keyed.emplace_back(to_utf16(upper_text(member.name)), &member);
    std::ranges::stable_sort(keyed, {}, [](const auto& pair) { return std::u16string_view{pair.first}; });
    std::vector<const Member*> sorted;
    sorted.reserve(keyed.size());
    for (const auto& [name, member] : keyed)
        sorted.push_back(member);
    return sorted;
}

Value items(Call& call) {
    List result;
    for (const Member* member : sorted_members(call.object(0))) {
        result.emplace_back(Object{{"key", {}, Value{member->name}}, {"value", {}, member->value}});
    }
    return Value{std::move(result)};
}

Value object_keys(Call& call) {
    List result;
    for (const Member* member : sorted_members(call.object(0)))
        result.emplace_back(member->name);
    return Value{std::move(result)};
}

Value shallow_merge(Call& call) {
    Object result;
    for (const Value& item : call.list(0)) {
        if (const Unknown* unknown = open_unknown(item)) return left_over(call, *unknown);
        if (item.as_object() == nullptr) return call.fail("every item is an object");
        for (const Member& member : *item.as_object()) {
            Member* present = first_member(result, member.name);
            if (present != nullptr) {
                present->value = member.value;
            } else {
                result.push_back(member);
            }
        }
    }
    return Value{std::move(result)};
}

/// `{"value": 1, "fromEnd": true}`: the last item of a list.
bool is_from_end(const Value& key) {
    const Value* value = key.find("value");
    const Value* flag = key.find("fromEnd");
    return value != nullptr && value->as_int() != nullptr && flag != nullptr && flag->as_bool() != nullptr;
}

/// The index from the front that a key means.
Value from_end_key(const Value& list, const Value& key) {
    if (!is_from_end(key)) return key;
    const std::int64_t number = *key.find("value")->as_int();
    if (!*key.find("fromEnd")->as_bool() || list.as_list() == nullptr) return Value{number};
    return Value{static_cast<std::int64_t>(list.as_list()->size()) - number};
}

Value try_get(Call& call) {
    Value found = call.args[0];
    for (std::size_t i = 1; i < call.size(); ++i) {
        const Value& key = call.args[i];
        const bool is_key =
            key.as_string() != nullptr || key.as_int() != nullptr || key.as_unknown() != nullptr;
        if (!is_key && !is_from_end(key)) return call.fail("a key is a text or a whole number");
    }
    for (std::size_t i = 1; i < call.size(); ++i) {
        const Value key = from_end_key(found, call.args[i]);
        if (i == 1 && open_unknown(found) == nullptr && open_unknown(key) == nullptr) {
            const bool there = found.as_object() != nullptr && key.as_string() != nullptr
                                   ? member(*found.as_object(), *key.as_string()) != nullptr
                                   : found.as_list() != nullptr && key.as_int() != nullptr &&
                                         *key.as_int() >= 0 &&
                                         *key.as_int() < static_cast<std::int64_t>(found.as_list()->size());
            if (!there) return Value{};
        }
        if (found.is_null()) return found;
        if (i == 1 && (open_unknown(found) != nullptr || open_unknown(key) != nullptr)) {
            return follow("tryget", call);
        }
        found = access(call.evaluator, found, key, call.range);
    }
    return found;
}

/// Merges `more` into `into`: objects deeply, null does not replace. Says whether the types allow it.
bool merge(const Call& call, Object& into, const Object& more) {
    for (const Member& member : more) {
        call.evaluator.session().spend(1 + into.size() / 16, call.evaluator.place());
        Member* present = first_member(into, member.name);
        if (present == nullptr) {
            into.push_back(member);
            continue;
        }
        present->name = member.name;
        if (member.value.is_null()) continue;
        auto* inner = std::get_if<Object>(&present->value.data);
        if (inner != nullptr && member.value.as_object() != nullptr) {
            if (!merge(call, *inner, *member.value.as_object())) return false;
            continue;
        }
        const auto shape = [](const Value& value) {
            return value.as_object() != nullptr ? 2 : value.as_list() != nullptr ? 1 : 0;
        };
        const bool is_open = open_unknown(present->value) != nullptr || open_unknown(member.value) != nullptr;
        if (!is_open && !present->value.is_null() && shape(present->value) != shape(member.value))
            return false;
        if (const Unknown* unknown = open_unknown(member.value);
            unknown != nullptr && unknown->may_be_absent && !call.evaluator.session().is_prediction) {
            present->value = make_unknown(following(*unknown, 0)); // null would leave what was there
            continue;
        }
        present->value = member.value;
    }
    return true;
}

Value union_(Call& call) {
    if (call.args[0].as_list() != nullptr) {
        List result;
        for (const Value& argument : call.args) {
            if (argument.as_list() == nullptr) return call.fail("all arguments are lists or objects");
            for (const Value& item : *argument.as_list()) {
                call.evaluator.session().spend(1 + result.size() / 8, call.evaluator.place());
                if (!has_item(result, item)) result.push_back(item);
            }
        }
        return Value{std::move(result)};
    }
    Object result; // the first one, too: names that differ in letter case only become one
    for (const Value& argument : call.args) {
        if (argument.as_object() == nullptr) return call.fail("all arguments are lists or objects");
        if (!merge(call, result, *argument.as_object())) {
            return call.fail("two members of one name have types that cannot be merged");
        }
    }
    return Value{std::move(result)};
}

constexpr std::array<Function, 8> object_table{{
    {"createobject", 0, any_number, "x", create_object, OnUnknown::LookInside},
    {"distinct", 1, 1, "a", distinct},
    {"intersection", 2, any_number, "d", intersection},
    {"items", 1, 1, "o", items, OnUnknown::Top},
    {"objectkeys", 1, 1, "o", object_keys, OnUnknown::Top},
    {"shallowmerge", 1, 1, "a", shallow_merge, OnUnknown::Top},
    {"tryget", 2, any_number, "x", try_get, OnUnknown::LookInside, true},
    {"union", 2, any_number, "d", union_, OnUnknown::Top},
}};

} // namespace

std::span<const Function> object_functions() {
    return object_table;
}

} // namespace iotsec::azure
