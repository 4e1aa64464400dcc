// `--as-of`, which several commands take.
#pragma once

#include "cli/driver/arguments.hpp"

#include <string>

namespace iotsec::cli {

/// Why the value of `--as-of` is no time; empty where it is one, or is not given.
[[nodiscard]] std::string wrong_time(const Arguments& arguments);

} // namespace iotsec::cli
