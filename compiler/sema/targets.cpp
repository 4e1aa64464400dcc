#include "compiler/sema/targets.hpp"

#include "base/diagnostics/names.hpp"
#include "base/diagnostics/requirements.hpp"
#include "compiler/sema/modules.hpp"
#include "compiler/sema/suggest.hpp"

#include <algorithm>
#include <cstdlib>

namespace iotsec::sema {

namespace {

bool is_sought(const ast::Declaration& declaration, Sought sought) {
    switch (sought) {
    case Sought::Requirement:
        return std::holds_alternative<ast::Requirement>(declaration.kind);
    case Sought::Baseline:
        return std::holds_alternative<ast::Baseline>(declaration.kind);
    case Sought::Assignment:
        return std::holds_alternative<ast::Assignment>(declaration.kind);
    }
    std::abort();
}

std::string_view sought_name(Sought sought) {
    switch (sought) {
    case Sought::Requirement:
        return "requirement";
    case Sought::Baseline:
        return "baseline";
    case Sought::Assignment:
        return "assignment";
    }
    std::abort();
}

void report_unknown(State& state, std::uint32_t module, const ast::QualifiedName& name,
                    const Meaning& meaning, Sought sought) {
    if (state.scopes[module].lost.contains(name.parts.front().text)) return;
    Diagnostic& diagnostic =
        state.sink.report(diag::unknown_name, name.span, sought_name(sought), name.text());
    std::uint32_t where = module; // or the module that the name leads to
    if (const auto found = state.by_name.find(meaning.prefix); found != state.by_name.end())
        where = found->second;
    std::vector<std::string_view> names;
    for (const auto& [known, index] : state.scopes[where].declarations)
        if (is_sought(state.tree(where).declarations[index], sought)) names.push_back(known);
    const ast::Name& part = name.parts[std::min(meaning.consumed, name.parts.size() - 1)];
    suggest(state.sink, diagnostic, part.text, names);
}

std::string an(std::string_view noun) {
    return (noun.starts_with('a') ? "an " : "a ") + std::string{noun};
}

/// All requirements of the modules at and below a name.
std::vector<DeclId> whole_modules(State& state, std::uint32_t module, const ast::QualifiedName& name) {
    const Meaning meaning = resolve(state, module, name.parts);
    if (meaning.declaration || meaning.consumed < name.parts.size()) {
        if (state.scopes[module].lost.contains(name.parts.front().text)) return {};
        state.sink.report(diag::unknown_module, name.span, name.text());
        return {};
    }
    std::vector<DeclId> found;
    for (const std::uint32_t m : modules_below(state, meaning.prefix))
        for (std::uint32_t d = 0; d < state.tree(m).declarations.size(); ++d)
            if (is_sought(state.tree(m).declarations[d], Sought::Requirement)) found.push_back({m, d});
    if (found.empty()) state.sink.report(diag::includes_nothing, name.span, "`" + name.text() + ".*`");
    return found;
}

} // namespace

std::optional<DeclId> find_declaration(State& state, std::uint32_t module, const ast::QualifiedName& name,
                                       Sought sought) {
    if (name.parts.empty()) return std::nullopt;
    const Meaning meaning = resolve(state, module, name.parts);
    if (!meaning.declaration) {
        if (!meaning.prefix.empty() && meaning.consumed == name.parts.size())
            state.sink.report(diag::wrong_kind_of_name, name.span, name.text(), "a module",
                              an(sought_name(sought)));
        else
            report_unknown(state, module, name, meaning, sought);
        return std::nullopt;
    }
    const ast::Declaration& declaration = state.program[*meaning.declaration];
    if (meaning.consumed == name.parts.size() && is_sought(declaration, sought)) return meaning.declaration;
    state.sink.report(diag::wrong_kind_of_name, name.span, name.text(), kind_name(declaration),
                      an(sought_name(sought)));
    return std::nullopt;
}

std::vector<DeclId> find_requirements(State& state, std::uint32_t module, const ast::Target& target) {
    if (target.name.parts.empty()) return {};
    if (target.all) return whole_modules(state, module, target.name);
    const auto found = find_declaration(state, module, target.name, Sought::Requirement);
    return found ? std::vector<DeclId>{*found} : std::vector<DeclId>{};
}

std::optional<ast::QualifiedName> as_name(const ast::Module& tree, ast::ExprId id) {
    const ast::Expr& expr = tree[id];
    const auto* path = std::get_if<ast::Path>(&expr.kind);
    if (!path) return std::nullopt;
    ast::QualifiedName name{{path->root}, expr.span};
    for (const ast::Segment& segment : path->segments) {
        if (segment.is_key) return std::nullopt;
        name.parts.push_back(segment.name);
    }
    return name;
}

} // namespace iotsec::sema
