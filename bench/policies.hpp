// Measures the engine of Azure Policy.
#pragma once

#include "bench/aliases.hpp"

#include <filesystem>

namespace iotsec::bench {

/// One small definition on one resource, and the built-ins of the corpus in `shared`, where that is there.
void measure_policies(const std::filesystem::path& shared, const Row& row);

} // namespace iotsec::bench
