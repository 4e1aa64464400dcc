#include "azure/expression/deployment.hpp"

#include "azure/expression/unknown.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <string>
#include <utility>
#include <vector>

namespace iotsec::azure {

namespace {

Value known_or_not(const std::string& known, std::string_view what) {
    if (!known.empty()) return Value{known};
    return known_after_deployment(fmt::format("{} is known when the template is deployed", what),
                                  Identity{"deployment"}.add(what));
}

} // namespace

Deployment deployment(ScopeKind scope, const DeploymentFacts& facts) {
    Deployment result;
    result.scope = scope;
    result.tenant_id = known_or_not(facts.tenant_id, "the tenant");
    result.subscription_id = known_or_not(facts.subscription_id, "the subscription");
    result.resource_group = known_or_not(facts.resource_group, "the resource group");
    result.location =
        known_or_not(facts.location, scope == ScopeKind::ResourceGroup ? "the location of the resource group"
                                                                       : "the location of the deployment");
    result.management_group = known_or_not(facts.management_group, "the management group");
    result.name = known_or_not(facts.name, "the name of the deployment");
    result.content_version = text_value("1.0.0.0");
    return result;
}

Value subscription_id(const Deployment& deployment) {
    return joined_text(std::vector{text_value("/subscriptions/"), deployment.subscription_id});
}

Value resource_group_id(const Deployment& deployment) {
    return joined_text(
        std::vector{subscription_id(deployment), text_value("/resourceGroups/"), deployment.resource_group});
}

Value scope_id(const Deployment& deployment) {
    if (deployment.id) return *deployment.id;
    switch (deployment.scope) {
    case ScopeKind::ResourceGroup:
        return resource_group_id(deployment);
    case ScopeKind::Subscription:
        return subscription_id(deployment);
    case ScopeKind::ManagementGroup:
        return joined_text(std::vector{text_value(management_groups), deployment.management_group});
    case ScopeKind::Tenant:
        return text_value("");
    }
    std::abort();
}

Value resource_id(const Value& base, std::string_view type, std::span<const Value> names) {
    const auto segments = split(type, '/');
    std::vector<Value> parts;
    parts.reserve(2 * names.size() + 2);
    parts.push_back(base);
    std::string known = "/providers/" + std::string{segments[0]}; // what stands between two names
    for (std::size_t i = 1; i < segments.size() || i <= names.size(); ++i) {
        if (i < segments.size()) (known += '/') += segments[i];
        if (i > names.size()) continue;
        parts.emplace_back(std::exchange(known, {}) + '/');
        parts.push_back(names[i - 1]);
    }
    parts.emplace_back(std::move(known));
    return joined_text(parts);
}

} // namespace iotsec::azure
