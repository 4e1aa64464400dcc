#include "azure/expression/number_format.hpp"

#include "azure/expression/json_writer.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>

namespace iotsec::azure {

namespace {

constexpr int most_places = 100'000; // of a result that a template may have

/// `D3`: a letter and a precision, if one is written.
struct Standard {
    char letter = 'G';
    int precision = -1;
};

/// Nothing where `format` is a custom one; a letter of 0 where the precision is too large.
std::optional<Standard> standard_of(std::string_view format) {
    if (format.empty()) return Standard{};
    const auto digits = format.substr(1);
    if (!is_letter(format[0]) || digits.find_first_not_of("0123456789") != std::string_view::npos) {
        return std::nullopt;
    }
    Standard result{.letter = format[0]};
    constexpr int largest = 999'999'999;
    if (!digits.empty()) {
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), result.precision);
        if (read.ec != std::errc{} || result.precision > largest) result.letter = '\0';
    }
    return result;
}

Decimal decimal_of_text(std::string_view scientific) {
    Decimal result;
    if (scientific.starts_with('-')) {
        result.is_negative = true;
        scientific.remove_prefix(1);
    }
    const std::size_t e = scientific.find('e');
    std::copy_if(scientific.begin(), scientific.begin() + static_cast<std::ptrdiff_t>(e),
                 std::back_inserter(result.digits), [](char c) { return c != '.'; });
    result.scale = std::atoi(scientific.data() + e + 1) + 1;
    result.digits.erase(result.digits.find_last_not_of('0') + 1);
    if (result.digits.empty()) result.scale = 0;
    return result;
}

Decimal decimal_of(std::int64_t number) {
    Decimal result{.is_negative = number < 0};
    result.digits = std::to_string(number).substr(number < 0 ? 1 : 0);
    result.scale = static_cast<int>(result.digits.size());
    result.digits.erase(result.digits.find_last_not_of('0') + 1);
    if (result.digits.empty()) result.scale = 0;
    return result;
}

/// `count` significant digits of a fraction; ties as its binary value decides them.
Decimal decimal_of(double number, int count) {
    Decimal result = decimal_of_text(fmt::format("{:.{}e}", number, count - 1));
    result.is_fraction = true;
    return result;
}

/// A fraction with `places` behind the point.
Decimal fixed_decimal_of(double number, int places) {
    Decimal result{.is_negative = std::signbit(number), .is_fraction = true};
    const std::string text = fmt::format("{:.{}f}", std::fabs(number), places);
    const std::size_t point = std::min(text.find('.'), text.size());
    result.digits = text.substr(0, point) + (point < text.size() ? text.substr(point + 1) : "");
    result.scale = static_cast<int>(point);
    const std::size_t zeros = std::min(result.digits.find_first_not_of('0'), result.digits.size());
    result.digits.erase(0, zeros);
    result.scale -= static_cast<int>(zeros);
    if (result.digits.empty()) result.scale = 0;
    return result;
}

Decimal decimal_with_places(const Value& number, int places) {
    if (number.as_double() != nullptr) return fixed_decimal_of(*number.as_double(), places);
    Decimal result = decimal_of(*number.as_int());
    result.round(result.scale + places);
    return result;
}

/// The digits with `places` behind the point, without a sign.
std::string fixed_text(const Decimal& decimal, int places, bool thousands) {
    std::string whole;
    for (int i = 0; i < decimal.scale; ++i)
        whole += static_cast<std::size_t>(i) < decimal.digits.size()
                     ? decimal.digits[static_cast<std::size_t>(i)]
                     : '0';
    if (whole.empty()) whole = "0";
    if (thousands) {
        for (std::size_t at = whole.size(); at > 3;) {
            at -= 3;
            whole.insert(at, ",");
        }
    }
    if (places == 0) return whole;
    whole += '.';
    for (int i = decimal.scale; i < decimal.scale + places; ++i) {
        const bool is_there = i >= 0 && static_cast<std::size_t>(i) < decimal.digits.size();
        whole += is_there ? decimal.digits[static_cast<std::size_t>(i)] : '0';
    }
    return whole;
}

std::string scientific_text(const Decimal& decimal, char letter, std::size_t width) {
    std::string text = decimal.digits.empty() ? "0" : decimal.digits;
    if (text.size() > 1) text.insert(1, ".");
    const int exponent = decimal.digits.empty() ? 0 : decimal.scale - 1;
    return fmt::format("{}{}{}{:0{}}", text, letter, exponent < 0 ? '-' : '+', std::abs(exponent), width);
}

std::string with_zeros(std::int64_t number, int width) {
    std::string digits = std::to_string(number);
    const bool is_negative = digits.starts_with('-');
    if (is_negative) digits.erase(0, 1);
    if (digits.size() < static_cast<std::size_t>(width))
        digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
    return is_negative ? "-" + digits : digits;
}

std::string general_text(const Value& number, const Standard& format) {
    const bool is_whole = number.as_int() != nullptr;
    if (format.precision <= 0) {
        if (is_whole) return std::to_string(*number.as_int());
        std::string text = double_text(*number.as_double());
        if (text.ends_with(".0")) text.resize(text.size() - 2);
        return text;
    }
    Decimal decimal =
        is_whole ? decimal_of(*number.as_int()) : decimal_of(*number.as_double(), format.precision);
    decimal.round(format.precision);
    const std::string sign = decimal.is_negative ? "-" : "";
    constexpr int smallest = -4;
    if (decimal.scale > format.precision || decimal.scale <= smallest) {
        return sign + scientific_text(decimal, format.letter == 'g' ? 'e' : 'E', 2);
    }
    const int places = std::max(static_cast<int>(decimal.digits.size()) - decimal.scale, 0);
    return sign + fixed_text(decimal, places, false);
}

std::string exponent_text(const Value& number, const Standard& format) {
    const int places = format.precision < 0 ? 6 : format.precision;
    Decimal decimal = number.as_int() != nullptr ? decimal_of(*number.as_int())
                                                 : decimal_of(*number.as_double(), places + 1);
    decimal.round(places + 1);
    const std::string sign = decimal.is_negative ? "-" : "";
    Decimal shown = decimal;
    shown.digits.resize(static_cast<std::size_t>(places) + 1, '0');
    const int exponent = decimal.digits.empty() ? 0 : decimal.scale - 1;
    shown.scale = exponent + 1;
    return sign + scientific_text(shown, format.letter, 3);
}

FormattedNumber format_standard(const Value& number, const Standard& format) {
    FormattedNumber invalid{{}, "the number format is none of .NET's"};
    if (format.precision > most_places) return {{}, "the number format asks for too many digits"};
    const std::int64_t* whole = number.as_int();
    const int places = format.precision < 0 ? 2 : format.precision;
    const auto signed_text = [](const Decimal& decimal, const std::string& text) {
        return FormattedNumber{(decimal.is_negative ? "-" : "") + text, {}};
    };
    switch (format.letter | 0x20) {
    case 'g':
        return {general_text(number, format), {}};
    case 'r':
        return {general_text(number, {}), {}};
    case 'd':
        return whole == nullptr ? invalid
                                : FormattedNumber{with_zeros(*whole, std::max(format.precision, 1)), {}};
    case 'x': {
        if (whole == nullptr) return invalid;
        const auto bits = static_cast<std::uint64_t>(*whole);
        const int width = std::max(format.precision, 1);
        return {format.letter == 'X' ? fmt::format("{:0{}X}", bits, width)
                                     : fmt::format("{:0{}x}", bits, width),
                {}};
    }
    case 'b':
        if (whole == nullptr) return invalid;
        return {fmt::format("{:0{}b}", static_cast<std::uint64_t>(*whole), std::max(format.precision, 1)),
                {}};
    case 'e':
        return {exponent_text(number, format), {}};
    case 'f':
    case 'n': {
        const Decimal decimal = decimal_with_places(number, places);
        return signed_text(decimal, fixed_text(decimal, places, (format.letter | 0x20) == 'n'));
    }
    case 'c': {
        const Decimal decimal = decimal_with_places(number, places);
        const std::string text = "\xC2\xA4" + fixed_text(decimal, places, true);
        return {decimal.is_negative ? "(" + text + ")" : text, {}};
    }
    case 'p': {
        Decimal decimal = decimal_with_places(number, places + 2);
        if (!decimal.digits.empty()) decimal.scale += 2;
        return signed_text(decimal, fixed_text(decimal, places, true) + " %");
    }
    default:
        return invalid;
    }
}

} // namespace

void Decimal::round(int count) {
    const auto kept = static_cast<std::size_t>(std::max(count, 0));
    if (count >= 0 && kept < digits.size()) {
        const bool is_up = digits[kept] >= '5';
        digits.resize(kept);
        if (is_up) {
            digits.erase(digits.find_last_not_of('9') + 1);
            if (digits.empty()) {
                digits = "1";
                ++scale;
            } else {
                ++digits.back();
            }
        }
    } else if (count < 0) {
        digits.clear();
    }
    digits.erase(digits.find_last_not_of('0') + 1);
    if (!digits.empty()) return;
    scale = 0;
    if (!is_fraction) is_negative = false;
}

FormattedNumber format_number(const Value& number, std::string_view format) {
    const double* fraction = number.as_double();
    if (fraction != nullptr && !std::isfinite(*fraction)) return {double_text(*fraction), {}};
    if (const auto standard = standard_of(format)) return format_standard(number, *standard);
    constexpr int precision = 15; // what .NET computes a custom format of a fraction with
    return {
        format_custom(fraction == nullptr ? decimal_of(*number.as_int()) : decimal_of(*fraction, precision),
                      format),
        {}};
}

} // namespace iotsec::azure
