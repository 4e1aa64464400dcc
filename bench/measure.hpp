// Time and peak memory of a piece of work, each in a process of its own.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace iotsec::bench {

struct Measured {
    double milliseconds = 0; ///< the median of the runs
    double processor = 0;    ///< milliseconds of processor time, of all threads; the mean of the runs
    double megabytes = 0;    ///< peak resident memory
    bool ok = false;
};

/// Runs `work` `times` times in a child process.
[[nodiscard]] Measured measure(int times, const std::function<void()>& work);

/// Runs a program with its arguments `times` times, its output thrown away, from starting it to its end;
/// memory is that of the program.
[[nodiscard]] Measured measure_command(int times, std::vector<std::string> command);

} // namespace iotsec::bench
