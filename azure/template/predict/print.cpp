// One resource as the engine prints it, and the outputs of a template.
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/template/nested.hpp"
#include "azure/template/predict/level.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iotsec::azure {

namespace {

std::string printed_type(const Value* type) {
    constexpr std::array<std::string_view, 7> names{"String", "SecureString", "Int",  "Bool",
                                                    "Object", "SecureObject", "Array"};
    const std::string* text = type == nullptr ? nullptr : type->as_string();
    if (text == nullptr) return "Object";
    for (const std::string_view name : names) {
        if (equal_ignoring_case(name, *text)) return std::string{name};
    }
    return *text;
}

/// `value` with its texts unescaped, and nothing evaluated.
Value unescaped_only(const Value& value) {
    if (const std::string* text = value.as_string())
        return Value{std::string{arm_expression::unescaped(*text)}, value.span};
    if (const List* items = value.as_list()) {
        List result;
        for (const Value& item : *items)
            result.push_back(unescaped_only(item));
        return Value{std::move(result), value.span};
    }
    const Object* members = value.as_object();
    if (members == nullptr) return value;
    Object result;
    for (const Member& member : *members)
        result.push_back({std::string{arm_expression::unescaped(member.name)}, member.name_span,
                          unescaped_only(member.value)});
    return Value{std::move(result), value.span};
}

} // namespace

Value printed(const Value& value) {
    if (const Value* known = known_of(value)) return printed(*known);
    if (open_unknown(value) != nullptr) return Value{"[" + expression_of(value) + "]", value.span};
    if (const List* items = value.as_list()) {
        List result;
        result.reserve(items->size());
        for (const Value& item : *items)
            result.push_back(printed(item));
        return Value{std::move(result), value.span};
    }
    const Object* members = value.as_object();
    if (members == nullptr) return value;
    Object result;
    result.reserve(members->size());
    for (const Member& member : *members)
        result.push_back({member.name, member.name_span, printed(member.value)});
    return Value{std::move(result), value.span};
}

bool PredictionRun::is_refused() const {
    return session.reports > refused;
}

bool Level::refuse(Span where, std::string_view what) {
    run_.session.report(make_diagnostic(diag::template_refused, where, what));
    return false;
}

void Level::warn(Span where, std::string_view what) {
    run_.session.sink.report(diag::template_refused, where, what);
}

Value Level::evaluate(Node& node, const Value& raw, References mode) {
    const References before = std::exchange(mode_, mode);
    evaluator_.loops = node.loops;
    Value result = evaluator_.evaluate(raw);
    mode_ = before;
    return result;
}

/// In `languageVersion` 2.0 the engine leaves the rule of a policy definition alone, but for escapes.
bool Level::has_own_rule(const Node& node, const Value& properties) const {
    const Value* rule = properties.find("policyRule");
    return rule != nullptr && rule->as_object() != nullptr &&
           scope_.root().find("languageVersion") != nullptr &&
           equal_ignoring_case(node.type, "Microsoft.Authorization/policyDefinitions");
}

Value Level::properties_of(Node& node) {
    const Value* written = node.raw->find("properties");
    if (written == nullptr) return {};
    if (!node.is_deployment && has_own_rule(node, *written)) {
        Value others = *written;
        others.set("policyRule", Value{});
        Value result = evaluate(node, others, mode_);
        result.set("policyRule", unescaped_only(*written->find("policyRule")));
        return result;
    }
    if (!node.is_deployment) return evaluate(node, *written, mode_);
    const Value* parameters = written->find("parameters");
    return parameters == nullptr ? Value{} : evaluate(node, *parameters, mode_);
}

void Level::remember(const Node& node, const std::optional<Value>& properties) {
    const std::string* id = node.id.as_string();
    if (id == nullptr) return;
    if (run_.known.contains(to_lower(*id)) && !node.is_deployment)
        warn(node.raw->span, fmt::format("the resource `{}` is there twice", *id));
    KnownResource known{.properties = {}, .id = *id, .version = node.version};
    const bool is_told = properties && !properties->is_null() && open_unknown(*properties) == nullptr &&
                         !node.condition && !condition_;
    if (is_told) known.properties = *properties;
    const auto location = std::ranges::find(node.members, "location", &Member::name);
    if (location != node.members.end()) known.location = location->value;
    run_.known.insert_or_assign(to_lower(*id), std::move(known));
}

void Level::print(Node& node) {
    if (node.is_off || node.is_existing) return;
    if (node.is_deployment) return print_deployment(node);
    mode_ = References::Resolved;
    const Value* written = node.raw->find("properties");
    const bool has_properties = written != nullptr && !written->is_null();
    const Value properties = has_properties ? properties_of(node) : Value{};
    if (stopped()) return;
    remember(node, has_properties ? std::optional{properties} : std::nullopt);
    if (node.is_extension) {
        node.known = properties;
        run_.extensible.emplace_back(
            Object{{"properties", {}, printed(properties)}, {"type", {}, Value{node.type}}});
        return;
    }
    Object out{{"id", {}, printed(node.id)}, {"type", {}, Value{node.type}}};
    const std::optional<Value>& condition = node.condition ? node.condition : condition_;
    if (condition) {
        const bool is_both = node.condition && condition_;
        const std::vector<Value> both{is_both ? *condition_ : Value{}, is_both ? *node.condition : Value{}};
        out.push_back(
            {"condition", {}, printed(is_both ? make_residual(call_text("and", both)) : *condition)});
    }
    out.push_back({"name", {}, printed(node.name)});
    out.push_back({"apiVersion", {}, printed(node.version)});
    const auto add_properties = [&] {
        if (has_properties) out.push_back({"properties", written->span, printed(properties)});
    };
    bool is_added = false;
    for (const Member& member : node.members) {
        if (member.name == "placement" && !std::exchange(is_added, true)) add_properties();
        out.push_back({member.name, member.name_span, printed(member.value)});
    }
    if (!is_added) add_properties();
    run_.result.resources.emplace_back(std::move(out), node.raw->span);
}

std::optional<Value> Level::output(const Member& declared) {
    const auto refused = [&](std::string_view what) {
        refuse(declared.name_span, fmt::format("output `{}` {}", declared.name, what));
        return std::nullopt;
    };
    if (declared.value.as_object() == nullptr) return refused("is declared by no object");
    Node place{.raw = &declared.value};
    if (const Value* condition = declared.value.find("condition")) {
        const Value truth = evaluate(place, *condition, References::Resolved);
        if (truth.as_bool() == nullptr && open_unknown(truth) == nullptr && !truth.is_null())
            return refused("has a `condition` that is no bool");
        if (truth.as_bool() != nullptr && !*truth.as_bool()) return std::nullopt;
    }
    if (auto problem = scope_.types().check(declared.value)) return refused(problem->what);
    const Value* written = declared.value.find("value");
    const Value* loop = declared.value.find("copy");
    if (written == nullptr && loop == nullptr) return refused("has no `value`");
    if (written == nullptr && (loop->find("count") == nullptr || loop->find("input") == nullptr))
        return refused("has a `copy` without `count` and `input`");
    const References before = std::exchange(mode_, References::Resolved);
    evaluator_.loops.clear();
    const bool keeps_reference = !is_main_ && written != nullptr && written->as_string() != nullptr;
    Value value = written == nullptr ? evaluator_.output_copies(*loop)
                  : keeps_reference  ? evaluator_.evaluate_text(*written, true)
                                     : evaluator_.evaluate(*written);
    mode_ = before;
    if (stopped()) return std::nullopt;
    if (value.is_null() && !scope_.types().is_nullable(declared.value) &&
        declared.value.find("type") != nullptr)
        return refused("is null");
    if (auto problem = scope_.types().misfit(settled(value), declared.value))
        return refused(fmt::format("{} {}", problem->where, problem->what));
    if (written != nullptr && written->is_null()) return std::nullopt;
    return value;
}

Object Level::outputs() {
    Object result;
    const Value* section = scope_.root().find("outputs");
    if (section == nullptr || section->is_null()) return result;
    if (section->as_object() == nullptr) {
        refuse(section->span, "`outputs` are an object");
        return result;
    }
    for (const Member& declared : *section->as_object()) {
        auto value = output(declared);
        if (stopped()) return result;
        if (!value) continue;
        const Value* type = declared.value.find("type");
        const bool is_secret =
            !is_main_ && value->as_string() != nullptr && scope_.types().is_secure(declared.value);
        if (is_secret) value = make_residual(fmt::format("outputs('{}')", declared.name));
        Object shown{{"type", {}, Value{printed_type(type)}}, {"value", {}, std::move(*value)}};
        result.push_back({declared.name, declared.name_span, Value{std::move(shown)}});
    }
    return result;
}

} // namespace iotsec::azure
