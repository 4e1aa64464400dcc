#include "emitters/azure_policy/names.hpp"

#include "base/text.hpp"
#include "emitters/azure_policy/hash.hpp"

#include <fmt/core.h>

#include <array>
#include <cctype>
#include <cstdint>

namespace iotsec::emitters::azure_policy {

namespace {

/// c5ff1758-f56c-5847-996b-a7de72435d24: UUIDv5 of `urn:iotsec:azure-names:1` in the URL namespace of
/// RFC 9562. Another value would rename everything that was ever deployed.
constexpr std::array<std::uint8_t, 16> name_space{0xc5, 0xff, 0x17, 0x58, 0xf5, 0x6c, 0x58, 0x47,
                                                  0x99, 0x6b, 0xa7, 0xde, 0x72, 0x43, 0x5d, 0x24};
constexpr std::size_t resource_name_limit = 64;

bool starts_character(char byte) {
    return (static_cast<std::uint8_t>(byte) & 0xC0U) != 0x80U;
}

/// The first `count` characters of a text in UTF-8.
std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t seen = 0; end < text.size(); ++end) {
        if (starts_character(text[end]) && seen++ == count) break;
    }
    return text.substr(0, end);
}

} // namespace

std::string uuid_of(std::string_view name) {
    std::string bytes{name_space.begin(), name_space.end()};
    bytes += name;
    auto digest = sha1(bytes);
    digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0FU) | 0x50U);
    digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3FU) | 0x80U);
    std::string text;
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += fmt::format("{:02x}", digest[i]);
    }
    return text;
}

std::string definition_name(std::string_view module, std::string_view id, std::string_view kind) {
    return uuid_of(fmt::format("policyDefinition|{}|{}|{}", module, id, kind));
}

std::string initiative_name(std::string_view module, std::string_view baseline) {
    return uuid_of(fmt::format("policySetDefinition|{}|{}", module, baseline));
}

std::string readable_name(std::string_view stem, std::string_view kind) {
    std::string name = to_lower(kind.empty() ? std::string{stem} : fmt::format("{}-{}", stem, kind));
    for (char& c : name) {
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '-';
    }
    return cut_name(name, resource_name_limit);
}

std::string cut_name(std::string_view text, std::size_t limit) {
    constexpr std::size_t digits = 6;
    if (text.size() <= limit) return std::string{text};
    return fmt::format("{}-{}", text.substr(0, limit - digits - 1), sha256(text).substr(0, digits));
}

std::string cut_text(std::string_view text, std::size_t limit) {
    if (length(text) <= limit) return std::string{text};
    return std::string{first_characters(text, limit - 1)} + "…";
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    for (const char byte : text)
        count += starts_character(byte) ? 1 : 0;
    return count;
}

} // namespace iotsec::emitters::azure_policy
