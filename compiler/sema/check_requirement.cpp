// A requirement: its subject, its metadata and its clauses.
#include "base/diagnostics/names.hpp"
#include "base/diagnostics/requirements.hpp"
#include "base/diagnostics/types.hpp"
#include "base/text.hpp"
#include "compiler/sema/declarations.hpp"
#include "compiler/sema/literals.hpp"
#include "compiler/sema/suggest.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace iotsec::sema {

namespace {

constexpr std::array<std::string_view, 4> severities{"low", "medium", "high", "critical"};
constexpr std::array<std::string_view, 1> partial_words{"ok"};
constexpr std::array requirement_keys{
    MetaKey{"id", MetaKey::Kind::Text, true},
    MetaKey{"title", MetaKey::Kind::Text, true},
    MetaKey{"severity", MetaKey::Kind::Word, true, severities},
    MetaKey{"section", MetaKey::Kind::Word},
    MetaKey{"recommendation", MetaKey::Kind::Text},
    MetaKey{"controls", MetaKey::Kind::Value},
    MetaKey{"docs", MetaKey::Kind::Texts},
    MetaKey{"builtin", MetaKey::Kind::Text},
    MetaKey{"partial", MetaKey::Kind::Word, false, partial_words},
};

class RequirementChecker {
  public:
    RequirementChecker(State& state, DeclId id)
        : state_{state}, id_{id},
          requirement_{std::get<ast::Requirement>(state.program[id].kind)}, checker_{state, id.module} {}

    void check() {
        check_meta();
        const std::size_t mark = checker_.mark();
        declare_subject();
        for (const ast::Let& let : requirement_.lets)
            check_let(let);
        for (const ast::When& when : requirement_.whens)
            check_clause(when.condition);
        for (const ast::Expect& expect : requirement_.expects)
            check_expect(expect);
        for (const ast::Remedy& remedy : requirement_.remedies)
            check_remedy(remedy);
        for (const ast::Attest& attest : requirement_.attests)
            (void)checker_.check_constant_text(attest.asking);
        checker_.forget(mark);
        check_clauses();
        check_effect_names();
    }

  private:
    void check_meta() {
        check_metadata(checker_, requirement_.meta, requirement_keys,
                       "requirement `" + requirement_.name.text + "`", requirement_.name.span);
        if (const ast::Meta* controls = find_meta(requirement_.meta, "controls")) check_controls(*controls);
        if (const ast::Meta* builtin = find_meta(requirement_.meta, "builtin")) check_builtin(*builtin);
    }

    void check_builtin(const ast::Meta& meta) {
        const auto text = word_or_text(checker_.tree(), meta.value);
        if (text && !is_guid(*text))
            state_.sink.report(diag::bad_metadata, checker_.tree()[meta.value].span, "builtin",
                               "the id of a built-in definition, a GUID", "`" + *text + "`");
    }

    /// `controls: { mcsb: ['NS-2'] }`, looked up in the catalogue.
    void check_controls(const ast::Meta& meta) {
        const auto* object = std::get_if<ast::ObjectLiteral>(&checker_.tree()[meta.value].kind);
        if (!object) {
            const Type found = checker_.check(meta.value);
            if (!found.is_error())
                state_.sink.report(diag::bad_metadata, checker_.tree()[meta.value].span, "controls",
                                   "an object such as { mcsb: ['NS-2'] }", name(found));
            return;
        }
        for (const ast::ObjectMember& member : object->members)
            check_framework(member);
    }

    void check_framework(const ast::ObjectMember& member) {
        const auto& controls = state_.catalog.controls();
        const bool is_known = std::ranges::any_of(controls, [&](const auto& control) {
            return equal_ignoring_case(control.framework, member.key.text);
        });
        if (!is_known) report_unknown("framework", member.key.text, member.key.span, framework_names());
        std::vector<ast::ExprId> ids{member.value};
        if (const auto* list = std::get_if<ast::ListLiteral>(&checker_.tree()[member.value].kind))
            ids = list->items;
        for (const ast::ExprId id : ids) {
            const auto text = checker_.check_constant_text(id, Interpolation::Unchecked);
            if (!text || !is_known || state_.catalog.control(member.key.text, *text)) continue;
            std::vector<std::string_view> names;
            for (const auto& control : controls)
                if (equal_ignoring_case(control.framework, member.key.text)) names.push_back(control.id);
            report_unknown("control of " + member.key.text, *text, checker_.tree()[id].span, names);
        }
    }

    std::vector<std::string_view> framework_names() const {
        std::vector<std::string_view> names;
        for (const auto& control : state_.catalog.controls())
            names.push_back(control.framework);
        return names;
    }

    void report_unknown(const std::string& what, const std::string& word, Span span,
                        std::span<const std::string_view> names) {
        Diagnostic& diagnostic = state_.sink.report(diag::unknown_name, span, what, word);
        suggest(state_.sink, diagnostic, word, names);
    }

    void declare_subject() {
        const catalog::ResourceType* type = checker_.find_type(requirement_.type);
        Type subject = type ? resource_type(*type) : Type{};
        if (requirement_.all) {
            if (type && type->type_class != catalog::TypeClass::DataPlane)
                state_.sink.report(diag::fleet_needs_registry, requirement_.type.span, type->name);
            if (type) subject = list_of(subject);
        }
        const ast::Name& name = requirement_.binder;
        checker_.declare({name, subject, BinderPath{name.text, {}}, "binder", true});
    }

    void check_let(const ast::Let& let) {
        checker_.start_clause();
        (void)checker_.take_cost();
        const Type type = checker_.check(let.value);
        const Cost cost = checker_.take_cost();
        checker_.check_cost(cost, let.name.span);
        checker_.declare({let.name, type, LetRef{id_.module, let.value, {}}, "let", false, false, cost});
    }

    void check_clause(ast::ExprId condition) {
        checker_.start_clause();
        checker_.check_condition(condition);
        const Cost cost = checker_.take_cost();
        checker_.check_cost(cost, checker_.tree()[condition].span);
        state_[id_].cost.parts = std::max(state_[id_].cost.parts, cost.parts);
    }

    void check_expect(const ast::Expect& expect) {
        check_clause(expect.condition);
        if (expect.otherwise) checker_.check_message(*expect.otherwise);
    }

    void check_remedy(const ast::Remedy& remedy) {
        checker_.start_clause();
        check_remedy_clause(checker_, requirement_, remedy);
    }

    void check_clauses() {
        const ast::Name& name = requirement_.name;
        if (requirement_.expects.empty() && requirement_.attests.empty())
            state_.sink.report(diag::expects_nothing, name.span, name.text);
        if (!requirement_.attests.empty()) {
            for (const ast::Expect& expect : requirement_.expects)
                state_.sink.report(diag::attested_only, expect.span, "expect");
            for (const ast::Remedy& remedy : requirement_.remedies)
                state_.sink.report(diag::attested_only, remedy.span, "remedy");
            for (std::size_t i = 1; i < requirement_.attests.size(); ++i)
                state_.sink.report(diag::repeated_clause, requirement_.attests[i].span, "attest");
        }
        if (!requirement_.all) return;
        for (const ast::Remedy& remedy : requirement_.remedies)
            state_.sink.report(diag::fleet_excludes, remedy.span, "remedy");
        if (!requirement_.effects.empty())
            state_.sink.report(diag::fleet_excludes, requirement_.effects.front().span, "effects");
    }

    void check_effect_names() {
        std::set<std::string_view> seen;
        for (const ast::Name& effect : requirement_.effects) {
            if (std::ranges::find(effect_names, effect.text) == effect_names.end())
                report_unknown("effect", effect.text, effect.span, effect_names);
            else if (!seen.insert(effect.text).second)
                state_.sink.report(diag::repeated_clause, effect.span, effect.text);
        }
    }

    State& state_;
    DeclId id_;
    const ast::Requirement& requirement_;
    ExprChecker checker_;
};

} // namespace

void check_requirement(State& state, DeclId id) {
    RequirementChecker{state, id}.check();
}

} // namespace iotsec::sema
