// Every rule that is kept as golden is one that Azure's published schema of policy rules accepts.
#include "tests/support/golden.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/template_schema.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

/// The JSON files of a golden that holds several, each behind a line `== path`.
std::vector<std::pair<std::string, json>> files_of(const fs::path& golden) {
    std::vector<std::pair<std::string, json>> result;
    std::ifstream in{golden};
    std::string path;
    std::string text;
    const auto finish = [&] {
        if (!path.empty()) result.emplace_back(path, json::parse(text));
        text.clear();
    };
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("== ")) {
            text += line + "\n";
            continue;
        }
        finish();
        path = line.substr(3);
    }
    finish();
    return result;
}

} // namespace

TEST_CASE("every kept rule is accepted by Azure's schema of policy rules") {
    const auto folder =
        iotsec::test::shared_folder("corpus/schemas/arm", "policy rules against Azure's schema");
    if (!folder) return;
    iotsec::test::TemplateSchemas schemas{*folder};
    std::size_t checked = 0;
    for (const auto& entry :
         fs::directory_iterator{iotsec::test::source_dir() / "tests/golden/azure_policy"}) {
        for (const auto& [path, content] : files_of(entry.path())) {
            if (!path.starts_with("definitions/")) continue;
            CAPTURE(path);
            CHECK(schemas.problems_of_rule(content["properties"]["policyRule"]) == "");
            ++checked;
        }
    }
    CHECK(checked > 0);
}
