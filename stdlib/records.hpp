// The catalogue as constants: what the embedding step writes and built_in.cpp turns into a Catalog.
#pragma once

#include "compiler/catalog/catalog.hpp"
#include "stdlib/built_in.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace iotsec::stdlib {

using Texts = std::span<const std::string_view>;

/// The flags of a property, one bit each.
enum PropertyFlag : std::uint32_t {
    ListFlag = 1U << 0U,
    RequiredFlag = 1U << 1U,
    ReadOnlyFlag = 1U << 2U,
    WriteOnlyFlag = 1U << 3U,
    SecretFlag = 1U << 4U,
    ExactFlag = 1U << 5U,
    CreateOnlyFlag = 1U << 6U,
    ModifiableFlag = 1U << 7U,
    ServiceDefinedFlag = 1U << 8U,
    AlwaysReturnedFlag = 1U << 9U,
    OpenFlag = 1U << 10U,
    HasDefaultFlag = 1U << 11U,
};

/// `number` where a bound is not stated.
inline constexpr std::int64_t no_bound = INT64_MIN;
/// `parent` of a property that stands on the resource itself.
inline constexpr std::uint32_t no_parent = UINT32_MAX;

struct PropertyRecord {
    std::string_view name, path, json, alias, no_alias_reason, service_default, since, until, request_from,
        source;
    Texts values, order, also_in;
    std::int64_t min_items, min, max;
    std::uint32_t flags, parent;
    catalog::Kind kind;
    catalog::VisibleIn visible_in;
};

struct TypeRecord {
    std::string_view name, parent, source;
    catalog::TypeClass type_class;
    bool has_tags_and_location, deny_is_unwise;
    Texts api_versions;
    std::span<const PropertyRecord> properties;
};

struct RoleRecord {
    std::string_view name, id, display_name, source;
};

struct ControlRecord {
    std::string_view framework, id, title, policy_group, source;
};

// Defined in the generated sources.
[[nodiscard]] std::span<const TypeRecord> type_records();
[[nodiscard]] std::span<const RoleRecord> role_records();
[[nodiscard]] std::span<const ControlRecord> control_records();
/// A content hash of the YAML.
[[nodiscard]] std::string_view catalog_version();
[[nodiscard]] std::span<const LibraryFile> library_files();

} // namespace iotsec::stdlib
