// From a value back to what it was made of: parameters, variables, and where those come from.
#pragma once

#include "base/span.hpp"
#include "base/value.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace iotsec::azure {

/// One step of the way back.
struct Origin {
    std::size_t depth = 0;
    std::string what; ///< `parameter env, from the parameter file`
    Span place;
};

/// What the value that is written at `place` is made of, the value itself first. `parameters`: the root of a
/// parameter file, or null.
[[nodiscard]] std::vector<Origin> origins(const Value& root, const Value* parameters, Span place);

} // namespace iotsec::azure
