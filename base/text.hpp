// Small questions about text that several folders ask. Letter case is ASCII's: Azure's names are.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec {

[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);
[[nodiscard]] bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
[[nodiscard]] bool ends_with_ignoring_case(std::string_view text, std::string_view suffix);
/// Where `part` first stands in `text`; `npos` where it does not.
[[nodiscard]] std::size_t find_ignoring_case(std::string_view text, std::string_view part,
                                             std::size_t from = 0);
/// Order that ignores case: negative, zero or positive.
[[nodiscard]] int compare_ignoring_case(std::string_view a, std::string_view b);

/// `a.b.c` at `.` gives three parts; an empty text gives one empty part.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);

/// What stands behind the last `/`, as the name in an id does; all of `text` where there is no `/`.
[[nodiscard]] std::string_view last_segment(std::string_view text);
/// The segment of an id behind the segment `name` (letter case ignored), as a resource group's behind
/// `resourceGroups`; empty where there is none.
[[nodiscard]] std::string_view segment_behind(std::string_view id, std::string_view name);

/// `1 file`, `3 files`.
[[nodiscard]] std::string plural(std::size_t count, std::string_view noun);

/// The candidate with the smallest edit distance to `word` (case ignored), if it is near enough to be a slip
/// of the hand: at most a third of its length. The first of equals.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> candidates);

/// Whether `text` is well-formed UTF-8 (RFC 3629); else the offset of the first bad byte.
[[nodiscard]] std::optional<std::size_t> first_bad_utf8(std::string_view text);

} // namespace iotsec
