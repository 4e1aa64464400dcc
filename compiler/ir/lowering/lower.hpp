// From the checked program to the intermediate representation.
#pragma once

#include "base/source.hpp"
#include "compiler/ir/ir.hpp"
#include "compiler/ir/test_case.hpp"
#include "compiler/sema/typed_program.hpp"

#include <string_view>
#include <vector>

namespace iotsec::ir {

/// Lowers every requirement and baseline of a program that has no errors. Service defaults become `Coalesce`,
/// lets and predicates are expanded, every property used is described. The result passes `verify`.
[[nodiscard]] Program lower(const sema::TypedProgram& typed, const Sources& sources, DiagnosticSink& sink);

/// The tests of a program, against the requirements of `program` (lowered from the same `typed`).
[[nodiscard]] std::vector<TestCase> lower_tests(const sema::TypedProgram& typed, const Program& program,
                                                DiagnosticSink& sink);

} // namespace iotsec::ir
