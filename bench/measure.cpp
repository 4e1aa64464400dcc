#include "bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace iotsec::bench {

namespace {

double since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> times) {
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

double milliseconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

/// Waits for `child`; its processor time and peak memory, and whether it ended well (exit codes up to 4 are
/// verdicts).
Measured wait_for(pid_t child) {
    int status = 0;
    rusage usage{};
    if (::wait4(child, &status, 0, &usage) < 0) return {};
    return {.processor = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
            .megabytes = static_cast<double>(usage.ru_maxrss) / 1024,
            .ok = WIFEXITED(status) && WEXITSTATUS(status) <= 4};
}

} // namespace

Measured measure(int times, const std::function<void()>& work) {
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0) return {};
    const pid_t child = ::fork();
    if (child == 0) {
        std::vector<double> all;
        for (int i = 0; i < times; ++i) {
            const auto start = std::chrono::steady_clock::now();
            work();
            all.push_back(since(start));
        }
        const double result = median(std::move(all));
        const bool wrote = ::write(ends[1], &result, sizeof result) == sizeof result;
        std::_Exit(wrote ? 0 : 9);
    }
    ::close(ends[1]);
    double result = 0;
    const bool got = ::read(ends[0], &result, sizeof result) == sizeof result;
    ::close(ends[0]);
    Measured measured = wait_for(child);
    measured.milliseconds = result;
    measured.processor /= times;
    measured.ok = measured.ok && got;
    return measured;
}

Measured measure_command(int times, std::vector<std::string> command) {
    std::vector<char*> arguments;
    for (std::string& word : command)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    ::posix_spawn_file_actions_init(&quiet);
    for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO})
        ::posix_spawn_file_actions_addopen(&quiet, descriptor, "/dev/null", O_WRONLY, 0);
    std::vector<double> all;
    Measured measured{.ok = true};
    for (int i = 0; i < times; ++i) {
        const auto start = std::chrono::steady_clock::now();
        pid_t child = 0;
        if (::posix_spawn(&child, arguments[0], &quiet, nullptr, arguments.data(), environ) != 0) return {};
        const Measured one = wait_for(child);
        all.push_back(since(start));
        measured.processor += one.processor / times;
        measured.megabytes = std::max(measured.megabytes, one.megabytes);
        measured.ok = measured.ok && one.ok;
    }
    ::posix_spawn_file_actions_destroy(&quiet);
    measured.milliseconds = median(std::move(all));
    return measured;
}

} // namespace iotsec::bench
