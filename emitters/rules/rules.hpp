// The rule bundle: the IR as JSON, to be checked with on a machine that has no sources.
#pragma once

#include "compiler/ir/ir.hpp"
#include "emitters/output.hpp"

namespace iotsec::emitters::rules {

/// One file, `rules.json`. Everything that can be written in the language is carried.
[[nodiscard]] Emitted emit(const ir::Program& program);

} // namespace iotsec::emitters::rules
