#include "tests/conformance/generated.hpp"

#include "azure/policy/evaluate/parts.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

namespace iotsec::test {

namespace policy = azure::policy;

namespace {

Value sample(policy::ParameterType type) {
    switch (type) {
    case policy::ParameterType::String:
        return text_value("eastus");
    case policy::ParameterType::Array:
        return Value{List{text_value("eastus")}};
    case policy::ParameterType::Object:
        return Value{Object{{"key", {}, text_value("value")}}};
    case policy::ParameterType::Boolean:
        return Value{true};
    case policy::ParameterType::Integer:
    case policy::ParameterType::Float:
        return Value{std::int64_t{1}};
    case policy::ParameterType::DateTime:
        return text_value("2025-01-01T00:00:00Z");
    }
    return {};
}

/// Writes `value` where `steps` lead, making what is missing; a `[*]` gets one item.
void put(Value& at, std::span<const policy::Step> steps, const Value& value) {
    if (steps.empty()) {
        at = value;
        return;
    }
    const policy::Step& step = steps.front();
    if (step.kind == policy::Step::Kind::Member) {
        if (at.as_object() == nullptr) at.data = Object{};
        Value* next = at.find(step.name);
        put(next == nullptr ? at.set(step.name, Value{}) : *next, steps.subspan(1), value);
        return;
    }
    auto* items = std::get_if<List>(&at.data);
    if (items == nullptr) items = &at.data.emplace<List>();
    if (items->empty()) items->emplace_back();
    put(items->front(), steps.subspan(1), value);
}

struct Atom {
    const policy::Field* field = nullptr;
    Value wanted;
};

/// What conditions hold fields against, as far as it is known.
std::vector<Atom> atoms(const policy::PreparedParts& parts) {
    std::vector<Atom> result;
    for (const policy::Condition& condition : parts.definition->rule.tree.conditions) {
        const auto* node = std::get_if<policy::FieldCondition>(&condition.kind);
        if (node == nullptr) continue;
        const policy::PreparedOperand& name = parts[node->field];
        const policy::PreparedOperand& operand = parts[node->test.operand];
        if (name.field == nullptr || name.field->paths.empty() || !operand.constant) continue;
        Value wanted = *operand.constant;
        if (const List* items = wanted.as_list()) wanted = items->empty() ? Value{} : Value{items->front()};
        if (node->test.op == policy::Operator::Exists) wanted = text_value("there");
        result.push_back({name.field, std::move(wanted)});
    }
    return result;
}

Value body_of(std::string_view type, bool with_properties) {
    const std::size_t slash = type.find('/');
    const std::string full{type};
    std::string name = "n1";
    std::string id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-1/providers/" +
                     full.substr(0, slash);
    const auto segments =
        split(slash == std::string_view::npos ? std::string_view{} : type.substr(slash + 1), '/');
    for (std::size_t i = 0; i < segments.size(); ++i) {
        id += fmt::format("/{}/n{}", segments[i], i + 1);
        if (i > 0) name += fmt::format("/n{}", i + 1);
    }
    if (equal_ignoring_case(type, "Microsoft.Resources/subscriptions"))
        id = "/subscriptions/11111111-1111-1111-1111-111111111111";
    Value body{Object{{"id", {}, Value{id}},
                      {"type", {}, Value{full}},
                      {"name", {}, Value{name}},
                      {"location", {}, text_value("eastus")}}};
    if (with_properties) body.set("properties", Value{Object{}});
    return body;
}

} // namespace

Object arguments_for(const policy::Definition& definition) {
    Object result;
    for (const policy::Parameter& parameter : definition.parameters) {
        if (parameter.default_value) continue;
        Value value = sample(parameter.type);
        if (parameter.allowed_values && !parameter.allowed_values->empty()) {
            const Value& first = parameter.allowed_values->front();
            value = parameter.type == policy::ParameterType::Array ? Value{List{first}} : first;
        }
        result.push_back({parameter.name, {}, std::move(value)});
    }
    return result;
}

std::vector<Value> resources_for(const policy::Policy& bound) {
    const policy::PreparedParts& parts = bound.parts();
    std::vector<std::string> types{"Microsoft.Test/things"};
    if (parts.types && !parts.types->empty()) types = *parts.types;
    constexpr std::size_t most_types = 5;
    if (types.size() > most_types) types.resize(most_types);
    const auto all = atoms(parts);
    std::vector<Value> result;
    for (const std::string& type : types) {
        result.push_back(body_of(type, false));
        Value wanted = body_of(type, true);
        Value other = body_of(type, true);
        for (const Atom& atom : all) {
            const policy::FieldPath* path = atom.field->path(type, "");
            if (path == nullptr) continue;
            put(wanted, path->path.steps, atom.wanted);
            put(other, path->path.steps,
                atom.wanted.as_bool() != nullptr ? Value{!*atom.wanted.as_bool()} : text_value("other"));
        }
        result.push_back(std::move(wanted));
        result.push_back(std::move(other));
    }
    return result;
}

policy::Request known_request() {
    policy::Request request;
    const auto json = [](std::string_view known) {
        auto value = read_json(SourceFile{SourceId{}, "request", std::string{known}});
        return value ? std::move(value).value() : Value{};
    };
    request.request_context =
        json("{apiVersion: '2025-01-01', identity: {idtyp: 'user', appid: 'a', acrs: 'p1'}}");
    request.resource_group =
        json("{id: '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-1', name: 'rg-1', "
             "location: 'eastus', managedBy: '', tags: {env: 'dev'}, properties: {provisioningState: "
             "'Succeeded'}}");
    request.subscription = json("{id: '/subscriptions/11111111-1111-1111-1111-111111111111', "
                                "subscriptionId: '11111111-1111-1111-1111-111111111111', displayName: 's', "
                                "tenantId: '22222222-2222-2222-2222-222222222222', tags: {env: 'dev'}}");
    request.policy = json("{assignmentId: '/a', definitionId: '/d', setDefinitionId: '/s', "
                          "definitionReferenceId: 'r'}");
    return request;
}

} // namespace iotsec::test
