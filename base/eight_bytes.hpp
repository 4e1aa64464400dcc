// Looking at eight bytes of a text at a time: whether all of them are of a kind, or any is.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace iotsec {

/// Eight bytes, as one number.
using EightBytes = std::uint64_t;

/// The eight bytes of `text` from `at`; there must be so many.
[[nodiscard]] inline EightBytes eight_bytes(std::string_view text, std::size_t at) {
    EightBytes bytes = 0;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    return bytes;
}

/// Whether there are eight more bytes at `at`.
[[nodiscard]] constexpr bool has_eight_bytes(std::string_view text, std::size_t at) {
    return at + sizeof(EightBytes) <= text.size();
}

/// `byte`, eight times.
[[nodiscard]] constexpr EightBytes eight_times(unsigned char byte) {
    return EightBytes{0x0101010101010101} * byte;
}

[[nodiscard]] constexpr bool all_ascii(EightBytes bytes) {
    return (bytes & eight_times(0x80)) == 0;
}

/// Whether any byte is smaller than `limit`, which is at most 0x80. (A subtraction borrows from the top bit
/// of a byte only where the byte is smaller; see "Bit Twiddling Hacks".)
[[nodiscard]] constexpr bool any_below(EightBytes bytes, unsigned char limit) {
    return ((bytes - eight_times(limit)) & ~bytes & eight_times(0x80)) != 0;
}

[[nodiscard]] constexpr bool any_equal(EightBytes bytes, unsigned char wanted) {
    return any_below(bytes ^ eight_times(wanted), 1);
}

} // namespace iotsec
