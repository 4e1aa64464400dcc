// Texts as conditions compare them: letter case does not count, in any script.
#pragma once

#include <string>
#include <string_view>

namespace iotsec::azure::policy {

/// Unicode's full case folding: `Straße` and `STRASSE` fold to the same text.
[[nodiscard]] std::string folded(std::string_view text);

/// Whether two texts fold to the same. ASCII is compared in place.
[[nodiscard]] bool same_text(std::string_view a, std::string_view b);

/// Whether `part` is somewhere in `text`.
[[nodiscard]] bool contains_text(std::string_view text, std::string_view part);

[[nodiscard]] bool is_ascii(std::string_view text);

/// The code point at `at`, which moves behind it; a byte that is no UTF-8 stands for itself.
char32_t next_code_point(std::string_view text, std::size_t& at);

} // namespace iotsec::azure::policy
