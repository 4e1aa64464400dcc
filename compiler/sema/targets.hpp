// What baselines, assignments, waivers and tests name: requirements, and each other.
#pragma once

#include "compiler/sema/state.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace iotsec::sema {

/// The requirements that a target names, in order of modules and text; reports a target that names none.
[[nodiscard]] std::vector<DeclId> find_requirements(State& state, std::uint32_t module,
                                                    const ast::Target& target);

/// What kind of declaration a name has to mean.
enum class Sought { Requirement, Baseline, Assignment };
/// The declaration of that kind; reports anything else.
[[nodiscard]] std::optional<DeclId> find_declaration(State& state, std::uint32_t module,
                                                     const ast::QualifiedName& name, Sought sought);

/// The qualified name that a path is, as in `requirements: [net.a, b]`; nothing for other expressions.
[[nodiscard]] std::optional<ast::QualifiedName> as_name(const ast::Module& tree, ast::ExprId id);

} // namespace iotsec::sema
