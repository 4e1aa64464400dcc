#include "base/json/number.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <system_error>

namespace iotsec::json_number {

bool is_plain(std::string_view text) {
    const auto digits = [&] {
        const auto count = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(count);
        return count;
    };
    if (text.starts_with('-')) text.remove_prefix(1);
    const bool leading_zero = text.starts_with('0');
    const auto whole = digits();
    if (whole == 0 || (leading_zero && whole > 1)) return false;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (digits() == 0) return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
        if (digits() == 0) return false;
    }
    return text.empty();
}

std::optional<Value::Data> by_azure(std::string_view text) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity") return infinity;
    if (text == "-Infinity") return -infinity;
    const bool is_hex = text.starts_with("0x") || text.starts_with("0X");
    const bool is_octal =
        text.size() > 1 && text[0] == '0' && text.find_first_of(".eE") == std::string_view::npos;
    if (is_hex || is_octal) {
        const auto digits = text.substr(is_hex ? 2 : 1);
        std::int64_t whole = 0;
        const char* const end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, whole, is_hex ? 16 : 8);
        return error == std::errc{} && stop == end ? std::optional<Value::Data>{whole} : std::nullopt;
    }
    double real = 0;
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    const std::string filled = text.substr(sign).starts_with('.') ? "0" + std::string{text.substr(sign)}
                                                                  : std::string{text.substr(sign)};
    const char* const end = filled.data() + filled.size();
    const auto [stop, error] = std::from_chars(filled.data(), end, real);
    if (stop != end || filled.empty() || filled[0] < '0' || filled[0] > '9') return std::nullopt;
    const bool is_small = filled.find("e-") != std::string::npos || filled.find("E-") != std::string::npos;
    if (error == std::errc::result_out_of_range) real = is_small ? 0 : infinity;
    return sign == 1 ? -real : real;
}

} // namespace iotsec::json_number
