#include "tests/support/process.hpp"

#include <array>
#include <cstdio>
#include <sys/wait.h>

namespace iotsec::test {

ProcessResult run(const std::string& command) {
    ProcessResult result;
    std::FILE* pipe = ::popen(("{ " + command + "; } 2>&1").c_str(), "r");
    if (pipe == nullptr) return result;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        result.output.append(buffer.data(), count);
    }
    const int status = ::pclose(pipe);
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
}

std::string shell_word(const std::string& text) {
    std::string result = "'";
    for (const char c : text)
        result += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
    return result + "'";
}

} // namespace iotsec::test
