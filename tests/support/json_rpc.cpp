#include "tests/support/json_rpc.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace iotsec::test {

using nlohmann::json;

namespace {

constexpr int patience_ms = 60'000;

/// `body` behind its header.
std::string framed(const std::string& body) {
    return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// The length that a header states.
std::size_t content_length(std::string_view header) {
    constexpr std::string_view name = "Content-Length:";
    std::size_t length = 0;
    auto at = header.find(name);
    if (at == std::string_view::npos) return 0;
    at = header.find_first_not_of(' ', at + name.size());
    if (at == std::string_view::npos) return 0;
    std::from_chars(header.data() + at, header.data() + header.size(), length);
    return length;
}

} // namespace

JsonRpcProcess::JsonRpcProcess(const std::vector<std::string>& command) {
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0) return;
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (::posix_spawnp(&process_, arguments.front(), &actions, nullptr, arguments.data(), environ) != 0) {
        process_ = -1;
    }
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(input[0]);
    ::close(output[1]);
    to_ = input[1];
    from_ = output[0];
    (void)std::signal(SIGPIPE, SIG_IGN); // a program that has ended is an answer, not our end
}

JsonRpcProcess::~JsonRpcProcess() {
    if (to_ >= 0) ::close(to_);
    if (from_ >= 0) ::close(from_);
    if (process_ < 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

bool JsonRpcProcess::send(std::string_view text) const {
    while (!text.empty()) {
        const ssize_t written = ::write(to_, text.data(), text.size());
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool JsonRpcProcess::fill() {
    pollfd waited{.fd = from_, .events = POLLIN, .revents = 0};
    if (::poll(&waited, 1, patience_ms) <= 0) return false;
    std::array<char, 65536> buffer{};
    const ssize_t count = ::read(from_, buffer.data(), buffer.size());
    if (count <= 0) return false;
    received_.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

std::optional<std::string> JsonRpcProcess::receive() {
    constexpr std::string_view end_of_header = "\r\n\r\n";
    std::size_t header = 0;
    while ((header = received_.find(end_of_header)) == std::string::npos) {
        if (!fill()) return std::nullopt;
    }
    const std::size_t body = header + end_of_header.size();
    const std::size_t length = content_length(std::string_view{received_}.substr(0, header));
    while (received_.size() < body + length) {
        if (!fill()) return std::nullopt;
    }
    std::string message = received_.substr(body, length);
    received_.erase(0, body + length);
    return message;
}

std::optional<json> JsonRpcProcess::call(std::string_view method, const json& params) {
    const int id = ++last_id_;
    const json request{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}};
    if (process_ < 0 || !send(framed(request.dump()))) return std::nullopt;
    while (const auto message = receive()) {
        json answer = json::parse(*message, nullptr, false);
        if (!answer.is_object() || answer.value("id", json{}) != id) continue; // a notification
        if (answer.contains("result")) return std::move(answer["result"]);
        return json{{"error", answer.value("error", json{})}};
    }
    return std::nullopt;
}

} // namespace iotsec::test
