#include "azure/expression/culture.hpp"
#include "azure/expression/function.hpp"
#include "azure/expression/unknown.hpp"

#include <array>
#include <compare>
#include <cstdlib>
#include <string>

namespace iotsec::azure {

namespace {

Value equals(Call& call) {
    if (const auto same = equal(call.args[0], call.args[1])) return Value{*same};
    return follow("equals", call);
}

/// The digits of a whole number of any size.
std::optional<std::string> digits_of(const Value& value) {
    if (const std::string* wide = wide_integer(value)) return *wide;
    return value.as_int() == nullptr ? std::nullopt : std::optional{std::to_string(*value.as_int())};
}

std::strong_ordering order_of_digits(std::string_view a, std::string_view b) {
    const bool a_negative = a.starts_with('-'), b_negative = b.starts_with('-');
    if (a_negative != b_negative) return b_negative <=> a_negative;
    const auto magnitude = a.size() != b.size() ? a.size() <=> b.size() : a <=> b;
    return a_negative ? 0 <=> magnitude : magnitude;
}

/// How the arguments are ordered; nullopt where they cannot be compared.
std::optional<std::partial_ordering> order(const Call& call) {
    const Value& a = call.args[0];
    const Value& b = call.args[1];
    if (a.as_int() != nullptr && b.as_int() != nullptr) return *a.as_int() <=> *b.as_int();
    const auto x = digits_of(a), y = digits_of(b);
    if (x && y) return order_of_digits(*x, *y);
    if (x && b.as_double() != nullptr) return std::strtod(x->c_str(), nullptr) <=> *b.as_double();
    if (y && a.as_double() != nullptr) return *a.as_double() <=> std::strtod(y->c_str(), nullptr);
    if (a.as_number() && b.as_number()) return *a.as_number() <=> *b.as_number();
    if (a.as_string() != nullptr && b.as_string() != nullptr) return collate(*a.as_string(), *b.as_string());
    return std::nullopt;
}

template <typename Holds>
Value compare(const Call& call, Holds holds) {
    const auto found = order(call);
    return found ? Value{holds(*found)} : call.fail("two numbers or two texts are compared");
}

Value greater(Call& call) {
    return compare(call, [](std::partial_ordering found) { return found > 0; });
}
Value greater_or_equals(Call& call) {
    return compare(call, [](std::partial_ordering found) { return found >= 0; });
}
Value less(Call& call) {
    return compare(call, [](std::partial_ordering found) { return found < 0; });
}
Value less_or_equals(Call& call) {
    return compare(call, [](std::partial_ordering found) { return found <= 0; });
}

constexpr std::array<Function, 5> comparison_table{{
    {"equals", 2, 2, "x", equals, OnUnknown::LookInside, false, true},
    {"greater", 2, 2, "x", greater, OnUnknown::Follow, false, true},
    {"greaterorequals", 2, 2, "x", greater_or_equals, OnUnknown::Follow, false, true},
    {"less", 2, 2, "x", less, OnUnknown::Follow, false, true},
    {"lessorequals", 2, 2, "x", less_or_equals, OnUnknown::Follow, false, true},
}};

} // namespace

std::span<const Function> comparison_functions() {
    return comparison_table;
}

} // namespace iotsec::azure
