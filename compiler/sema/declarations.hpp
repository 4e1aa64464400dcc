// The declarations of a module, one function a kind. Each reports what is wrong and fills in the program.
#pragma once

#include "compiler/sema/expr_checker.hpp"
#include "compiler/sema/state.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::sema {

void check_param(State& state, DeclId id);
void check_let(State& state, DeclId id);
void check_predicate(State& state, DeclId id);
void check_requirement(State& state, DeclId id);
/// A remedy of `requirement`, whose subject and lets `checker` knows.
void check_remedy_clause(ExprChecker& checker, const ast::Requirement& requirement,
                         const ast::Remedy& remedy);
/// The body of a resource; `type` is null where it is unknown.
void check_resource_body(ExprChecker& checker, ast::ExprId body, const catalog::ResourceType* type,
                         BodyUse use);
void check_baseline(State& state, DeclId id);
void check_assignment(State& state, DeclId id);
void check_waiver(State& state, DeclId id);
void check_test(State& state, DeclId id);

/// What an author may have a requirement do (reference, section 5).
inline constexpr std::array<std::string_view, 5> effect_names{"audit", "deny", "modify", "deploy",
                                                              "disabled"};

/// A metadata key that a declaration knows, and what stands behind it.
struct MetaKey {
    enum class Kind { Text, Word, Bool, Value, Date, Texts, Ids, Names };
    std::string_view name;
    Kind kind = Kind::Text;
    bool is_required = false;
    std::span<const std::string_view> words = {}; ///< of Word: the allowed ones; empty: any
};

/// Checks metadata against the keys that there are: unknown, repeated and missing ones, and kinds of values.
/// `what` names the declaration in messages (`requirement `x``), `where` is its name.
void check_metadata(ExprChecker& checker, const std::vector<ast::Meta>& meta, std::span<const MetaKey> keys,
                    const std::string& what, Span where);
/// The entry `key`, if it is given.
[[nodiscard]] const ast::Meta* find_meta(const std::vector<ast::Meta>& meta, std::string_view key);
/// A bare word or a constant text as text; else nothing.
[[nodiscard]] std::optional<std::string> word_or_text(const ast::Module& tree, ast::ExprId id);

/// Checks a value for a parameter: its type, then `allowed`, `min` and `max` of the declaration.
void check_parameter_value(ExprChecker& checker, ast::ExprId value, DeclId param);

} // namespace iotsec::sema
