#include "compiler/ir/lowering/lowered_test.hpp"

#include "compiler/ir/expr_text.hpp"

#include <doctest/doctest.h>

namespace iotsec::ir::testing {

namespace {

/// The mistakes, without warnings: tests are about single constructs.
std::string errors(const DiagnosticSink& sink) {
    std::string result;
    for (const Diagnostic& diagnostic : sink.all()) {
        if (diagnostic.severity == Severity::Error)
            result += std::string{diagnostic.code} + " " + diagnostic.message + "\n";
    }
    return result;
}

} // namespace

Lowered::Lowered(const std::vector<std::string>& texts, const std::vector<std::string>& library,
                 const catalog::Catalog& catalog)
    : checked{texts, library, catalog} {
    CHECK(errors(checked.sink) == "");
    program = lower(checked.program, checked.sources, checked.sink);
    tests = lower_tests(checked.program, program, checked.sink);
    CHECK(errors(checked.sink) == "");
}

std::string module_text(std::string_view declarations) {
    return "module m\n" + std::string{declarations} + "\n";
}

std::string lowered_condition(std::string_view condition, std::string_view declarations) {
    CAPTURE(condition);
    const std::string clause = "expect " + std::string{condition};
    const Lowered lowered{
        {module_text(std::string{declarations} + "\n" + sema::testing::requirement("r", clause))}};
    if (lowered.program.requirements.size() != 1 || lowered.program.requirements[0].checks.size() != 1)
        return {};
    return expr_text(lowered.program, lowered.program.requirements[0].checks[0].condition);
}

} // namespace iotsec::ir::testing
