// What the checker found out: the trees as they are, with the meaning and type of every expression beside
// them.
#pragma once

#include "compiler/sema/type.hpp"
#include "grammar/iotsec/ast.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace iotsec::sema {

/// Index of a module in `TypedProgram::modules`, and of a declaration in that module.
struct DeclId {
    std::uint32_t module = 0;
    std::uint32_t declaration = 0;

    auto operator<=>(const DeclId&) const = default;
};

/// The step of a path below its root: a property of the catalogue, a field of a record, or a key of a map or
/// of `any`.
struct PathStep {
    std::optional<catalog::PropertyId> property;
    std::string name;
    bool is_key = false;
};

/// `hub.sku.name`: a binder (by name: the innermost that is known here, and none hides another) and its
/// steps.
struct BinderPath {
    std::string binder;
    std::vector<PathStep> steps;
};
/// A module parameter, perhaps with fields of a record below it.
struct ParamRef {
    DeclId param;
    std::vector<PathStep> steps;
};
/// A let of the module or of the requirement; it stands for `value` in module `module`, with `steps` below
/// it.
struct LetRef {
    std::uint32_t module = 0;
    ast::ExprId value;
    std::vector<PathStep> steps;
};
/// An argument of the predicate being checked; `steps` below it.
struct ArgumentRef {
    std::size_t index = 0;
    std::vector<PathStep> steps;
};
struct PredicateRef {
    DeclId predicate;
};
enum class Function { LastSegment, Version };
/// A bare word that is no reference: metadata, roles.
struct Word {};

/// What a `Path` or a `Call` of the tree refers to.
using Reference =
    std::variant<std::monostate, BinderPath, ParamRef, LetRef, ArgumentRef, PredicateRef, Function, Word>;

/// One module with what the checker knows about it. `types` and `references` are parallel to `tree->exprs`.
struct TypedModule {
    std::shared_ptr<const ast::Module> tree;
    std::vector<Type> types;
    std::vector<Reference> references;
    bool is_library = false;  ///< part of the standard library: warnings about its style are errors
    bool is_requested = true; ///< named by the user, not only imported
};

/// A requirement in a baseline: which one, and the values its parameters are bound to there.
struct BoundRequirement {
    DeclId requirement;
    struct Binding {
        DeclId param;
        std::uint32_t module = 0;
        ast::ExprId value;
    };
    std::vector<Binding> bindings;
};
/// A baseline with its includes and omits carried out, sorted by id of the requirement.
struct ResolvedBaseline {
    DeclId declaration;
    std::vector<BoundRequirement> requirements;
};
/// What the name of an assignment, a waiver or a test refers to.
struct ResolvedTest {
    DeclId declaration;
    DeclId requirement;
};
struct ResolvedAssignment {
    DeclId declaration;
    std::optional<std::size_t> baseline;
};
struct ResolvedWaiver {
    DeclId declaration;
    std::optional<std::size_t> assignment;
    std::vector<DeclId> requirements;
};

/// The checked program. Where the sink has errors it is still whole: what is wrong has type `Error`.
struct TypedProgram {
    const catalog::Catalog* catalog = nullptr;
    std::vector<TypedModule> modules; ///< imported before importing
    std::vector<DeclId> requirements; ///< in order of modules and text
    std::vector<ResolvedBaseline> baselines;
    std::vector<ResolvedTest> tests;
    std::vector<ResolvedAssignment> assignments;
    std::vector<ResolvedWaiver> waivers;

    [[nodiscard]] const ast::Declaration& operator[](DeclId id) const {
        return modules[id.module].tree->declarations[id.declaration];
    }
};

} // namespace iotsec::sema
