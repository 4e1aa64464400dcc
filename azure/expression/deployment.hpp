// Where a template is deployed, as far as that is known.
#pragma once

#include "base/value.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace iotsec::azure {

enum class ScopeKind { ResourceGroup, Subscription, ManagementGroup, Tenant };

/// What the ids of management groups begin with.
inline constexpr std::string_view management_groups = "/providers/Microsoft.Management/managementGroups/";

/// What `resourceGroup()`, `subscription()`, `deployment()` and ids are made of: texts, or unknowns.
struct Deployment {
    ScopeKind scope = ScopeKind::ResourceGroup;
    Value tenant_id;
    Value subscription_id;
    Value resource_group;
    Value location; ///< of the resource group; at other scopes of the deployment
    Value management_group;
    Value name;
    Value content_version;
    std::optional<Value> id; ///< of its scope, where it is worked out already; whoever moves it forgets it
};

/// What is known of a deployment before it is made. Empty: not known.
struct DeploymentFacts {
    std::string tenant_id, subscription_id, resource_group, location, management_group, name;
};

/// A deployment at `scope`; what `facts` leave out is unknown, with an identity of its own.
[[nodiscard]] Deployment deployment(ScopeKind scope, const DeploymentFacts& facts);

/// The id that ids of resources at this scope begin with: `/subscriptions/…/resourceGroups/…`; an empty text
/// for a tenant.
[[nodiscard]] Value scope_id(const Deployment& deployment);
[[nodiscard]] Value subscription_id(const Deployment& deployment);
[[nodiscard]] Value resource_group_id(const Deployment& deployment);

/// `base/providers/Namespace/type/name/…` out of `Namespace/type/…` and its names; the last name stands for
/// the rest where there are too few.
[[nodiscard]] Value resource_id(const Value& base, std::string_view type, std::span<const Value> names);

} // namespace iotsec::azure
