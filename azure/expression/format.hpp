// `format('{0}-{1:D3}', …)`: .NET's composite format in the invariant culture.
#pragma once

#include "base/value.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::azure {

/// The pieces of a formatted text, unknown arguments as they are; or why it cannot be formatted.
struct Formatted {
    std::vector<Value> parts;
    std::string error;

    explicit operator bool() const { return error.empty(); }
};

[[nodiscard]] Formatted format_text(std::string_view pattern, std::span<const Value> args);

} // namespace iotsec::azure
