// JSON text as `string()` and `format()` write it.
#pragma once

#include "base/value.hpp"

#include <string>

namespace iotsec::azure {

/// Compact JSON of a value without unknowns; keys in their order.
[[nodiscard]] std::string json_text_of(const Value& value);

/// The same, indented by two blanks.
[[nodiscard]] std::string indented_json_of(const Value& value);

/// A fraction as .NET writes the shortest text that reads back the same, with `.0` where it is whole.
[[nodiscard]] std::string double_text(double number);

} // namespace iotsec::azure
