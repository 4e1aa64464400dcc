// The rules that every IR program keeps (reference, section 14).
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/ir/ir.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace iotsec::ir {

/// How deep expressions may nest, and how many nodes one of them may have once everything shared is written
/// out.
inline constexpr std::size_t max_depth = 300;
inline constexpr std::size_t max_nodes = 1'000'000;

/// What is wrong with `program`, each in one sentence; empty for a well-formed one.
[[nodiscard]] std::vector<std::string> verify(const Program& program);

/// Reports what `verify` finds as mistakes of ours (IOT9001).
void report_broken(const Program& program, DiagnosticSink& sink);

} // namespace iotsec::ir
