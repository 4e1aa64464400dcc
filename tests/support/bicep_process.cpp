#include "tests/support/bicep_process.hpp"

#include "tests/support/json_rpc.hpp"
#include "tests/support/process.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace iotsec::test {

namespace fs = std::filesystem;

namespace {

std::optional<fs::path> restored() {
    const char* home = std::getenv("HOME");
    const char* cache_home = std::getenv("XDG_CACHE_HOME");
    const fs::path cache = (cache_home != nullptr ? fs::path{cache_home}
                                                  : fs::path{home == nullptr ? "/tmp" : home} / ".cache") /
                           "iotsec-bicep";
    fs::path compiler =
        cache / "azure.bicep.commandline.linux-x64" / std::string{bicep_version} / "tools" / "bicep";
    if (fs::exists(compiler)) return compiler;
    const auto project = fs::path{IOTSEC_SOURCE_DIR} / "tests/bicep/bicep.csproj";
    const fs::path work = fs::temp_directory_path() /
                          ("iotsec-bicep-" + std::to_string(std::hash<std::string>{}(cache.string())));
    fs::create_directories(work);
    fs::copy_file(project, work / "bicep.csproj", fs::copy_options::overwrite_existing);
    const auto command = "DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 dotnet restore " +
                         shell_word((work / "bicep.csproj").string()) + " --packages " +
                         shell_word(cache.string());
    const bool done = run(command).exit_code == 0 && fs::exists(compiler);
    fs::remove_all(work);
    return done ? std::optional{compiler} : std::nullopt;
}

std::optional<fs::path> found() {
    if (const char* named = std::getenv("BICEP")) return fs::path{named};
    if (run("command -v bicep").exit_code == 0) return fs::path{"bicep"};
    return restored();
}

} // namespace

std::unique_ptr<JsonRpcProcess> start_bicep() {
    const auto compiler = found();
    if (!compiler) return nullptr;
    auto process =
        std::make_unique<JsonRpcProcess>(std::vector<std::string>{compiler->string(), "jsonrpc", "--stdio"});
    return process->call("bicep/version", nlohmann::json::object()) ? std::move(process) : nullptr;
}

} // namespace iotsec::test
