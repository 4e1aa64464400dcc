// The engine of Azure Policy against files of cases. Those that contradict Azure's documentation are named
// here and, with both readings, in docs/conformance.md.
#include "tests/conformance/forms/form.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace iotsec;
using namespace iotsec::test;

namespace {

std::string form_name(std::string_view option) {
    return std::string{option.substr(2)};
}

/// The ids in the tables of docs/conformance.md about policies: the first cell of each row, in backticks.
std::vector<std::string> documented() {
    std::vector<std::string> ids;
    const std::string page = read_source_file("docs/conformance.md");
    const std::string text = page.substr(0, page.find("## Templates and expressions"));
    constexpr std::string_view begin = "\n| `";
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
        const std::size_t from = at + begin.size();
        ids.push_back(text.substr(from, text.find('`', from) - from));
    }
    return ids;
}

struct File {
    std::string_view name;
    Report (*run)(const std::filesystem::path&, const RunOptions&);
};

} // namespace

TEST_CASE("conformance cases pass, but for those that docs/conformance.md lists") {
    constexpr std::string_view name = "conformance cases of Azure Policy";
    const auto folder = shared_folder("conformance", name);
    if (!folder) return;
    const auto known = documented();
    std::vector<std::string> failed;
    for (const auto& [file, run] : {
             File{"evaluation.jsonl", run_evaluation},
             File{"functions.jsonl", run_functions},
             File{"parsing.jsonl", run_parsing},
             File{"policy-cases.json", run_policy_cases},
             File{"policy-cases-related.json", run_related_cases},
             File{"test_aliases.json", run_aliases},
             File{"versioned_aliases.json", run_aliases},
         }) {
        CAPTURE(file);
        const Report report = run(*folder / file, {});
        MESSAGE(file << ": " << report.passed << " passed, " << report.failed.size() << " failed");
        CHECK(report.passed > 0);
        for (const CaseNote& note : report.failed) {
            failed.push_back(note.id);
            CHECK_MESSAGE(std::ranges::find(known, note.id) != known.end(), note.id << ": " << note.text);
        }
    }
    for (const std::string& id : known)
        CHECK_MESSAGE(std::ranges::find(failed, id) != failed.end(),
                      id << " passes, or there is no such case");
}

TEST_CASE("cases with an open question pass under the reading that gives the other answer") {
    constexpr std::string_view name = "conformance cases under other readings";
    const auto folder = shared_folder("conformance", name);
    if (!folder) return;
    const Report report =
        run_policy_cases(*folder / "policy-cases.json", {.readings = {}, .alternatives = true});
    for (const CaseNote& note : report.failed)
        FAIL_CHECK(note.id << ": " << note.text);
}

TEST_CASE("every form of case files has an option") {
    for (const Form& form : forms()) {
        CHECK(form.option.starts_with("--"));
        CHECK(!form_name(form.option).empty());
        const bool has_reader = form.run != nullptr;
        CHECK(has_reader);
    }
}
