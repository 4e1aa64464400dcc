// What ICU does for texts beyond ASCII.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string_view>

namespace iotsec::azure::icu {

/// The order of the root collation: letters, then accents, then letter case.
[[nodiscard]] std::weak_ordering collate(std::string_view a, std::string_view b);

/// Whether `text` begins (or ends) with `part`, letter case ignored, as .NET's invariant culture has it.
[[nodiscard]] bool has_affix(std::u16string_view text, std::u16string_view part, bool at_end);

/// Where `part` first (or last) stands in `text`, letter case ignored.
[[nodiscard]] std::optional<std::size_t> find(std::u16string_view text, std::u16string_view part, bool last);

/// Unicode's simple mapping.
[[nodiscard]] char32_t lower(char32_t code);
[[nodiscard]] char32_t upper(char32_t code);

} // namespace iotsec::azure::icu
