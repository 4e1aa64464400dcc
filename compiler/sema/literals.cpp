#include "compiler/sema/literals.hpp"

#include "base/text.hpp"
#include "compiler/sema/types.hpp"

#include <algorithm>
#include <optional>

namespace iotsec::sema {

namespace {

bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::optional<int> small_number(std::string_view text) {
    if (!all_digits(text) || text.size() > 4) return std::nullopt;
    int value = 0;
    for (const char c : text)
        value = value * 10 + (c - '0');
    return value;
}

bool is_ipv4(std::string_view text) {
    const auto parts = split(text, '.');
    return parts.size() == 4 && std::ranges::all_of(parts, [](std::string_view part) {
               const auto value = small_number(part);
               return value && *value <= 255 && part.size() <= 3;
           });
}

bool is_ipv6(std::string_view text) {
    const std::size_t gap = text.find("::");
    if (gap != std::string_view::npos && text.find("::", gap + 1) != std::string_view::npos) return false;
    if (text.find(':') == std::string_view::npos) return false;
    std::size_t groups = 0;
    for (const std::string_view part : split(text, ':')) {
        if (part.empty()) continue;
        const bool embedded = part.find('.') != std::string_view::npos;
        if (embedded ? !is_ipv4(part) : part.size() > 4 || !std::ranges::all_of(part, is_hex)) return false;
        groups += embedded ? 2 : 1;
    }
    return gap == std::string_view::npos ? groups == 8 : groups <= 7;
}

int days_in(int year, int month) {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && is_leap ? 29 : days[month - 1];
}

} // namespace

bool is_cidr(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    const bool v4 = is_ipv4(address);
    if (!v4 && !is_ipv6(address)) return false;
    if (slash == std::string_view::npos) return true;
    const auto length = small_number(text.substr(slash + 1));
    return length && *length <= (v4 ? 32 : 128);
}

bool is_version(std::string_view text) {
    const std::string_view numbers = text.substr(0, text.find('-'));
    const bool has_suffix = numbers.size() < text.size();
    if (has_suffix && numbers.size() + 1 == text.size()) return false;
    return std::ranges::all_of(split(numbers, '.'), all_digits);
}

bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto year = small_number(text.substr(0, 4));
    const auto month = small_number(text.substr(5, 2));
    const auto day = small_number(text.substr(8, 2));
    return year && month && day && *month >= 1 && *month <= 12 && *day >= 1 && *day <= days_in(*year, *month);
}

bool is_api_version(std::string_view text) {
    if (!is_date(text.substr(0, 10))) return false;
    return text.size() == 10 || (text[10] == '-' && text.size() > 11);
}

bool is_iso_duration(std::string_view text) {
    return text.size() >= 3 && text[0] == 'P' && std::ranges::all_of(text.substr(1), [](char c) {
               return is_digit(c) || std::string_view{"YMWDTHS."}.find(c) != std::string_view::npos;
           });
}

bool is_guid(std::string_view text) {
    constexpr std::string_view form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    return std::ranges::equal(text, form,
                              [](char c, char wanted) { return wanted == 'x' ? is_hex(c) : c == '-'; });
}

} // namespace iotsec::sema
