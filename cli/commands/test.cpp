// `iotsec test`: checks sources and runs the `test` declarations in them.
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/pipeline.hpp"
#include "compiler/ir/lowering/lower.hpp"
#include "verifier/tests/run_tests.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <set>

namespace iotsec::cli {

namespace {

constexpr std::array options{
    OptionSpec{"--filter", "TEXT", "Run only the tests with TEXT in their title or requirement."},
    OptionSpec{"--list", "", "Name every test with its result, not only those that fail."},
    OptionSpec{"--strict", "", "Warnings about the sources fail the run, too (exit code 3)."},
    OptionSpec{"--project", "DIR", "The project to test; the one around the current folder where not given."},
};

/// The tests of the modules that were asked for.
std::vector<ir::TestCase> tests_of(const Compiled& compiled, const std::string& filter,
                                   DiagnosticSink& sink) {
    std::set<std::string> modules;
    for (const sema::TypedModule& module : compiled.typed.modules) {
        if (module.is_requested) modules.insert(module.tree->name.text());
    }
    std::vector<ir::TestCase> tests = ir::lower_tests(compiled.typed, compiled.whole, sink);
    std::erase_if(tests, [&](const ir::TestCase& test) {
        const ir::Requirement& requirement = compiled.whole.requirements[test.requirement];
        const bool is_wanted = filter.empty() || test.title.find(filter) != std::string::npos ||
                               requirement.name.find(filter) != std::string::npos ||
                               requirement.meta.id == filter;
        return !modules.contains(test.module) || !is_wanted;
    });
    return tests;
}

/// Prints the results; returns how many failed.
std::size_t print(const std::vector<ir::TestCase>& tests, const std::vector<verifier::TestResult>& results,
                  const Compiled& compiled, const Sources& sources, bool all, Host& host) {
    std::size_t failed = 0;
    for (const verifier::TestResult& result : results) {
        const ir::TestCase& test = tests[result.test];
        const std::string& id = compiled.whole.requirements[test.requirement].meta.id;
        if (!result.passed()) ++failed;
        if (result.passed() && !all) continue;
        const Place where = place(sources, test.span);
        host.out << paint(result.passed() ? "passed" : "FAILED", result.passed() ? Tone::Good : Tone::Error,
                          host.out_style)
                 << fmt::format("  {}: {} ({}:{})\n", id, test.title, where.path, where.begin.line);
        for (const Diagnostic& failure : result.failures)
            host.out << render(failure, sources, host.out_style);
    }
    return failed;
}

Exit run(const Arguments& arguments, Host& host) {
    Session session;
    ModuleLoader loader{session, host};
    (void)request_input(session, host, loader, arguments);
    const Compiled compiled = compile(session, loader);
    std::vector<ir::TestCase> tests;
    std::vector<verifier::TestResult> results;
    if (!session.sink.has_errors()) tests = tests_of(compiled, arguments.value("--filter"), session.sink);
    if (!session.sink.has_errors()) results = verifier::run_tests(compiled.whole, tests, session.sink);
    const auto strictness = arguments.has("--strict") ? Strictness::Strict : Strictness::Usual;
    if (const Exit exit = finish(session, host, "text", strictness); exit != Exit::Clean) return exit;
    if (tests.empty() && arguments.has("--filter")) {
        host.err << fmt::format("iotsec test: no test matches `{}`\n", arguments.value("--filter"));
        return Exit::Usage;
    }
    if (tests.empty()) {
        host.out << "no test is declared here: `iotsec init` shows what one looks like\n";
        return Exit::Clean;
    }
    const std::size_t failed =
        print(tests, results, compiled, session.sources, arguments.has("--list"), host);
    host.out << paint(fmt::format("{}, {} passed, {} failed", plural(tests.size(), "test"),
                                  tests.size() - failed, failed),
                      failed == 0 ? Tone::Good : Tone::Error, host.out_style)
             << '\n';
    return failed == 0 ? Exit::Clean : Exit::Findings;
}

} // namespace

const Command test_command{
    .name = "test",
    .summary = "check sources and run the tests declared in them",
    .usage = "test [--filter TEXT] [--list] [FILE|DIR...]",
    .description =
        "Checks the files (the project where none is named) and runs their `test` declarations: each gives\n"
        "resources and says which verdict it expects. A failing test is shown with what was found instead.\n"
        "Exit code 1 where a test fails, 3 where the sources have errors.",
    .operand = {"FILE|DIR", "A .iotsec file or a folder of them."},
    .options = options,
    .examples = "iotsec test\n"
                "iotsec test tests/hub.iotsec --list\n"
                "iotsec test --filter HUB-NET-2",
    .run = run,
};

} // namespace iotsec::cli
