// Walks over checked expressions as they are once lets and predicates are written out in their places.
#pragma once

#include "compiler/sema/typed_program.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace iotsec::sema {

/// A call of a predicate: where its arguments stand.
struct Frame {
    std::uint32_t module = 0;
    const std::vector<ast::ExprId>* arguments = nullptr;
    const Frame* outer = nullptr;
};

/// An expression in its place.
struct Site {
    std::uint32_t module = 0;
    ast::ExprId id;
    const Frame* frame = nullptr; ///< the call whose predicate it is part of
};

/// The operands of `a op b op c`, which is nested to the left, in order: a chain may be as long as its file.
[[nodiscard]] std::vector<ast::ExprId> chain(const ast::Module& tree, const ast::Binary& last);

/// Reads a checked program as if it had no lets and predicates.
class Expansion {
  public:
    explicit Expansion(const TypedProgram& program) : program_{program} {}

    [[nodiscard]] const ast::Expr& expr(Site site) const {
        return (*program_.modules[site.module].tree)[site.id];
    }
    [[nodiscard]] const Type& type(Site site) const {
        return program_.modules[site.module].types[site.id.index];
    }
    [[nodiscard]] const Reference& reference(Site site) const {
        return program_.modules[site.module].references[site.id.index];
    }
    [[nodiscard]] Site at(Site from, ast::ExprId id) const { return {from.module, id, from.frame}; }

    /// What stands here without parentheses, lets and arguments around it.
    [[nodiscard]] Site follow(Site site) const;
    /// The path that stands here, from its binder or parameter on: `hub.sku.name`. Empty where it is none.
    [[nodiscard]] std::string path(Site site) const;
    /// The direct parts of an expression, those of a called predicate excepted. A chain of one operator is
    /// one expression.
    [[nodiscard]] std::vector<ast::ExprId> parts(Site site) const;

    /// Calls `visit` with `site` and everything below it, through lets and predicates. Bounded.
    void walk(Site site, const std::function<void(const Site&)>& visit) const;

  private:
    struct Budget {
        std::size_t nodes;
        std::size_t depth;
    };
    void walk(Site site, const std::function<void(const Site&)>& visit, Budget& budget) const;
    [[nodiscard]] std::string path(Site start, std::size_t depth) const;

    const TypedProgram& program_;
};

/// Every expression that a requirement consists of, messages and remedies included.
[[nodiscard]] std::vector<Site> sites_of(const TypedProgram& program, DeclId id);
/// The parameters that a requirement reads.
[[nodiscard]] std::set<DeclId> parameters_of(const TypedProgram& program, DeclId requirement);

/// What a parameter of an included requirement is outside of the baseline: itself, the parameter it is bound
/// to, or nothing where it is bound to a constant.
[[nodiscard]] std::optional<DeclId> surfaced(const TypedProgram& program, const BoundRequirement& bound,
                                             DeclId param);
/// The parameters of a baseline by the name that assignments give them.
[[nodiscard]] std::map<std::string, DeclId> surfaced_parameters(const TypedProgram& program,
                                                                const ResolvedBaseline& baseline);

} // namespace iotsec::sema
