#include "azure/expression/ip.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::azure {

namespace {

template <typename Number>
std::optional<Number> number(std::string_view text, int base, std::size_t longest) {
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, base);
    if (text.empty() || text.size() > longest || error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

/// As C reads addresses: one to four numbers, the last fills what is left; a zero in front is octal.
std::optional<IpAddress> parse_v4(std::string_view text) {
    IpAddress result;
    const auto parts = split(text, '.');
    if (parts.size() > 4) return std::nullopt;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool is_octal = parts[i].size() > 1 && parts[i].front() == '0';
        const auto part = number<std::uint64_t>(parts[i], is_octal ? 8 : 10, 12);
        const bool is_last = i + 1 == parts.size();
        const std::uint64_t limit = std::uint64_t{1} << (is_last ? 8 * (4 - i) : 8);
        if (!part || *part >= limit) return std::nullopt;
        bits = is_last ? bits << (8 * (4 - i)) | *part : bits << 8U | *part;
    }
    for (std::size_t i = 0; i < 4; ++i)
        result.bytes[i] = static_cast<std::uint8_t>(bits >> (24 - 8 * i));
    return result;
}

std::optional<std::vector<std::uint16_t>> parse_groups(std::string_view text) {
    std::vector<std::uint16_t> groups;
    if (text.empty()) return groups;
    for (const std::string_view part : split(text, ':')) {
        if (part.find('.') != std::string_view::npos) {
            const auto v4 = parse_v4(part);
            if (!v4) return std::nullopt;
            groups.push_back(static_cast<std::uint16_t>(v4->bytes[0] << 8U | v4->bytes[1]));
            groups.push_back(static_cast<std::uint16_t>(v4->bytes[2] << 8U | v4->bytes[3]));
            continue;
        }
        const auto group = number<std::uint16_t>(part, 16, 4);
        if (!group) return std::nullopt;
        groups.push_back(*group);
    }
    return groups;
}

std::optional<IpAddress> parse_v6(std::string_view text) {
    const std::size_t gap = text.find("::");
    const auto head = parse_groups(text.substr(0, gap));
    const auto tail = parse_groups(gap == std::string_view::npos ? std::string_view{} : text.substr(gap + 2));
    if (!head || !tail) return std::nullopt;
    const std::size_t count = head->size() + tail->size();
    if (gap == std::string_view::npos ? count != 8 : count > 7) return std::nullopt;
    std::array<std::uint16_t, 8> groups{};
    std::ranges::copy(*head, groups.begin());
    std::ranges::copy(*tail, groups.end() - static_cast<std::ptrdiff_t>(tail->size()));
    IpAddress result{.size = 16};
    for (std::size_t i = 0; i < 8; ++i) {
        result.bytes[2 * i] = static_cast<std::uint8_t>(groups[i] >> 8U);
        result.bytes[2 * i + 1] = static_cast<std::uint8_t>(groups[i] & 0xFFU);
    }
    return result;
}

/// Where the longest run of zero groups, two at least, begins and how long it
/// is.
std::pair<std::size_t, std::size_t> zero_run(const std::array<unsigned, 8>& groups) {
    std::size_t best = 0, length = 1;
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t end = i;
        while (end < 8 && groups[end] == 0)
            ++end;
        if (end - i > length) {
            best = i;
            length = end - i;
        }
    }
    return {best, length > 1 ? length : 0};
}

/// Without what stands in no address; runs of blanks are one.
std::string sanitized(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool is_hex = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        const bool is_blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (is_hex || c == '.' || c == '/' || c == ':') result += c;
        if (is_blank && !result.empty() && !result.ends_with(' ')) result += ' ';
    }
    while (result.ends_with(' '))
        result.pop_back();
    return result;
}

/// The prefix of a netmask, which is ones and then zeros.
std::optional<int> prefix_of_mask(const IpAddress& mask) {
    for (int prefix = 0; prefix <= mask.bits(); ++prefix) {
        if (ip_mask(mask.size, prefix).bytes == mask.bytes) return prefix;
    }
    return std::nullopt;
}

/// The network class of old that an address belongs to.
int class_prefix(const IpAddress& address) {
    if (address.size == 16) return 64;
    const unsigned first = address.bytes[0];
    return first < 128 ? 8 : first < 192 ? 16 : 24;
}

std::optional<int> prefix_of(std::string_view text, const IpAddress& address) {
    if (text.empty()) return class_prefix(address);
    if (const auto prefix = number<int>(text, 10, 9)) {
        return *prefix <= address.bits() ? prefix : std::nullopt;
    }
    const auto mask = parse_ip(text);
    return mask && mask->size == address.size ? prefix_of_mask(*mask) : std::nullopt;
}

bool shows_ipv4(const std::array<unsigned, 8>& groups) {
    const bool is_low =
        groups[0] == 0 && groups[1] == 0 && groups[2] == 0 && groups[3] == 0 && groups[6] != 0;
    if (is_low && groups[4] == 0 && (groups[5] == 0 || groups[5] == 0xFFFF)) return true;
    if (is_low && groups[4] == 0xFFFF && groups[5] == 0) return true;
    return groups[4] == 0 && groups[5] == 0x5EFE;
}

} // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
    return text.find(':') != std::string_view::npos ? parse_v6(text) : parse_v4(text);
}

std::optional<IpNetwork> parse_network(std::string_view text) {
    const std::string clean = sanitized(text);
    const std::size_t end = std::min(clean.find_first_of("/ "), clean.size());
    const auto address = parse_ip(std::string_view{clean}.substr(0, end));
    if (!address) return std::nullopt;
    const auto rest = std::string_view{clean}.substr(std::min(end + 1, clean.size()));
    const auto prefix = prefix_of(rest.substr(0, rest.find_first_of("/ ")), *address);
    if (!prefix) return std::nullopt;
    IpNetwork network{*address, *prefix};
    const IpAddress mask = ip_mask(address->size, *prefix);
    for (std::size_t i = 0; i < address->size; ++i)
        network.address.bytes[i] &= mask.bytes[i];
    return network;
}

std::string ip_text(const IpAddress& address) {
    const auto& b = address.bytes;
    if (address.size == 4) return fmt::format("{}.{}.{}.{}", b[0], b[1], b[2], b[3]);
    std::array<unsigned, 8> groups{};
    for (std::size_t i = 0; i < 8; ++i)
        groups[i] = static_cast<unsigned>(b[2 * i] << 8U | b[2 * i + 1]);
    const bool ends_in_v4 = shows_ipv4(groups);
    if (ends_in_v4) groups[6] = groups[7] = 1; // no zeros to leave out
    const auto [begin, length] = zero_run(groups);
    std::string result;
    for (std::size_t i = 0; i < 8;) {
        if (ends_in_v4 && i == 6) {
            if (!result.ends_with(':')) result += ':';
            return result + fmt::format("{}.{}.{}.{}", b[12], b[13], b[14], b[15]);
        }
        if (length > 0 && i == begin) {
            result += "::";
            i += length;
            continue;
        }
        if (!result.empty() && !result.ends_with(':')) result += ':';
        result += fmt::format("{:x}", groups[i++]);
    }
    return result;
}

IpAddress ip_mask(std::size_t size, int prefix) {
    IpAddress mask{.size = size};
    for (int bit = 0; bit < prefix; ++bit)
        mask.bytes[static_cast<std::size_t>(bit) / 8] |= static_cast<std::uint8_t>(0x80U >> (bit % 8));
    return mask;
}

IpAddress last_address(const IpNetwork& network) {
    IpAddress result = network.address;
    const IpAddress mask = ip_mask(result.size, network.prefix);
    for (std::size_t i = 0; i < result.size; ++i)
        result.bytes[i] |= static_cast<std::uint8_t>(~mask.bytes[i]);
    return result;
}

std::optional<IpAddress> ip_plus(const IpAddress& address, std::int64_t number, int shift) {
    IpAddress result = address;
    const bool is_negative = number < 0;
    std::uint64_t rest =
        is_negative ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    // The number stands `shift` bits up: byte by byte from the place where its
    // lowest bit falls.
    const auto first = static_cast<std::size_t>(shift / 8);
    const auto carry_bits = static_cast<std::uint32_t>(shift % 8);
    int carry = 0;
    std::uint32_t spill = 0;
    for (std::size_t i = first; i < result.size || rest != 0 || spill != 0; ++i) {
        const std::uint32_t shifted = (static_cast<std::uint32_t>(rest & 0xFFU) << carry_bits) | spill;
        rest >>= 8U;
        spill = shifted >> 8U;
        const int part = static_cast<int>(shifted & 0xFFU) + carry;
        if (i >= result.size) {
            if (part != 0) return std::nullopt;
            continue;
        }
        auto& byte = result.bytes[result.size - 1 - i];
        const int sum = is_negative ? byte - part : byte + part;
        byte = static_cast<std::uint8_t>(sum);
        carry = sum < 0 || sum > 255 ? 1 : 0;
    }
    return carry == 0 ? std::optional{result} : std::nullopt;
}

} // namespace iotsec::azure
