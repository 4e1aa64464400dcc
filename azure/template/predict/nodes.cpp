// Reading the resources of a template: loops unrolled, children behind their parents.
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/template/names.hpp"
#include "azure/template/nested.hpp"
#include "azure/template/predict/level.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iotsec::azure {

namespace {

/// Members that are evaluated before anything is known of the run, in the order that they are printed in.
struct Part {
    std::string_view name;
    bool keeps_references;
};
constexpr std::array<Part, 12> parts{{{"location", false},
                                      {"extendedLocation", false},
                                      {"sku", true},
                                      {"kind", false},
                                      {"managedBy", false},
                                      {"managedByExtended", false},
                                      {"plan", false},
                                      {"identity", false},
                                      {"tags", true},
                                      {"zones", false},
                                      {"scale", false},
                                      {"placement", false}}};

bool is_true(const Value* value) {
    return value != nullptr && value->as_bool() != nullptr && *value->as_bool();
}

std::size_t filled_segments(std::string_view text) {
    const auto segments = split(text, '/');
    return static_cast<std::size_t>(
        std::ranges::count_if(segments, [](std::string_view segment) { return !segment.empty(); }));
}

/// Members that are texts are printed as such.
Value as_text(std::string_view name, Value value) {
    constexpr std::array<std::string_view, 4> texts{"apiVersion", "location", "kind", "managedBy"};
    if (std::ranges::find(texts, name) == texts.end()) return value;
    if (const std::int64_t* number = value.as_int()) return Value{std::to_string(*number)};
    if (const bool* flag = value.as_bool()) return Value{std::string{*flag ? "True" : "False"}};
    return value;
}

bool is_full_type(std::string_view type) {
    return type.find('.') < type.find('/');
}

} // namespace

void Level::read(const Value& resources, std::optional<std::size_t> parent) {
    const DepthGuard guard{run_.session};
    if (guard.too_deep()) {
        refuse(resources.span, "resources are nested too deeply");
        return;
    }
    const auto one = [&](const Value& raw, std::string_view symbol) {
        if (stopped()) return;
        if (raw.as_object() == nullptr) {
            refuse(raw.span, "a resource is an object");
        } else if (!parent) {
            read_loop(raw, symbol);
        } else {
            Node node{.raw = &raw, .symbol = std::string{symbol}};
            node.loops = nodes_[*parent].loops;
            node.loop = nodes_[*parent].loop;
            node.round = nodes_[*parent].round;
            node.parent = parent;
            read_node(std::move(node));
        }
    };
    if (const List* list = resources.as_list()) {
        for (const Value& raw : *list)
            one(raw, {});
    } else if (const Object* members = resources.as_object()) {
        for (const Member& member : *members)
            one(member.value, member.name);
    } else if (!resources.is_null()) {
        refuse(resources.span, "`resources` are a list or an object");
    }
}

std::optional<std::int64_t> Level::rounds_of(const Value& copy) {
    const Value* count = copy.find("count");
    const Value* name = copy.find("name");
    const bool is_named = name != nullptr && name->as_string() != nullptr;
    if (copy.as_object() == nullptr || count == nullptr || !is_named) {
        refuse(copy.span, "`copy` has a `name` and a `count`");
        return std::nullopt;
    }
    for (const Member& member : *copy.as_object()) {
        constexpr std::array<std::string_view, 4> known{"name", "count", "mode", "batchSize"};
        const auto is_known = [&](std::string_view one) { return equal_ignoring_case(one, member.name); };
        if (std::ranges::none_of(known, is_known)) {
            refuse(member.name_span, fmt::format("`copy` has no `{}`", member.name));
            return std::nullopt;
        }
    }
    Node outside{.raw = &copy};
    const Value rounds = evaluate(outside, *count, References::Refused);
    const Value* written_mode = copy.find("mode");
    const Value mode =
        written_mode == nullptr ? Value{} : evaluate(outside, *written_mode, References::Refused);
    const Value* batch = copy.find("batchSize");
    const bool is_serial = mode.as_string() != nullptr && equal_ignoring_case(*mode.as_string(), "serial");
    const bool is_parallel =
        mode.as_string() != nullptr && equal_ignoring_case(*mode.as_string(), "parallel");
    if (!mode.is_null() && !is_serial && !is_parallel) {
        refuse(copy.span, "the `mode` of a loop is `serial` or `parallel`");
        return std::nullopt;
    }
    if (batch != nullptr && !batch->is_null()) {
        const Value size = evaluate(outside, *batch, References::Refused);
        if (!is_serial || size.as_int() == nullptr || *size.as_int() < 0) {
            refuse(batch->span, "a `batchSize` is a whole number, and its loop is serial");
            return std::nullopt;
        }
    }
    if (open_unknown(rounds) != nullptr && !is_main_) {
        is_cut_ = true;
        return std::nullopt;
    }
    if (rounds.as_int() == nullptr || *rounds.as_int() < 0 || *rounds.as_int() > max_copies) {
        refuse(count->span, fmt::format("the count of a loop is a whole number from 0 to {}", max_copies));
        return std::nullopt;
    }
    return *rounds.as_int();
}

void Level::read_loop(const Value& raw, std::string_view symbol) {
    const Value* copy = raw.find("copy");
    if (copy == nullptr || copy->is_null()) {
        read_node(Node{.raw = &raw, .symbol = std::string{symbol}});
        return;
    }
    const auto rounds = rounds_of(*copy);
    if (!rounds) return;
    Node outside{.raw = copy};
    const Value name = evaluate(outside, *copy->find("name"), References::Refused);
    if (name.as_string() == nullptr) {
        refuse(copy->span, "the name of a loop is a text");
        return;
    }
    for (std::int64_t i = 0; i < *rounds && !stopped(); ++i) {
        Node node{.raw = &raw, .symbol = std::string{symbol}};
        node.loop = *name.as_string();
        node.round = i;
        node.loops.push_back({node.loop, Value{i}, true});
        read_node(std::move(node));
    }
}

bool Level::has_too_many(Span where) {
    const std::size_t most = run_.session.limits.resources;
    if (nodes_.size() < most) return !run_.session.spend(1, where);
    run_.session.report(
        make_diagnostic(diag::template_too_large, where, "more than " + plural(most, "resource"))
            .with_help("`--max-resources` raises the limit"));
    return true;
}

void Level::read_node(Node node) {
    if (has_too_many(node.raw->span)) return;
    if (!prepare(node)) return;
    nodes_.push_back(std::move(node));
    const std::size_t at = nodes_.size() - 1;
    const Value* children = nodes_[at].raw->find("resources");
    if (children != nullptr && !is_deployment(*nodes_[at].raw)) read(*children, at);
}

bool Level::read_type(Node& node) {
    const Value& raw = *node.raw;
    const std::string type{raw.text_at("type")};
    if (type.empty()) return refuse(raw.span, "a resource has a `type`, which is a text");
    const Node* parent = node.parent ? &nodes_[*node.parent] : nullptr;
    const bool is_below = parent != nullptr && !is_full_type(type);
    node.type = is_below ? parent->type + "/" + type : type;
    const bool has_extensions =
        scope_.root().find("imports") != nullptr || scope_.root().find("extensions") != nullptr;
    node.is_extension = has_extensions && (raw.find("extension") != nullptr || raw.find("import") != nullptr);
    node.is_deployment = is_deployment(raw) && !node.is_extension;
    node.is_existing = is_true(raw.find("existing"));
    const Value* existing = raw.find("existing");
    if (existing != nullptr && existing->as_bool() == nullptr && !existing->is_null()) {
        return refuse(existing->span, "`existing` is a bool");
    }
    return true;
}

bool Level::read_condition(Node& node) {
    const Value* written = node.raw->find("condition");
    if (written == nullptr || written->is_null()) return true;
    Value value = evaluate(node, *written, References::Refused);
    const bool* truth = value.as_bool();
    node.is_off = truth != nullptr && !*truth;
    if (truth == nullptr) node.condition = std::move(value);
    return !stopped();
}

bool Level::read_name(Node& node) {
    const Value& raw = *node.raw;
    const Value* written = raw.find("name");
    if (written == nullptr) return refuse(raw.span, "a resource has a `name`");
    Value name = evaluate(node, *written, References::Refused);
    if (written->as_int() != nullptr) name = Value{std::to_string(*written->as_int())};
    if (stopped()) return false;
    if (name.as_string() == nullptr && open_unknown(name) == nullptr) {
        return refuse(written->span,
                      fmt::format("the `name` of a resource is a text, found {}", type_name(name)));
    }
    const Node* parent = node.parent ? &nodes_[*node.parent] : nullptr;
    const std::string_view type = raw.text_at("type");
    if (parent != nullptr && !is_full_type(type)) {
        const bool is_known = parent->name.as_string() != nullptr && name.as_string() != nullptr;
        const std::vector<Value> texts{parent->name, Value{std::string{"/"}}, name};
        name = is_known ? Value{*parent->name.as_string() + "/" + *name.as_string()}
                        : make_residual(call_text("concat", texts));
    }
    // The engine puts a full name within another resource together from its segments.
    const bool is_repeated = parent != nullptr && is_full_type(type) && name.as_string() == nullptr &&
                             starts_with_ignoring_case(type, parent->type + "/");
    if (is_repeated) {
        name = make_residual(
            fmt::format("join(filter(split({}, '/'), lambda('x', not(empty(lambdaVariables('x'))))), '/')",
                        expression_of(name)));
    }
    node.name = std::move(name);
    if (const std::string* text = node.name.as_string(); text != nullptr && !node.is_extension) {
        if (filled_segments(*text) + 1 != filled_segments(node.type) || filled_segments(*text) == 0) {
            run_.session.report(make_diagnostic(diag::name_segments, written->span, *text, node.type));
            return false;
        }
    }
    return true;
}

bool Level::read_members(Node& node) {
    const Value& raw = *node.raw;
    for (const Part& part : parts) {
        const Value* written = raw.find(part.name);
        if (written == nullptr || written->is_null()) continue;
        Value value =
            evaluate(node, *written, part.keeps_references ? References::Kept : References::Refused);
        if (value.is_null()) continue;
        node.members.push_back({std::string{part.name}, written->span, as_text(part.name, std::move(value))});
    }
    for (const std::string_view name : {"resourceGroup", "subscriptionId"}) {
        if (const Value* written = raw.find(name)) (void)evaluate(node, *written, References::Refused);
    }
    if (const Value* scope = raw.find("scope"); scope != nullptr && !scope->is_null()) {
        if (node.parent) return refuse(scope->span, "a resource within another one has no `scope`");
        node.scope = evaluate(node, *scope, References::Refused);
        const bool is_text = node.scope.as_string() != nullptr || open_unknown(node.scope) != nullptr;
        if (!is_text && !node.scope.is_null()) return refuse(scope->span, "a `scope` is a text");
        if (node.scope.as_string() != nullptr && node.scope.as_string()->empty()) node.scope = Value{};
    }
    const Value* depends = raw.find("dependsOn");
    if (depends == nullptr || depends->is_null()) return !stopped();
    if (depends->as_list() == nullptr) return refuse(depends->span, "`dependsOn` is a list");
    for (const Value& entry : *depends->as_list()) {
        if (entry.is_null()) return refuse(entry.span, "an entry of `dependsOn` is a text");
        node.depends_on.push_back(evaluate(node, entry, References::Refused));
    }
    return !stopped();
}

/// A resource that is surely not deployed: others may name it, and depend on what it depends on.
void Level::prepare_off(Node& node) {
    const Mute mute{run_.session};
    const std::size_t failures = run_.session.failures;
    if (const Value* written = node.raw->find("name")) {
        node.name = evaluate(node, *written, References::Kept);
        const Node* parent = node.parent ? &nodes_[*node.parent] : nullptr;
        const bool is_below = parent != nullptr && parent->name.as_string() != nullptr &&
                              node.name.as_string() && !is_full_type(node.raw->text_at("type"));
        if (is_below) node.name = Value{*parent->name.as_string() + "/" + *node.name.as_string()};
    }
    const Value* depends = node.raw->find("dependsOn");
    if (depends != nullptr && depends->as_list() != nullptr) {
        for (const Value& entry : *depends->as_list())
            node.depends_on.push_back(evaluate(node, entry, References::Kept));
    }
    const Value* scope = node.raw->find("scope");
    if (scope != nullptr && !node.is_deployment) node.scope = evaluate(node, *scope, References::Kept);
    if (const Value* version = node.raw->find("apiVersion"))
        node.version = evaluate(node, *version, References::Kept);
    node.target = scope_.deployment();
    if (node.name.as_string() != nullptr) set_id(node);
    run_.session.failures = failures;
}

bool Level::prepare(Node& node) {
    const Value& raw = *node.raw;
    if (!read_type(node)) return false;
    const Value* version = raw.find("apiVersion");
    if ((version == nullptr || version->is_null()) && !node.is_extension) {
        const bool has_profile = scope_.root().find("apiProfile") != nullptr;
        if (!has_profile) return refuse(raw.span, "a resource has an `apiVersion`");
        node.version = make_residual("defaultApiVersion()");
    }
    if (!read_condition(node)) return false;
    if (node.is_off) {
        prepare_off(node);
        return true;
    }
    if (version != nullptr && !version->is_null())
        node.version = as_text("apiVersion", evaluate(node, *version, References::Refused));
    if (node.is_extension) return !stopped();
    return read_name(node);
}

/// What may ask for other resources (`resourceInfo()`): once all are there.
bool Level::finish(Node& node) {
    if (node.is_off) return true;
    if (!read_members(node)) return false;
    if (node.is_extension) return true;
    node.target = scope_.deployment();
    if ((node.is_deployment || node.is_existing) && !set_target(node)) return false;
    set_id(node);
    return !stopped();
}

void Level::set_id(Node& node) {
    const Deployment& target = node.target;
    const bool has_scope = !node.scope.is_null() && !node.is_deployment;
    const bool in_group = target.scope == ScopeKind::ResourceGroup;
    const auto is_open = [](const Value& value) { return open_unknown(value) != nullptr; };
    const bool open_base = in_group
                               ? is_open(target.subscription_id) || is_open(target.resource_group)
                               : target.scope == ScopeKind::Subscription && is_open(target.subscription_id);
    if (node.name.as_string() != nullptr && !(has_scope ? is_open(node.scope) : open_base)) {
        const auto scope = has_scope ? std::optional{node.scope} : std::nullopt;
        std::string type = node.type;
        while (type.ends_with('/'))
            type.pop_back();
        node.id = resource_address(type, node.name, scope, target).id;
        return;
    }
    std::vector<Value> arguments;
    std::string_view function = "tenantResourceId";
    const bool at_tenant = has_scope && node.scope.as_string() != nullptr && *node.scope.as_string() == "/";
    if (has_scope && !at_tenant) {
        function = "extensionResourceId";
        arguments.push_back(absolute_scope(node.scope, target));
    } else if (at_tenant) {
        function = "tenantResourceId";
    } else if (in_group) {
        function = "resourceId";
        arguments = {target.subscription_id, target.resource_group};
    } else if (target.scope == ScopeKind::Subscription) {
        function = "subscriptionResourceId";
        arguments = {target.subscription_id};
    } else if (target.scope == ScopeKind::ManagementGroup) {
        function = "managementGroupResourceId";
        arguments = {target.management_group};
    }
    arguments.emplace_back(node.type);
    const std::size_t segments = filled_segments(node.type) - 1;
    if (const std::string* name = node.name.as_string()) {
        for (const std::string_view segment : split(*name, '/'))
            arguments.emplace_back(std::string{segment});
    } else if (segments < 2) {
        arguments.push_back(node.name);
    } else {
        for (std::size_t i = 0; i < segments; ++i) {
            arguments.push_back(make_residual(
                fmt::format("filter(split({}, '/'), lambda('x', not(empty(lambdaVariables('x')))))[{}]",
                            expression_of(node.name), i)));
        }
    }
    node.id = make_residual(call_text(function, arguments));
}

} // namespace iotsec::azure
