#include "emitters/azure_policy/hash.hpp"

#include <nlohmann/json.hpp>

#include <openssl/sha.h>

namespace iotsec::emitters::azure_policy {

namespace {

const unsigned char* data(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

std::array<std::uint8_t, 20> sha1(std::string_view bytes) {
    std::array<std::uint8_t, 20> digest{};
    SHA1(data(bytes), bytes.size(), digest.data());
    return digest;
}

std::string sha256(std::string_view bytes) {
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
    SHA256(data(bytes), bytes.size(), digest.data());
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
