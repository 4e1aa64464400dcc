#include "tests/bicep/judge.hpp"

#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <unistd.h>

namespace iotsec::test {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

/// Rules that are off by default and that our files break on purpose, each with the reason.
const std::set<std::string, std::less<>> kept_findings{
    "use-user-defined-types",    // plain `array` and `object` keep the JSON at language version 1
    "use-resource-id-functions", // the metadata of published controls is Azure's own, not a resource of ours
    "use-recent-api-versions", // the oldest stable version that suffices: sovereign clouds get new ones late
};

std::string content(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The names of the rules in lines such as `… : Warning use-recent-api-versions: …`.
std::set<std::string> findings(const std::string& output) {
    std::set<std::string> result;
    std::istringstream lines{output};
    for (std::string line; std::getline(lines, line);) {
        for (const std::string level : {" : Warning ", " : Error ", " : Info "}) {
            const auto at = line.find(level);
            if (at == std::string::npos) continue;
            const auto from = at + level.size();
            const auto rule = line.substr(from, line.find_first_of(":[ ", from) - from);
            if (!kept_findings.contains(rule)) result.insert(line);
        }
    }
    return result;
}

void check_no_findings(const std::string& what, const ProcessResult& result) {
    CHECK_MESSAGE(result.exit_code == 0, what << ": " << result.output);
    for (const std::string& finding : findings(result.output))
        CHECK_MESSAGE(finding.empty(), finding);
}

void check_file(const std::string& bicep, const fs::path& file) {
    const std::string path = shell_word(file.string());
    const ProcessResult built = run(bicep + " build " + path + " --stdout");
    REQUIRE_MESSAGE(built.exit_code == 0, file.filename().string() << ": " << built.output);
    json compiled = json::parse(built.output, nullptr, false);
    REQUIRE_MESSAGE(!compiled.is_discarded(), file.filename().string()
                                                  << " has diagnostics: " << built.output);
    compiled["metadata"].erase("_generator");
    if (compiled["metadata"].empty()) compiled.erase("metadata");
    const json ours = json::parse(content(fs::path{file}.replace_extension(".json")));
    CHECK_MESSAGE(compiled == ours, file.filename().string() << ": " << json::diff(ours, compiled).dump(1));

    const ProcessResult formatted = run(bicep + " format " + path + " --stdout");
    CHECK_MESSAGE(formatted.output == content(file), file.filename().string()
                                                         << " is not as `bicep format` writes it");
}

} // namespace

WrittenFiles::WrittenFiles(const emitters::OutputFiles& files) {
    static int count = 0;
    folder_ = fs::temp_directory_path() /
              ("iotsec-files-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    for (const auto& file : files) {
        fs::create_directories((folder_ / file.path).parent_path());
        std::ofstream{folder_ / file.path, std::ios::binary} << file.content;
    }
}

WrittenFiles::~WrittenFiles() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void check_with_bicep(const fs::path& bicep, const emitters::OutputFiles& files) {
    const WrittenFiles written{files};
    const std::string compiler = shell_word(bicep.string());
    const auto config = source_dir() / "tests/bicep/bicepconfig.json";
    for (const auto& file : files) {
        const fs::path path = written.folder() / file.path;
        if (path.extension() == ".bicep") {
            check_file(compiler, path);
            check_no_findings(file.path, run(compiler + " lint " + shell_word(path.string())));
        } else if (path.extension() == ".bicepparam") {
            check_no_findings(file.path, run(compiler + " build-params " + shell_word(path.string()) +
                                             " --stdout > /dev/null"));
        }
    }
    fs::copy_file(config, written.folder() / "bicepconfig.json");
    for (const auto& file : files) {
        if (!file.path.ends_with(".bicep")) continue;
        check_no_findings(file.path,
                          run(compiler + " lint " + shell_word((written.folder() / file.path).string())));
    }
}

void check_snapshot(const fs::path& bicep, const emitters::OutputFiles& deployables,
                    const emitters::OutputFiles& resources, const std::string& management_group) {
    const WrittenFiles written{deployables};
    const std::string place = management_group.empty()
                                  ? "--subscription-id 00000000-0000-0000-0000-000000000001"
                                  : "--management-group-id " + shell_word(management_group);
    const ProcessResult done = run(shell_word(bicep.string()) + " snapshot " +
                                   shell_word((written.folder() / "main.bicepparam").string()) + " " + place +
                                   " --location westeurope --deployment-name iotsec");
    REQUIRE_MESSAGE(done.exit_code == 0, done.output);
    const json snapshot = json::parse(content(written.folder() / "main.snapshot.json"));
    CHECK(snapshot.value("diagnostics", json::array()).empty());
    std::map<std::string, json> predicted;
    for (const json& resource : snapshot["predictedResources"])
        predicted[resource["name"]] = resource["properties"];
    CHECK(predicted.size() == resources.size());
    for (const auto& file : resources) {
        const json ours = json::parse(file.content);
        const json& theirs = predicted[ours["name"]];
        CHECK_MESSAGE(theirs == ours["properties"],
                      file.path << ": " << json::diff(ours["properties"], theirs).dump(1));
    }
}

} // namespace iotsec::test
