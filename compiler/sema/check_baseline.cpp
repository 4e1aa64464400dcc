// Baselines: which requirements they hold, and how parameters are bound and surfaced.
#include "base/diagnostics/names.hpp"
#include "base/diagnostics/requirements.hpp"
#include "base/diagnostics/types.hpp"
#include "base/text.hpp"
#include "compiler/sema/declarations.hpp"
#include "compiler/sema/expansion.hpp"
#include "compiler/sema/suggest.hpp"
#include "compiler/sema/targets.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace iotsec::sema {

namespace {

constexpr std::array baseline_keys{
    MetaKey{"title", MetaKey::Kind::Text},
    MetaKey{"version", MetaKey::Kind::Text},
    MetaKey{"description", MetaKey::Kind::Text},
    MetaKey{"docs", MetaKey::Kind::Texts},
};

std::string with_dots(const ast::Target& target) {
    return target.name.text() + (target.all ? ".*" : "");
}

class BaselineChecker {
  public:
    BaselineChecker(State& state, DeclId id)
        : state_{state}, id_{id}, baseline_{std::get<ast::Baseline>(state.program[id].kind)},
          checker_{state, id.module} {}

    void check() {
        const std::string what = "baseline `" + baseline_.name.text + "`";
        check_metadata(checker_, baseline_.meta, baseline_keys, what, baseline_.name.span);
        for (const ast::Include& include : baseline_.includes)
            add(include);
        for (const ast::Omit& omit : baseline_.omits)
            remove(omit);
        if (baseline_.includes.empty()) state_.sink.report(diag::includes_nothing, baseline_.name.span, what);
        check_surfaced();
        state_.program.baselines.push_back(resolved());
    }

  private:
    void add(const ast::Include& include) {
        const std::vector<DeclId> found = find_requirements(state_, id_.module, include.target);
        for (const DeclId requirement : found)
            included_.try_emplace(requirement, BoundRequirement{requirement, {}});
        if (!include.with) return;
        const auto* object = std::get_if<ast::ObjectLiteral>(&checker_.tree()[*include.with].kind);
        if (!object) {
            const Type type = checker_.check(*include.with);
            if (!type.is_error())
                state_.sink.report(diag::type_mismatch, checker_.tree()[*include.with].span,
                                   "an object such as { param: value }", name(type));
            return;
        }
        std::set<std::string> seen;
        for (const ast::ObjectMember& member : object->members) {
            if (!seen.insert(member.key.text).second)
                state_.sink.report(diag::duplicate_member, member.key.span, member.key.text);
            else
                bind(member, found, include.target);
        }
    }

    /// `with { p: value }` for every requirement of the target that reads a parameter `p`.
    void bind(const ast::ObjectMember& member, const std::vector<DeclId>& requirements,
              const ast::Target& target) {
        std::set<DeclId> params;
        std::vector<std::string_view> names;
        for (const DeclId requirement : requirements)
            for (const DeclId param : parameters(requirement)) {
                names.push_back(declared_name(state_.program[param])->text);
                if (names.back() != member.key.text) continue;
                params.insert(param);
                bind(included_.at(requirement), {param, id_.module, member.value}, member.key);
            }
        for (const DeclId param : params)
            check_binding(member.value, param);
        if (!params.empty() || requirements.empty()) return;
        Diagnostic& diagnostic = state_.sink.report(diag::not_a_parameter, member.key.span, member.key.text,
                                                    "`" + with_dots(target) + "`");
        suggest(state_.sink, diagnostic, member.key.text, names);
    }

    void bind(BoundRequirement& bound, const BoundRequirement::Binding& binding, const ast::Name& key) {
        const auto same = std::ranges::find(bound.bindings, binding.param, &BoundRequirement::Binding::param);
        if (same == bound.bindings.end()) {
            bound.bindings.push_back(binding);
            return;
        }
        state_.sink.report(diag::duplicate_member, key.span, key.text)
            .with_label(checker_.tree()[same->value].span, "bound here first");
    }

    /// A binding is a constant, or the parameter under whose name it is surfaced.
    void check_binding(ast::ExprId value, DeclId param) {
        check_parameter_value(checker_, value, param);
        const Type& found = checker_.type(value);
        const bool is_path = std::holds_alternative<ast::Path>(checker_.tree()[value].kind);
        if (!is_path || found.is_error()) return;
        const auto* to = std::get_if<ParamRef>(&checker_.reference(value));
        const bool is_let = std::holds_alternative<LetRef>(checker_.reference(value));
        if ((to && to->steps.empty()) || is_let) return;
        state_.sink.report(diag::type_mismatch, checker_.tree()[value].span, "a constant or a parameter",
                           name(found));
    }

    void remove(const ast::Omit& omit) {
        const auto reason = checker_.check_constant_text(omit.because);
        if (reason && reason->empty())
            state_.sink.report(diag::reason_needed, checker_.tree()[omit.because].span,
                               "why is it left out?");
        const std::vector<DeclId> found = find_requirements(state_, id_.module, omit.target);
        std::size_t removed = 0;
        for (const DeclId requirement : found)
            removed += included_.erase(requirement);
        if (!found.empty() && removed == 0)
            state_.sink.report(diag::omits_nothing, omit.target.name.span, with_dots(omit.target));
    }

    void check_surfaced() {
        std::map<std::string, DeclId> by_name;
        std::set<std::string> reported;
        for (const auto& [requirement, bound] : included_)
            for (const DeclId param : parameters(requirement)) {
                const auto outside = surfaced(state_.program, bound, param);
                if (!outside) continue;
                const ast::Name* name = declared_name(state_.program[*outside]);
                const auto [first, is_new] = by_name.try_emplace(name->text, *outside);
                if (is_new || first->second == *outside || !reported.insert(name->text).second) continue;
                const std::string owner = declared_name(state_.program[requirement])->text;
                state_.sink.report(diag::parameters_share_name, baseline_.name.span, name->text)
                    .with_label(declared_name(state_.program[first->second])->span, "one is declared here")
                    .with_label(name->span, "the other is declared here")
                    .with_help("bind one of them: `include " + owner + " with { " + name->text + ": … }`");
            }
    }

    const std::set<DeclId>& parameters(DeclId requirement) {
        const auto found = parameters_.find(requirement);
        if (found != parameters_.end()) return found->second;
        return parameters_.emplace(requirement, parameters_of(state_.program, requirement)).first->second;
    }

    ResolvedBaseline resolved() {
        std::vector<std::pair<std::string, BoundRequirement>> sorted;
        for (auto& [requirement, bound] : included_)
            sorted.emplace_back(sort_key(requirement), std::move(bound));
        std::ranges::stable_sort(sorted, {}, &std::pair<std::string, BoundRequirement>::first);
        ResolvedBaseline result{id_, {}};
        for (auto& [key, bound] : sorted)
            result.requirements.push_back(std::move(bound));
        return result;
    }

    std::string sort_key(DeclId id) const {
        const auto& requirement = std::get<ast::Requirement>(state_.program[id].kind);
        const ast::Meta* meta = find_meta(requirement.meta, "id");
        const auto text = meta ? word_or_text(state_.tree(id.module), meta->value) : std::nullopt;
        return text.value_or(requirement.name.text);
    }

    State& state_;
    DeclId id_;
    const ast::Baseline& baseline_;
    ExprChecker checker_;
    std::map<DeclId, BoundRequirement> included_;
    std::map<DeclId, std::set<DeclId>> parameters_;
};

} // namespace

void check_baseline(State& state, DeclId id) {
    BaselineChecker{state, id}.check();
}

} // namespace iotsec::sema
