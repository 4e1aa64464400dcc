// The checker: names, types and laws of the language.
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/sema/typed_program.hpp"

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace iotsec::sema {

/// A parsed module that goes into a program.
struct ModuleInput {
    std::shared_ptr<const ast::Module> tree;
    bool is_library = false;
    bool is_requested = true;
};

/// Finds the modules that an import or a qualified name may mean: exactly `name`, and all below `name.`; none
/// is an empty list. Called at most once per name.
using ModuleFinder = std::function<std::vector<ModuleInput>(std::string_view name)>;

/// Checks `modules` and everything they import. Reports IOT2xxx (names), IOT3xxx (types), IOT4xxx
/// (requirements).
[[nodiscard]] TypedProgram check(std::vector<ModuleInput> modules, const ModuleFinder& find,
                                 const catalog::Catalog& catalog, DiagnosticSink& sink);

} // namespace iotsec::sema
