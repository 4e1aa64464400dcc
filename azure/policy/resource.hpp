// A resource as policies look at it, the request that brings it, and what else is there.
#pragma once

#include "base/value.hpp"

#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace iotsec::azure::policy {

/// A resource body with what fields of every resource say, worked out once. The body stays the caller's.
class Resource {
  public:
    /// `body` has `type`, `name`, `id` and so on as Azure has them; a name that is missing is taken from the
    /// id. `type_hint` counts where the body has no type.
    explicit Resource(const Value& body, std::string_view api_version = {}, std::string_view type_hint = {});

    [[nodiscard]] const Value& body() const { return *body_; }
    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] const std::string& type() const { return type_; }
    [[nodiscard]] const std::string& name() const { return name_; } ///< last segment
    [[nodiscard]] const std::string& full_name() const { return full_name_; }
    [[nodiscard]] const std::string& location() const { return location_; } ///< as it is compared
    [[nodiscard]] const std::string& api_version() const { return api_version_; }
    /// The values of these as fields; null where the body does not have them.
    [[nodiscard]] const Value& id_value() const { return id_value_; }
    [[nodiscard]] const Value& type_value() const { return type_value_; }
    [[nodiscard]] const Value& name_value() const { return name_value_; }
    [[nodiscard]] const Value& full_name_value() const { return full_name_value_; }
    [[nodiscard]] const Value& api_version_value() const { return api_version_value_; }

  private:
    void read_names(const Value& body);

    const Value* body_;
    std::string id_, type_, name_, full_name_, location_, api_version_;
    Value id_value_, type_value_, name_value_, full_name_value_, api_version_value_;
};

/// What `requestContext()`, `resourceGroup()`, `subscription()`, `policy()` and `utcNow()` give. An object
/// that is null is not known.
struct Request {
    Value request_context; ///< null: `{apiVersion, identity: {}}` of the resource
    Value resource_group;
    Value subscription;
    Value policy;
    std::string utc_now = "2026-01-01T00:00:00.0000000Z"; ///< ISO 8601
};

/// Which related resources are looked for.
struct RelatedQuery {
    const Resource& resource;
    std::string type;
    std::string name;           ///< empty: any
    std::string resource_group; ///< empty: that of the resource
    bool in_subscription = false;
};

/// What was found, or that it cannot be told.
struct RelatedAnswer {
    bool is_known = true;
    std::vector<const Resource*> resources;
};

/// Where related resources are looked up.
class Related {
  public:
    Related() = default;
    Related(const Related&) = delete;
    Related& operator=(const Related&) = delete;
    virtual ~Related() = default;
    [[nodiscard]] virtual RelatedAnswer find(const RelatedQuery& query) const = 0;
};

/// Types that neither templates nor exports hold: results of Defender and of guest configuration, plans of
/// Defender, and the like. Not finding one there means nothing.
[[nodiscard]] std::span<const std::string_view> types_never_listed();

/// All resources of an export or a template. Types that such a source never holds are not known.
class Inventory : public Related {
  public:
    /// Adds a resource; `body` must outlive the inventory.
    const Resource& add(const Value& body, std::string_view api_version = {});
    /// Says that resources of `type` are not in this source: their absence means nothing.
    void set_not_listed(std::string_view type);

    [[nodiscard]] RelatedAnswer find(const RelatedQuery& query) const override;
    [[nodiscard]] const std::deque<Resource>& resources() const { return resources_; }

  private:
    /// Resources by id in lower case: what hangs on a resource, or is in a scope, stands together.
    using ById = std::multimap<std::string, const Resource*>;
    struct OfType {
        ById standing; ///< resources of their own and children
        ById attached; ///< extensions of resources of other providers
    };

    std::deque<Resource> resources_;
    std::unordered_map<std::string, OfType> by_type_; ///< in lower case
    std::vector<std::string> not_listed_;
};

} // namespace iotsec::azure::policy
