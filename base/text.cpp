#include "base/text.hpp"

#include "base/eight_bytes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

namespace iotsec {

namespace {

/// A small letter differs from its capital in one bit. An object, so that algorithms inline it.
constexpr auto lower = [](char c) {
    constexpr unsigned letters = 26;
    const bool is_capital = static_cast<unsigned char>(c - 'A') < letters;
    return static_cast<char>(c | (is_capital ? 0x20 : 0));
};

/// Letters that are missing, too many, wrong, or swapped with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    const auto same = [&](std::size_t i, std::size_t j) { return lower(a[i]) == lower(b[j]); };
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(above);
        above.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (same(i - 1, j - 1) ? 0 : 1);
            row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1);
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row.back();
}

/// How many bytes the UTF-8 sequence at the start of `text` has; 0 where it is malformed.
std::size_t utf8_sequence(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    std::uint32_t code = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < smallest[length] || code > 0x10FFFF || is_surrogate ? 0 : length;
}

/// Behind the ASCII characters at the start of `text`, or some of them.
std::size_t ascii_end(std::string_view text) {
    std::size_t at = 0;
    while (has_eight_bytes(text, at) && all_ascii(eight_bytes(text, at)))
        at += sizeof(EightBytes);
    return at;
}

} // namespace

std::string to_lower(std::string_view text) {
    std::string result{text};
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

std::string_view last_segment(std::string_view text) {
    return text.substr(text.rfind('/') + 1);
}

std::string_view segment_behind(std::string_view id, std::string_view name) {
    for (std::size_t at = find_ignoring_case(id, name); at != std::string_view::npos;
         at = find_ignoring_case(id, name, at + 1)) {
        const std::size_t end = at + name.size();
        if (at > 0 && id[at - 1] == '/' && end < id.size() && id[end] == '/')
            return id.substr(end + 1, id.find('/', end + 1) - end - 1);
    }
    return {};
}

std::string plural(std::size_t count, std::string_view noun) {
    std::string text = std::to_string(count);
    text.append(" ").append(noun);
    return count == 1 ? text : text + "s";
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

bool ends_with_ignoring_case(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size() &&
           equal_ignoring_case(text.substr(text.size() - suffix.size()), suffix);
}

std::size_t find_ignoring_case(std::string_view text, std::string_view part, std::size_t from) {
    if (from > text.size()) return std::string_view::npos;
    const auto rest = text.substr(from);
    const auto found = std::ranges::search(rest, part, {}, lower, lower);
    if (found.empty() && !part.empty()) return std::string_view::npos;
    return from + static_cast<std::size_t>(found.begin() - rest.begin());
}

int compare_ignoring_case(std::string_view a, std::string_view b) {
    const auto order =
        std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
            return static_cast<unsigned char>(lower(x)) <=> static_cast<unsigned char>(lower(y));
        });
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + 1);
    }
    parts.push_back(text);
    return parts;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
    std::string result;
    for (const std::string& part : parts) {
        if (&part != &parts.front()) result += separator;
        result += part;
    }
    return result;
}

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates) {
    constexpr std::size_t longest = 200; // bounds the work for absurd input
    if (word.size() > longest) return std::nullopt;
    std::optional<std::string_view> best;
    std::size_t best_distance = std::max<std::size_t>(word.size() / 3, 1) + 1;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > longest) continue;
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::optional<std::size_t> first_bad_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        at += ascii_end(text.substr(at));
        if (at == text.size()) break;
        const std::size_t length = utf8_sequence(text.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

} // namespace iotsec
