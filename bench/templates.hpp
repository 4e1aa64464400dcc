// Measures the expansion of templates.
#pragma once

#include "bench/aliases.hpp"

#include <filesystem>

namespace iotsec::bench {

/// A loop of 800 resources, that and a small template beside Microsoft's engine (where it can be had), and
/// all templates of the corpus in `shared`, compiled modules among them, where that is there.
void measure_templates(const std::filesystem::path& shared, const Row& row);

} // namespace iotsec::bench
