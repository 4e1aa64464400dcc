// The operators of conditions on two values.
#pragma once

#include "azure/policy/condition.hpp"
#include "azure/policy/evaluate.hpp"
#include "azure/policy/options.hpp"
#include "base/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure::policy {

/// How values are compared, and what came of it besides the truth.
struct Comparison {
    const Options& options;
    bool of_locations = false; ///< blanks do not count
    Questions met;
    std::string message; ///< why the truth is Unknown or Error
};

/// Whether `left` (null: it is not there) stands in relation `op` to `right`.
[[nodiscard]] Truth compare(Operator op, const Value* left, const Value& right, Comparison& how);

/// `exists`: `right` says whether the value has to be there.
[[nodiscard]] Truth exists(const Value* left, const Value& right, Comparison& how);

[[nodiscard]] inline Truth truth(bool holds) {
    return holds ? Truth::True : Truth::False;
}
/// The other of True and False.
[[nodiscard]] Truth negated(Truth truth);

/// The text that conditions compare for a text, a number or a bool; nullopt for anything else.
[[nodiscard]] std::optional<std::string> comparable_text(const Value& value);

/// `like`: `*` stands for any run of characters, `?` for one; letter case does not count.
[[nodiscard]] bool is_like(std::string_view text, std::string_view pattern);
/// `match`: `#` is a digit, `?` a letter, `.` any character.
[[nodiscard]] bool matches(std::string_view text, std::string_view pattern, bool minds_case);

} // namespace iotsec::azure::policy
