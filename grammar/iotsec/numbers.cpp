// Numbers, and what begins like one: percentages, durations, dates, instants.
#include "grammar/iotsec/lexical.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace iotsec::grammar {

namespace {

std::string_view view(const char* from, const char* to) {
    return {from, static_cast<std::size_t>(to - from)};
}

/// Whether the text at `first` has the shape of `pattern`, where `0` stands for any digit.
bool has_shape(const char* first, const char* last, std::string_view pattern) {
    if (static_cast<std::size_t>(last - first) < pattern.size()) return false;
    return std::equal(pattern.begin(), pattern.end(), first,
                      [](char wanted, char c) { return wanted == '0' ? is_digit(c) : wanted == c; });
}

int number_at(const char* first, int digits) {
    int value = 0;
    for (int i = 0; i < digits; ++i)
        value = value * 10 + (first[i] - '0');
    return value;
}

bool is_date(const char* first) {
    const int year = number_at(first, 4);
    const int month = number_at(first + 5, 2);
    const int day = number_at(first + 8, 2);
    if (month < 1 || month > 12 || day < 1) return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool is_instant(const char* first) {
    return is_date(first) && number_at(first + 11, 2) < 24 && number_at(first + 14, 2) < 60 &&
           number_at(first + 17, 2) < 60;
}

/// Reports letters, digits and `_` that touch the end of a number, and skips them.
void end_number(Builder& b, const char* begin, const char*& first, const char* last) {
    if (first == last || !is_word_char(*first)) return;
    const char* const end = word_chars_end(first, last);
    b.report(diag::number_runs_on, b.span(first, end), view(begin, first), view(first, end))
        .with_help("names begin with a letter; durations are written `90d`, `12h` or `30m`");
    first = end;
}

std::int64_t integer(Builder& b, const char* from, const char* to) {
    std::int64_t value = 0;
    if (std::from_chars(from, to, value).ec == std::errc::result_out_of_range)
        b.report(diag::number_too_large, b.span(from, to), view(from, to));
    return value;
}

bool is_duration_end(const char* first, const char* last) {
    const bool unit = first != last && (*first == 'd' || *first == 'h' || *first == 'm');
    return unit && (first + 1 == last || !is_word_char(first[1]));
}

/// A date or an instant, if there is one.
bool read_time(Builder& b, const char*& first, const char* last, ast::ExprId& id) {
    constexpr std::string_view date = "0000-00-00";
    constexpr std::string_view instant = "0000-00-00T00:00:00Z";
    const char* const begin = first;
    const bool timed = has_shape(first, last, instant);
    if (!timed && !has_shape(first, last, date)) return false;
    first += timed ? instant.size() : date.size();
    const Span span = b.span(begin, first);
    if (timed ? !is_instant(begin) : !is_date(begin))
        b.report(diag::no_such_date, span, view(begin, first))
            .with_help("dates are written `2027-03-31`, instants `2027-03-31T12:00:00Z`");
    std::string text{begin, first};
    id = timed ? b.add(span, ast::InstantLiteral{std::move(text)})
               : b.add(span, ast::DateLiteral{std::move(text)});
    end_number(b, begin, first, last);
    return true;
}

/// Digits, perhaps with a sign in front that was read already, and what makes them more than an integer.
ast::ExprId read_amount(Builder& b, const char* begin, const char*& first, const char* last, bool fractions) {
    const char* const digits = first;
    first = std::find_if_not(first, last, is_digit);
    if (is_duration_end(first, last) && begin == digits) {
        const std::int64_t amount = integer(b, begin, first);
        const char unit = *first++;
        return b.add(b.span(begin, first), ast::DurationLiteral{amount, unit});
    }
    const char* const whole = first;
    if (last - first > 1 && *first == '.' && is_digit(first[1]))
        first = std::find_if_not(first + 1, last, is_digit);
    std::string text{begin, first};
    if (first != last && *first == '%' && begin == digits) {
        ++first;
        const ast::ExprId id = b.add(b.span(begin, first), ast::PercentLiteral{std::move(text)});
        end_number(b, begin, first, last);
        return id;
    }
    const Span span = b.span(begin, first);
    if (first != whole && !fractions)
        b.report(diag::fraction_in_condition, span, text).with_help("a share is written `99.5%`");
    const ast::ExprId id = first != whole ? b.add(span, ast::NumberLiteral{std::move(text)})
                                          : b.add(span, ast::IntLiteral{integer(b, begin, first)});
    end_number(b, begin, first, last);
    return id;
}

} // namespace

bool read_number(Builder& b, const char*& first, const char* last, ast::ExprId& id) {
    if (first == last || !is_digit(*first)) return false;
    if (!read_time(b, first, last, id)) id = read_amount(b, first, first, last, false);
    return true;
}

bool read_signed_number(Builder& b, const char*& first, const char* last, ast::ExprId& id) {
    if (first == last) return false;
    const bool negative = *first == '-';
    if (negative ? last - first < 2 || !is_digit(first[1]) : !is_digit(*first)) return false;
    const char* const begin = first;
    if (negative) ++first;
    if (negative || !read_time(b, first, last, id)) id = read_amount(b, begin, first, last, true);
    return true;
}

bool read_duration(Builder& b, const char*& first, const char* last, ast::DurationLiteral& duration) {
    const char* const end = std::find_if_not(first, last, is_digit);
    if (end == first || !is_duration_end(end, last)) return false;
    duration = {integer(b, first, end), *end};
    first = end + 1;
    return true;
}

} // namespace iotsec::grammar
