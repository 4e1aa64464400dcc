// The resource catalogue: what Azure's resource types look like, as far as a requirement can speak of them.
// Data lives in stdlib/catalog/*.yaml; this is its shape in memory.
#pragma once

#include "base/value.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::catalog {

/// The type of a property, or of one item where the property is a list.
enum class Kind {
    Bool,
    Int,
    Number,
    String,
    Enum, ///< `Enum`: text out of `Property::values`
    Version,
    ApiVersion,
    Duration,
    Instant,
    Cidr,
    ResourceId,
    Location,
    Object, ///< known members
    Map,    ///< any key, values of one shape (the child named `*`), or of any
    Any,    ///< free form
};

/// Which evidence can show a property (reference, section 1.2).
enum class VisibleIn { Both, Response, Request };

/// Index of a property in its `ResourceType`.
struct PropertyId {
    std::uint32_t index = 0;

    auto operator<=>(const PropertyId&) const = default;
};

/// One property of a resource type. Paths are in catalogue form: the inner `properties` of the resource and
/// of list items are left out, and a list is followed by `[*]` (`networkRuleSets.ipRules[*].ipMask`).
struct Property {
    std::string name;            ///< the last segment
    std::string path;            ///< from the resource, catalogue form
    std::string json;            ///< from the resource, as in its body (`properties.networkRuleSets.…`)
    std::string alias;           ///< the Azure Policy alias or field; empty if there is none
    std::string no_alias_reason; ///< why `alias` is empty
    Kind kind = Kind::Any;
    bool list = false;
    bool required = false;
    bool read_only = false;
    bool write_only = false;
    bool secret = false;
    bool exact = false;                       ///< compared with letter case
    bool create_only = false;                 ///< taken at creation only: no modify, no deny
    bool modifiable = false;                  ///< the alias is known to be modifiable
    bool service_defined_when_absent = false; ///< an absent collection is not an empty one
    bool always_returned = false;             ///< read-only and always there in the stored view
    VisibleIn visible_in = VisibleIn::Both;
    std::optional<Value> service_default;
    std::vector<std::string> values; ///< of an enumeration
    bool open = true;                ///< an enumeration that may grow
    std::vector<std::string> order;  ///< an ordered enumeration, lowest first
    std::optional<std::int64_t> min_items, min, max;
    /// First api-version from which on every version (up to `until`) has it; empty: the first of the type.
    std::string since;
    std::string until; ///< last api-version that has it; empty: the newest of the type
    /// Versions before `since` that have it too: previews of what a later stable version lacked again.
    std::vector<std::string> also_in;
    /// How a request tells a property that only responses show; empty: not at all. Alternatives stand at
    /// ` | `, the first whose members are there counts. `{m}` is member `m` beside the property, `{m#K}` the
    /// part behind `K=` of a connection string: `{name}.azure-devices.net`,
    /// `{hostName} | {connectionString#HostName}`.
    std::string request_from;
    std::string source; ///< where the facts are from
    std::optional<PropertyId> parent;
    std::vector<PropertyId> children; ///< members of the object, of the items, or `*` of a map
};

/// Where resources of a type live.
enum class TypeClass { Resource, Child, Extension, DataPlane };

struct ResourceType {
    std::string name; ///< `Microsoft.Devices/IotHubs`, in its documented spelling
    TypeClass type_class = TypeClass::Resource;
    std::string parent;                    ///< of a child type
    bool has_tags_and_location = false;    ///< decides the mode of a policy definition
    bool deny_is_unwise = false;           ///< such as role assignments
    std::vector<std::string> api_versions; ///< oldest first
    std::vector<Property> properties;      ///< parents before children
    std::vector<PropertyId> roots;         ///< those without a parent
    std::string source;

    [[nodiscard]] const Property& operator[](PropertyId id) const { return properties[id.index]; }
    /// The child of `below` (of the resource itself where empty) that is called `wanted`, letter case
    /// ignored.
    [[nodiscard]] std::optional<PropertyId> child(std::optional<PropertyId> below,
                                                  std::string_view wanted) const;
    /// The property at a path in catalogue form, with or without `[*]`.
    [[nodiscard]] std::optional<PropertyId> at(std::string_view path) const;
    /// The newest api-version that is no preview; else the newest. Empty where the type has none.
    [[nodiscard]] std::string newest_api_version() const;
    /// Whether the body of `api_version` has the property. A version that the type does not list counts by
    /// its date.
    [[nodiscard]] bool has(PropertyId id, std::string_view api_version) const;
};

/// Fills in `name`, `parent`, `children` and the roots from the paths of `type.properties`, whose parents
/// stand before their children. A path whose parent is missing becomes a root.
void connect(ResourceType& type);

/// A built-in role that a remedy may need: `contributor` and its id.
struct Role {
    std::string name, id, display_name, source;
};
/// A control of a published framework: `mcsb`, `NS-2`, and the group that Azure Policy knows it by.
struct Control {
    std::string framework, id, title, policy_group, source;
};

/// All types, roles and controls that a program may name. Immutable: nobody sees that a type is read when it
/// is first asked for, in several threads neither.
class Catalog {
  public:
    /// `version` is the content hash where it is known already; empty: it is computed.
    Catalog(std::vector<ResourceType> types, std::vector<Role> roles, std::vector<Control> controls,
            std::string version = {});

    /// Types that are kept elsewhere: their names, in order with letter case ignored, and how the one at an
    /// index is read.
    struct TypeSource {
        std::vector<std::string> names;
        std::function<ResourceType(std::size_t index)> read;
    };
    Catalog(TypeSource types, std::vector<Role> roles, std::vector<Control> controls, std::string version);
    Catalog(Catalog&& other) noexcept;
    Catalog& operator=(Catalog&& other) noexcept;
    ~Catalog();

    [[nodiscard]] const std::vector<ResourceType>& types() const;
    /// Letter case is ignored; null where there is none.
    [[nodiscard]] const ResourceType* type(std::string_view name) const;
    [[nodiscard]] const Role* role(std::string_view name) const;
    [[nodiscard]] const std::vector<Role>& roles() const { return roles_; }
    [[nodiscard]] const Control* control(std::string_view framework, std::string_view id) const;
    [[nodiscard]] const std::vector<Control>& controls() const { return controls_; }
    /// A content hash of the data, for `Program::catalog`.
    [[nodiscard]] const std::string& version() const { return version_; }

  private:
    struct Unread;

    /// The type at `index`, which is read if it was not.
    const ResourceType& read(std::size_t index) const;

    std::vector<std::string> names_;          // of the types, in order with letter case ignored
    mutable std::vector<ResourceType> types_; // in the same order; empty until they are read
    std::unique_ptr<Unread> unread_;          // null: all are read
    std::vector<Role> roles_;                 // by name
    std::vector<Control> controls_;           // by framework and id
    std::string version_;
};

/// The name of a kind as the language writes it: `bool`, `resourceId`.
[[nodiscard]] std::string_view name(Kind kind);

} // namespace iotsec::catalog
