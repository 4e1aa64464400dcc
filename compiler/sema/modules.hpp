// Which modules a program consists of, and what the names in them mean.
#pragma once

#include "compiler/sema/check.hpp"
#include "compiler/sema/state.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::sema {

/// `inputs` and every module that they mention, imported before importing. Reports modules that are missing,
/// defined twice, or import each other.
[[nodiscard]] std::vector<ModuleInput> load_modules(std::vector<ModuleInput> inputs, const ModuleFinder& find,
                                                    DiagnosticSink& sink);

/// Fills in `scopes`, `by_name` and `declarations` of a state whose program has its modules. Reports names
/// that are declared twice.
void declare_names(State& state);

/// What a qualified name means: a declaration, or the modules at and below `prefix`.
struct Meaning {
    std::optional<DeclId> declaration;
    std::string prefix;       ///< where there is no declaration; empty: nothing
    std::size_t consumed = 0; ///< how many parts belong to it
};

/// Looks up `parts` as module `module` sees them, and notes what is used. What follows a declaration is left
/// over.
[[nodiscard]] Meaning resolve(State& state, std::uint32_t module, std::span<const ast::Name> parts);

/// The modules called `prefix` or below it, in order of name.
[[nodiscard]] std::vector<std::uint32_t> modules_below(const State& state, std::string_view prefix);

/// The names that module `module` sees, besides `also`.
[[nodiscard]] std::vector<std::string_view> visible_names(const State& state, std::uint32_t module,
                                                          std::vector<std::string_view> also = {});

} // namespace iotsec::sema
