#include "verifier/evaluate/cidr.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <vector>

namespace iotsec::verifier {

namespace {

/// A number with at most `digits` digits and no sign.
std::optional<unsigned> number(std::string_view text, std::size_t digits, int base) {
    if (text.empty() || text.size() > digits) return std::nullopt;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// A decimal number up to `most` as it stands in addresses: without leading zeros.
std::optional<unsigned> decimal(std::string_view text, unsigned most) {
    const auto value = number(text, 3, 10);
    const bool has_leading_zero = text.size() > 1 && text.front() == '0';
    return value && *value <= most && !has_leading_zero ? value : std::nullopt;
}

std::optional<std::array<std::uint8_t, 4>> ipv4(std::string_view text) {
    const auto parts = split(text, '.');
    if (parts.size() != 4) return std::nullopt;
    std::array<std::uint8_t, 4> bytes{};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto byte = decimal(parts[i], 255);
        if (!byte) return std::nullopt;
        bytes[i] = static_cast<std::uint8_t>(*byte);
    }
    return bytes;
}

/// Appends the bytes of `a:b:c`, whose last group may be an IPv4 address where `may_end_in_ipv4`.
bool append_groups(std::string_view text, bool may_end_in_ipv4, std::vector<std::uint8_t>& bytes) {
    if (text.empty()) return true;
    const auto groups = split(text, ':');
    if (groups.size() > 8) return false;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool is_last = i + 1 == groups.size();
        if (is_last && may_end_in_ipv4 && groups[i].find('.') != std::string_view::npos) {
            const auto embedded = ipv4(groups[i]);
            if (!embedded) return false;
            bytes.insert(bytes.end(), embedded->begin(), embedded->end());
            continue;
        }
        const auto group = number(groups[i], 4, 16);
        if (!group) return false;
        bytes.push_back(static_cast<std::uint8_t>(*group >> 8U));
        bytes.push_back(static_cast<std::uint8_t>(*group & 0xFFU));
    }
    return true;
}

std::optional<std::array<std::uint8_t, 16>> ipv6(std::string_view text) {
    const auto gap = text.find("::");
    const bool has_gap = gap != std::string_view::npos;
    std::vector<std::uint8_t> front;
    std::vector<std::uint8_t> back;
    if (!append_groups(text.substr(0, gap), !has_gap, front)) return std::nullopt;
    if (has_gap && !append_groups(text.substr(gap + 2), true, back)) return std::nullopt;
    const std::size_t known = front.size() + back.size();
    if (has_gap ? known > 14 : known != 16) return std::nullopt;
    std::array<std::uint8_t, 16> bytes{};
    std::ranges::copy(front, bytes.begin());
    std::ranges::copy(back, bytes.end() - static_cast<std::ptrdiff_t>(back.size()));
    return bytes;
}

void mask(std::span<std::uint8_t> bytes, unsigned prefix) {
    for (std::uint8_t& byte : bytes) {
        const unsigned kept = std::min(prefix, 8U);
        byte = static_cast<std::uint8_t>(byte & (0xFF00U >> kept));
        prefix -= kept;
    }
}

} // namespace

std::optional<Cidr> cidr(std::string_view text) {
    const auto slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    Cidr result;
    if (const auto four = ipv4(address)) {
        std::ranges::copy(*four, result.address.begin());
    } else if (const auto six = ipv6(address); six && !address.empty()) {
        result.address = *six;
        result.is_ipv6 = true;
    } else {
        return std::nullopt;
    }
    const unsigned longest = result.is_ipv6 ? 128 : 32;
    const auto prefix =
        slash == std::string_view::npos ? std::optional{longest} : decimal(text.substr(slash + 1), longest);
    if (!prefix) return std::nullopt;
    result.prefix = *prefix;
    mask(result.address, result.prefix);
    return result;
}

bool contains(const Cidr& outer, const Cidr& inner) {
    if (outer.is_ipv6 != inner.is_ipv6 || outer.prefix > inner.prefix) return false;
    Cidr widened = inner;
    mask(widened.address, outer.prefix);
    return widened.address == outer.address;
}

} // namespace iotsec::verifier
