// Dates as people write them, as far as .NET's invariant culture reads them.
#include "azure/expression/instant.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace iotsec::azure {

namespace {

constexpr std::array<std::string_view, 12> month_names{"january",   "february", "march",    "april",
                                                       "may",       "june",     "july",     "august",
                                                       "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> weekday_names{"thursday", "friday",  "saturday", "sunday",
                                                        "monday",   "tuesday", "wednesday"}; // 1970 began so

/// A number, a word in lower case, or one other character.
struct Token {
    std::string text;
    std::int64_t number = -1;

    [[nodiscard]] bool is(std::string_view what) const { return text == what; }
};

std::optional<std::vector<Token>> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at);
        const auto run = [&](bool (*belongs)(char)) {
            return static_cast<std::size_t>(std::ranges::find_if_not(rest, belongs) - rest.begin());
        };
        Token token;
        if (is_digit(rest[0])) {
            token.text = rest.substr(0, run(is_digit));
            constexpr std::size_t longest = 9;
            if (token.text.size() > longest) return std::nullopt;
            std::from_chars(token.text.data(), token.text.data() + token.text.size(), token.number);
        } else if (is_letter(rest[0])) {
            token.text = to_lower(rest.substr(0, run(is_letter)));
        } else {
            token.text = rest.substr(0, 1);
        }
        at += token.text.size();
        if (!token.is(" ") && !token.is("\t")) tokens.push_back(std::move(token));
    }
    return tokens;
}

template <std::size_t N>
std::int64_t place_in(const std::array<std::string_view, N>& names, std::string_view word) {
    constexpr std::size_t shortest = 3;
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == word || (word.size() == shortest && names[i].starts_with(word))) {
            return static_cast<std::int64_t>(i);
        }
    }
    return -1;
}

class LooseReader {
  public:
    explicit LooseReader(std::vector<Token> tokens) : tokens_{std::move(tokens)} {}

    std::optional<LocalTime> read() {
        while (at_ < tokens_.size()) {
            if (!read_part()) return std::nullopt;
        }
        auto day = date();
        if (!day) return std::nullopt;
        const std::int64_t number = day->seconds / 86'400 - (day->seconds % 86'400 < 0 ? 1 : 0);
        if (weekday_ >= 0 && (number % 7 + 7) % 7 != weekday_) return std::nullopt;
        if (afternoon_ >= 0 && (hour_ < 1 || hour_ > 12)) return std::nullopt;
        const std::int64_t hour = afternoon_ < 0 ? hour_ : hour_ % 12 + 12 * afternoon_;
        day->seconds += hour * 3600 + minute_ * 60 + second_;
        day->nanoseconds = nanoseconds_;
        day->offset = offset_;
        return day;
    }

  private:
    [[nodiscard]] const Token* peek(std::size_t ahead = 0) const {
        return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
    }
    [[nodiscard]] bool next_is(std::string_view what) const { return peek() != nullptr && peek()->is(what); }

    bool read_part() {
        const Token& token = *peek();
        if (token.number >= 0) {
            if (peek(1) != nullptr && peek(1)->is(":") && !has_clock_) return read_clock();
            if (numbers_.size() >= 3) return false;
            numbers_.push_back(token.number);
            sizes_.push_back(token.text.size());
            ++at_;
            return true;
        }
        if (has_clock_ && (token.is("+") || token.is("-"))) return read_offset();
        ++at_;
        if (token.is("z") || token.is("gmt") || token.is("utc")) return has_clock_;
        if (token.is("am") || token.is("pm")) {
            afternoon_ = token.is("pm") ? 1 : 0;
            return has_clock_;
        }
        if (token.is("t") || token.is(",") || token.is("/") || token.is("-") || token.is(".")) return true;
        if (const auto month = place_in(month_names, token.text); month >= 0 && month_ < 0) {
            month_ = month + 1;
            return true;
        }
        weekday_ = place_in(weekday_names, token.text);
        return weekday_ >= 0;
    }

    /// `h:mm[:ss[.f]]`
    bool read_clock() {
        has_clock_ = true;
        hour_ = tokens_[at_].number;
        at_ += 2;
        if (peek() == nullptr || peek()->number < 0) return false;
        minute_ = tokens_[at_++].number;
        if (next_is(":")) {
            ++at_;
            if (peek() == nullptr || peek()->number < 0) return false;
            second_ = tokens_[at_++].number;
            if (next_is(".") && peek(1) != nullptr && peek(1)->number >= 0) {
                std::string digits = tokens_[at_ + 1].text;
                digits.resize(9, '0');
                nanoseconds_ = std::stoll(digits) / 100 * 100;
                at_ += 2;
            }
        }
        return hour_ < 24 && minute_ < 60 && second_ < 60;
    }

    bool read_offset() {
        const bool is_west = tokens_[at_++].is("-");
        if (peek() == nullptr || peek()->number < 0) return false;
        const Token hours = tokens_[at_++];
        std::int64_t minutes = hours.number * 60;
        if (hours.text.size() == 4) minutes = hours.number / 100 * 60 + hours.number % 100;
        if (next_is(":")) {
            ++at_;
            if (peek() == nullptr || peek()->number < 0 || peek()->number > 59) return false;
            minutes += tokens_[at_++].number;
        }
        constexpr std::int64_t furthest = 840; // minutes: 14 hours
        offset_ = minutes * (is_west ? -60 : 60);
        return minutes <= furthest;
    }

    [[nodiscard]] static std::int64_t full_year(std::int64_t year, std::size_t digits) {
        constexpr std::int64_t pivot = 50;
        return digits > 2 ? year : year + (year < pivot ? 2000 : 1900);
    }

    [[nodiscard]] std::optional<LocalTime> date() const {
        const std::size_t count = numbers_.size();
        if (month_ > 0 && count == 1 && sizes_[0] > 2) return start_of_day(numbers_[0], month_, 1);
        if (month_ > 0 && count == 2) {
            const bool year_first = sizes_[0] > 2;
            const std::size_t year = year_first ? 0 : 1;
            return start_of_day(full_year(numbers_[year], sizes_[year]), month_, numbers_[1 - year]);
        }
        if (month_ > 0 || count != 3) return std::nullopt;
        if (sizes_[0] > 2) return start_of_day(numbers_[0], numbers_[1], numbers_[2]);
        return start_of_day(full_year(numbers_[2], sizes_[2]), numbers_[0], numbers_[1]);
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::vector<std::int64_t> numbers_;
    std::vector<std::size_t> sizes_; ///< how many digits each has
    std::int64_t month_ = -1, weekday_ = -1, afternoon_ = -1;
    std::int64_t hour_ = 0, minute_ = 0, second_ = 0, nanoseconds_ = 0, offset_ = 0;
    bool has_clock_ = false;
};

/// `20200101T000000Z` with the signs of the long form.
std::string long_form(std::string_view text) {
    constexpr std::size_t until_seconds = 15;
    if (text.size() < until_seconds || (text[8] != 'T' && text[8] != 't')) return {};
    const auto digits = [&](std::size_t at, std::size_t count) {
        return std::string{text.substr(at, count)};
    };
    const bool is_basic =
        std::ranges::all_of(text.substr(0, 8), is_digit) && std::ranges::all_of(text.substr(9, 6), is_digit);
    if (!is_basic) return {};
    return digits(0, 4) + "-" + digits(4, 2) + "-" + digits(6, 2) + "T" + digits(9, 2) + ":" + digits(11, 2) +
           ":" + digits(13, 2) + std::string{text.substr(until_seconds)};
}

} // namespace

std::optional<LocalTime> parse_time(std::string_view text) {
    if (const auto time = parse_iso_time(text)) return time;
    if (const std::string full = long_form(text); !full.empty()) return parse_iso_time(full);
    auto tokens = tokens_of(text);
    return tokens ? LooseReader{std::move(*tokens)}.read() : std::nullopt;
}

} // namespace iotsec::azure
