#include "compiler/sema/modules.hpp"

#include "base/diagnostics/names.hpp"
#include "base/diagnostics/types.hpp"
#include "base/text.hpp"
#include "compiler/sema/suggest.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::sema {

namespace {

constexpr std::string_view built_in_functions[] = {"lastSegment", "version"};

/// Declares the names of one module.
class Declarer {
  public:
    Declarer(State& state, std::uint32_t module)
        : state_{state}, module_{module}, scope_{state.scopes[module]} {}

    void declare() {
        const ast::Module& tree = state_.tree(module_);
        for (std::uint32_t i = 0; i < tree.declarations.size(); ++i)
            if (const ast::Name* name = declared_name(tree.declarations[i])) declare(*name, i);
        for (const ast::Import& import : tree.imports)
            declare(import);
    }

  private:
    void declare(const ast::Name& name, std::uint32_t index) {
        if (name.text.empty()) return;
        if (std::ranges::find(built_in_functions, name.text) != std::end(built_in_functions))
            state_.sink.report(diag::built_in_name, name.span, name.text);
        const auto [found, is_new] = scope_.declarations.try_emplace(name.text, index);
        if (is_new) return;
        const ast::Name* first = declared_name(state_.tree(module_).declarations[found->second]);
        report_twice(name, first->span);
    }

    void declare(const ast::Import& import) {
        const std::string module = import.module.text();
        if (import.module.parts.empty()) return;
        if (modules_below(state_, module).empty()) return lose(import); // reported by the loader
        for (const ast::Name& name : import.names)
            declare_member(module, name);
        if (!import.names.empty()) return;
        const ast::Name& name = import.alias ? *import.alias : import.module.parts.back();
        bind(name, {module, name.span});
    }

    void lose(const ast::Import& import) {
        for (const ast::Name& name : import.names)
            scope_.lost.insert(name.text);
        if (import.names.empty())
            scope_.lost.insert((import.alias ? *import.alias : import.module.parts.back()).text);
    }

    void declare_member(const std::string& module, const ast::Name& name) {
        if (const auto found = state_.by_name.find(module); found != state_.by_name.end()) {
            const ModuleScope& other = state_.scopes[found->second];
            if (const auto member = other.declarations.find(name.text); member != other.declarations.end())
                return bind(name, {DeclId{found->second, member->second}, name.span});
        }
        const std::string below = module + "." + name.text;
        if (!modules_below(state_, below).empty()) return bind(name, {below, name.span});
        scope_.lost.insert(name.text);
        Diagnostic& diagnostic =
            state_.sink.report(diag::unknown_member, name.span, "module `" + module + "`", name.text);
        suggest_member(diagnostic, module, name.text);
    }

    void suggest_member(Diagnostic& diagnostic, const std::string& module, std::string_view word) const {
        const auto found = state_.by_name.find(module);
        if (found == state_.by_name.end()) return;
        std::vector<std::string_view> names;
        for (const auto& [name, index] : state_.scopes[found->second].declarations)
            names.push_back(name);
        suggest(state_.sink, diagnostic, word, names);
    }

    void bind(const ast::Name& name, const Imported& imported) {
        if (name.text.empty()) return;
        if (const auto own = scope_.declarations.find(name.text); own != scope_.declarations.end())
            return report_twice(name, declared_name(state_.tree(module_).declarations[own->second])->span);
        const auto [found, is_new] = scope_.imports.try_emplace(name.text, imported);
        if (!is_new) report_twice(name, found->second.span);
    }

    void report_twice(const ast::Name& name, Span first) {
        state_.sink.report(diag::already_declared, name.span, name.text)
            .with_label(first, "declared here first");
    }

    State& state_;
    std::uint32_t module_;
    ModuleScope& scope_;
};

/// Goes on from `meaning` (a prefix) as far as the parts lead.
void descend(const State& state, Meaning& meaning, std::span<const ast::Name> parts) {
    while (meaning.consumed < parts.size()) {
        const std::string& next = parts[meaning.consumed].text;
        if (const auto module = state.by_name.find(meaning.prefix); module != state.by_name.end()) {
            const auto& declarations = state.scopes[module->second].declarations;
            if (const auto found = declarations.find(next); found != declarations.end()) {
                meaning.declaration = DeclId{module->second, found->second};
                ++meaning.consumed;
                return;
            }
        }
        std::string longer = meaning.prefix.empty() ? next : meaning.prefix + "." + next;
        if (modules_below(state, longer).empty()) return;
        meaning.prefix = std::move(longer);
        ++meaning.consumed;
    }
}

} // namespace

void declare_names(State& state) {
    const auto count = static_cast<std::uint32_t>(state.program.modules.size());
    state.scopes.resize(count);
    state.declarations.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        state.declarations[i].resize(state.tree(i).declarations.size());
        if (!state.tree(i).name.parts.empty()) state.by_name.emplace(state.tree(i).name.text(), i);
    }
    for (std::uint32_t i = 0; i < count; ++i)
        Declarer{state, i}.declare();
}

Meaning resolve(State& state, std::uint32_t module, std::span<const ast::Name> parts) {
    Meaning meaning;
    if (parts.empty()) return meaning;
    ModuleScope& scope = state.scopes[module];
    if (const auto own = scope.declarations.find(parts[0].text); own != scope.declarations.end()) {
        meaning = {DeclId{module, own->second}, {}, 1};
    } else if (const auto imported = scope.imports.find(parts[0].text); imported != scope.imports.end()) {
        imported->second.used = true;
        meaning.consumed = 1;
        if (const auto* declaration = std::get_if<DeclId>(&imported->second.meaning)) {
            meaning.declaration = *declaration;
        } else {
            meaning.prefix = std::get<std::string>(imported->second.meaning);
            descend(state, meaning, parts);
        }
    } else {
        descend(state, meaning, parts);
    }
    if (meaning.declaration) state[*meaning.declaration].used = true;
    return meaning;
}

std::vector<std::uint32_t> modules_below(const State& state, std::string_view prefix) {
    std::vector<std::uint32_t> result;
    if (const auto exact = state.by_name.find(prefix); exact != state.by_name.end())
        result.push_back(exact->second);
    const std::string below = std::string{prefix} + ".";
    for (auto it = state.by_name.lower_bound(below);
         it != state.by_name.end() && it->first.starts_with(below); ++it)
        result.push_back(it->second);
    return result;
}

std::vector<std::string_view> visible_names(const State& state, std::uint32_t module,
                                            std::vector<std::string_view> also) {
    constexpr std::size_t many = 200; // nobody reads suggestions any more
    if (state.sink.error_count() >= many) return also;
    for (const auto& [name, index] : state.scopes[module].declarations)
        also.push_back(name);
    for (const auto& [name, imported] : state.scopes[module].imports)
        also.push_back(name);
    return also;
}

} // namespace iotsec::sema
