// The alias index: loading it, and looking aliases up.
#pragma once

#include "bench/measure.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace iotsec::bench {

/// Prints one row of the table.
using Row = std::function<void(std::string_view what, const Measured& measured, std::string_view remark)>;

/// Measures with the table of aliases in `path`.
void measure_aliases(const std::string& path, const Row& row);

} // namespace iotsec::bench
