// Texts as Azure counts them: in UTF-16 units.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace iotsec::azure {

/// How many units the result of a template function may have, by Azure's engine.
inline constexpr std::size_t max_text = 131'072;

[[nodiscard]] std::u16string to_utf16(std::string_view text);
/// Half a surrogate pair is kept, in three bytes that are no UTF-8: joined to its other half it is a
/// character again for `to_utf16`, and nothing that has one can be printed.
[[nodiscard]] std::string to_utf8(std::u16string_view text);
/// Halves of surrogate pairs become U+FFFD.
[[nodiscard]] std::u16string with_whole_pairs(std::u16string text);
/// How many UTF-16 units `text` has.
[[nodiscard]] std::size_t utf16_length(std::string_view text);

[[nodiscard]] bool is_ascii(std::string_view text);

/// Letter case by Unicode's simple mapping, one code point to one; `ı` and `İ` have no pair.
[[nodiscard]] std::string lower_text(std::string_view text);
[[nodiscard]] std::string upper_text(std::string_view text);
/// Texts that are equal but for letter case, as .NET's ordinal comparison has it, become the same.
[[nodiscard]] std::string case_folded(std::string_view text);

} // namespace iotsec::azure
