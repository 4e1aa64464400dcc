#include "azure/expression/format.hpp"

#include "azure/expression/json_writer.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/expression/utf16.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <utility>

namespace iotsec::azure {

namespace {

constexpr int max_width = 1'000'000; // .NET's limit on numbers in a pattern

/// `{index,alignment:format}`.
struct Hole {
    std::size_t index = 0;
    int alignment = 0;
    std::string format;
};

class Pattern {
  public:
    Pattern(std::string_view text, std::span<const Value> args) : text_{text}, args_{args} {}

    Formatted formatted() {
        std::string plain;
        while (at_ < text_.size() && result_.error.empty()) {
            const char c = text_[at_++];
            const bool is_doubled = at_ < text_.size() && text_[at_] == c;
            if ((c == '{' || c == '}') && is_doubled) {
                plain += c;
                ++at_;
            } else if (c == '{') {
                result_.parts.emplace_back(std::exchange(plain, {}));
                hole();
            } else if (c == '}') {
                result_.error = "a `}` in the pattern has no `{`; it is written `}}`";
            } else {
                plain += c;
            }
        }
        result_.parts.emplace_back(std::move(plain));
        return std::move(result_);
    }

  private:
    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ')
            ++at_;
    }
    bool number(int& out) {
        const char* const first = text_.data() + at_;
        const auto [end, error] = std::from_chars(first, text_.data() + text_.size(), out);
        at_ += static_cast<std::size_t>(end - first);
        return error == std::errc{} && end != first;
    }

    bool read(Hole& out) {
        int index = 0;
        if (at_ >= text_.size() || !std::isdigit(static_cast<unsigned char>(text_[at_])) || !number(index)) {
            return false;
        }
        out.index = static_cast<std::size_t>(index);
        skip_blanks();
        if (at_ < text_.size() && text_[at_] == ',') {
            ++at_;
            skip_blanks();
            if (!number(out.alignment) || std::abs(out.alignment) >= max_width) return false;
            skip_blanks();
        }
        if (at_ < text_.size() && text_[at_] == ':') {
            const std::size_t close = text_.find_first_of("{}", ++at_);
            if (close == std::string_view::npos) return false;
            out.format = text_.substr(at_, close - at_);
            at_ = close;
        }
        const bool is_closed = at_ < text_.size() && text_[at_] == '}';
        ++at_;
        return is_closed;
    }

    void hole() {
        Hole hole;
        if (!read(hole)) {
            result_.error = "the pattern has a `{` that begins no `{number}`";
        } else if (hole.index >= args_.size()) {
            result_.error =
                fmt::format("the pattern asks for argument {}, and there are {}", hole.index, args_.size());
        } else {
            add(hole, args_[hole.index]);
        }
    }

    void add(const Hole& hole, const Value& argument) {
        if (const Unknown* unknown = first_unknown(argument)) {
            const bool as_it_is = argument.as_unknown() != nullptr && hole.alignment == 0;
            result_.parts.push_back(as_it_is ? argument : make_unknown(following(*unknown, 0)));
            return;
        }
        std::string text = argument_text(argument, hole.format);
        const auto width = static_cast<std::size_t>(std::abs(hole.alignment));
        const std::size_t length = utf16_length(text);
        if (length < width) {
            const std::string blanks(width - length, ' ');
            text = hole.alignment < 0 ? text + blanks : blanks + text;
        }
        result_.parts.emplace_back(std::move(text));
    }

    std::string argument_text(const Value& argument, std::string_view format) {
        if (argument.is_null()) return {};
        if (const std::string* text = argument.as_string()) return *text;
        if (const bool* flag = argument.as_bool()) return *flag ? "True" : "False";
        if (argument.as_int() != nullptr || argument.as_double() != nullptr) {
            auto number = format_number(argument, format);
            result_.error = number.error;
            return number.text;
        }
        std::string text = json_text_of(argument);
        std::ranges::replace(text, '"', '\'');
        return text;
    }

    std::string_view text_;
    std::span<const Value> args_;
    std::size_t at_ = 0;
    Formatted result_;
};

std::string with_thousands(std::string digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (std::size_t at = point; at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string integer_with_zeros(std::int64_t number, int width) {
    std::string digits = std::to_string(number);
    const bool is_negative = digits.starts_with('-');
    if (is_negative) digits.erase(0, 1);
    if (digits.size() < static_cast<std::size_t>(width))
        digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
    return is_negative ? "-" + digits : digits;
}

} // namespace

FormattedNumber format_number(const Value& number, std::string_view format) {
    const double value =
        number.as_double() != nullptr ? *number.as_double() : static_cast<double>(*number.as_int());
    if (format.empty() || format == "G" || format == "g") {
        if (number.as_int() != nullptr) return {std::to_string(*number.as_int()), {}};
        std::string text = double_text(value);
        if (text.ends_with(".0")) text.resize(text.size() - 2);
        return {text, {}};
    }
    const bool only_zeros = format.find_first_not_of('0') == std::string_view::npos;
    int precision = -1;
    const auto digits = format.substr(1);
    const bool is_standard =
        std::isalpha(static_cast<unsigned char>(format[0])) != 0 &&
        (digits.empty() || (digits.size() <= 2 &&
                            std::from_chars(digits.data(), digits.data() + digits.size(), precision).ptr ==
                                digits.data() + digits.size()));
    const int decimals = precision < 0 ? 2 : precision;
    if (const std::int64_t* whole = number.as_int()) {
        if (only_zeros) return {integer_with_zeros(*whole, static_cast<int>(format.size())), {}};
        if (is_standard && (format[0] == 'D' || format[0] == 'd')) {
            return {integer_with_zeros(*whole, std::max(precision, 1)), {}};
        }
        if (is_standard && format[0] == 'X')
            return {fmt::format("{:0{}X}", static_cast<std::uint64_t>(*whole), std::max(precision, 1)), {}};
        if (is_standard && format[0] == 'x')
            return {fmt::format("{:0{}x}", static_cast<std::uint64_t>(*whole), std::max(precision, 1)), {}};
    }
    if (is_standard && (format[0] == 'F' || format[0] == 'f'))
        return {fmt::format("{:.{}f}", value, decimals), {}};
    if (is_standard && (format[0] == 'N' || format[0] == 'n')) {
        return {with_thousands(fmt::format("{:.{}f}", value, decimals)), {}};
    }
    return {{}, fmt::format("the number format `{}` is not computed", format)};
}

Formatted format_text(std::string_view pattern, std::span<const Value> args) {
    return Pattern{pattern, args}.formatted();
}

} // namespace iotsec::azure
