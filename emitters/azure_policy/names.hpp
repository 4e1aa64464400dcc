// Names and ids of what is emitted. They must outlive the symbols of the source: renaming a requirement must
// not delete a definition that exemptions and dashboards hang on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace iotsec::emitters::azure_policy {

/// Of definitions and initiatives: the oldest stable version with everything that is written here, as
/// sovereign clouds get new ones late.
inline constexpr std::string_view policy_api_version = "2023-04-01";

/// The UUID of version 5 of `name` in the namespace of all names of ours.
[[nodiscard]] std::string uuid_of(std::string_view name);
/// `policyDefinition|<module>|<id>|<kind>` as a UUID.
[[nodiscard]] std::string definition_name(std::string_view module, std::string_view id,
                                          std::string_view kind);
/// `policySetDefinition|<module>|<baseline>` as a UUID.
[[nodiscard]] std::string initiative_name(std::string_view module, std::string_view baseline);
/// `hub-net-2-check`: lower case, cut to the 64 characters of a resource name.
[[nodiscard]] std::string readable_name(std::string_view stem, std::string_view kind);

/// `text`, or its first bytes, `-` and 6 hexadecimal digits of its hash where it is longer than `limit`.
[[nodiscard]] std::string cut_name(std::string_view text, std::size_t limit);
/// `text`, or its first characters and `…` where it has more than `limit`.
[[nodiscard]] std::string cut_text(std::string_view text, std::size_t limit);
/// How many characters a text has (UTF-8 code points).
[[nodiscard]] std::size_t length(std::string_view text);

} // namespace iotsec::emitters::azure_policy
