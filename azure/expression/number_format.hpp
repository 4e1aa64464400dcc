// Numbers in .NET's standard and custom formats, invariant culture: `D3`, `N0`, `0.00`, `#,##0;(0)`.
#pragma once

#include "base/value.hpp"

#include <string>
#include <string_view>

namespace iotsec::azure {

/// A formatted number; `error` is empty where that could be done.
struct FormattedNumber {
    std::string text;
    std::string error;
};

/// `number` is whole or a fraction.
[[nodiscard]] FormattedNumber format_number(const Value& number, std::string_view format);

/// The decimal digits of a number: 0.DIGITS times ten to the `scale`; no digits are zero.
struct Decimal {
    bool is_negative = false;
    bool is_fraction = false; ///< of a fraction: zero keeps its sign
    std::string digits;
    int scale = 0;

    /// Keeps `count` digits, half of the last one away from zero.
    void round(int count);
};

/// `decimal` in a custom format.
[[nodiscard]] std::string format_custom(Decimal decimal, std::string_view format);

} // namespace iotsec::azure
