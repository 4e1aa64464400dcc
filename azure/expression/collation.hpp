// The order of texts in `less` and `greater`: .NET's invariant culture.
#pragma once

#include <compare>
#include <string_view>

namespace iotsec::azure {

/// Letters first, then lower case before upper case over the whole text. Exact for printable ASCII.
[[nodiscard]] std::weak_ordering collate(std::string_view a, std::string_view b);

} // namespace iotsec::azure
