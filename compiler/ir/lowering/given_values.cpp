// Values in the bodies of a test: what refers to other givens and to parameters is worked out.
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/ir/lowering/givens.hpp"
#include "compiler/ir/lowering/instants.hpp"

#include <algorithm>

namespace iotsec::ir::lowering {

namespace {

/// How deep values may nest, and refer to each other; and how many there may be in all givens of a test.
constexpr std::size_t deepest_value = 300;
constexpr std::size_t most_values = 100'000;

/// The member `json` (`properties.a.b`) of a value; a name of its own may hold dots.
const Value* member_at(const Value& value, std::string_view json) {
    const Value* at = &value;
    while (at != nullptr && !json.empty()) {
        if (const Value* whole = at->find(json)) return whole;
        const std::size_t dot = json.find('.');
        at = dot == std::string_view::npos ? nullptr : at->find(json.substr(0, dot));
        json.remove_prefix(dot == std::string_view::npos ? json.size() : dot + 1);
    }
    return at;
}

/// The same for a body that is not worked out yet.
std::optional<ExprId> node_at(const Program& program, ExprId from, std::string_view json) {
    ExprId at = from;
    while (!json.empty()) {
        const auto* object = std::get_if<ObjectOf>(&program[at]);
        if (object == nullptr) return std::nullopt;
        const auto named = [&](std::string_view name) {
            return std::ranges::find(object->members, name,
                                     [](const auto& m) { return std::string_view{m.first}; });
        };
        if (const auto whole = named(json); whole != object->members.end()) return whole->second;
        const std::size_t dot = json.find('.');
        const auto next = named(json.substr(0, dot));
        if (dot == std::string_view::npos || next == object->members.end()) return std::nullopt;
        at = next->second;
        json.remove_prefix(dot + 1);
    }
    return at;
}

/// What is known of a value that stands in a text.
void add_pieces(std::vector<std::optional<std::string>>& pieces, const Unknown& unknown) {
    if (unknown.pieces.empty()) {
        pieces.emplace_back();
    } else {
        pieces.insert(pieces.end(), unknown.pieces.begin(), unknown.pieces.end());
    }
}

std::string shown(const Value& value) {
    if (const std::string* text = value.as_string()) return *text;
    if (const bool* flag = value.as_bool()) return *flag ? "true" : "false";
    return value.as_int() == nullptr ? std::string{} : std::to_string(*value.as_int());
}

Value unknown(Cause cause, std::string reason) {
    Unknown result;
    result.cause = cause;
    result.reason = std::move(reason);
    return make_unknown(std::move(result));
}

} // namespace

Value Givens::value(ExprId id) {
    if (++depth_ > deepest_value || ++values_ > most_values) {
        --depth_;
        return {};
    }
    Value result = node_value(id);
    --depth_;
    if (!result.span.is_known()) result.span = scratch_.spans[id.index];
    return result;
}

Value Givens::node_value(ExprId id) {
    const Node& node = scratch_[id];
    if (const auto* n = std::get_if<Literal>(&node)) return n->value;
    if (const auto* n = std::get_if<Text>(&node)) return interpolated(*n, scratch_.spans[id.index]);
    if (const auto* n = std::get_if<Path>(&node)) return path_value(*n);
    if (const auto* n = std::get_if<Param>(&node)) return param_value(*n);
    if (const auto* n = std::get_if<Call>(&node)) return call_value(*n);
    if (const auto* n = std::get_if<Coalesce>(&node)) {
        const Value first = value(n->first);
        return first.is_null() ? value(n->otherwise) : first;
    }
    if (const auto* n = std::get_if<Context>(&node)) {
        const bool is_known = n->what == ContextValue::Now && !at_.empty();
        return is_known ? Value{at_} : unknown(Cause::NotComputed, "the test has no `at`");
    }
    if (const auto* n = std::get_if<Shift>(&node)) {
        const Value from = value(n->value);
        return from.as_string() == nullptr ? from : Value{moved(*from.as_string(), n->seconds)};
    }
    if (const auto* n = std::get_if<ListOf>(&node)) {
        List items;
        for (const ExprId item : n->items)
            items.push_back(value(item));
        return Value{std::move(items)};
    }
    if (const auto* n = std::get_if<ObjectOf>(&node)) {
        Object members;
        for (const auto& [name, member] : n->members)
            members.push_back({name, scratch_.spans[member.index], value(member)});
        return Value{std::move(members)};
    }
    return {};
}

Value Givens::interpolated(const Text& text, Span span) {
    std::vector<Value> parts;
    for (const ExprId part : text.parts) {
        parts.push_back(value(part));
        if (parts.back().is_null()) return {};
    }
    const auto missing =
        std::ranges::find_if(parts, [](const Value& part) { return part.as_unknown() != nullptr; });
    if (missing == parts.end()) {
        std::string known;
        for (const Value& part : parts)
            known += shown(part);
        return Value{std::move(known), span};
    }
    Unknown partly = *missing->as_unknown();
    partly.pieces.clear();
    partly.domain.clear();
    partly.identity = 0;
    for (const Value& part : parts) {
        if (const Unknown* unknown = part.as_unknown()) {
            add_pieces(partly.pieces, *unknown);
        } else {
            partly.pieces.emplace_back(shown(part));
        }
    }
    return make_unknown(std::move(partly), span);
}

Value Givens::path_value(const Path& path) {
    const Given* given = find(path.root);
    if (given == nullptr || !path.property) return {};
    const std::string json = scratch_.properties[path.property->index].json;
    Value result = member(*given, json);
    if (result.is_null() && json == "id") result = id(*given);
    if (result.is_null() && json == "name") result = name(*given);
    if (result.is_null() && json == "fullName") result = full_name(*given);
    if (result.is_null() && json == "type") result = Value{given->type.name};
    if (result.is_null() && json == "resourceGroup") result = Value{given->group};
    if (result.is_null() && json == "subscriptionId") result = Value{given->subscription};
    for (const std::string& key : path.keys) {
        const Value* below = result.find(key);
        if (below == nullptr) return {};
        result = Value{*below};
    }
    return result;
}

/// A member of a given as the test writes it; null where it does not.
Value Givens::member(const Given& given, std::string_view json) {
    const auto node = node_at(scratch_, given.body.object, json);
    if (node) return value(*node);
    // Below a value that is not an object of the test itself, such as one that a parameter gives.
    const std::size_t dot = json.rfind('.');
    if (dot == std::string_view::npos) return {};
    const auto parent = node_at(scratch_, given.body.object, json.substr(0, dot));
    if (!parent) return {};
    const Value above = value(*parent);
    const Value* found = member_at(above, json.substr(dot + 1));
    return found == nullptr ? Value{} : *found;
}

Value Givens::param_value(const Param& param) {
    const Parameter& declared = scratch_.params[param.ref.index];
    const auto set = sets_.find(declared.name);
    Value result;
    if (set != sets_.end()) {
        result = set->second;
    } else if (declared.default_value) {
        result = *declared.default_value;
    } else {
        Unknown missing;
        missing.cause = Cause::ParameterWithoutValue;
        missing.reason = "parameter `" + declared.name + "` has no value";
        missing.domain = declared.allowed;
        missing.identity = (std::uint64_t{1} << 32U) + param.ref.index;
        missing.may_be_absent = false;
        return make_unknown(std::move(missing));
    }
    for (const std::string& field : param.fields) {
        const Value* below = result.find(field);
        if (below == nullptr) return {};
        result = Value{*below};
    }
    return result;
}

Value Givens::call_value(const Call& call) {
    Value argument = value(call.argument);
    const std::string* text = argument.as_string();
    if (call.function == Function::Version || text == nullptr) return argument;
    return text_value(last_segment(*text));
}

} // namespace iotsec::ir::lowering
