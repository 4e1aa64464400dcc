#include "verifier/evaluate/instant.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace iotsec::verifier {

namespace {

constexpr std::int64_t seconds_per_day = 86'400;

constexpr bool is_leap(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr std::int64_t days_in(std::int64_t year, std::int64_t month) {
    constexpr std::array<std::int64_t, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

constexpr std::int64_t days_before_year(std::int64_t year) {
    const std::int64_t past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400;
}

struct Date {
    std::int64_t year = 0, month = 0, day = 0;

    [[nodiscard]] bool exists() const {
        return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
               day <= days_in(year, month);
    }
    [[nodiscard]] std::int64_t days() const {
        std::int64_t result = days_before_year(year) + day - 1;
        for (std::int64_t m = 1; m < month; ++m)
            result += days_in(year, m);
        return result;
    }
};

constexpr std::int64_t last_tick = days_before_year(10'000) * seconds_per_day * Instant::per_second - 1;

/// Reads a text from the front; `ok` is false once something was not there.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : rest_{text} {}

    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool at_end() const { return ok_ && rest_.empty(); }

    std::int64_t digits(std::size_t count) {
        std::int64_t number = 0;
        if (rest_.size() < count) ok_ = false;
        for (std::size_t i = 0; ok_ && i < count; ++i) {
            if (rest_[i] < '0' || rest_[i] > '9') ok_ = false;
            number = number * 10 + (rest_[i] - '0');
        }
        if (ok_) rest_.remove_prefix(count);
        return ok_ ? number : 0;
    }
    /// Whether one of `characters` is next; then it is read.
    bool skip(std::string_view characters) {
        if (!ok_ || rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void require(std::string_view word) {
        ok_ = ok_ && starts_with_ignoring_case(rest_, word);
        if (ok_) rest_.remove_prefix(word.size());
    }
    /// The next three letters as an index in `words`, from 1; 0 where they are none of them.
    std::int64_t one_of(std::string_view words) {
        const auto at =
            rest_.size() < 3 ? std::string_view::npos : find_ignoring_case(words, rest_.substr(0, 3));
        ok_ = ok_ && at != std::string_view::npos && at % 3 == 0;
        if (!ok_) return 0;
        rest_.remove_prefix(3);
        return static_cast<std::int64_t>(at / 3) + 1;
    }
    /// `.5`, in ticks; digits beyond the seventh do not count.
    std::int64_t fraction() {
        std::int64_t ticks = 0;
        std::int64_t unit = Instant::per_second / 10;
        ok_ = ok_ && !rest_.empty() && is_digit(rest_.front());
        while (ok_ && !rest_.empty() && is_digit(rest_.front())) {
            ticks += (rest_.front() - '0') * unit;
            unit /= 10;
            rest_.remove_prefix(1);
        }
        return ticks;
    }
    void fail() { ok_ = false; }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

/// `08:30:00`, in seconds of the day.
std::int64_t time_of_day(Cursor& cursor) {
    const std::int64_t hour = cursor.digits(2);
    cursor.require(":");
    const std::int64_t minute = cursor.digits(2);
    cursor.require(":");
    const std::int64_t second = cursor.digits(2);
    if (hour > 23 || minute > 59 || second > 59) cursor.fail();
    return (hour * 60 + minute) * 60 + second;
}

/// `Z`, `+02:00` or nothing, in seconds east of UTC.
std::int64_t offset(Cursor& cursor) {
    if (cursor.skip("Zz") || cursor.at_end()) return 0;
    const bool is_west = cursor.skip("-");
    if (!is_west) cursor.require("+");
    const std::int64_t hour = cursor.digits(2);
    cursor.skip(":");
    const std::int64_t minute = cursor.digits(2);
    if (hour > 14 || minute > 59) cursor.fail();
    const std::int64_t seconds = (hour * 60 + minute) * 60;
    return is_west ? -seconds : seconds;
}

std::optional<Instant> made_of(const Cursor& cursor, const Date& date, std::int64_t seconds,
                               std::int64_t ticks) {
    if (!cursor.at_end() || !date.exists()) return std::nullopt;
    const std::int64_t all = (date.days() * seconds_per_day + seconds) * Instant::per_second + ticks;
    if (all < 0 || all > last_tick) return std::nullopt;
    return Instant{all};
}

std::optional<Instant> iso_8601(std::string_view text) {
    Cursor cursor{text};
    Date date;
    date.year = cursor.digits(4);
    cursor.require("-");
    date.month = cursor.digits(2);
    cursor.require("-");
    date.day = cursor.digits(2);
    if (cursor.at_end()) return made_of(cursor, date, 0, 0);
    if (!cursor.skip("Tt ")) return std::nullopt;
    const std::int64_t seconds = time_of_day(cursor);
    const std::int64_t ticks = cursor.skip(".") ? cursor.fraction() : 0;
    const std::int64_t east = offset(cursor);
    return made_of(cursor, date, seconds - east, ticks);
}

/// `Sat, 31 Dec 2039 23:59:59 GMT`
std::optional<Instant> rfc_1123(std::string_view text) {
    Cursor cursor{text};
    cursor.one_of("MonTueWedThuFriSatSun");
    cursor.require(", ");
    Date date;
    date.day = cursor.digits(2);
    cursor.require(" ");
    date.month = cursor.one_of("JanFebMarAprMayJunJulAugSepOctNovDec");
    cursor.require(" ");
    date.year = cursor.digits(4);
    cursor.require(" ");
    const std::int64_t seconds = time_of_day(cursor);
    cursor.require(" GMT");
    return made_of(cursor, date, seconds, 0);
}

Date date_of(std::int64_t days) {
    Date date{.year = days / 366 + 1, .month = 1, .day = 1};
    while (days_before_year(date.year + 1) <= days)
        ++date.year;
    std::int64_t rest = days - days_before_year(date.year);
    for (; rest >= days_in(date.year, date.month); ++date.month)
        rest -= days_in(date.year, date.month);
    date.day = rest + 1;
    return date;
}

} // namespace

std::optional<Instant> instant(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return is_digit(text.front()) ? iso_8601(text) : rfc_1123(text);
}

std::string to_text(Instant instant) {
    const std::int64_t seconds = instant.ticks / Instant::per_second;
    const std::int64_t fraction = instant.ticks % Instant::per_second;
    const Date date = date_of(seconds / seconds_per_day);
    const std::int64_t time = seconds % seconds_per_day;
    std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", date.year, date.month, date.day,
                                   time / 3600, time / 60 % 60, time % 60);
    if (fraction != 0) {
        text += fmt::format(".{:07}", fraction);
        while (text.back() == '0')
            text.pop_back();
    }
    return text + "Z";
}

std::optional<Instant> shifted(Instant instant, std::int64_t seconds) {
    constexpr std::int64_t most = last_tick / Instant::per_second;
    const std::int64_t moved = instant.ticks / Instant::per_second + std::clamp(seconds, -most - 1, most + 1);
    if (moved < 0 || moved > most) return std::nullopt;
    return Instant{moved * Instant::per_second + instant.ticks % Instant::per_second};
}

} // namespace iotsec::verifier
