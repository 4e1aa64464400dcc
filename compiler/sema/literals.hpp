// What a text has to look like to be a range of addresses, a version, an api-version.
#pragma once

#include <string_view>

namespace iotsec::sema {

/// `10.0.0.0/8`, `10.1.2.3`, `fd00::/8`.
[[nodiscard]] bool is_cidr(std::string_view text);
/// `1.12.2`, `2.0-beta`: numbers with dots between them, perhaps a suffix.
[[nodiscard]] bool is_version(std::string_view text);
/// `2023-06-30`, `2021-05-01-preview`.
[[nodiscard]] bool is_api_version(std::string_view text);
/// `PT5M`, `P1D`: an ISO 8601 duration.
[[nodiscard]] bool is_iso_duration(std::string_view text);
/// `2024-02-30` is none.
[[nodiscard]] bool is_date(std::string_view text);
/// A GUID: 8-4-4-4-12 hexadecimal digits.
[[nodiscard]] bool is_guid(std::string_view text);

} // namespace iotsec::sema
