// Runs another program and waits for it.
#pragma once

#include <string>

namespace iotsec::test {

struct ProcessResult {
    int exit_code = -1;
    std::string output; ///< standard output and standard error, as they came
};

/// Runs `command` in a shell. The output is bounded by memory only: for programs that we know.
[[nodiscard]] ProcessResult run(const std::string& command);

/// `text` as one word of a shell command.
[[nodiscard]] std::string shell_word(const std::string& text);

} // namespace iotsec::test
