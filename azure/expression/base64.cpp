#include "azure/expression/base64.hpp"

#include "base/json/text.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace iotsec::azure {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

} // namespace

std::string base64(std::string_view bytes) {
    std::string result;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8U | (at + i < bytes.size() ? static_cast<std::uint8_t>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) {
            const bool is_padding = at + i > bytes.size();
            result +=
                is_padding ? '=' : alphabet[group >> (18U - 6U * static_cast<std::uint32_t>(i)) & 0x3FU];
        }
    }
    return result;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') digits += c;
    }
    if (digits.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && digits.ends_with('=')) {
        digits.pop_back();
        ++padding;
    }
    std::string result;
    std::uint32_t group = 0, bits = 0;
    for (const char c : digits) {
        const std::size_t digit = alphabet.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        group = group << 6U | static_cast<std::uint32_t>(digit);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            result += static_cast<char>(group >> bits & 0xFFU);
        }
    }
    return result;
}

std::string percent_encoded(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool is_plain = is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
        result += is_plain ? std::string{c} : fmt::format("%{:02X}", static_cast<std::uint8_t>(c));
    }
    return result;
}

std::string percent_decoded(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_long = text.substr(i).starts_with("%u");
        const auto digits = text.substr(std::min(i + (is_long ? 2 : 1), text.size()), is_long ? 4 : 2);
        std::uint32_t code = 0;
        const char* const begin = digits.data();
        const char* const end = begin + digits.size();
        const bool is_hex =
            digits.size() == (is_long ? 4U : 2U) && std::from_chars(begin, end, code, 16).ptr == end;
        if (text[i] == '%' && is_hex) {
            if (is_long) {
                json_text::append_utf8(result, code);
            } else {
                result += static_cast<char>(code);
            }
            i += digits.size() + (is_long ? 1 : 0);
        } else {
            result += text[i] == '+' ? ' ' : text[i];
        }
    }
    return valid_utf8(result);
}

std::string valid_utf8(std::string_view bytes) {
    std::string result;
    while (const auto bad = first_bad_utf8(bytes)) {
        result.append(bytes.substr(0, *bad)).append("\xEF\xBF\xBD");
        bytes.remove_prefix(*bad + 1);
    }
    return result.append(bytes);
}

} // namespace iotsec::azure
