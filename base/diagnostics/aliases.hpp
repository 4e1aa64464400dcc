// IOT621x: lists and indices of policy aliases.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view> malformed_alias_list{
    "IOT6210", Severity::Error, "expected {} in the list of resource providers"};

inline constexpr DiagnosticKind<std::size_t> malformed_alias_row{
    "IOT6211", Severity::Error,
    "expected a resource type, an alias and its path, parted by tabs; found {} columns"};

inline constexpr DiagnosticKind<std::string_view> broken_alias_index{"IOT6212", Severity::Error,
                                                                     "the alias index is broken: {}"};

inline constexpr DiagnosticKind<std::uint32_t, std::uint32_t> alias_index_version{
    "IOT6213", Severity::Error, "the alias index has format {}, expected {}"};

inline constexpr DiagnosticKind<> no_aliases{"IOT6214", Severity::Error, "there is no alias in this list"};

inline constexpr std::array<const DiagnosticInfo*, 5> aliases_kinds{
    &malformed_alias_list.info, &malformed_alias_row.info, &broken_alias_index.info,
    &alias_index_version.info, &no_aliases.info};

} // namespace iotsec::diag
