// The targets of a build: which there are, and what each makes of a program.
#pragma once

#include "base/diagnostic.hpp"
#include "cli/driver/project.hpp"
#include "compiler/ir/ir.hpp"
#include "emitters/output.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace iotsec::cli {

/// What `target` makes of `program`; its limits and refusals are reported.
[[nodiscard]] emitters::Emitted emit(std::string_view target, const ir::Program& program,
                                     const Project& project, DiagnosticSink& sink);

/// Something to say about a requirement, and the targets of which it is true.
struct CoverageRemark {
    std::string requirement, text;
    Span span;
    std::vector<std::string> targets;
};

/// Says `text` of one more target.
void add_remark(std::vector<CoverageRemark>& remarks, const emitters::Coverage& coverage,
                const std::string& text, Span span);

/// Reports what `targets` leave out: requirements that one does not carry (IOT5001), and declarations that
/// none carries yet (IOT5002).
void report_left_out(const ir::Program& program, const std::vector<std::string>& targets,
                     const std::vector<emitters::Coverage>& coverage, DiagnosticSink& sink);

} // namespace iotsec::cli
