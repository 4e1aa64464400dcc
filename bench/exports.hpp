// Measures the check of a large export.
#pragma once

#include "bench/measure.hpp"

#include <string>
#include <string_view>

namespace iotsec::bench {

/// A check of an answer of Resource Graph.
struct MeasuredExport {
    Measured measured;
    double megabytes = 0; ///< of the file

    [[nodiscard]] double megabytes_per_second() const { return megabytes / measured.milliseconds * 1000; }
};

/// Writes about `megabytes` (files beyond 64 MiB are refused) of hubs to a temporary file and checks them
/// with the whole library, one file at a time.
[[nodiscard]] MeasuredExport measure_export(const std::string& program, double megabytes);

} // namespace iotsec::bench
