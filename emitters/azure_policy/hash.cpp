#include "emitters/azure_policy/hash.hpp"

#include <nlohmann/json.hpp>

#include <sha1.h>
#include <sha2.h>

namespace iotsec::emitters::azure_policy {

namespace {

const std::uint8_t* data(std::string_view bytes) {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

} // namespace

std::array<std::uint8_t, 20> sha1(std::string_view bytes) {
    SHA1_CTX state{};
    SHA1Init(&state);
    SHA1Update(&state, data(bytes), bytes.size());
    std::array<std::uint8_t, 20> digest{};
    SHA1Final(digest.data(), &state);
    return digest;
}

std::string sha256(std::string_view bytes) {
    SHA2_CTX state{};
    SHA256Init(&state);
    SHA256Update(&state, data(bytes), bytes.size());
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
    SHA256Final(digest.data(), &state);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : digest) {
        text += digits[byte >> 4U];
        text += digits[byte & 0xFU];
    }
    return text;
}

std::string content_hash(const Json& json) {
    const nlohmann::json sorted = json; // this one keeps its keys in order of their bytes
    return "sha256:" + sha256(sorted.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

} // namespace iotsec::emitters::azure_policy
