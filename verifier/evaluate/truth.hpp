// Three-valued truth (strong Kleene) and the intervals that counts have where something is unknown.
#pragma once

#include "compiler/ir/ir.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace iotsec::verifier {

/// In the order that makes `and` the minimum and `or` the maximum.
enum class Truth : std::uint8_t { False, Unknown, True };

[[nodiscard]] constexpr Truth truth_of(bool value) {
    return value ? Truth::True : Truth::False;
}
[[nodiscard]] constexpr Truth negation(Truth t) {
    return t == Truth::Unknown ? t : truth_of(t == Truth::False);
}
/// What holds of two cases of which one is the case: their common truth, or unknown.
[[nodiscard]] constexpr Truth common(Truth a, Truth b) {
    return a == b ? a : Truth::Unknown;
}

/// A whole number that is known to lie between `low` and `high`, both included.
struct Interval {
    static constexpr std::int64_t infinity = std::numeric_limits<std::int64_t>::max();

    std::int64_t low = 0;
    std::int64_t high = 0;

    auto operator<=>(const Interval&) const = default;
};

/// Whether every number of `number` compares so with `bound` (true), none does (false), or some do.
[[nodiscard]] Truth compare(Interval number, ir::CompareOp op, std::int64_t bound);

} // namespace iotsec::verifier
