// A program that answers JSON-RPC calls on its standard streams, framed as the language server protocol has
// it
// (`Content-Length: n`). One process for many calls, where starting it costs more than the calls.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace iotsec::test {

class JsonRpcProcess {
  public:
    /// Starts `command`: the program and its arguments.
    explicit JsonRpcProcess(const std::vector<std::string>& command);
    /// Closes the streams, which ends the program.
    ~JsonRpcProcess();
    JsonRpcProcess(const JsonRpcProcess&) = delete;
    JsonRpcProcess& operator=(const JsonRpcProcess&) = delete;

    /// The result of a call, or `{"error": …}`; none where the program has ended or is silent for a minute.
    [[nodiscard]] std::optional<nlohmann::json> call(std::string_view method, const nlohmann::json& params);

  private:
    [[nodiscard]] bool send(std::string_view text) const;
    [[nodiscard]] std::optional<std::string> receive();
    [[nodiscard]] bool fill();

    pid_t process_ = -1;
    int to_ = -1;
    int from_ = -1;
    int last_id_ = 0;
    std::string received_;
};

} // namespace iotsec::test
