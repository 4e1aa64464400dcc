// The targets of a build: which there are, and what each makes of a program.
#pragma once

#include "base/diagnostic.hpp"
#include "cli/driver/project.hpp"
#include "compiler/ir/ir.hpp"
#include "emitters/output.hpp"

#include <string_view>
#include <vector>

namespace iotsec::cli {

/// What `target` makes of `program`; its limits and refusals are reported.
[[nodiscard]] emitters::Emitted emit(std::string_view target, const ir::Program& program,
                                     const Project& project, DiagnosticSink& sink);

} // namespace iotsec::cli
