#include "azure/expression/collation.hpp"

#include "azure/expression/utf16.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace iotsec::azure {

namespace {

/// Printable ASCII in the order of the root collation, letters without case.
constexpr std::u16string_view ascii_order = u"\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
                                            u"0123456789abcdefghijklmnopqrstuvwxyz";

struct Weight {
    std::size_t primary = 0;
    bool is_upper = false;
};

bool is_ignored(char16_t c) {
    return (c < 0x20 && (c < '\t' || c > '\r')) || c == 0x7F || c == 0xAD || c == 0x200B || c == 0x200D ||
           c == 0xFEFF;
}

std::vector<Weight> weights(std::string_view text) {
    std::vector<Weight> result;
    const std::u16string lower = to_utf16(lower_text(text));
    const std::u16string units = to_utf16(text);
    for (std::size_t i = 0; i < std::min(units.size(), lower.size()); ++i) {
        if (is_ignored(units[i])) continue;
        const std::size_t known = ascii_order.find(lower[i]);
        const std::size_t primary =
            known != std::u16string_view::npos ? known : ascii_order.size() + lower[i];
        result.push_back({primary, lower[i] != units[i]});
    }
    return result;
}

} // namespace

std::weak_ordering collate(std::string_view a, std::string_view b) {
    const auto x = weights(a);
    const auto y = weights(b);
    const auto by = [&](auto part) {
        return std::lexicographical_compare_three_way(
            x.begin(), x.end(), y.begin(), y.end(),
            [&](const Weight& m, const Weight& n) { return m.*part <=> n.*part; });
    };
    const auto primary = by(&Weight::primary);
    if (primary != 0) return primary;
    return by(&Weight::is_upper);
}

} // namespace iotsec::azure
