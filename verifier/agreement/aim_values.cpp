// Values that make an atom true, and the places that it reads.
#include "base/overloaded.hpp"
#include "compiler/ir/compare_op.hpp"
#include "verifier/agreement/aim.hpp"
#include "verifier/agreement/choices.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace iotsec::verifier::agreement {

namespace {

/// The text of a scalar, as parts of a text show it.
std::string text_of_part(const Value& value) {
    if (const std::string* text = value.as_string()) return *text;
    if (const std::int64_t* number = value.as_int()) return std::to_string(*number);
    if (const bool* flag = value.as_bool()) return *flag ? "true" : "false";
    return {};
}

} // namespace

std::optional<Value> Marksman::satisfying(const ir::Node& atom) {
    if (const auto* compare = std::get_if<ir::Compare>(&atom)) return satisfying(*compare);
    if (const auto* one_of = std::get_if<ir::OneOf>(&atom)) return satisfying(*one_of);
    if (const auto* match = std::get_if<ir::Match>(&atom)) return satisfying(*match);
    if (const auto* inside = std::get_if<ir::Inside>(&atom)) return satisfying(*inside);
    const auto* present = std::get_if<ir::Present>(&atom);
    const Shape* place = present == nullptr ? nullptr : shape(present->path);
    return place == nullptr ? std::nullopt : std::optional{drawn(present->path, *place)};
}

std::optional<Value> Marksman::satisfying(const ir::Compare& compare) {
    const bool is_left = spot(compare.left).has_value();
    const ir::ExprId side = is_left ? compare.left : compare.right;
    Value other = value_of(is_left ? compare.right : compare.left);
    if (compare.op == ir::CompareOp::Eq) {
        // Two paths that nothing is known of: both get the same value.
        if (other.is_null()) {
            other = Value{std::string{"common"}};
            if (is_left) put(compare.right, other);
        }
        const auto* call = std::get_if<ir::Call>(&node(side));
        if (call != nullptr && call->function == ir::Function::LastSegment && random_.chance(60))
            return paths_to(other)[1];
        return other;
    }
    if (compare.by == ir::CompareBy::Rank) return ranked(compare);
    const ir::CompareOp op = is_left ? compare.op : ir::mirrored(compare.op);
    if (const std::int64_t* number = other.as_int()) {
        for (const std::int64_t near : {*number, *number + 1, *number - 1}) {
            if (ir::holds(op, near <=> *number)) return Value{near};
        }
    }
    const Shape* place = shape(side);
    return place == nullptr ? std::nullopt : std::optional{drawn(side, *place)};
}

std::optional<Value> Marksman::ranked(const ir::Compare& compare) {
    const Value bound = value_of(compare.right);
    const auto at = std::ranges::find(compare.order, text_of_part(bound));
    std::vector<Value> fitting;
    for (auto value = compare.order.begin(); value != compare.order.end(); ++value) {
        if (ir::holds(compare.op, (value - compare.order.begin()) <=> (at - compare.order.begin())))
            fitting.emplace_back(*value);
    }
    if (fitting.empty()) return std::nullopt;
    return random_.one_of(fitting);
}

std::optional<Value> Marksman::satisfying(const ir::OneOf& one_of) {
    std::vector<Value> values;
    for (const ir::ExprId id : one_of.values) {
        Value value = value_of(id);
        if (!value.is_null()) values.push_back(std::move(value));
    }
    if (one_of.param) {
        const Value listed = param_value(*one_of.param);
        if (const List* list = listed.as_list()) values.insert(values.end(), list->begin(), list->end());
    }
    if (values.empty()) return std::nullopt;
    const Value& value = random_.one_of(values);
    const bool is_call = std::holds_alternative<ir::Call>(node(one_of.left));
    return is_call && random_.chance(60) ? paths_to(value)[1] : value;
}

std::optional<Value> Marksman::satisfying(const ir::Match& match) {
    const Value pattern = value_of(match.pattern);
    const std::string* text = pattern.as_string();
    if (text == nullptr) return std::nullopt;
    const std::string more = random_.chance(50) ? "" : "-more-";
    switch (match.op) {
    case ir::MatchOp::Prefix:
        return Value{*text + more};
    case ir::MatchOp::Suffix:
        return Value{more + *text};
    case ir::MatchOp::Contains:
        return Value{more + *text + more};
    case ir::MatchOp::Like: {
        std::string whole = *text;
        const auto star = whole.find('*');
        if (star != std::string::npos) whole.replace(star, 1, more);
        return Value{std::move(whole)};
    }
    }
    std::abort();
}

std::optional<Value> Marksman::satisfying(const ir::Inside& inside) {
    std::vector<Value> outer;
    for (const ir::ExprId id : inside.right) {
        Value value = value_of(id);
        if (value.as_string() != nullptr) outer.push_back(std::move(value));
    }
    if (inside.param) {
        const Value listed = param_value(*inside.param);
        if (const List* list = listed.as_list()) outer.insert(outer.end(), list->begin(), list->end());
    }
    if (outer.empty()) return std::nullopt;
    const std::vector<Value> near = neighbours(ir::Node{inside}, random_.one_of(outer));
    return near[random_.below(std::min<std::size_t>(near.size(), 2))];
}

Value Marksman::drawn(ir::ExprId side, const Shape& place) {
    const auto at = spot(side);
    const bool is_item = at && !at->way.empty() && std::holds_alternative<std::size_t>(at->way.back());
    return is_item ? draw_.item(place) : draw_.present(place);
}

Value Marksman::value_of(ir::ExprId id) {
    const ir::Node& here = node(id);
    if (const auto* literal = std::get_if<ir::Literal>(&here)) return literal->value;
    if (std::holds_alternative<ir::Path>(here)) return path_value(id);
    if (const auto* param = std::get_if<ir::Param>(&here)) {
        const Value value = param_value(param->ref);
        const Value* field = &value;
        for (const std::string& name : param->fields)
            field = field == nullptr ? nullptr : field->find(name);
        return field == nullptr ? Value{} : *field;
    }
    if (const auto* coalesce = std::get_if<ir::Coalesce>(&here)) {
        const Value first = value_of(coalesce->first);
        return first.is_null() ? value_of(coalesce->otherwise) : first;
    }
    if (const auto* text = std::get_if<ir::Text>(&here)) {
        std::string whole;
        for (const ir::ExprId part : text->parts)
            whole += text_of_part(value_of(part));
        return Value{std::move(whole)};
    }
    if (const auto* call = std::get_if<ir::Call>(&here)) return value_of(call->argument);
    return {};
}

Value Marksman::path_value(ir::ExprId id) {
    const auto& path = std::get<ir::Path>(node(id));
    const PathPlan& plan = plan_.path(id);
    const auto bound = bound_.find(path.root);
    if (bound == bound_.end()) return {};
    if (!bound->second.spot) {
        const Value* field = &bound->second.value;
        for (const std::string& name : path.fields)
            field = field == nullptr ? nullptr : field->find(name);
        return field == nullptr ? Value{} : *field;
    }
    const Resource& resource = sample_.evidence.resources[bound->second.spot->resource];
    if (plan.member == ResourceMember::Id) return resource.id;
    if (plan.member == ResourceMember::Target) return resource.scope.value_or(Value{});
    if (plan.member == ResourceMember::Name || plan.member == ResourceMember::FullName) return resource.name;
    const auto place = spot(id);
    const Value* value = place ? find(*place) : nullptr;
    return value == nullptr ? Value{} : *value;
}

Value Marksman::param_value(ir::ParamId id) const {
    const ir::Parameter& parameter = plan_.program().params[id.index];
    const auto given = setting_.find(parameter.module + "." + parameter.name);
    if (given != setting_.end()) return given->second;
    return parameter.default_value.value_or(Value{});
}

std::vector<Value> Marksman::elements_of(const ir::Values& values) {
    std::vector<Value> result;
    for (const ir::ExprId id : values.values)
        result.push_back(value_of(id));
    if (values.param) {
        const Value listed = param_value(*values.param);
        if (const List* list = listed.as_list()) result.insert(result.end(), list->begin(), list->end());
    }
    return result;
}

std::optional<Spot> Marksman::spot(ir::ExprId id) const {
    const ir::Node& here = node(id);
    if (const auto* coalesce = std::get_if<ir::Coalesce>(&here)) return spot(coalesce->first);
    if (const auto* call = std::get_if<ir::Call>(&here)) return spot(call->argument);
    if (const auto* shift = std::get_if<ir::Shift>(&here)) return spot(shift->value);
    const auto* path = std::get_if<ir::Path>(&here);
    if (path == nullptr) return std::nullopt;
    const auto bound = bound_.find(path->root);
    const PathPlan& plan = plan_.path(id);
    if (bound == bound_.end() || !bound->second.spot || plan.member != ResourceMember::None)
        return std::nullopt;
    Spot result = *bound->second.spot;
    for (const PathPlan::Step& step : plan.steps)
        result.way.emplace_back(step.name);
    return result;
}

const Shape* Marksman::shape(ir::ExprId id) const {
    const ir::Node& here = node(id);
    if (const auto* coalesce = std::get_if<ir::Coalesce>(&here)) return shape(coalesce->first);
    if (const auto* call = std::get_if<ir::Call>(&here)) return shape(call->argument);
    if (const auto* shift = std::get_if<ir::Shift>(&here)) return shape(shift->value);
    const auto* path = std::get_if<ir::Path>(&here);
    const auto bound = path == nullptr ? bound_.end() : bound_.find(path->root);
    if (bound == bound_.end()) return nullptr;
    const Shape* at = bound->second.shape;
    for (const PathPlan::Step& step : plan_.path(id).steps)
        at = at == nullptr ? nullptr : at->find(step.name);
    return at;
}

Value* Marksman::find(const Spot& spot) {
    Value* at = &sample_.evidence.resources[spot.resource].body;
    for (const auto& step : spot.way) {
        if (at == nullptr) return nullptr;
        if (const auto* name = std::get_if<std::string>(&step)) {
            at = at->find(*name);
            continue;
        }
        auto* list = std::get_if<List>(&at->data);
        const std::size_t index = std::get<std::size_t>(step);
        at = list != nullptr && index < list->size() ? &(*list)[index] : nullptr;
    }
    return at;
}

/// The value at a spot; what leads to it is made where it is not there.
Value& Marksman::make(const Spot& spot) {
    Value* at = &sample_.evidence.resources[spot.resource].body;
    for (const auto& step : spot.way) {
        if (const auto* name = std::get_if<std::string>(&step)) {
            Value* next = at->find(*name);
            at = next != nullptr ? next : &at->set(*name, {});
            continue;
        }
        if (at->as_list() == nullptr) *at = Value{List{}};
        auto& list = std::get<List>(at->data);
        const std::size_t index = std::get<std::size_t>(step);
        if (index >= list.size()) list.resize(index + 1);
        at = &list[index];
    }
    return *at;
}

} // namespace iotsec::verifier::agreement
