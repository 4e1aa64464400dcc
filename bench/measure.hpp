// Time and peak memory of a piece of work, each in a process of its own.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace iotsec::bench {

struct Measured {
    double milliseconds = 0; ///< the median of the runs
    double megabytes = 0;    ///< peak resident memory
    bool ok = false;
};

/// Runs `work` `times` times in a child process.
[[nodiscard]] Measured measure(int times, const std::function<void()>& work);

/// Runs a command `times` times, its output thrown away; memory is that of the command.
[[nodiscard]] Measured measure_command(int times, const std::string& command);

} // namespace iotsec::bench
