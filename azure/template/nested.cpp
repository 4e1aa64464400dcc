#include "azure/template/nested.hpp"

#include "azure/expression/unknown.hpp"
#include "azure/template/expander.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace iotsec::azure {

namespace {

/// A fact of another group or subscription than the one that is deployed to.
Value elsewhere(std::string_view what, const Value& of) {
    return known_after_deployment(fmt::format("{} is known when the template is deployed", what),
                                  Identity{"elsewhere"}.add(what).add(of));
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
        target.management_group = text_value(last_segment(scope));
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

} // namespace

bool is_deployment(const Value& raw) {
    const Value* type = raw.find("type");
    return type != nullptr && type->as_string() != nullptr && raw.find("existing") == nullptr &&
           equal_ignoring_case(*type->as_string(), "Microsoft.Resources/deployments");
}

const Value* nested_template(const Value& raw) {
    const Value* properties = raw.find("properties");
    const Value* root = properties == nullptr ? nullptr : properties->find("template");
    return root == nullptr || root->as_object() == nullptr ? nullptr : root;
}

bool is_inner_scope(const Value& raw, Evaluator& evaluator, const Value& root) {
    const Value* version = root.find("languageVersion");
    const bool is_new =
        version != nullptr && version->as_string() != nullptr && !version->as_string()->starts_with('1');
    const Value* properties = raw.find("properties");
    const Value* options = properties == nullptr ? nullptr : properties->find("expressionEvaluationOptions");
    const Value* scope = options == nullptr ? nullptr : options->find("scope");
    if (scope == nullptr) return is_new;
    const Value evaluated = evaluator.evaluate(*scope);
    return evaluated.as_string() != nullptr && equal_ignoring_case(*evaluated.as_string(), "inner");
}

Deployment deployment_target(const Value& raw, Evaluator& evaluator, const Deployment& from) {
    Deployment target = from;
    const auto member = [&](std::string_view name) -> std::optional<Value> {
        const Value* written = raw.find(name);
        if (written == nullptr) return std::nullopt;
        Value value = evaluator.evaluate(*written);
        if (value.as_string() == nullptr && value.as_unknown() == nullptr) return std::nullopt;
        if (value.as_string() != nullptr && value.as_string()->empty())
            return std::nullopt; // as if not there
        return value;
    };
    const auto subscription = member("subscriptionId");
    const auto group = member("resourceGroup");
    const auto scope = is_deployment(raw) ? member("scope") : std::nullopt;
    if (subscription || group || scope) target.id.reset();
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
    if (scope && scope->as_string() != nullptr) move_to(target, *scope->as_string());
    return target;
}

std::unique_ptr<TemplateScope> nested_scope(const Value& raw, TemplateScope& outside, Evaluator& evaluator,
                                            Deployment target) {
    const Value* name = raw.find("name");
    target.name = name == nullptr ? Value{} : evaluator.evaluate(*name);
    const std::string path =
        fmt::format("{}/{}:{:x}", outside.path(), raw.span.begin, Identity{"name"}.add(target.name).value());
    const Value* parameters = raw.find("properties")->find("parameters");
    return std::make_unique<TemplateScope>(outside.session(), *nested_template(raw), std::move(target),
                                           given_parameters(parameters, &evaluator), path);
}

void Expander::expand_deployment(const Value& raw, Place& place) {
    const Value* root = nested_template(raw);
    if (root == nullptr) {
        result_.is_whole = false;
        session_.report(make_diagnostic(diag::linked_template, raw.span)
                            .with_help("its resources are not checked; check that "
                                       "template by itself"));
        return;
    }
    const Value* resources = root->find("resources");
    if (resources == nullptr) return;
    Place inside = place;
    inside.parent = nullptr;
    inside.target = deployment_target(raw, place.evaluator, place.target);
    if (!is_inner_scope(raw, place.evaluator, place.scope.root())) {
        return expand_resources(*resources, inside);
    }
    const auto scope = nested_scope(raw, place.scope, place.evaluator, inside.target);
    Evaluator evaluator{session_, *scope, scope->deployment()};
    Place within{.scope = *scope,
                 .evaluator = evaluator,
                 .target = scope->deployment(),
                 .condition = inside.condition};
    expand_resources(*resources, within);
}

} // namespace iotsec::azure
