#include "azure/expression/base64.hpp"
#include "azure/expression/function.hpp"
#include "base/json_reader.hpp"

#include <fmt/core.h>

#include <array>
#include <utility>

namespace iotsec::azure {

namespace {

void set_places(Value& value, Span place) {
    value.span = place;
    if (auto* items = std::get_if<List>(&value.data)) {
        for (Value& item : *items)
            set_places(item, place);
    }
    if (auto* members = std::get_if<Object>(&value.data)) {
        for (Member& member : *members) {
            member.name_span = place;
            set_places(member.value, place);
        }
    }
}

/// Of members with one name the last counts, and stands last.
void keep_last_members(Value& value) {
    if (auto* items = std::get_if<List>(&value.data)) {
        for (Value& item : *items)
            keep_last_members(item);
    }
    auto* members = std::get_if<Object>(&value.data);
    if (members == nullptr) return;
    constexpr std::size_t most = 1000; // beyond, repeated names stay: look-ups find the last anyway
    Object kept;
    for (std::size_t i = 0; i < members->size(); ++i) {
        bool is_repeated = false;
        for (std::size_t j = i + 1; members->size() <= most && j < members->size() && !is_repeated; ++j)
            is_repeated = (*members)[j].name == (*members)[i].name;
        if (is_repeated) continue;
        keep_last_members((*members)[i].value);
        kept.push_back(std::move((*members)[i]));
    }
    *members = std::move(kept);
}

Value parsed(const Call& call, std::string text) {
    call.evaluator.session().spend(text.size() / 8, call.evaluator.place());
    const SourceFile file{SourceId{}, "json()", std::move(text)};
    auto result = read_json(file);
    if (!result) return call.fail(fmt::format("the text is no JSON: {}", result.error().message));
    Value value = std::move(result).value();
    set_places(value, call.evaluator.place());
    keep_last_members(value);
    return value;
}

Value json(Call& call) {
    return parsed(call, call.text(0));
}

Value base64_to_json(Call& call) {
    const auto bytes = from_base64(call.text(0));
    return bytes ? parsed(call, valid_utf8(*bytes)) : call.fail("the text is no base64");
}

Value fail(Call& call) {
    return call.evaluator.fail(call.text(0), call.range);
}

constexpr std::array<Function, 3> table{{
    {"base64tojson", 1, 1, "s", base64_to_json},
    {"fail", 1, 1, "s", fail},
    {"json", 1, 1, "s", json},
}};

} // namespace

std::span<const Function> json_functions() {
    return table;
}

} // namespace iotsec::azure
