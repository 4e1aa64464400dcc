// The hashes behind `guid()` and `uniqueString()`.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace iotsec::azure {

[[nodiscard]] std::array<std::uint8_t, 20> sha1(std::string_view text);

/// A UUID of version 5 in Azure's namespace for templates.
[[nodiscard]] std::string template_guid(std::string_view text);

/// 13 letters and digits out of a 64-bit hash.
[[nodiscard]] std::string unique_string(std::string_view text);

} // namespace iotsec::azure
