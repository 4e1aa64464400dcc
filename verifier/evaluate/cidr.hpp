// Address ranges, IPv4 and IPv6, in the notation of network and prefix length.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace iotsec::verifier {

/// One range. Bits behind the prefix are zero. IPv4 addresses take the first four bytes.
struct Cidr {
    std::array<std::uint8_t, 16> address{};
    bool is_ipv6 = false;
    unsigned prefix = 0;

    bool operator==(const Cidr&) const = default;
};

/// `10.0.0.0/8`, `2001:db8::/32`; an address alone is the range of it. None for anything else, `a-b`
/// included.
[[nodiscard]] std::optional<Cidr> cidr(std::string_view text);
/// Whether every address of `inner` lies in `outer`. The two families never contain each other.
[[nodiscard]] bool contains(const Cidr& outer, const Cidr& inner);

} // namespace iotsec::verifier
