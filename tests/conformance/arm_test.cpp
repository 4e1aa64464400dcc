// Templates and expressions against Azure's own deployment engine: every case has its answer, but for those
// that docs/conformance.md names with a reason.
#include "tests/conformance/arm/arm.hpp"
#include "tests/conformance/arm_cases.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>

using namespace iotsec;
using namespace iotsec::test;

namespace {

/// The ids in the tables of docs/conformance.md about templates: "| `id` | reason |".
std::set<std::string> listed() {
    std::set<std::string> ids;
    const std::string page = file_text(std::filesystem::path{IOTSEC_SOURCE_DIR} / "docs/conformance.md");
    std::istringstream text{page.substr(page.find("## Templates and expressions"))};
    for (std::string line; std::getline(text, line);) {
        const std::size_t end = line.find('`', 3);
        if (line.starts_with("| `") && end != std::string::npos) ids.insert(line.substr(3, end - 3));
    }
    return ids;
}

/// The cases that fail and are not named, one a line; those that are named and pass are noted in `passed`.
std::string unexpected(const ArmReport& report, const std::set<std::string>& named,
                       std::set<std::string>& failed) {
    std::string text;
    for (const ArmNote& note : report.failed) {
        failed.insert(note.id);
        if (!named.contains(note.id)) text += fmt::format("{}: {}\n", note.id, note.text.substr(0, 300));
    }
    return text;
}

} // namespace

TEST_CASE("templates are predicted as Azure's deployment engine predicts them") {
    constexpr std::string_view name = "templates are predicted as Azure's deployment engine predicts them";
    const auto functions = shared_folder("conformance/arm-functions", name);
    const auto constructs = shared_folder("conformance/arm-constructs", name);
    const auto expansion = shared_folder("conformance/arm-expansion", name);
    const auto corpus = shared_folder("corpus", name);
    if (!functions || !constructs || !expansion || !corpus) return;
    const auto named = listed();
    std::set<std::string> failed;
    std::size_t passed = 0;
    const auto judge = [&](const ArmReport& report, const std::filesystem::path& file) {
        CAPTURE(file.string());
        CHECK(unexpected(report, named, failed) == "");
        passed += report.passed;
    };
    const auto files = [](const std::filesystem::path& folder) {
        std::set<std::filesystem::path> all;
        for (const auto& entry : std::filesystem::directory_iterator{folder})
            if (entry.path().extension() == ".jsonl" && entry.path().stem() != "micro")
                all.insert(entry.path());
        return all;
    };
    for (const auto& file : files(*functions))
        judge(run_arm_functions(file), file);
    for (const auto& file : files(*constructs))
        judge(run_arm_constructs(file), file);
    for (const auto& file : files(*expansion))
        judge(run_arm_expansion(file, *corpus), file);
    CHECK(passed > 12'000);
    for (const std::string& id : named) {
        CAPTURE(id);
        CHECK_MESSAGE(failed.contains(id), "the case passes: take it out of docs/conformance.md");
    }
}
