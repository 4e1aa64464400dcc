#include "compiler/sema/state.hpp"

#include "base/overloaded.hpp"

#include <utility>

namespace iotsec::sema {

void report_style(State& state, std::uint32_t module, Diagnostic diagnostic) {
    const TypedModule& where = state.program.modules[module];
    if (!where.is_requested) return;
    if (where.is_library) diagnostic.severity = Severity::Error;
    state.sink.add(std::move(diagnostic));
}

const ast::Name* declared_name(const ast::Declaration& declaration) {
    using Result = const ast::Name*;
    return std::visit(overloaded{
                          [](const ast::InvalidDecl&) -> Result { return nullptr; },
                          [](const ast::Param& param) -> Result { return &param.name; },
                          [](const ast::Let& let) -> Result { return &let.name; },
                          [](const ast::Predicate& predicate) -> Result { return &predicate.name; },
                          [](const ast::Requirement& requirement) -> Result { return &requirement.name; },
                          [](const ast::Baseline& baseline) -> Result { return &baseline.name; },
                          [](const ast::Assignment& assignment) -> Result { return &assignment.name; },
                          [](const ast::Waiver& waiver) -> Result { return &waiver.name; },
                          [](const ast::Test&) -> Result { return nullptr; },
                      },
                      declaration.kind);
}

std::string_view kind_name(const ast::Declaration& declaration) {
    using Result = std::string_view;
    return std::visit(overloaded{
                          [](const ast::InvalidDecl&) -> Result { return "a declaration"; },
                          [](const ast::Param&) -> Result { return "a parameter"; },
                          [](const ast::Let&) -> Result { return "a let"; },
                          [](const ast::Predicate&) -> Result { return "a predicate"; },
                          [](const ast::Requirement&) -> Result { return "a requirement"; },
                          [](const ast::Baseline&) -> Result { return "a baseline"; },
                          [](const ast::Assignment&) -> Result { return "an assignment"; },
                          [](const ast::Waiver&) -> Result { return "a waiver"; },
                          [](const ast::Test&) -> Result { return "a test"; },
                      },
                      declaration.kind);
}

} // namespace iotsec::sema
