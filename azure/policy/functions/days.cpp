#include "azure/policy/functions/days.hpp"

#include "azure/expression/instant.hpp"

#include <cstddef>

namespace iotsec::azure::policy {

std::optional<std::string> add_days(std::string_view time, std::int64_t days) {
    constexpr std::size_t date_size = 10; // yyyy-MM-dd
    constexpr std::int64_t most = 4'000'000;
    const auto parsed = parse_time(time);
    if (!parsed || time.size() < date_size || time[4] != '-' || time[7] != '-') return std::nullopt;
    if (days > most || days < -most) return std::nullopt;
    constexpr std::int64_t day = 86'400;
    const auto later = moved(*parsed, {days * day, 0});
    const auto date = later ? format_time(*later, "yyyy-MM-dd") : std::nullopt;
    if (!date) return std::nullopt;
    return *date + std::string{time.substr(date_size)};
}

} // namespace iotsec::azure::policy
