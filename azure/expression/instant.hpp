// Dates and durations of template expressions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure {

/// A local time with its offset from UTC.
struct LocalTime {
    std::int64_t seconds = 0;     ///< of the local clock, from 1970-01-01T00:00:00
    std::int64_t nanoseconds = 0; ///< 0 to 999,999,999
    std::int64_t offset = 0;      ///< seconds east of UTC
};

/// Dates as ISO 8601 writes them (and with a blank for `T`, or months and days
/// of one digit); a missing offset is UTC.
[[nodiscard]] std::optional<LocalTime> parse_iso_time(std::string_view text);
/// These, and what else .NET's invariant culture reads: `01/31/2020 3:04 PM`, `Fri, 31 Jan 2020 00:00:00
/// GMT`, `January 2020`.
[[nodiscard]] std::optional<LocalTime> parse_time(std::string_view text);
/// The local clock of a day; nullopt where there is no such day.
[[nodiscard]] std::optional<LocalTime> start_of_day(std::int64_t year, std::int64_t month, std::int64_t day);

/// Seconds and nanoseconds of an XML duration: a year has 365 days, a month 30.
struct Duration {
    std::int64_t seconds = 0, nanoseconds = 0;
};
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

/// nullopt outside the years 1 to 9999.
[[nodiscard]] std::optional<LocalTime> moved(const LocalTime& time, const Duration& by);

/// By a .NET format, standard or custom, in the invariant culture; nullopt for
/// one that is neither.
[[nodiscard]] std::optional<std::string> format_time(const LocalTime& time, std::string_view format);

} // namespace iotsec::azure
