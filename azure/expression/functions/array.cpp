#include "azure/expression/culture.hpp"
#include "azure/expression/function.hpp"
#include "azure/expression/member.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/expression/utf16.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace iotsec::azure {

namespace {

Value array(Call& call) {
    if (call.args[0].as_list() != nullptr) return call.args[0];
    return Value{List{call.args[0]}};
}

Value concat_lists(const Call& call) {
    List result;
    for (const Value& argument : call.args) {
        if (open_unknown(argument) != nullptr) return follow("concat", call);
        if (argument.as_list() == nullptr) return call.fail("either all arguments are lists, or none");
        call.evaluator.session().spend(argument.as_list()->size(), call.evaluator.place());
        result.insert(result.end(), argument.as_list()->begin(), argument.as_list()->end());
    }
    return Value{std::move(result)};
}

Value concat(Call& call) {
    if (std::ranges::any_of(call.args, [](const Value& v) { return v.as_list() != nullptr; })) {
        return concat_lists(call);
    }
    std::vector<Value> parts;
    for (const Value& argument : call.args) {
        const auto part = scalar_text(argument);
        if (!part) return call.fail(fmt::format("{} cannot be joined to a text", type_name(argument)));
        parts.push_back(*part);
    }
    Value result = joined_text(parts);
    if (result.as_string() == nullptr) return narrowed(std::move(result), "concat", call);
    return call.text_result(std::get<std::string>(std::move(result.data)));
}

Value contains_item(const Call& call) {
    bool open = false;
    for (const Value& item : call.list(0)) {
        const auto same = equal(item, call.args[1]);
        if (same == true) return Value{true};
        open = open || !same;
    }
    // The engine takes an item that it does not know for another one.
    const bool is_taken_for_another = call.evaluator.session().is_prediction;
    return open && !is_taken_for_another ? follow("contains", call) : Value{false};
}

Value contains(Call& call) {
    const Value& where = call.args[0];
    const Value& what = call.args[1];
    if (where.as_list() != nullptr) return contains_item(call);
    const std::string* text = what.as_string();
    if (const Unknown* unknown = open_unknown(where)) {
        const auto has = [&](const auto& piece) {
            return piece && text && piece->find(*text) != std::string::npos;
        };
        if (std::ranges::any_of(unknown->pieces, has)) return Value{true};
        return follow("contains", call);
    }
    if (open_unknown(what) != nullptr) return follow("contains", call);
    if (text == nullptr) return call.fail("a text or an object contains texts");
    if (const Object* members = where.as_object()) return Value{member(*members, *text) != nullptr};
    return Value{call.text(0).find(*text) != std::string::npos};
}

Value create_array(Call& call) {
    return Value{List{call.args.begin(), call.args.end()}};
}

Value empty(Call& call) {
    const Value& value = call.args[0];
    if (const Unknown* unknown = open_unknown(value)) {
        const auto is_there = [](const auto& piece) { return piece.has_value(); };
        if (std::ranges::any_of(unknown->pieces, is_there)) return Value{false};
        return follow("empty", call);
    }
    if (value.as_list() != nullptr) return Value{value.as_list()->empty()};
    if (value.as_object() != nullptr) return Value{value.as_object()->empty()};
    return Value{value.is_null() || value.as_string()->empty()};
}

Value end_item(const Call& call, bool first) {
    if (const List* items = call.args[0].as_list()) {
        if (items->empty()) return Value{};
        return first ? items->front() : items->back();
    }
    const std::u16string text = to_utf16(call.text(0));
    if (text.empty()) return Value{std::string{}};
    return Value{to_utf8(std::u16string_view{text}.substr(first ? 0 : text.size() - 1, 1))};
}

Value first(Call& call) {
    return end_item(call, true);
}

Value last(Call& call) {
    return end_item(call, false);
}

Value flatten(Call& call) {
    List result;
    for (const Value& item : call.list(0)) {
        if (const Unknown* unknown = open_unknown(item)) return left_over(call, *unknown);
        if (item.as_list() == nullptr) return call.fail("every item is a list");
        result.insert(result.end(), item.as_list()->begin(), item.as_list()->end());
    }
    return Value{std::move(result)};
}

Value index_from_end(Call& call) {
    const auto size = static_cast<std::int64_t>(call.list(0).size());
    const std::int64_t index = call.integer(1);
    if (index < 1 || index > size) return call.fail(fmt::format("there is no item {} from the end", index));
    return call.list(0)[static_cast<std::size_t>(size - index)];
}

Value index_of_text(const Call& call, bool from_end) {
    if (call.args[1].as_string() == nullptr) return call.fail("a text is sought in a text");
    const auto found = place_of(call.text(0), call.text(1), from_end);
    return Value{found ? static_cast<std::int64_t>(*found) : std::int64_t{-1}};
}

Value index_of_item(const Call& call, bool from_end) {
    const List& items = call.list(0);
    for (std::size_t n = 0; n < items.size(); ++n) {
        const std::size_t i = from_end ? items.size() - 1 - n : n;
        if (equal(items[i], call.args[1]) == true) return Value{static_cast<std::int64_t>(i)};
    }
    return Value{std::int64_t{-1}};
}

Value index_of(Call& call) {
    return call.args[0].as_list() != nullptr ? index_of_item(call, false) : index_of_text(call, false);
}

Value last_index_of(Call& call) {
    return call.args[0].as_list() != nullptr ? index_of_item(call, true) : index_of_text(call, true);
}

Value length(Call& call) {
    const Value& value = call.args[0];
    if (value.as_list() != nullptr) return Value{static_cast<std::int64_t>(value.as_list()->size())};
    if (value.as_object() != nullptr) return Value{static_cast<std::int64_t>(value.as_object()->size())};
    return Value{static_cast<std::int64_t>(utf16_length(*value.as_string()))};
}

Value range(Call& call) {
    constexpr std::int64_t most = 10'000;
    constexpr std::int64_t end = 2'147'483'648;
    const std::int64_t start = call.integer(0);
    const std::int64_t count = call.integer(1);
    if (count < 0 || count > most) return call.fail(fmt::format("the count is from 0 to {}", most));
    if (start < -end || start >= end || start + count > end) return call.fail("the numbers fit 32 bits");
    call.evaluator.session().spend(static_cast<std::size_t>(count), call.evaluator.place());
    List items;
    for (std::int64_t i = 0; i < count; ++i)
        items.emplace_back(start + i);
    return Value{std::move(items)};
}

/// The part of a list or text from item `begin` to before `end`, both within it.
Value part(const Value& value, std::size_t begin, std::size_t end) {
    if (const List* items = value.as_list()) {
        const auto at = [&](std::size_t i) { return items->begin() + static_cast<std::ptrdiff_t>(i); };
        return Value{List{at(begin), at(end)}};
    }
    return Value{to_utf8(std::u16string_view{to_utf16(*value.as_string())}.substr(begin, end - begin))};
}

std::size_t size_of(const Value& value) {
    return value.as_list() != nullptr ? value.as_list()->size() : utf16_length(*value.as_string());
}

/// The count of `skip` and `take`, within 0 and the size; nullopt beyond 32 bits.
std::optional<std::size_t> clamped_count(const Call& call) {
    const std::int64_t count = call.integer(1);
    if (count > INT32_MAX || count < INT32_MIN) return std::nullopt;
    return std::min(static_cast<std::size_t>(std::max<std::int64_t>(count, 0)), size_of(call.args[0]));
}

Value skip(Call& call) {
    const auto count = clamped_count(call);
    return count ? part(call.args[0], *count, size_of(call.args[0])) : call.fail("the count fits 32 bits");
}

Value take(Call& call) {
    const auto count = clamped_count(call);
    return count ? part(call.args[0], 0, *count) : call.fail("the count fits 32 bits");
}

Value try_index_from_end(Call& call) {
    if (call.args[0].as_list() == nullptr || call.args[1].as_int() == nullptr) return Value{};
    if (call.integer(1) > INT32_MAX || call.integer(1) < INT32_MIN)
        return call.fail("the index fits 32 bits");
    const auto size = static_cast<std::int64_t>(call.list(0).size());
    const std::int64_t index = call.integer(1);
    if (index < 1 || index > size) return Value{};
    Value found = call.list(0)[static_cast<std::size_t>(size - index)];
    for (const Value& key : call.args.subspan(2)) {
        if (found.is_null()) return found;
        found = access(call.evaluator, found, key, call.range);
    }
    return found;
}

constexpr std::array<Function, 16> array_table{{
    {"array", 1, 1, "x", array, OnUnknown::Top},
    {"concat", 0, any_number, "x", concat, OnUnknown::LookInside},
    {"contains", 2, 2, "cx", contains, OnUnknown::LookInside, false, true},
    {"createarray", 0, any_number, "x", create_array, OnUnknown::LookInside},
    {"empty", 1, 1, "e", empty, OnUnknown::LookInside, false, true},
    {"first", 1, 1, "t", first, OnUnknown::Top, true},
    {"flatten", 1, 1, "a", flatten, OnUnknown::Top},
    {"indexfromend", 2, 2, "ai", index_from_end, OnUnknown::Top, true},
    {"indexof", 2, 2, "tx", index_of},
    {"last", 1, 1, "t", last, OnUnknown::Top, true},
    {"lastindexof", 2, 2, "tx", last_index_of},
    {"length", 1, 1, "c", length, OnUnknown::Top},
    {"range", 2, 2, "i", range},
    {"skip", 2, 2, "ti", skip, OnUnknown::Top},
    {"take", 2, 2, "ti", take, OnUnknown::Top},
    {"tryindexfromend", 2, any_number, "x", try_index_from_end, OnUnknown::Top, true},
}};

} // namespace

std::span<const Function> array_functions() {
    return array_table;
}

} // namespace iotsec::azure
