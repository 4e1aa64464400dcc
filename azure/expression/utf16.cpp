#include "azure/expression/utf16.hpp"

#include "azure/expression/icu.hpp"
#include "base/json/text.hpp"

#include <algorithm>

namespace iotsec::azure {

namespace {

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

/// The Turkish letters without their pairs: no culture is assumed.
bool has_no_case(char32_t code) {
    return code == 0x130 || code == 0x131;
}

char32_t lower(char32_t code) {
    if (code < 0x80) return in(code, 'A', 'Z') ? code + 32 : code;
    return has_no_case(code) ? code : icu::lower(code);
}

char32_t upper(char32_t code) {
    if (code < 0x80) return in(code, 'a', 'z') ? code - 32 : code;
    return has_no_case(code) ? code : icu::upper(code);
}

char32_t folded(char32_t code) {
    constexpr char32_t long_s = 0x17F;
    return code == long_s ? code : upper(code);
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

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

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

std::u16string with_whole_pairs(std::u16string text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_pair =
            in(text[i], 0xD800, 0xDBFF) && i + 1 < text.size() && in(text[i + 1], 0xDC00, 0xDFFF);
        if (is_pair) {
            ++i;
        } else if (in(text[i], 0xD800, 0xDFFF)) {
            text[i] = 0xFFFD;
        }
    }
    return text;
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
            json_text::append_utf8(result, unit);
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

std::string case_folded(std::string_view text) {
    return mapped(text, folded);
}

} // namespace iotsec::azure
