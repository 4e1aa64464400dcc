#include "azure/expression/unknown.hpp"
#include "azure/template/expander.hpp"
#include "azure/template/nested.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iotsec::azure {

namespace {

/// Members that say how a resource is deployed, and are no part of it.
bool is_deployment_member(std::string_view name) {
    constexpr std::array<std::string_view, 14> names{
        "apiVersion", "asserts", "comments",  "condition", "copy", "dependsOn", "existing",
        "metadata",   "name",    "resources", "scope",     "type", "@options",  "extension"};
    return std::ranges::any_of(names, [&](std::string_view n) { return equal_ignoring_case(n, name); });
}

/// Both conditions together; null is "always".
Value both(const Value& a, const Value& b) {
    if (a.as_unknown() == nullptr) return b;
    if (b.as_unknown() == nullptr) return a;
    return unknown_bool(*a.as_unknown(), Identity{"and"}.add(a).add(b).value());
}

std::string symbol_of(const Member* member) {
    return member == nullptr ? std::string{} : member->name;
}

} // namespace

ScopeKind template_scope(const Value& root) {
    const Value* schema = root.find("$schema");
    const std::string* address = schema == nullptr ? nullptr : schema->as_string();
    const auto has = [&](std::string_view part) {
        return address != nullptr && find_ignoring_case(*address, part) != std::string_view::npos;
    };
    if (has("subscriptionDeploymentTemplate")) return ScopeKind::Subscription;
    if (has("managementGroupDeploymentTemplate")) return ScopeKind::ManagementGroup;
    if (has("tenantDeploymentTemplate")) return ScopeKind::Tenant;
    return ScopeKind::ResourceGroup;
}

ExpandedTemplate expand(const Value& root, const TemplateOptions& options, DiagnosticSink& sink) {
    ExpandedTemplate result;
    if (file_kind(root) != FileKind::Template) {
        sink.report(diag::not_a_template, root.span,
                    root.as_object() == nullptr ? "it is no object"
                                                : "its `$schema` names no deployment template");
        return result;
    }
    Session session{.sink = sink, .limits = options.limits, .reported = {}};
    const Value* file = options.parameters;
    result.scope = template_scope(root);
    TemplateScope scope{session, root, deployment(result.scope, options.facts),
                        given_parameters(file == nullptr ? nullptr : file->find("parameters"), nullptr), ""};
    if (file != nullptr) report_undeclared(*file, scope);
    Expander expander{session, result};
    expander.expand_template(scope);
    return result;
}

void report_undeclared(const Value& parameter_file, TemplateScope& scope) {
    const Value* given = parameter_file.find("parameters");
    if (given == nullptr || given->as_object() == nullptr) return;
    for (const Member& member : *given->as_object()) {
        if (scope.is_parameter(member.name)) continue;
        scope.session().report(make_diagnostic(diag::undeclared, member.name_span, "parameter", member.name)
                                   .with_help("the template does not declare it; Azure refuses such a "
                                              "parameter file"));
    }
}

Value Expander::wrong_part(const Value& found, std::string_view wanted, std::string_view what) {
    session_.report(make_diagnostic(diag::template_part, found.span, wanted, what, type_name(found)));
    return {};
}

void Expander::expand_template(TemplateScope& scope) {
    Evaluator evaluator{session_, scope, scope.deployment()};
    Place place{.scope = scope, .evaluator = evaluator, .target = scope.deployment(), .condition = {}};
    const Value* resources = scope.root().find("resources");
    if (resources != nullptr) expand_resources(*resources, place);
}

void Expander::expand_resources(const Value& resources, Place& place) {
    const DepthGuard guard{session_};
    if (guard.too_deep()) {
        session_.report(make_diagnostic(diag::template_too_large, resources.span,
                                        "resources and deployments are nested too deeply"));
        return;
    }
    if (const List* list = resources.as_list()) {
        for (const Value& resource : *list)
            expand_loop(resource, nullptr, place);
    } else if (const Object* members = resources.as_object()) {
        for (const Member& member : *members)
            expand_loop(member.value, &member, place);
    } else {
        (void)wrong_part(resources, "a list or an object", "`resources`");
    }
}

void Expander::expand_loop(const Value& raw, const Member* symbol, Place& place) {
    if (raw.as_object() == nullptr) {
        (void)wrong_part(raw, "an object", "a resource");
        return;
    }
    const Value* copy = raw.find("copy");
    const bool is_loop = copy != nullptr && copy->as_object() != nullptr && place.parent == nullptr;
    if (!is_loop) return expand_resource(raw, symbol, place);
    const Value* count = copy->find("count");
    const Value* name = copy->find("name");
    if (count == nullptr || name == nullptr) {
        (void)wrong_part(*copy, "`name` and `count`", "`copy`");
        return;
    }
    const Value evaluated_name = place.evaluator.evaluate(*name);
    const std::string loop = evaluated_name.as_string() ? *evaluated_name.as_string() : std::string{};
    const Value rounds = place.evaluator.evaluate(*count);
    if (const Unknown* unknown = rounds.as_unknown())
        return expand_unknown_loop(raw, symbol, *unknown, loop, place);
    if (rounds.as_int() == nullptr || *rounds.as_int() < 0 || *rounds.as_int() > max_copies) {
        const auto wanted = fmt::format("a whole number from 0 to {}", max_copies);
        (void)wrong_part(rounds, wanted, "the count of a loop");
        return;
    }
    for (std::int64_t i = 0; i < *rounds.as_int() && !is_full(raw.span); ++i) {
        place.evaluator.loops.push_back({loop, Value{i}, true});
        expand_resource(raw, symbol, place);
        place.evaluator.loops.pop_back();
    }
}

/// One resource stands for all: whether there is any is not known, nor its
/// index.
void Expander::expand_unknown_loop(const Value& raw, const Member* symbol, const Unknown& count,
                                   const std::string& loop, Place& place) {
    result_.is_whole = false;
    Unknown index = following(count, 0);
    index.may_be_absent = false;
    Place inside = place;
    inside.condition = both(place.condition, unknown_bool(count, 0));
    place.evaluator.loops.push_back({loop, make_unknown(std::move(index)), true});
    expand_resource(raw, symbol, inside);
    place.evaluator.loops.pop_back();
}

bool Expander::is_full(Span where) {
    if (result_.resources.size() < session_.limits.resources) return !session_.spend(0, where);
    if (!std::exchange(session_.limit_reported, true)) {
        session_.sink
            .report(diag::template_too_large, where,
                    "more than " + plural(session_.limits.resources, "resource"))
            .with_help("`--max-resources` raises the limit");
    }
    return true;
}

std::optional<Value> Expander::condition_of(const Value& raw, Place& place) {
    const Value* written = raw.find("condition");
    if (written == nullptr) return place.condition;
    const Value value = place.evaluator.evaluate(*written);
    if (const bool* truth = value.as_bool(); truth != nullptr && !*truth) return std::nullopt;
    if (value.as_unknown() == nullptr && value.as_bool() == nullptr && !value.is_null()) {
        (void)wrong_part(value, "a bool", "`condition`");
    }
    return both(place.condition, value);
}

void Expander::expand_resource(const Value& raw, const Member* symbol, Place& place) {
    if (is_full(raw.span)) return;
    const Value* type = raw.find("type");
    if (type == nullptr || type->as_string() == nullptr) {
        (void)wrong_part(type == nullptr ? raw : *type, "a text", "the `type` of a resource");
        return;
    }
    const std::optional<Value> condition = condition_of(raw, place);
    if (condition && is_deployment(raw)) {
        Place inside = place;
        inside.condition = *condition;
        return expand_deployment(raw, inside);
    }
    const Parent written = full_name(raw, *type, place);
    if (condition) add_resource(raw, symbol, written, *condition, place);
    const Value* children = raw.find("resources");
    if (children == nullptr) return;
    Place inside = place;
    inside.parent = &written;
    expand_resources(*children, inside);
}

Expander::Parent Expander::full_name(const Value& raw, const Value& type, Place& place) {
    const Value* written = raw.find("name");
    Value name = written == nullptr ? Value{} : place.evaluator.evaluate(*written);
    if (name.as_int() != nullptr) name = Value{std::to_string(*name.as_int()), name.span};
    if (name.as_string() == nullptr && name.as_unknown() == nullptr) {
        name = wrong_part(written == nullptr ? raw : name, "a text", "the `name` of a resource");
        Unknown unknown;
        unknown.cause = Cause::Malformed;
        unknown.reason = "the resource has no name";
        name = make_unknown(std::move(unknown), raw.span);
    }
    const std::string& own = *type.as_string();
    if (place.parent == nullptr || own.find('.') < own.find('/')) return {own, std::move(name)};
    return {place.parent->type + "/" + own,
            joined_text(std::vector{place.parent->name, Value{std::string{"/"}}, name}, name.span)};
}

void Expander::add_resource(const Value& raw, const Member* symbol, const Parent& written,
                            const Value& condition, Place& place) {
    TemplateResource resource;
    const Value* scope = raw.find("scope");
    const bool has_scope = scope != nullptr && place.parent == nullptr;
    const auto evaluated_scope = has_scope ? std::optional{place.evaluator.evaluate(*scope)} : std::nullopt;
    const Deployment target = deployment_target(raw, place.evaluator, place.target);
    ResourceAddress address = resource_address(written.type, written.name, evaluated_scope, target);
    const Value* name = raw.find("name");
    resource.span = raw.span;
    resource.name_span = name == nullptr ? raw.span : name->span;
    if (!address.name_fits) {
        session_.report(make_diagnostic(diag::name_segments, resource.name_span, *written.name.as_string(),
                                        written.type));
    }
    resource.type = std::move(address.type);
    resource.name = std::move(address.name);
    resource.id = std::move(address.id);
    resource.name.span = resource.id.span = resource.name_span;
    resource.scope = std::move(address.scope);
    resource.above = std::move(address.above);
    resource.condition = condition;
    if (target.scope == ScopeKind::ResourceGroup || target.scope == ScopeKind::Subscription) {
        resource.subscription = target.subscription_id;
    }
    if (target.scope == ScopeKind::ResourceGroup) resource.resource_group = target.resource_group;
    resource.symbol = symbol_of(symbol);
    const Value* existing = raw.find("existing");
    resource.existing = existing != nullptr && existing->as_bool() != nullptr && *existing->as_bool();
    if (const Value* version = raw.find("apiVersion")) {
        const Value evaluated = place.evaluator.evaluate(*version);
        if (evaluated.as_string() != nullptr) resource.api_version = *evaluated.as_string();
    }
    resource.body = body_of(raw, place);
    result_.resources.push_back(std::move(resource));
}

Value Expander::body_of(const Value& raw, Place& place) {
    Object members;
    for (const Member& member : *raw.as_object()) {
        if (is_deployment_member(member.name)) continue;
        members.push_back({member.name, member.name_span, place.evaluator.evaluate(member.value)});
    }
    return Value{std::move(members), raw.span};
}

} // namespace iotsec::azure
