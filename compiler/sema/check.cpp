#include "compiler/sema/check.hpp"

#include "base/diagnostics/names.hpp"
#include "base/diagnostics/requirements.hpp"
#include "base/text.hpp"
#include "compiler/sema/declarations.hpp"
#include "compiler/sema/laws.hpp"
#include "compiler/sema/modules.hpp"

#include <map>
#include <utility>

namespace iotsec::sema {

namespace {

class ProgramChecker {
  public:
    explicit ProgramChecker(State& state) : state_{state} {}

    void check() {
        declare_names(state_);
        for_each_declaration([&](DeclId id) { check_definition(id); });
        for_each_declaration([&](DeclId id) { check_law(id); });
        check_ids();
        check_titles();
        check_all<ast::Baseline>(check_baseline);
        check_all<ast::Assignment>(check_assignment);
        check_all<ast::Waiver>(check_waiver);
        check_all<ast::Test>(check_test);
        for_each_declaration([&](DeclId id) { report_unused(id); });
        report_unused_imports();
    }

  private:
    template <typename F>
    void for_each_declaration(F visit) {
        for (std::uint32_t m = 0; m < state_.program.modules.size(); ++m)
            for (std::uint32_t d = 0; d < state_.tree(m).declarations.size(); ++d)
                visit(DeclId{m, d});
    }

    /// What other expressions refer to.
    void check_definition(DeclId id) {
        const auto& kind = state_.program[id].kind;
        const bool is_definition = std::holds_alternative<ast::Param>(kind) ||
                                   std::holds_alternative<ast::Let>(kind) ||
                                   std::holds_alternative<ast::Predicate>(kind);
        if (is_definition) (void)ensure_checked(state_, id, {});
    }

    void check_law(DeclId id) {
        if (!std::holds_alternative<ast::Requirement>(state_.program[id].kind)) return;
        state_.program.requirements.push_back(id);
        check_requirement(state_, id);
        if (state_[id].cost.parts > most_parts) return; // reported; its laws would take too long
        check_leniency(state_, id);
        check_contradictions(state_, id);
        check_effects(state_, id);
        check_api_versions(state_, id);
    }

    /// Ids are unique over the program; letter case does not tell them apart.
    void check_ids() {
        std::map<std::string, DeclId> taken;
        for (const DeclId id : state_.program.requirements) {
            const auto& requirement = std::get<ast::Requirement>(state_.program[id].kind);
            const ast::Meta* meta = find_meta(requirement.meta, "id");
            const auto text = meta ? word_or_text(state_.tree(id.module), meta->value) : std::nullopt;
            if (!text) continue;
            const auto [first, is_new] = taken.try_emplace(to_lower(*text), id);
            if (is_new) continue;
            const auto& other = std::get<ast::Requirement>(state_.program[first->second].kind);
            state_.sink
                .report(diag::duplicate_id, state_.tree(id.module)[meta->value].span, *text, other.name.text)
                .with_label(other.name.span, "taken here");
        }
    }

    /// Titles of tests are unique in their module.
    void check_titles() {
        std::map<std::pair<std::uint32_t, std::string>, Span> taken;
        for_each_declaration([&](DeclId id) {
            const auto* test = std::get_if<ast::Test>(&state_.program[id].kind);
            const auto title = test ? word_or_text(state_.tree(id.module), test->title) : std::nullopt;
            if (!title) return;
            const Span span = state_.tree(id.module)[test->title].span;
            const auto [first, is_new] = taken.try_emplace({id.module, *title}, span);
            if (!is_new)
                state_.sink.report(diag::already_declared, span, *title)
                    .with_label(first->second, "declared here first");
        });
    }

    /// Each kind after what it refers to.
    template <typename Kind>
    void check_all(void (*check_one)(State&, DeclId)) {
        for_each_declaration([&](DeclId id) {
            if (std::holds_alternative<Kind>(state_.program[id].kind)) check_one(state_, id);
        });
    }

    void report_unused(DeclId id) {
        const ast::Declaration& declaration = state_.program[id];
        std::string_view what;
        if (std::holds_alternative<ast::Param>(declaration.kind)) what = "parameter";
        if (std::holds_alternative<ast::Let>(declaration.kind)) what = "let";
        if (std::holds_alternative<ast::Predicate>(declaration.kind)) what = "predicate";
        if (what.empty() || state_[id].used) return;
        const ast::Name* name = declared_name(declaration);
        report_style(state_, id.module, make_diagnostic(diag::unused_name, name->span, what, name->text));
    }

    void report_unused_imports() {
        for (std::uint32_t m = 0; m < state_.scopes.size(); ++m)
            for (const auto& [name, imported] : state_.scopes[m].imports)
                if (!imported.used)
                    report_style(state_, m,
                                 make_diagnostic(diag::unused_name, imported.span, "import", name));
    }

    State& state_;
};

} // namespace

TypedProgram check(std::vector<ModuleInput> modules, const ModuleFinder& find,
                   const catalog::Catalog& catalog, DiagnosticSink& sink) {
    State state{{}, catalog, sink};
    state.program.catalog = &catalog;
    for (ModuleInput& input : load_modules(std::move(modules), find, sink)) {
        const std::size_t count = input.tree->exprs.size();
        state.program.modules.push_back({std::move(input.tree), std::vector<Type>(count),
                                         std::vector<Reference>(count), input.is_library,
                                         input.is_requested});
    }
    ProgramChecker{state}.check();
    return std::move(state.program);
}

} // namespace iotsec::sema
