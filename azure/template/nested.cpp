// Nested deployments: a template within a resource.
#include "azure/expression/unknown.hpp"
#include "azure/template/expander.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace iotsec::azure {

namespace {

constexpr std::string_view management_groups = "/providers/Microsoft.Management/managementGroups/";

/// A fact of another group or subscription than the one that is deployed to.
Value elsewhere(std::string_view what, const Value& of) {
    Unknown unknown;
    unknown.cause = Cause::KnownAfterDeployment;
    unknown.reason = fmt::format("{} is known when the template is deployed", what);
    unknown.identity = Identity{"elsewhere"}.add(what).add(of).value();
    unknown.may_be_absent = false;
    return make_unknown(std::move(unknown));
}

/// Where a resource id of a subscription, group or management group points to.
void move_to(Deployment& target, std::string_view scope) {
    if (scope == "/") {
        target.scope = ScopeKind::Tenant;
        return;
    }
    const std::size_t group = find_ignoring_case(scope, std::string_view{management_groups}.substr(1));
    if (group <= 1) {
        target.scope = ScopeKind::ManagementGroup;
        target.management_group = Value{std::string{scope.substr(scope.rfind('/') + 1)}};
        return;
    }
    const auto segments = split(scope, '/');
    if (segments.size() < 3 || !equal_ignoring_case(segments[1], "subscriptions")) return;
    target.scope = ScopeKind::Subscription;
    target.subscription_id = Value{std::string{segments[2]}};
    if (segments.size() >= 5 && equal_ignoring_case(segments[3], "resourceGroups")) {
        target.scope = ScopeKind::ResourceGroup;
        target.resource_group = Value{std::string{segments[4]}};
        target.location = elsewhere("the location of the resource group", target.resource_group);
    }
}

bool is_inner(const Value& properties, Evaluator& evaluator, const Value& root) {
    const Value* version = root.find("languageVersion");
    const bool is_new =
        version != nullptr && version->as_string() != nullptr && !version->as_string()->starts_with('1');
    const Value* options = properties.find("expressionEvaluationOptions");
    const Value* scope = options == nullptr ? nullptr : options->find("scope");
    if (scope == nullptr) return is_new;
    const Value evaluated = evaluator.evaluate(*scope);
    return evaluated.as_string() != nullptr && equal_ignoring_case(*evaluated.as_string(), "inner");
}

} // namespace

bool Expander::is_deployment(const Value& raw) {
    const Value* type = raw.find("type");
    return equal_ignoring_case(*type->as_string(), "Microsoft.Resources/deployments") &&
           raw.find("existing") == nullptr;
}

Deployment Expander::target_of(const Value& raw, Place& place) {
    Deployment target = place.target;
    const auto member = [&](std::string_view name) -> std::optional<Value> {
        const Value* written = raw.find(name);
        if (written == nullptr) return std::nullopt;
        Value value = place.evaluator.evaluate(*written);
        if (value.as_string() == nullptr && value.as_unknown() == nullptr) return std::nullopt;
        return value;
    };
    const auto subscription = member("subscriptionId");
    const auto group = member("resourceGroup");
    if (subscription) {
        target.subscription_id = *subscription;
        target.scope = ScopeKind::Subscription;
    }
    if (group) {
        const bool is_same = !subscription && equal(*group, target.resource_group) == true;
        target.resource_group = *group;
        target.scope = ScopeKind::ResourceGroup;
        if (!is_same) target.location = elsewhere("the location of the resource group", *group);
    }
    return target;
}

void Expander::expand_deployment(const Value& raw, Place& place) {
    const Value* properties = raw.find("properties");
    const Value* root = properties == nullptr ? nullptr : properties->find("template");
    if (root == nullptr || root->as_object() == nullptr) {
        result_.is_whole = false;
        session_.report(make_diagnostic(diag::linked_template, raw.span)
                            .with_help("its resources are not checked; check that template by itself"));
        return;
    }
    Place inside = place;
    inside.parent = nullptr;
    inside.target = target_of(raw, place);
    if (const Value* scope = raw.find("scope")) {
        const Value id = place.evaluator.evaluate(*scope);
        if (id.as_string() != nullptr) move_to(inside.target, *id.as_string());
    }
    const Value* resources = root->find("resources");
    if (resources == nullptr) return;
    if (!is_inner(*properties, place.evaluator, place.scope.root())) {
        return expand_resources(*resources, inside);
    }
    const Value* name = raw.find("name");
    Deployment target = inside.target;
    target.name = name == nullptr ? Value{} : place.evaluator.evaluate(*name);
    const std::string path = fmt::format("{}/{}:{:x}", place.scope.path(), raw.span.begin,
                                         Identity{"name"}.add(target.name).value());
    TemplateScope scope{session_, *root, std::move(target),
                        given_parameters(properties->find("parameters"), &place.evaluator), path};
    Evaluator evaluator{session_, scope, scope.deployment()};
    Place within{
        .scope = scope, .evaluator = evaluator, .target = scope.deployment(), .condition = inside.condition};
    expand_resources(*resources, within);
}

} // namespace iotsec::azure
