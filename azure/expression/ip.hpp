// IP networks of template expressions: IPv4 and IPv6 as numbers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure {

/// An address of 32 or 128 bits, most significant byte first.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};
    std::size_t size = 4; ///< 4 or 16

    [[nodiscard]] int bits() const { return static_cast<int>(size) * 8; }
};

/// An address and the length of its prefix; host bits are zero.
struct IpNetwork {
    IpAddress address;
    int prefix = 0;
};

[[nodiscard]] std::optional<IpAddress> parse_ip(std::string_view text);

/// `10.0.0.0/8`, `fd00::/48`, and what the engine's reader takes beside them: characters that stand in no
/// address are skipped, a missing prefix is that of the class, a netmask stands for its prefix.
[[nodiscard]] std::optional<IpNetwork> parse_network(std::string_view text);

[[nodiscard]] std::string ip_text(const IpAddress& address);
/// The first `prefix` bits set.
[[nodiscard]] IpAddress ip_mask(std::size_t size, int prefix);
/// All bits behind the prefix set.
[[nodiscard]] IpAddress last_address(const IpNetwork& network);
/// `address` + `number` × 2^`shift`, which may be negative; nullopt where that
/// leaves the address space.
[[nodiscard]] std::optional<IpAddress> ip_plus(const IpAddress& address, std::int64_t number, int shift = 0);

} // namespace iotsec::azure
