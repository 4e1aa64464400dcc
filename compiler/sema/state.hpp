// What one run of the checker shares between its parts.
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/sema/typed_program.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace iotsec::sema {

/// How large and how deep an expression is once lets and predicates are written out in it.
struct Cost {
    std::size_t parts = 0;
    std::size_t depth = 0;  ///< of quantifiers
    std::size_t height = 0; ///< of the whole expression
};

/// How far the check of a declaration is, and what it came to.
struct DeclState {
    enum class Progress { New, Running, Done };
    Progress progress = Progress::New;
    bool used = false;
    Type type;                   ///< of a parameter or a let
    std::vector<Type> arguments; ///< of a predicate
    Cost cost;
};

/// What an import brings under one name: a declaration, or the modules at and below a prefix.
struct Imported {
    std::variant<DeclId, std::string> meaning;
    Span span;
    bool used = false;
};

/// The names of one module.
struct ModuleScope {
    std::map<std::string, std::uint32_t, std::less<>> declarations;
    std::map<std::string, Imported, std::less<>> imports;
    /// What imports were to bring and could not: that is said at the import, and nowhere else.
    std::set<std::string, std::less<>> lost;
};

/// Everything that grows while a program is checked.
struct State {
    TypedProgram program;
    const catalog::Catalog& catalog;
    DiagnosticSink& sink;
    std::vector<ModuleScope> scopes = {};                           ///< parallel to `program.modules`
    std::map<std::string, std::uint32_t, std::less<>> by_name = {}; ///< modules by name
    std::vector<std::vector<DeclState>> declarations = {};          ///< by module and declaration
    std::size_t nesting = 0; ///< expressions whose check waits for that of another

    [[nodiscard]] const ast::Module& tree(std::uint32_t module) const {
        return *program.modules[module].tree;
    }
    [[nodiscard]] DeclState& operator[](DeclId id) { return declarations[id.module][id.declaration]; }
};

/// Reports a matter of style: what is a warning to authors is an error in the standard library, and nothing
/// where the module is only imported.
void report_style(State& state, std::uint32_t module, Diagnostic diagnostic);

/// The name of a declaration; null for tests and for what could not be read.
[[nodiscard]] const ast::Name* declared_name(const ast::Declaration& declaration);
/// `a requirement`, `a parameter`.
[[nodiscard]] std::string_view kind_name(const ast::Declaration& declaration);

} // namespace iotsec::sema
