// How .NET's invariant culture compares texts: the order of `less`, and what `startsWith` and `indexOf` find.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string_view>

namespace iotsec::azure {

/// The root Unicode collation: letters first, then accents, then lower case before upper case.
[[nodiscard]] std::weak_ordering collate(std::string_view a, std::string_view b);

[[nodiscard]] bool begins_with(std::string_view text, std::string_view part);
[[nodiscard]] bool finishes_with(std::string_view text, std::string_view part);
/// The place, in UTF-16 units, where `part` first (or last) stands in `text`.
[[nodiscard]] std::optional<std::size_t> place_of(std::string_view text, std::string_view part, bool last);

/// Letter case ignored as .NET ignores it in names of members: by the simple upper case of each letter.
[[nodiscard]] bool equal_ordinal_ignoring_case(std::string_view a, std::string_view b);

} // namespace iotsec::azure
