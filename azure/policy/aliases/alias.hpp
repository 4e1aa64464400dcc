// What the aliases of Azure Policy stand for: names of places in the bodies of resources.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace iotsec::azure::policy {

/// How many bytes the name or path of an alias may have: the index counts them in 16 bits.
inline constexpr std::size_t longest_alias_text = 0xFFFF;

/// Whether `modify` may write what an alias names; a table of plain paths does not say.
enum class Modifiable { NotStated, No, Yes };

/// The place that an alias names in some API versions.
struct AliasPath {
    std::string_view path;
    std::vector<std::string_view> api_versions;
    Modifiable modifiable = Modifiable::NotStated; ///< `NotStated`: as the alias itself
};

/// One alias of one resource type. The texts live as long as the index that gave them.
struct Alias {
    std::string_view name;          ///< `Microsoft.Storage/storageAccounts/networkAcls.ipRules[*].value`
    std::string_view resource_type; ///< `Microsoft.Storage/storageAccounts`
    std::string_view default_path;  ///< `properties.networkAcls.ipRules[*].value`
    std::vector<AliasPath> paths;   ///< those that differ by API version
    Modifiable modifiable = Modifiable::NotStated;
    std::string_view token_type; ///< `String`, `Array`, …; empty where that is not stated

    /// The path in `api_version`; the default one where that version (or an empty text) has none of its own.
    [[nodiscard]] std::string_view path(std::string_view api_version) const;
    [[nodiscard]] Modifiable modifiable_in(std::string_view api_version) const;
};

/// Whether a resource type can have tags or a location; a table of plain paths does not say.
enum class Capability { NotStated, No, Yes };

/// What mode Indexed and `requestContext()` ask about a resource type.
struct TypeFacts {
    std::string_view name;
    Capability tags = Capability::NotStated;
    Capability location = Capability::NotStated;
    std::string_view newest_api_version; ///< empty where that is not stated
};

/// Aliases by name. Look-ups ignore letter case and allocate nothing but what they return.
class AliasIndex {
  public:
    AliasIndex() = default;
    AliasIndex(const AliasIndex&) = delete;
    AliasIndex& operator=(const AliasIndex&) = delete;
    virtual ~AliasIndex() = default;

    /// Every alias called `name`: mostly one; old names such as `Microsoft.Compute/imagePublisher` have one
    /// for each of several resource types. Empty where there is none.
    [[nodiscard]] virtual std::vector<Alias> find(std::string_view name) const = 0;
    /// What is known of the resource type `name`; nullopt where the index has never heard of it.
    [[nodiscard]] virtual std::optional<TypeFacts> type(std::string_view name) const = 0;
};

/// The alias among `found` for resources of `type` (case ignored); null where there is none.
[[nodiscard]] const Alias* alias_of_type(const std::vector<Alias>& found, std::string_view type);

} // namespace iotsec::azure::policy
