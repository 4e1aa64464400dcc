// The program: which commands there are, and what happens with a command line.
#pragma once

#include "cli/driver/arguments.hpp"
#include "cli/driver/host.hpp"

#include <span>
#include <string>

namespace iotsec::cli {

/// All commands, in the order in which one meets them.
[[nodiscard]] std::span<const Command* const> commands();

/// Runs one command line (without the name of the program).
[[nodiscard]] Exit run(std::span<const std::string> words, Host& host);

} // namespace iotsec::cli
