// The values that a path can have where a condition holds.
#pragma once

#include <cstdint>
#include <limits>
#include <set>
#include <string>

namespace iotsec::sema {

/// A set of texts (lower case; bool and int as texts), of integers by their bounds, and perhaps "absent".
struct ValueSet {
    std::set<std::string> texts;
    bool all_but = true; ///< every text except `texts`
    bool absent = true;
    std::int64_t low = std::numeric_limits<std::int64_t>::min();
    std::int64_t high = std::numeric_limits<std::int64_t>::max();

    [[nodiscard]] bool is_empty() const { return !absent && ((!all_but && texts.empty()) || low > high); }
    bool operator==(const ValueSet&) const = default;
};

[[nodiscard]] ValueSet intersection(const ValueSet& a, const ValueSet& b);
/// Every value that is not in `set`. Only of sets without bounds.
[[nodiscard]] ValueSet complement(ValueSet set);
/// The present values `texts`.
[[nodiscard]] ValueSet only(std::set<std::string> texts);

} // namespace iotsec::sema
