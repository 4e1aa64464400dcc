// Numbers as JSON texts write them.
#pragma once

#include "base/value.hpp"

#include <optional>
#include <string_view>

namespace iotsec::json_number {

/// Whether `text` is a number as JSON writes it: no sign in front but `-`, no leading zeros, digits on both
/// sides of the point.
[[nodiscard]] bool is_plain(std::string_view text);

/// A number as Azure's reader of templates has it beside JSON's: `0x1F`, `017` (octal), `.5`, `5.`, `1e400`,
/// `NaN`, `-Infinity`. Nothing where `text` is none.
[[nodiscard]] std::optional<Value::Data> by_azure(std::string_view text);

} // namespace iotsec::json_number
