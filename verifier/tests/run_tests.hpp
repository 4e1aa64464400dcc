// Runs `test` declarations: judges what they give, and compares with what they expect.
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/ir/ir.hpp"
#include "compiler/ir/test_case.hpp"

#include <cstddef>
#include <vector>

namespace iotsec::verifier {

/// How one test went: it passed where nothing failed.
struct TestResult {
    std::size_t test = 0;             ///< index in the tests that were run
    std::vector<Diagnostic> failures; ///< IOT62xx, each at the expectation that does not hold

    [[nodiscard]] bool passed() const { return failures.empty(); }
};

/// Runs `tests` against the requirements of `program`, one result each, in their order. The evidence of a
/// test is complete except for the types that it calls incomplete; its view is stored unless it says
/// otherwise, and the registry view for entities of the data plane. What is malformed in the givens is
/// reported to `sink` (IOT6001).
[[nodiscard]] std::vector<TestResult> run_tests(const ir::Program& program,
                                                const std::vector<ir::TestCase>& tests, DiagnosticSink& sink);

} // namespace iotsec::verifier
