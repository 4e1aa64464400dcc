// `ipRangeContains`: addresses, networks and ranges.
#pragma once

#include <cstdint>
#include <string_view>

namespace iotsec::azure::policy {

/// `Mixed`: one is IPv4 and the other IPv6, or one is empty, which is an error.
enum class IpAnswer : std::uint8_t { Outside, Inside, Mixed };

/// Whether all addresses of `target` are in `range` (an address, a network, or `first-last` each). What is
/// none of these holds no address and is in none.
[[nodiscard]] IpAnswer ip_range_contains(std::string_view range, std::string_view target);

} // namespace iotsec::azure::policy
