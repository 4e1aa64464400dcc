#include "azure/expression/function.hpp"
#include "azure/expression/unknown.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace iotsec::azure {

namespace {

constexpr std::int64_t smallest_integer = std::numeric_limits<std::int64_t>::min();

Value add(Call& call) {
    std::int64_t sum = 0;
    const bool overflows = __builtin_add_overflow(call.integer(0), call.integer(1), &sum);
    return overflows ? call.fail("the sum does not fit 64 bits") : Value{sum};
}

Value sub(Call& call) {
    std::int64_t difference = 0;
    const bool overflows = __builtin_sub_overflow(call.integer(0), call.integer(1), &difference);
    return overflows ? call.fail("the difference does not fit 64 bits") : Value{difference};
}

Value mul(Call& call) {
    std::int64_t product = 0;
    const bool overflows = __builtin_mul_overflow(call.integer(0), call.integer(1), &product);
    return overflows ? call.fail("the product does not fit 64 bits") : Value{product};
}

/// Why two numbers cannot be divided; empty if they can.
std::string_view division_problem(const Call& call) {
    if (call.integer(1) == 0) return "a number is divided by zero";
    if (call.integer(0) == smallest_integer && call.integer(1) == -1)
        return "the quotient does not fit 64 bits";
    return {};
}

Value div(Call& call) {
    const auto problem = division_problem(call);
    return problem.empty() ? Value{call.integer(0) / call.integer(1)} : call.fail(problem);
}

Value mod(Call& call) {
    const auto problem = division_problem(call);
    return problem.empty() ? Value{call.integer(0) % call.integer(1)} : call.fail(problem);
}

std::string_view trimmed(std::string_view text, std::string_view blanks) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

Value int_(Call& call) {
    const Value& value = call.args[0];
    if (value.as_int() != nullptr) return value;
    const std::string* text = value.as_string();
    if (text == nullptr) return call.fail(fmt::format("{} cannot be made a whole number", type_name(value)));
    std::string_view digits = *text;
    while (digits.ends_with('\0'))
        digits.remove_suffix(1);
    digits = trimmed(digits, " \t\n\v\f\r");
    if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        return call.fail(fmt::format("`{}` is no whole number of 64 bits", text->substr(0, 40)));
    }
    return Value{number};
}

/// `NaN` and `Infinity`, in any letter case.
std::optional<double> special_number(std::string_view word) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (equal_ignoring_case(word, "nan") || equal_ignoring_case(word, "+nan") ||
        equal_ignoring_case(word, "-nan")) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (equal_ignoring_case(word, "infinity") || equal_ignoring_case(word, "+infinity")) return infinity;
    return equal_ignoring_case(word, "-infinity") ? std::optional{-infinity} : std::nullopt;
}

Value float_(Call& call) {
    const Value& value = call.args[0];
    if (value.as_double() != nullptr) return value;
    if (const std::string* digits = wide_integer(value)) return Value{std::strtod(digits->c_str(), nullptr)};
    if (const std::int64_t* number = value.as_int()) return Value{static_cast<double>(*number)};
    const std::string* text = value.as_string();
    if (text == nullptr) return call.fail(fmt::format("{} cannot be made a number", type_name(value)));
    std::string_view shown = *text;
    while (shown.ends_with('\0'))
        shown.remove_suffix(1);
    std::string digits{trimmed(shown, " \t\n\v\f\r")};
    if (const auto word = special_number(digits)) return Value{*word};
    std::erase(digits, ',');
    if (digits.starts_with('+') && !digits.starts_with("+-")) digits.erase(0, 1);
    const bool is_word = digits.find_first_of("inIN") != std::string::npos;
    if (is_word) return call.fail("the text is no number");
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool is_whole = end == digits.data() + digits.size() && !digits.empty();
    if (is_whole && error == std::errc::result_out_of_range) {
        const double infinity = std::numeric_limits<double>::infinity();
        return Value{digits.find("e-") != std::string::npos ? 0.0 : digits[0] == '-' ? -infinity : infinity};
    }
    if (!is_whole || error != std::errc{}) return call.fail("the text is no number");
    return Value{number};
}

bool is_less(const Value& a, const Value& b) {
    if (a.as_int() != nullptr && b.as_int() != nullptr) return *a.as_int() < *b.as_int();
    const double x = *a.as_number(), y = *b.as_number();
    return x < y || (x == y && std::signbit(x) && !std::signbit(y));
}

/// The numbers of `min` and `max`: one list of them, or each an argument.
std::optional<std::span<const Value>> numbers(const Call& call) {
    std::span<const Value> all = call.args;
    if (all.size() == 1 && all[0].as_list() != nullptr) all = *all[0].as_list();
    const bool good = std::ranges::all_of(all, [](const Value& v) { return v.as_number().has_value(); });
    return good && !all.empty() ? std::optional{all} : std::nullopt;
}

Value max(Call& call) {
    const auto all = numbers(call);
    return all ? *std::ranges::max_element(*all, is_less) : call.fail("numbers are compared, at least one");
}

Value min(Call& call) {
    const auto all = numbers(call);
    return all ? *std::ranges::min_element(*all, is_less) : call.fail("numbers are compared, at least one");
}

constexpr std::array<Function, 9> numeric_table{{
    {"add", 2, 2, "i", add},
    {"div", 2, 2, "i", div},
    {"float", 1, 1, "x", float_},
    {"int", 1, 1, "x", int_},
    {"max", 1, any_number, "x", max},
    {"min", 1, any_number, "x", min},
    {"mod", 2, 2, "i", mod},
    {"mul", 2, 2, "i", mul},
    {"sub", 2, 2, "i", sub},
}};

} // namespace

std::span<const Function> numeric_functions() {
    return numeric_table;
}

} // namespace iotsec::azure
