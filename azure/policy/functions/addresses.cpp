#include "azure/policy/functions/addresses.hpp"

#include "azure/expression/ip.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace iotsec::azure::policy {

namespace {

struct AddressRange {
    IpAddress first, last;
};

/// A network in full: a lenient reader would take half an address.
std::optional<IpNetwork> network(std::string_view text) {
    const bool is_v6 = text.find(':') != std::string_view::npos;
    const std::size_t slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    constexpr std::string_view digits = "0123456789abcdefABCDEF:.";
    if (address.empty() || address.find_first_not_of(digits) != std::string_view::npos) return std::nullopt;
    if (!is_v6 && std::ranges::count(address, '.') != 3) return std::nullopt;
    if (slash == std::string_view::npos) return parse_network(fmt::format("{}/{}", text, is_v6 ? 128 : 32));
    const std::string_view prefix = text.substr(slash + 1);
    int bits = -1;
    const auto [stop, error] = std::from_chars(prefix.data(), prefix.data() + prefix.size(), bits);
    const bool is_number = error == std::errc{} && stop == prefix.data() + prefix.size();
    if (!is_number || bits < 0 || bits > (is_v6 ? 128 : 32)) return std::nullopt;
    return parse_network(text);
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

std::optional<AddressRange> address_range(std::string_view text) {
    text = trimmed(text);
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) {
        const auto all = network(text);
        if (!all) return std::nullopt;
        return AddressRange{all->address, last_address(*all)};
    }
    const auto first = network(trimmed(text.substr(0, dash)));
    const auto last = network(trimmed(text.substr(dash + 1)));
    if (!first || !last || first->address.size != last->address.size) return std::nullopt;
    AddressRange range{first->address, last->address};
    if (range.last.bytes < range.first.bytes) return std::nullopt;
    return range;
}

} // namespace

IpAnswer ip_range_contains(std::string_view range, std::string_view target) {
    if (trimmed(range).empty() || trimmed(target).empty()) return IpAnswer::Mixed;
    const auto outer = address_range(range);
    const auto inner = address_range(target);
    if (!outer || !inner) return IpAnswer::Outside;
    if (outer->first.size != inner->first.size) return IpAnswer::Mixed;
    const bool is_inside = outer->first.bytes <= inner->first.bytes && inner->last.bytes <= outer->last.bytes;
    return is_inside ? IpAnswer::Inside : IpAnswer::Outside;
}

} // namespace iotsec::azure::policy
