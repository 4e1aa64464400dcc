#include "tests/bicep/judge.hpp"

#include "tests/support/bicep.hpp"
#include "tests/support/golden.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
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

/// The one file of `files` at `path`.
const std::string& content_of(const emitters::OutputFiles& files, const std::string& path) {
    const auto found = std::ranges::find(files, path, &emitters::OutputFile::path);
    REQUIRE_MESSAGE(found != files.end(), path << " is not written");
    return found->content;
}

/// Whether the rules are the default ones, or all of them but the kept.
enum class Rules { Default, All };

void check_diagnostics(const std::string& path, const json& answer, Rules rules) {
    for (const json& diagnostic : answer.at("diagnostics")) {
        const auto code = diagnostic.at("code").get<std::string>();
        if (rules == Rules::All && kept_findings.contains(code)) continue;
        CHECK_MESSAGE(false, path << " line " << diagnostic.at("range").at("start").at("line") << ": " << code
                                  << ": " << diagnostic.at("message"));
    }
}

json compiled(JsonRpcProcess& bicep, const fs::path& folder, const std::string& path) {
    const bool has_values = path.ends_with(".bicepparam");
    json params{{"path", (folder / path).string()}};
    if (has_values) params["parameterOverrides"] = json::object();
    json answer = ask(bicep, has_values ? "bicep/compileParams" : "bicep/compile", params);
    CHECK_MESSAGE(answer.at("success") == true, path << " does not compile");
    return answer;
}

/// What the compiler makes of a `.bicep` is the `.json` beside it, but for the generator's own metadata.
void check_same_json(const std::string& path, const json& answer, const std::string& ours_text) {
    json theirs = json::parse(answer.at("contents").get<std::string>());
    theirs["metadata"].erase("_generator");
    if (theirs["metadata"].empty()) theirs.erase("metadata");
    const json ours = json::parse(ours_text);
    CHECK_MESSAGE(theirs == ours, path << ": " << json::diff(ours, theirs).dump(1));
}

void check_format(JsonRpcProcess& bicep, const fs::path& folder, const emitters::OutputFile& file) {
    const json answer = ask(bicep, "bicep/format", {{"path", (folder / file.path).string()}});
    CHECK_MESSAGE(answer.at("contents") == file.content, file.path << " is not as `bicep format` writes it");
}

constexpr std::string_view subscription = "00000000-0000-0000-0000-000000000001";

/// Policy JSON for a subscription leaves its id open, since it is not known before the deployment.
std::string at_subscription(std::string text) {
    constexpr std::string_view open = "{subscriptionId}";
    for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at))
        text.replace(at, open.size(), subscription);
    return text;
}

bool is_bicep(const emitters::OutputFile& file) {
    return file.path.ends_with(".bicep") || file.path.ends_with(".bicepparam");
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

emitters::OutputFiles files_below(const fs::path& folder) {
    emitters::OutputFiles files;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (!entry.is_regular_file()) continue;
        files.push_back({fs::relative(entry.path(), folder).generic_string(), content(entry.path())});
    }
    std::ranges::sort(files, {}, &emitters::OutputFile::path);
    return files;
}

void check_with_bicep(JsonRpcProcess& bicep, const emitters::OutputFiles& files) {
    const WrittenFiles written{files};
    for (const auto& file : files) {
        if (!is_bicep(file)) continue;
        const json answer = compiled(bicep, written.folder(), file.path);
        check_diagnostics(file.path, answer, Rules::Default);
        check_format(bicep, written.folder(), file);
        if (!file.path.ends_with(".bicep")) continue;
        const auto beside = fs::path{file.path}.replace_extension(".json").generic_string();
        check_same_json(file.path, answer, content_of(files, beside));
    }
    // The compiler keeps a configuration that it has seen: other rules need another folder.
    const WrittenFiles strict{files};
    fs::copy_file(source_dir() / "tests/bicep/bicepconfig.json", strict.folder() / "bicepconfig.json");
    for (const auto& file : files) {
        if (is_bicep(file))
            check_diagnostics(file.path, compiled(bicep, strict.folder(), file.path), Rules::All);
    }
}

void check_snapshot(JsonRpcProcess& bicep, const emitters::OutputFiles& deployables,
                    const std::string& parameters, const emitters::OutputFiles& resources,
                    const std::string& management_group) {
    const WrittenFiles written{deployables};
    json metadata{{"tenantId", nullptr},          {"subscriptionId", nullptr}, {"resourceGroup", nullptr},
                  {"managementGroupId", nullptr}, {"location", "westeurope"},  {"deploymentName", "iotsec"}};
    if (management_group.empty()) {
        metadata["subscriptionId"] = subscription;
    } else {
        metadata["managementGroupId"] = management_group;
    }
    const json answer = ask(bicep, "bicep/getSnapshot",
                            {{"path", (written.folder() / parameters).string()},
                             {"metadata", metadata},
                             {"externalInputs", json::array()}});
    const json snapshot = json::parse(answer.at("snapshot").get<std::string>());
    CHECK(snapshot.value("diagnostics", json::array()).empty());
    std::map<std::string, json> predicted;
    for (const json& resource : snapshot["predictedResources"])
        predicted[resource["name"]] = resource["properties"];
    CHECK(predicted.size() == resources.size());
    for (const auto& file : resources) {
        const json ours = json::parse(at_subscription(file.content));
        const json& theirs = predicted[ours["name"]];
        CHECK_MESSAGE(theirs == ours["properties"],
                      file.path << ": " << json::diff(ours["properties"], theirs).dump(1));
    }
}

} // namespace iotsec::test
