// What we call SARIF is SARIF by the published schema.
#include "tests/support/golden.hpp"
#include "tests/support/json_schema.hpp"
#include "tests/support/process.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

namespace fs = std::filesystem;
using iotsec::test::shell_word;

namespace {

/// The schema, out of `$IOTSEC_SARIF_SCHEMA` or the npm package that carries it; kept beside the test
/// program.
std::optional<fs::path> schema_file() {
    if (const char* named = std::getenv("IOTSEC_SARIF_SCHEMA")) return fs::path{named};
    const fs::path folder = fs::temp_directory_path() / "iotsec-sarif-schema";
    const fs::path file = folder / "package/lib/schemas/sarif-2.1.0-rtm.5.json";
    if (fs::exists(file)) return file;
    fs::create_directories(folder);
    (void)iotsec::test::run(
        "cd " + shell_word(folder.string()) +
        " && timeout 60 npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 && tar xzf *.tgz");
    return fs::exists(file) ? std::optional{file} : std::nullopt;
}

} // namespace

TEST_CASE("SARIF reports are valid by the published schema") {
    const auto file = schema_file();
    if (!file) {
        iotsec::test::skip("SARIF reports are valid by the published schema",
                           "the npm package cannot be had");
        return;
    }
    std::ifstream in{*file};
    const auto document = nlohmann::json::parse(in);
    const iotsec::test::JsonSchema schema{document, iotsec::test::SchemaDraft::Draft4};
    const auto report =
        nlohmann::json::parse(iotsec::test::read_source_file("tests/golden/reports/check.sarif"));
    CHECK(schema.problems(report) == "");

    auto broken = report;
    broken["runs"][0]["results"][0]["kind"] = "perhaps";
    CHECK(schema.problems(broken) != ""); // the check does check
}
