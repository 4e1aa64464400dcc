// Fields: what a name in a condition reads from a resource.
#pragma once

#include "azure/policy/aliases/alias.hpp"
#include "base/value.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::azure::policy {

/// One step of a path into a body: a member, every item of a list, or one item.
struct Step {
    enum class Kind : std::uint8_t { Member, Each, Item };
    Kind kind{};
    std::string name;      ///< of a member
    std::size_t index = 0; ///< of an item
};

/// `properties.networkAcls.ipRules[*].value`
struct Path {
    std::vector<Step> steps;
    std::size_t stars = 0; ///< how many steps are `[*]`
};

/// `a.b[*].c`, `a['b-c']`, `a[0]`; nullopt where brackets do not match.
[[nodiscard]] std::optional<Path> parse_path(std::string_view text);

/// A path for some resource types and API versions.
struct FieldPath {
    std::string resource_type;             ///< empty: any
    std::vector<std::string> api_versions; ///< none: those that no other path of the type names
    Path path;
    Modifiable modifiable = Modifiable::NotStated;
};

/// What a field name stands for, looked up once.
struct Field {
    enum class Kind : std::uint8_t {
        Name,     ///< the last segment
        FullName, ///< all segments
        Type,
        Id,
        Location,   ///< compared without blanks and letter case
        ApiVersion, ///< of the request
        Body,       ///< a place in the body: `kind`, `identity.type`, a tag
        Alias,
        Unknown, ///< no field, and no alias of the table
    };
    std::string name;
    Kind kind = Kind::Unknown;
    bool is_tag = false;          ///< of `Body`
    std::vector<FieldPath> paths; ///< of `Body` (one) and `Alias`
    std::size_t stars = 0;        ///< `[*]` in the name

    /// The path for a resource of `type` in `api_version`; null where the alias is of other types.
    [[nodiscard]] const FieldPath* path(std::string_view type, std::string_view api_version) const;
};

/// What `name` stands for: a field of every resource, a tag in any of its spellings, or an alias.
[[nodiscard]] Field field_named(std::string_view name, const AliasIndex& aliases);

/// Letters small and blanks gone, as locations are compared: `East US 2` is `eastus2`.
[[nodiscard]] std::string normalized_location(std::string_view location);

} // namespace iotsec::azure::policy
