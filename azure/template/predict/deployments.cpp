// Deployments within a template: where they go, and what is within them.
#include "azure/expression/function.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/template/nested.hpp"
#include "azure/template/predict/checks.hpp"
#include "azure/template/predict/level.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace iotsec::azure {

namespace {

bool is_same(const Value& a, const Value& b) {
    if (a.as_string() != nullptr && b.as_string() != nullptr) {
        return equal_ignoring_case(*a.as_string(), *b.as_string());
    }
    return open_unknown(a) != nullptr && open_unknown(b) != nullptr && expression_of(a) == expression_of(b);
}

/// Goes where the id of a subscription, group or management group points to; false where it is none.
bool move_to(Deployment& target, const std::string& scope) {
    const auto segments = split(scope, '/');
    if (scope == "/") {
        target.scope = ScopeKind::Tenant;
    } else if (starts_with_ignoring_case(scope, management_groups)) {
        target.scope = ScopeKind::ManagementGroup;
        target.management_group = Value{std::string{segments.back()}};
    } else if (segments.size() >= 3 && equal_ignoring_case(segments[1], "subscriptions")) {
        target.scope = ScopeKind::Subscription;
        target.subscription_id = Value{std::string{segments[2]}};
        if (segments.size() >= 5 && equal_ignoring_case(segments[3], "resourceGroups")) {
            target.scope = ScopeKind::ResourceGroup;
            target.resource_group = Value{std::string{segments[4]}};
        }
    } else {
        return false;
    }
    return true;
}

} // namespace

Value Level::location_of_group(const Deployment& target) {
    const Value id = resource_group_id(target);
    if (id.as_string() != nullptr) {
        const auto known = run_.known.find(to_lower(*id.as_string()));
        if (known != run_.known.end() && !known->second.location.is_null()) return known->second.location;
    }
    return make_residual("resourceGroup().location");
}

bool Level::set_target(Node& node) {
    const Deployment& here = scope_.deployment();
    Deployment target = here;
    target.id.reset();
    const auto member = [&](std::string_view name) {
        const Value* written = node.raw->find(name);
        if (written == nullptr || written->is_null()) return Value{};
        const Value value = evaluate(node, *written, References::Refused);
        const bool is_empty = value.as_string() != nullptr && value.as_string()->empty();
        return is_empty ? Value{} : value;
    };
    const Value subscription = member("subscriptionId");
    const Value group = member("resourceGroup");
    const std::string* version = node.version.as_string();
    if (node.is_deployment && !group.is_null() && version != nullptr && *version < "2017-05-10") {
        return refuse(node.raw->span, "`resourceGroup` takes an `apiVersion` of 2017-05-10 or later");
    }
    if (!subscription.is_null()) {
        if (node.is_deployment && !may_be_guid(subscription))
            return refuse(node.raw->span,
                          fmt::format("`{}` is no id of a subscription", *subscription.as_string()));
        target.subscription_id = subscription;
        target.scope = ScopeKind::Subscription;
    }
    if (!group.is_null()) {
        target.resource_group = group;
        target.scope = ScopeKind::ResourceGroup;
    }
    if (node.is_deployment && node.scope.as_string() != nullptr) {
        const std::string& scope = *node.scope.as_string();
        const std::string full = scope.starts_with('/') ? scope
                                 : here.scope == ScopeKind::Tenant || here.scope == ScopeKind::ManagementGroup
                                     ? "/providers/" + scope
                                     : scope;
        if (!move_to(target, full))
            return refuse(node.raw->span, "the `scope` of a deployment is a subscription, group or tenant");
    }
    const bool is_here = target.scope == here.scope && target.scope == ScopeKind::ResourceGroup &&
                         is_same(target.resource_group, here.resource_group) &&
                         is_same(target.subscription_id, here.subscription_id);
    if (target.scope == ScopeKind::ResourceGroup && !is_here) target.location = location_of_group(target);
    node.target = std::move(target);
    return !stopped();
}

bool Level::check_location(const Node& node) {
    const Value* location = node.raw->find("location");
    const bool has_location = location != nullptr && !location->is_null();
    const bool in_group = node.target.scope == ScopeKind::ResourceGroup;
    const Deployment& here = scope_.deployment();
    const bool needs_subscription =
        in_group && here.scope != ScopeKind::ResourceGroup && here.scope != ScopeKind::Subscription &&
        node.raw->find("resourceGroup") != nullptr && node.raw->find("subscriptionId") == nullptr;
    if (needs_subscription)
        return refuse(node.raw->span, "a deployment to a group from here names its subscription");
    if (in_group && has_location)
        return refuse(node.raw->span, "a deployment to a resource group has no `location`");
    if (!in_group && !has_location)
        return refuse(node.raw->span, "a deployment to this scope has a `location`");
    return true;
}

void Level::cut_short(const Node& node, std::string_view why) {
    const Value id = printed(node.id);
    run_.result.diagnostics.push_back(fmt::format("{0} Warning NestedDeploymentShortCircuited: The nested "
                                                  "deployment '{0}' could not be expanded because {1}",
                                                  *id.as_string(), why));
}

bool Level::is_inner(Node& node) {
    const Value* version = scope_.root().find("languageVersion");
    const Value* options = node.raw->find("properties")->find("expressionEvaluationOptions");
    const Value* written = options == nullptr ? nullptr : options->find("scope");
    const Value value = written == nullptr ? Value{} : evaluate(node, *written, References::Refused);
    const std::string text = value.as_string() == nullptr ? std::string{} : *value.as_string();
    const bool is_told = equal_ignoring_case(text, "inner");
    const bool is_outer = equal_ignoring_case(text, "outer");
    const bool is_open = text.empty() || equal_ignoring_case(text, "notSpecified");
    if (!is_told && !is_outer && !is_open)
        refuse(node.raw->span, "the scope of expressions is `inner` or `outer`");
    if (version == nullptr) return is_told;
    if (is_outer) refuse(node.raw->span, "`languageVersion` 2.0 has no outer scope");
    return true;
}

void Level::print_deployment(Node& node) {
    const Value& raw = *node.raw;
    const Value* properties = raw.find("properties");
    if (properties == nullptr || properties->as_object() == nullptr) {
        refuse(raw.span, "a deployment has `properties`");
        return;
    }
    if (!check_location(node)) return;
    const auto has = [&](std::string_view name) {
        const Value* found = properties->find(name);
        return found != nullptr && !found->is_null();
    };
    const bool has_template = has("template"), has_link = has("templateLink");
    if (has_template == has_link) {
        refuse(raw.span, "a deployment has a `template` or a `templateLink`");
        return;
    }
    if (has_link) {
        const Value link = evaluate(node, *properties->find("templateLink"), References::Resolved);
        if (stopped()) return;
        const Value* uri = link.find("uri");
        const Value* id = link.find("id");
        if ((uri == nullptr || uri->is_null()) && (id == nullptr || id->is_null())) {
            refuse(raw.span, "a `templateLink` has a `uri` or an `id`");
            return;
        }
    }
    remember(node, std::nullopt);
    const bool inner = is_inner(node);
    if (stopped()) return;
    const References before = std::exchange(mode_, References::Resolved);
    evaluator_.loops = node.loops;
    const Value* written = properties->find("parameters");
    const Value whole =
        written != nullptr && written->as_string() != nullptr ? evaluator_.evaluate(*written) : Value{};
    GivenParameters given =
        whole.is_null() ? given_parameters(written, &evaluator_) : given_parameters(&whole, nullptr);
    mode_ = before;
    if (stopped()) return;
    if (has_link || has("parametersLink")) {
        cut_short(node, has_link ? "its template is elsewhere" : "its parameters are elsewhere");
        return;
    }
    const Value& root = *properties->find("template");
    if (inner) return expand_into(node, root, std::move(given), true);
    const Value& evaluated = owned_.emplace_back(evaluate(node, root, References::ById));
    if (stopped()) return;
    if (first_unknown(evaluated) != nullptr) {
        cut_short(node,
                  "it uses outer-mode evaluation and its template contains expressions that could not be "
                  "evaluated");
        return;
    }
    expand_into(node, evaluated, std::move(given), false);
}

void Level::expand_into(Node& node, const Value& root, GivenParameters given, bool is_inner) {
    const DepthGuard guard{run_.session};
    if (guard.too_deep()) {
        refuse(node.raw->span, "deployments are nested too deeply");
        return;
    }
    if (!check_template(root, false, run_.session)) return;
    Deployment target = node.target;
    target.id.reset();
    target.name = node.name;
    const Deployment& here = scope_.deployment();
    const bool is_elsewhere =
        target.scope == ScopeKind::ResourceGroup &&
        (here.scope != target.scope || !is_same(target.resource_group, here.resource_group) ||
         !is_same(target.subscription_id, here.subscription_id));
    if (is_elsewhere) target.location = location_of_group(target); // it may have been printed since
    const auto location = std::ranges::find(node.members, "location", &Member::name);
    if (location != node.members.end()) target.location = location->value;
    TemplateScope scope{run_.session, root, std::move(target), std::move(given),
                        fmt::format("{}/", scope_.path())};
    if (!scope.evaluate_all(is_inner)) return;
    const std::optional<Value> condition = node.condition ? node.condition : condition_;
    Level level{run_, scope, condition, false};
    const auto outputs = level.run();
    if (stopped()) return;
    if (!outputs) {
        run_.result.diagnostics.push_back(fmt::format(
            " Warning NestedDeploymentShortCircuited: The nested deployment '{}' could not be expanded "
            "because it contains a copy count that is not known before the deployment",
            *printed(node.id).as_string()));
        return;
    }
    const std::string* id = node.id.as_string();
    if (id == nullptr || node.condition || condition_) return;
    KnownResource& known = run_.known[to_lower(*id)];
    known.properties = Value{Object{{"outputs", {}, Value{*outputs}}}};
    known.is_deployment = true;
}

} // namespace iotsec::azure
