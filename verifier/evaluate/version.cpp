#include "verifier/evaluate/version.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <vector>

namespace iotsec::verifier {

namespace {

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// Order of two runs of digits, of any length.
std::strong_ordering compare_numbers(std::string_view a, std::string_view b) {
    const auto significant = [](std::string_view digits) {
        digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
        return digits;
    };
    a = significant(a);
    b = significant(b);
    if (a.size() != b.size()) return a.size() <=> b.size();
    return a.compare(b) <=> 0;
}

/// `1.2.3-beta.1+build`: the numbers and the suffix; what follows a `+` does not count.
struct Version {
    std::vector<std::string_view> numbers;
    std::string_view suffix;
};

std::optional<Version> version(std::string_view text) {
    text = text.substr(0, text.find('+'));
    const auto dash = text.find('-');
    Version result{split(text.substr(0, dash), '.'), {}};
    if (dash != std::string_view::npos) result.suffix = text.substr(dash + 1);
    const bool has_suffix = dash == std::string_view::npos || !result.suffix.empty();
    if (!has_suffix || !std::ranges::all_of(result.numbers, is_number)) return std::nullopt;
    return result;
}

std::strong_ordering compare_parts(std::string_view a, std::string_view b) {
    const bool a_is_number = is_number(a);
    const bool b_is_number = is_number(b);
    if (a_is_number && b_is_number) return compare_numbers(a, b);
    if (a_is_number != b_is_number) return b_is_number <=> a_is_number;
    return compare_ignoring_case(a, b) <=> 0;
}

/// Suffixes by their dotted parts, numbers by value; none at all is the release, which comes last.
std::strong_ordering compare_suffixes(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return a.empty() <=> b.empty();
    const auto as = split(a, '.');
    const auto bs = split(b, '.');
    for (std::size_t i = 0; i < std::min(as.size(), bs.size()); ++i) {
        if (const auto order = compare_parts(as[i], bs[i]); order != 0) return order;
    }
    return as.size() <=> bs.size();
}

} // namespace

std::optional<std::strong_ordering> compare_versions(std::string_view a, std::string_view b) {
    const auto left = version(a);
    const auto right = version(b);
    if (!left || !right) return std::nullopt;
    for (std::size_t i = 0; i < std::max(left->numbers.size(), right->numbers.size()); ++i) {
        const std::string_view x = i < left->numbers.size() ? left->numbers[i] : "0";
        const std::string_view y = i < right->numbers.size() ? right->numbers[i] : "0";
        if (const auto order = compare_numbers(x, y); order != 0) return order;
    }
    return compare_suffixes(left->suffix, right->suffix);
}

bool is_version(std::string_view text) {
    return version(text).has_value();
}

} // namespace iotsec::verifier
