#include "compiler/ir/lowering/instants.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>

namespace iotsec::ir::lowering {

namespace {

/// How far an instant may be moved: beyond that no date has four digits for its year.
constexpr std::int64_t farthest = 10'000LL * 366 * 86'400;

std::optional<int> number(std::string_view text, std::size_t begin, std::size_t size) {
    int value = 0;
    const char* first = text.data() + begin;
    const auto result = std::from_chars(first, first + size, value);
    if (result.ec != std::errc{} || result.ptr != first + size) return std::nullopt;
    return value;
}

} // namespace

std::string moved(std::string_view instant, std::int64_t seconds) {
    constexpr std::size_t length = 20; // 2026-11-25T00:00:00Z
    if (instant.size() != length || seconds > farthest || seconds < -farthest) return {};
    const auto year = number(instant, 0, 4);
    const auto month = number(instant, 5, 2);
    const auto day = number(instant, 8, 2);
    const auto hour = number(instant, 11, 2);
    const auto minute = number(instant, 14, 2);
    const auto second = number(instant, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second) return {};
    using namespace std::chrono;
    const year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                              std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return {};
    const sys_seconds at =
        sys_days{date} + hours{*hour} + minutes{*minute} + std::chrono::seconds{*second + seconds};
    const sys_days midnight = floor<days>(at);
    const year_month_day result{midnight};
    const hh_mm_ss time{at - midnight};
    const int shown = static_cast<int>(result.year());
    if (shown < 0 || shown > 9999) return {};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", shown, static_cast<unsigned>(result.month()),
                       static_cast<unsigned>(result.day()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

} // namespace iotsec::ir::lowering
