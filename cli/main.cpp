// The entry point: gathers what the machine offers, runs one command line, turns the result into an exit
// code.
#include "cli/commands/program.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <iostream>
#include <iterator>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using iotsec::cli::Exit;

/// Colour only on a terminal, and not where the user said no (https://no-color.org) or the terminal is dumb.
iotsec::Style style_of(int descriptor) {
    const char* refused = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal != nullptr && std::string{terminal} == "dumb";
    const bool allowed = (refused == nullptr || *refused == '\0') && !dumb;
    return {.color = allowed && ::isatty(descriptor) == 1};
}

std::string now() {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    std::string text(32, '\0');
    text.resize(std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc));
    return text;
}

std::string read_input() {
    return {std::istreambuf_iterator<char>{std::cin}, {}};
}

int run(const std::vector<std::string>& words) {
    iotsec::cli::Host host{.out = std::cout,
                           .err = std::cerr,
                           .out_style = style_of(STDOUT_FILENO),
                           .err_style = style_of(STDERR_FILENO),
                           .now = now,
                           .read_input = read_input,
                           .threads = std::max(1U, std::thread::hardware_concurrency())};
    Exit result = iotsec::cli::run(words, host);
    std::cout.flush();
    if (!std::cout) {
        std::cerr << "iotsec: error[IOT0004]: cannot write standard output\n";
        if (result == Exit::Clean) result = Exit::BadInput;
    }
    return static_cast<int>(result);
}

} // namespace

int main(int argc, char** argv) {
    // A file size limit is an ordinary "cannot write" then, and not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    std::ios::sync_with_stdio(false);
    try {
        return run({argv + 1, argv + std::max(argc, 1)});
    } catch (const std::bad_alloc&) {
        std::cerr << "iotsec: out of memory\n";
        return static_cast<int>(Exit::Limit);
    } catch (const std::exception& error) {
        std::cerr << "iotsec: internal error: " << error.what()
                  << "\nThis is a mistake of iotsec. Please report it.\n";
        return static_cast<int>(Exit::Internal);
    }
}
