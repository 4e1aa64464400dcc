#include "azure/expression/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <span>

namespace iotsec::azure {

namespace {

std::uint32_t byte(std::string_view text, std::size_t i) {
    return static_cast<std::uint8_t>(text[i]);
}

void sha1_block(std::array<std::uint32_t, 5>& state, std::string_view block) {
    std::array<std::uint32_t, 80> words{};
    for (std::size_t i = 0; i < 16; ++i) {
        words[i] = byte(block, 4 * i) << 24U | byte(block, 4 * i + 1) << 16U | byte(block, 4 * i + 2) << 8U |
                   byte(block, 4 * i + 3);
    }
    for (std::size_t i = 16; i < words.size(); ++i)
        words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint32_t f = i < 20              ? (b & c) | (~b & d)
                                : i < 40 || i >= 60 ? b ^ c ^ d
                                                    : (b & c) | (b & d) | (c & d);
        const std::uint32_t k = i < 20   ? 0x5A827999U
                                : i < 40 ? 0x6ED9EBA1U
                                : i < 60 ? 0x8F1BBCDCU
                                         : 0xCA62C1D6U;
        const std::uint32_t next = std::rotl(a, 5) + f + e + k + words[i];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    const std::array<std::uint32_t, 5> added{a, b, c, d, e};
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] += added[i];
}

std::uint32_t little_endian(std::string_view text, std::size_t at) {
    std::uint32_t result = 0;
    for (std::size_t i = 0; i < 4 && at + i < text.size(); ++i)
        result |= byte(text, at + i) << (8U * static_cast<std::uint32_t>(i));
    return result;
}

/// MurmurHash3 in the two-lane form of 64 bits, seed 0.
std::uint64_t murmur64(std::string_view text) {
    constexpr std::uint32_t c1 = 0x239B961BU, c2 = 0xAB0E9789U;
    std::uint32_t h1 = 0, h2 = 0;
    const std::size_t whole = text.size() / 8 * 8;
    for (std::size_t at = 0; at < whole; at += 8) {
        h1 ^= std::rotl(little_endian(text, at) * c1, 15) * c2;
        h1 = (std::rotl(h1, 19) + h2) * 5 + 0x561CCD1BU;
        h2 ^= std::rotl(little_endian(text, at + 4) * c2, 17) * c1;
        h2 = (std::rotl(h2, 13) + h1) * 5 + 0x0BCAA747U;
    }
    if (text.size() > whole) h1 ^= std::rotl(little_endian(text, whole) * c1, 15) * c2;
    if (text.size() > whole + 4) h2 ^= std::rotl(little_endian(text, whole + 4) * c2, 17) * c1;
    const auto mixed = [](std::uint32_t h) {
        h = (h ^ (h >> 16U)) * 0x85EBCA6BU;
        h = (h ^ (h >> 13U)) * 0xC2B2AE35U;
        return h ^ (h >> 16U);
    };
    h1 ^= static_cast<std::uint32_t>(text.size());
    h2 ^= static_cast<std::uint32_t>(text.size());
    h1 += h2;
    h2 += h1;
    h1 = mixed(h1);
    h2 = mixed(h2);
    h1 += h2;
    h2 += h1;
    return std::uint64_t{h2} << 32U | h1;
}

} // namespace

std::array<std::uint8_t, 20> sha1(std::string_view text) {
    std::array<std::uint32_t, 5> state{0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
    std::string padded{text};
    padded += '\x80';
    padded.append((120 - padded.size() % 64) % 64, '\0');
    const std::uint64_t bits = std::uint64_t{text.size()} * 8;
    for (unsigned shift = 64; shift > 0; shift -= 8)
        padded += static_cast<char>(bits >> (shift - 8));
    for (std::size_t at = 0; at < padded.size(); at += 64)
        sha1_block(state, std::string_view{padded}.substr(at, 64));
    std::array<std::uint8_t, 20> result{};
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = static_cast<std::uint8_t>(state[i / 4] >> (24U - 8U * (i % 4)));
    return result;
}

std::string template_guid(std::string_view text) {
    constexpr std::string_view space{"\x11\xfb\x06\xfb\x71\x2d\x4d\xdd\x98\xc7\xe7\x1b\xbd\x58\x88\x30", 16};
    auto digest = sha1(std::string{space} + std::string{text});
    digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0FU) | 0x50U);
    digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3FU) | 0x80U);
    std::string result;
    for (std::size_t i = 0; i < 16; ++i)
        result += fmt::format("{}{:02x}", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", digest[i]);
    return result;
}

std::string unique_string(std::string_view text) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
    std::uint64_t hash = murmur64(text);
    std::string result;
    for (int i = 0; i < 13; ++i, hash <<= 5U)
        result += letters[hash >> 59U];
    return result;
}

} // namespace iotsec::azure
