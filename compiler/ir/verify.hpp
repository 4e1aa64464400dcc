// The rules that every IR program keeps (reference, section 14).
#pragma once

#include "compiler/ir/ir.hpp"

#include <string>
#include <vector>

namespace iotsec::ir {

/// What is wrong with `program`, each in one sentence; empty for a well-formed one.
[[nodiscard]] std::vector<std::string> verify(const Program& program);

} // namespace iotsec::ir
