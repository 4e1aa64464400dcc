#include "azure/expression/utf16.hpp"

#include "base/json_text.hpp"

#include <algorithm>

namespace iotsec::azure {

namespace {

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The code point at `at`, which moves behind it. `text` is well-formed UTF-8.
char32_t next_code(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0x80U;
    };
    const char32_t first = byte(at);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t code = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i)
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    at = std::min(at + length, text.size());
    return code;
}

bool in(char32_t code, char32_t first, char32_t last) {
    return code >= first && code <= last;
}

char32_t lower(char32_t c) {
    if (in(c, 'A', 'Z') || (in(c, 0xC0, 0xDE) && c != 0xD7)) return c + 32;
    if (in(c, 0x391, 0x3AB) && c != 0x3A2) return c + 32;
    if (in(c, 0x410, 0x42F)) return c + 32;
    if (in(c, 0x400, 0x40F)) return c + 80;
    if (in(c, 0x531, 0x556)) return c + 48;
    const bool even_is_upper = (in(c, 0x100, 0x12F) || in(c, 0x132, 0x137) || in(c, 0x14A, 0x177) ||
                                in(c, 0x460, 0x481) || in(c, 0x48A, 0x4BF) || in(c, 0x4D0, 0x52F) ||
                                in(c, 0x1E00, 0x1E95) || in(c, 0x1EA0, 0x1EFF) || in(c, 0x1F8, 0x21F));
    if (even_is_upper && c % 2 == 0) return c + 1;
    const bool odd_is_upper = in(c, 0x139, 0x148) || in(c, 0x179, 0x17E);
    if (odd_is_upper && c % 2 == 1) return c + 1;
    return c == 0x178 ? 0xFF : in(c, 0x10400, 0x10427) ? c + 40 : c;
}

char32_t upper(char32_t c) {
    if (c == 0x3C2) return 0x3A3;
    if (c == 0x17F) return 'S';
    if (c == 0xFF) return 0x178;
    if (c == 0xB5) return 0x39C;
    for (const char32_t distance : {1U, 32U, 40U, 48U, 80U}) {
        if (c > distance && lower(c - distance) == c && lower(c) == c) return c - distance;
    }
    return c;
}

template <typename Map>
std::string mapped(std::string_view text, Map map) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();)
        json_text::append_utf8(result, map(next_code(text, at)));
    return result;
}

} // namespace

std::u16string to_utf16(std::string_view text) {
    std::u16string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t code = next_code(text, at);
        if (code < 0x10000) {
            result += static_cast<char16_t>(code);
        } else {
            result += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10U));
            result += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FFU));
        }
    }
    return result;
}

std::string to_utf8(std::u16string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t unit = text[i];
        const bool is_pair =
            in(unit, 0xD800, 0xDBFF) && i + 1 < text.size() && in(text[i + 1], 0xDC00, 0xDFFF);
        if (is_pair) {
            json_text::append_utf8(result, 0x10000 + ((unit - 0xD800) << 10U) + (text[++i] - 0xDC00U));
        } else {
            json_text::append_utf8(result, in(unit, 0xD800, 0xDFFF) ? 0xFFFD : unit);
        }
    }
    return result;
}

std::size_t utf16_length(std::string_view text) {
    return is_ascii(text) ? text.size() : to_utf16(text).size();
}

std::string lower_text(std::string_view text) {
    return mapped(text, lower);
}

std::string upper_text(std::string_view text) {
    return mapped(text, upper);
}

} // namespace iotsec::azure
