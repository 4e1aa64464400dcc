#include "azure/expression/instant.hpp"

#include "azure/expression/utf16.hpp"
#include "base/text.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <limits>

namespace iotsec::azure {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t first_second = -62'135'596'800; // of the year 1
constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')))
        text.remove_suffix(1);
    return text;
}

/// Reads a text from its front.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_{text} {}

    [[nodiscard]] bool done() const { return text_.empty(); }
    [[nodiscard]] char peek() const { return text_.empty() ? '\0' : text_.front(); }
    bool take(char c) {
        if (peek() != c || text_.empty()) return false;
        text_.remove_prefix(1);
        return true;
    }
    /// A number of `min` to `max` digits.
    std::optional<std::int64_t> number(std::size_t min, std::size_t max) {
        std::size_t count = 0;
        while (count < text_.size() && count < max && is_digit(text_[count]))
            ++count;
        std::int64_t value = 0;
        if (count < min || std::from_chars(text_.data(), text_.data() + count, value).ec != std::errc{}) {
            return std::nullopt;
        }
        text_.remove_prefix(count);
        return value;
    }
    /// The digits of a fraction, as nanoseconds.
    std::optional<std::int64_t> fraction() {
        const auto before = text_.size();
        const auto first = number(1, 9);
        if (!first) return std::nullopt;
        std::int64_t value = *first;
        for (std::size_t digits = before - text_.size(); digits < 9; ++digits)
            value *= 10;
        while (is_digit(peek()))
            text_.remove_prefix(1);
        return value;
    }

  private:
    std::string_view text_;
};

std::optional<std::int64_t> date_seconds(Scanner& scan) {
    const auto year = scan.number(4, 4);
    if (!year || !scan.take('-')) return std::nullopt;
    const auto month = scan.number(1, 2);
    if (!month || !scan.take('-')) return std::nullopt;
    const auto day = scan.number(1, 2);
    if (!day) return std::nullopt;
    const auto start = start_of_day(*year, *month, *day);
    return start ? std::optional{start->seconds} : std::nullopt;
}

bool read_clock(Scanner& scan, LocalTime& out) {
    const auto hour = scan.number(1, 2);
    if (!hour || *hour > 23 || !scan.take(':')) return false;
    const auto minute = scan.number(2, 2);
    if (!minute || *minute > 59) return false;
    std::int64_t second = 0;
    if (scan.take(':')) {
        const auto read = scan.number(2, 2);
        if (!read || *read > 59) return false;
        second = *read;
        if (scan.take('.')) {
            const auto fraction = scan.fraction();
            if (!fraction) return false;
            out.nanoseconds = *fraction / 100 * 100; // .NET counts in 100 ns
        }
    }
    out.seconds += *hour * 3600 + *minute * 60 + second;
    return true;
}

bool read_offset(Scanner& scan, LocalTime& out) {
    while (scan.take(' ')) {}
    if (scan.done() || scan.take('Z') || scan.take('z')) return scan.done();
    const bool is_west = scan.peek() == '-';
    if (!scan.take('+') && !scan.take('-')) return false;
    const auto hours = scan.number(1, 2);
    if (!hours) return false;
    std::int64_t minutes = 0;
    scan.take(':');
    if (!scan.done()) {
        const auto read = scan.number(2, 2);
        if (!read || *read > 59) return false;
        minutes = *read;
    }
    constexpr std::int64_t furthest = 840; // minutes: 14 hours
    if (*hours * 60 + minutes > furthest) return false;
    out.offset = (*hours * 60 + minutes) * (is_west ? -60 : 60);
    return scan.done();
}

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};

std::string padded(std::int64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

/// The parts of a time that formats print.
struct Parts {
    explicit Parts(const LocalTime& time) : offset{time.offset}, nanoseconds{time.nanoseconds} {
        std::int64_t day_number = time.seconds / day_seconds;
        std::int64_t rest = time.seconds % day_seconds;
        if (rest < 0) {
            rest += day_seconds;
            --day_number;
        }
        const sys_days date{days{static_cast<int>(day_number)}};
        const year_month_day civil{date};
        year = static_cast<int>(civil.year());
        month = static_cast<unsigned>(civil.month());
        day = static_cast<unsigned>(civil.day());
        weekday = std::chrono::weekday{date}.c_encoding();
        hour = rest / 3600;
        minute = rest / 60 % 60;
        second = rest % 60;
    }

    std::int64_t year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    std::size_t weekday = 0;
    std::int64_t offset = 0, nanoseconds = 0;
};

std::string offset_text(std::int64_t offset, std::size_t count) {
    const std::int64_t minutes = (offset < 0 ? -offset : offset) / 60;
    std::string result = offset < 0 ? "-" : "+";
    result += padded(minutes / 60, count == 1 ? 1 : 2);
    return count >= 3 ? result + ":" + padded(minutes % 60, 2) : result;
}

std::string fraction_text(const Parts& parts, std::size_t count, bool trims) {
    std::string digits = padded(parts.nanoseconds, 9).substr(0, count);
    while (trims && digits.ends_with('0'))
        digits.pop_back();
    return digits;
}

/// What `count` letters `c` of a custom format print; nullopt where the letter
/// stands for itself.
std::optional<std::string> field(const Parts& parts, char c, std::size_t count) {
    const auto number = [&](std::int64_t value) { return padded(value, count == 1 ? 1 : 2); };
    const std::int64_t hour = parts.hour % 12 == 0 ? 12 : parts.hour % 12;
    switch (c) {
    case 'y':
        return count <= 2 ? padded(parts.year % 100, count) : padded(parts.year, count);
    case 'M': {
        const auto name = months[static_cast<std::size_t>(parts.month - 1)];
        return count <= 2 ? number(parts.month) : std::string{count == 3 ? name.substr(0, 3) : name};
    }
    case 'd': {
        const auto name = weekdays[parts.weekday];
        return count <= 2 ? number(parts.day) : std::string{count == 3 ? name.substr(0, 3) : name};
    }
    case 'H':
        return number(parts.hour);
    case 'h':
        return number(hour);
    case 'm':
        return number(parts.minute);
    case 's':
        return number(parts.second);
    case 't':
        return std::string{parts.hour < 12 ? "AM" : "PM"}.substr(0, count == 1 ? 1 : 2);
    case 'z':
        return offset_text(parts.offset, count);
    case 'K':
        return offset_text(parts.offset, 3);
    case 'g':
        return "A.D.";
    default:
        return std::nullopt;
    }
}

std::optional<std::string> custom(const Parts& parts, std::string_view format) {
    std::string result;
    for (std::size_t at = 0; at < format.size();) {
        const char c = format[at];
        std::size_t count = 1;
        while (at + count < format.size() && format[at + count] == c && c != 'K')
            ++count;
        if (c == '\'' || c == '"') {
            const std::size_t close = format.find(c, at + 1);
            if (close == std::string_view::npos) return std::nullopt;
            result += format.substr(at + 1, close - at - 1);
            at = close + 1;
        } else if (c == '\\' || c == '%') {
            if (at + 1 >= format.size() || (c == '%' && format[at + 1] == '%')) return std::nullopt;
            if (c == '\\') result += format[at + 1];
            at += c == '\\' ? 2 : 1;
        } else if (c == 'f' || c == 'F') {
            constexpr std::size_t finest = 7;
            if (count > finest) return std::nullopt;
            const std::string digits = fraction_text(parts, count, c == 'F');
            if (digits.empty() && result.ends_with('.')) result.pop_back();
            result += digits;
            at += count;
        } else if (const auto text = field(parts, c, count)) {
            result += *text;
            at += count;
        } else {
            result += c;
            ++at;
        }
    }
    return result;
}

/// The custom format that a standard one stands for; empty where there is none.
std::string_view standard(char c) {
    switch (c) {
    case 'd':
        return "MM/dd/yyyy";
    case 'D':
        return "dddd, dd MMMM yyyy";
    case 'f':
        return "dddd, dd MMMM yyyy HH:mm";
    case 'F':
        return "dddd, dd MMMM yyyy HH:mm:ss";
    case 'g':
        return "MM/dd/yyyy HH:mm";
    case 'G':
        return "MM/dd/yyyy HH:mm:ss";
    case 'm':
    case 'M':
        return "MMMM dd";
    case 'o':
    case 'O':
        return "yyyy-MM-ddTHH:mm:ss.fffffffzzz";
    case 'r':
    case 'R':
        return "ddd, dd MMM yyyy HH:mm:ss 'GMT'";
    case 's':
        return "yyyy-MM-ddTHH:mm:ss";
    case 't':
        return "HH:mm";
    case 'T':
        return "HH:mm:ss";
    case 'u':
        return "yyyy-MM-dd HH:mm:ss'Z'";
    case 'y':
    case 'Y':
        return "yyyy MMMM";
    default:
        return {};
    }
}

} // namespace

std::optional<LocalTime> start_of_day(std::int64_t year, std::int64_t month, std::int64_t day) {
    const year_month_day date{std::chrono::year{static_cast<int>(year)},
                              std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (year < 1 || year > 9999 || !date.ok()) return std::nullopt;
    return LocalTime{.seconds = sys_days{date}.time_since_epoch().count() * day_seconds};
}

std::optional<LocalTime> parse_iso_time(std::string_view text) {
    Scanner scan{trimmed(text)};
    LocalTime time;
    const auto date = date_seconds(scan);
    if (!date) return std::nullopt;
    time.seconds = *date;
    if (scan.done()) return time;
    if (!scan.take('T') && !scan.take('t') && !scan.take(' ')) {
        return read_offset(scan, time) ? std::optional{time} : std::nullopt;
    }
    if (!read_clock(scan, time) || !read_offset(scan, time)) return std::nullopt;
    return time;
}

std::optional<Duration> parse_duration(std::string_view text) {
    Scanner scan{trimmed(text)};
    const bool is_negative = scan.take('-');
    if (!scan.take('P')) return std::nullopt;
    Duration result;
    std::int64_t months_total = 0, years = 0;
    bool in_time = false, has_part = false;
    std::string_view left = "YMD";
    while (!scan.done()) {
        if (!in_time && scan.take('T')) {
            in_time = true;
            has_part = false;
            left = "HMS";
            continue;
        }
        const bool is_bare_fraction = scan.peek() == '.'; // `PT.5S`
        const auto number = is_bare_fraction ? std::optional<std::int64_t>{0} : scan.number(1, 9);
        if (!number) return std::nullopt;
        std::optional<std::int64_t> fraction;
        if (scan.take('.')) fraction = scan.fraction();
        if (is_bare_fraction && !fraction) return std::nullopt;
        const char unit = scan.peek();
        const std::size_t place = left.find(unit);
        if (place == std::string_view::npos || (fraction && unit != 'S') || !scan.take(unit))
            return std::nullopt;
        left.remove_prefix(place + 1);
        has_part = true;
        if (unit == 'Y') years = *number;
        if (unit == 'M' && !in_time) months_total = *number;
        if (unit == 'D') result.seconds += *number * day_seconds;
        if (unit == 'H') result.seconds += *number * 3600;
        if (unit == 'M' && in_time) result.seconds += *number * 60;
        if (unit == 'S') result.seconds += *number;
        if (fraction) result.nanoseconds = *fraction;
    }
    if (!has_part) return std::nullopt;
    years += months_total / 12;
    result.seconds += (years * 365 + months_total % 12 * 30) * day_seconds;
    if (is_negative) {
        result.seconds = -result.seconds;
        result.nanoseconds = -result.nanoseconds;
    }
    return result;
}

std::optional<LocalTime> moved(const LocalTime& time, const Duration& by) {
    constexpr std::int64_t second = 1'000'000'000;
    LocalTime result = time;
    result.nanoseconds += by.nanoseconds;
    result.seconds += by.seconds;
    if (result.nanoseconds >= second) {
        result.nanoseconds -= second;
        ++result.seconds;
    }
    if (result.nanoseconds < 0) {
        result.nanoseconds += second;
        --result.seconds;
    }
    const std::int64_t utc = result.seconds - result.offset;
    const bool fits = result.seconds >= first_second && result.seconds <= last_second &&
                      utc >= first_second && utc <= last_second;
    return fits ? std::optional{result} : std::nullopt;
}

std::optional<std::string> format_time(const LocalTime& time, std::string_view format) {
    if (format.empty()) return custom(Parts{time}, "MM/dd/yyyy HH:mm:ss zzz");
    if (utf16_length(format) > 1) return custom(Parts{time}, format);
    const std::string_view meaning = standard(format[0]);
    if (meaning.empty()) return std::nullopt; // a letter alone is a custom format only behind `%`
    LocalTime shown = time;
    if (format == "u" || format == "r" || format == "R") {
        shown.seconds -= shown.offset;
        shown.offset = 0;
    }
    return custom(Parts{shown}, meaning);
}

} // namespace iotsec::azure
