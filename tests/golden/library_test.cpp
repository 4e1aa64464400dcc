// The standard library: clean, formatted, and doing what its own tests say.
#include "compiler/ir/lowering/lower.hpp"
#include "compiler/sema/check.hpp"
#include "grammar/iotsec/parse.hpp"
#include "stdlib/built_in.hpp"
#include "tests/support/golden.hpp"
#include "verifier/tests/run_tests.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec {

namespace {

namespace fs = std::filesystem;

/// The library and its tests, through every phase.
struct Library {
    Sources sources;
    DiagnosticSink sink;
    std::vector<std::pair<const SourceFile*, std::shared_ptr<const ast::Module>>> files;
    ir::Program program;
    std::vector<ir::TestCase> tests;

    Library() {
        for (const auto& file : stdlib::modules())
            add(std::string{file.path}, std::string{file.text});
        for (const auto& path : test_files())
            add(path, test::read_source_file(path));
        std::vector<sema::ModuleInput> inputs;
        for (const auto& [file, tree] : files)
            inputs.push_back({.tree = tree, .is_library = true, .is_requested = true});
        const auto none = [](std::string_view) { return std::vector<sema::ModuleInput>{}; };
        const auto typed = sema::check(inputs, none, stdlib::catalogue(), sink);
        if (sink.has_errors()) return;
        program = ir::lower(typed, sources, sink);
        tests = ir::lower_tests(typed, program, sink);
    }

    /// What was reported, one a line.
    [[nodiscard]] std::string reports() {
        std::string text;
        for (const auto& d : sink.take_sorted()) {
            if (d.span.is_known()) {
                const auto& file = sources[d.span.source];
                text += file.path() + ":" + std::to_string(file.position(d.span.begin).line) + ": ";
            }
            text +=
                std::string{d.code} + " " + d.message + (d.help.empty() ? "" : " (" + d.help + ")") + "\n";
        }
        return text;
    }

  private:
    static std::vector<std::string> test_files() {
        std::vector<std::string> paths;
        for (const auto& entry : fs::recursive_directory_iterator{test::source_dir() / "stdlib" / "tests"})
            if (entry.path().extension() == ".iotsec")
                paths.push_back(fs::relative(entry.path(), test::source_dir()).generic_string());
        std::ranges::sort(paths);
        return paths;
    }

    void add(std::string path, std::string text) {
        const auto& file = sources.add(std::move(path), std::move(text));
        files.emplace_back(&file, std::make_shared<const ast::Module>(grammar::parse(file, sink)));
    }
};

/// `Microsoft.Devices/IotHubs publicNetworkAccess`, and its alias or why it has none.
std::string alias_lines(const ir::Program& program) {
    std::set<std::string> lines;
    for (const auto& property : program.properties) {
        lines.insert(property.type + " " + property.path + "\n    " +
                     (property.alias.empty() ? "none: " + property.no_alias_reason : property.alias) + "\n");
    }
    std::string text;
    for (const auto& line : lines)
        text += line;
    return text;
}

std::string_view word(ir::ExpectedVerdict verdict) {
    switch (verdict) {
    case ir::ExpectedVerdict::Violation:
        return "violation";
    case ir::ExpectedVerdict::Compliant:
        return "compliant";
    case ir::ExpectedVerdict::NotApplicable:
        return "notApplicable";
    case ir::ExpectedVerdict::Unknown:
        return "unknown";
    }
    return "";
}

} // namespace

TEST_CASE("the library gives no diagnostic, not even a warning") {
    Library library;
    CHECK(library.reports() == "");
}

TEST_CASE("the library is formatted") {
    Library library;
    for (const auto& [file, tree] : library.files) {
        CAPTURE(file->path());
        CHECK(grammar::format(*tree, *file) == file->text());
    }
}

TEST_CASE("the library does what its tests say") {
    Library library;
    REQUIRE_FALSE(library.tests.empty());
    DiagnosticSink malformed;
    const auto results = verifier::run_tests(library.program, library.tests, malformed);
    for (const auto& result : results) {
        const auto& test = library.tests[result.test];
        for (const auto& failure : result.failures)
            CHECK_MESSAGE(false, library.program.requirements[test.requirement].meta.id
                                     << " `" << test.title << "`: " << failure.message);
    }
    CHECK_FALSE(malformed.has_errors());
}

TEST_CASE(
    "every requirement of the library is tested where it holds, where it does not and where nobody can say") {
    Library library;
    std::map<std::string, std::set<std::string_view>> tried;
    for (const auto& test : library.tests)
        for (const auto& expectation : test.expectations)
            tried[library.program.requirements[test.requirement].meta.id].insert(word(expectation.verdict));
    for (const auto& requirement : library.program.requirements) {
        CAPTURE(requirement.meta.id);
        for (const std::string_view verdict : {"compliant", "violation", "unknown"})
            CHECK_MESSAGE(tried[requirement.meta.id].contains(verdict), "no test expects " << verdict);
    }
}

TEST_CASE("every path of the library has its alias or the reason for none") {
    const Library library;
    test::check_golden("tests/golden/library_aliases.txt", alias_lines(library.program));
}

} // namespace iotsec
