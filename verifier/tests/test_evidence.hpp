// The evidence that a test gives.
#pragma once

#include "compiler/ir/test_case.hpp"
#include "verifier/evaluate/evidence.hpp"

namespace iotsec::verifier {

/// The givens of `test` as resources, in their order, in the view that the test asks for.
[[nodiscard]] Evidence test_evidence(const ir::Program& program, const ir::TestCase& test);

} // namespace iotsec::verifier
