// What a template may take: with these, any input ends in bounded time and memory.
#pragma once

#include <cstdint>

namespace iotsec::azure {

/// Rounds of one copy loop, by Azure's limit.
inline constexpr std::int64_t max_copies = 800;

/// Beyond them a template is given up, with a message that says which of them.
struct Limits {
    std::uint64_t steps = 4'000'000;  ///< values computed; a text counts once for every 64 bytes
    std::uint64_t resources = 20'000; ///< with those of nested deployments; Azure itself deploys 800
};

} // namespace iotsec::azure
