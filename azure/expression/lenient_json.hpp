// JSON as `json()` reads it: the engine's reader forgives what others refuse.
#pragma once

#include "base/span.hpp"
#include "base/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure {

/// The first value of `text`, every part of it at `place`: comments, single quotes, names without quotes,
/// holes in lists, hexadecimal and octal numbers and missing closing brackets are taken. Nothing where there
/// is no value, or `error` says why.
struct LenientJson {
    std::optional<Value> value;
    std::string error;
};
[[nodiscard]] LenientJson read_lenient_json(std::string_view text, Span place);

} // namespace iotsec::azure
