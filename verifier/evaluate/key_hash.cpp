// SipHash-2-4 (Aumasson and Bernstein, 2012), run twice under different keys.
#include "verifier/evaluate/key_hash.hpp"

#include <array>
#include <bit>

namespace iotsec::verifier {

namespace {

using HashState = std::array<std::uint64_t, 4>;

void round(HashState& v) {
    v[0] += v[1];
    v[1] = std::rotl(v[1], 13) ^ v[0];
    v[0] = std::rotl(v[0], 32);
    v[2] += v[3];
    v[3] = std::rotl(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = std::rotl(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = std::rotl(v[1], 17) ^ v[2];
    v[2] = std::rotl(v[2], 32);
}

void absorb(HashState& v, std::uint64_t word) {
    v[3] ^= word;
    round(v);
    round(v);
    v[0] ^= word;
}

/// Up to eight bytes, lowest first.
std::uint64_t word(std::string_view bytes) {
    std::uint64_t result = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        result |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(bytes[i])) << (8 * i);
    return result;
}

std::uint64_t sip_hash(std::string_view text, std::uint64_t key0, std::uint64_t key1) {
    HashState v{key0 ^ 0x736f6d6570736575ULL, key1 ^ 0x646f72616e646f6dULL, key0 ^ 0x6c7967656e657261ULL,
                key1 ^ 0x7465646279746573ULL};
    const std::uint64_t length = text.size();
    for (; text.size() >= 8; text.remove_prefix(8))
        absorb(v, word(text.substr(0, 8)));
    absorb(v, word(text) | (length << 56U));
    v[2] ^= 0xffU;
    for (int i = 0; i < 4; ++i)
        round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

} // namespace

KeyHash key_hash(std::string_view key) {
    return {sip_hash(key, 0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL),
            sip_hash(key, 0x9e3779b97f4a7c15ULL, 0xbf58476d1ce4e5b9ULL)};
}

} // namespace iotsec::verifier
