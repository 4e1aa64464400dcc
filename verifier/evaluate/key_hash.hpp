// Fixed-size hashes of secrets, so that they can be compared without being kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace iotsec::verifier {

/// 128 bits of SipHash-2-4.
struct KeyHash {
    std::uint64_t high = 0, low = 0;

    bool operator==(const KeyHash&) const = default;

    struct Bucket {
        std::size_t operator()(const KeyHash& hash) const { return static_cast<std::size_t>(hash.low); }
    };
};

[[nodiscard]] KeyHash key_hash(std::string_view key);

} // namespace iotsec::verifier
