// Points in time, as Azure writes them: ISO 8601, or RFC 1123 in the certificates of hubs.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::verifier {

/// A point in time in ticks of 100 ns since 0001-01-01T00:00:00Z.
struct Instant {
    static constexpr std::int64_t per_second = 10'000'000;
    std::int64_t ticks = 0;

    auto operator<=>(const Instant&) const = default;
};

/// `2026-01-31`, `2026-01-31T08:00:00.5Z`, `…+02:00` (none means UTC), `Sat, 31 Jan 2026 08:00:00 GMT`; none
/// for anything else.
[[nodiscard]] std::optional<Instant> instant(std::string_view text);
/// ISO 8601, UTC, with a fraction only where there is one.
[[nodiscard]] std::string to_text(Instant instant);
/// `instant` moved by `seconds`; none outside the years 1 to 9999.
[[nodiscard]] std::optional<Instant> shifted(Instant instant, std::int64_t seconds);

} // namespace iotsec::verifier
