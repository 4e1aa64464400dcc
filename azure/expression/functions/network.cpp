#include "azure/expression/function.hpp"
#include "azure/expression/ip.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace iotsec::azure {

namespace {

constexpr std::string_view no_network = "the first argument is no network (`10.0.0.0/16`)";

Value text(const IpAddress& address) {
    return Value{ip_text(address)};
}

Value parse_cidr(Call& call) {
    const auto network = parse_network(call.text(0));
    if (!network) return call.fail(no_network);
    const bool is_v4 = network->address.size == 4;
    const bool is_point = is_v4 && network->prefix >= 31;
    const IpAddress& first = network->address;
    const IpAddress last = last_address(*network);
    const auto inner = [&](const IpAddress& end, std::int64_t step) {
        return is_v4 ? is_point ? first : *ip_plus(end, step) : end;
    };
    Object members{{"network", {}, text(first)}, {"netmask", {}, text(ip_mask(first.size, network->prefix))}};
    if (is_v4) members.push_back({"broadcast", {}, text(last)});
    members.push_back({"firstUsable", {}, text(inner(first, 1))});
    members.push_back({"lastUsable", {}, text(inner(last, -1))});
    members.push_back({"cidr", {}, Value{std::int64_t{network->prefix}}});
    return Value{std::move(members)};
}

Value cidr_subnet(Call& call) {
    const auto network = parse_network(call.text(0));
    if (!network) return call.fail(no_network);
    const std::int64_t prefix = call.integer(1);
    const std::int64_t index = call.integer(2);
    if (prefix < network->prefix || prefix > network->address.bits()) {
        return call.fail("the new prefix is as long as the old one at least");
    }
    const std::int64_t split_bits = prefix - network->prefix;
    const bool is_outside = index < 0 || index > INT32_MAX || (split_bits < 31 && index >> split_bits != 0);
    if (is_outside) return call.fail(fmt::format("there is no subnet {}", index));
    const int shift = network->address.bits() - static_cast<int>(prefix);
    const auto found = ip_plus(network->address, index, shift);
    if (!found) return call.fail(fmt::format("there is no subnet {}", index));
    return Value{fmt::format("{}/{}", ip_text(*found), prefix)};
}

Value cidr_host(Call& call) {
    const auto network = parse_network(call.text(0));
    if (!network) return call.fail(no_network);
    const std::int64_t number = call.integer(1);
    const int bits = network->address.bits() - network->prefix;
    constexpr int wide = 33; // more hosts than numbers
    const std::int64_t last =
        bits >= wide ? INT32_MAX : std::max<std::int64_t>((std::int64_t{1} << bits) - 3, -1);
    const auto host = number > last || number > INT32_MAX || number < INT32_MIN
                          ? std::nullopt
                          : ip_plus(network->address, number + 1);
    return host ? text(*host) : call.fail(fmt::format("there is no host {}", number));
}

constexpr std::array<Function, 3> network_table{{
    {"cidrhost", 2, 2, "si", cidr_host},
    {"cidrsubnet", 3, 3, "sii", cidr_subnet},
    {"parsecidr", 1, 1, "s", parse_cidr},
}};

} // namespace

std::span<const Function> network_functions() {
    return network_table;
}

} // namespace iotsec::azure
