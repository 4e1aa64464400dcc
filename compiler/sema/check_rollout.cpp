// Assignments and waivers: their names, values and limits.
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
#include <type_traits>

namespace iotsec::sema {

namespace {

constexpr std::array assignment_keys{
    MetaKey{"title", MetaKey::Kind::Text},       MetaKey{"displayName", MetaKey::Kind::Text},
    MetaKey{"description", MetaKey::Kind::Text}, MetaKey{"location", MetaKey::Kind::Word},
    MetaKey{"enforce", MetaKey::Kind::Bool},
};
constexpr std::array<std::string_view, 2> categories{"waiver", "mitigated"};
constexpr std::array waiver_keys{
    MetaKey{"title", MetaKey::Kind::Text},
    MetaKey{"description", MetaKey::Kind::Text},
    MetaKey{"resources", MetaKey::Kind::Ids},
    MetaKey{"scopes", MetaKey::Kind::Ids},
    MetaKey{"requirements", MetaKey::Kind::Names, true},
    MetaKey{"category", MetaKey::Kind::Word, true, categories},
    MetaKey{"until", MetaKey::Kind::Date, true},
    MetaKey{"because", MetaKey::Kind::Text, true},
    MetaKey{"ticket", MetaKey::Kind::Text},
};
constexpr std::array<std::string_view, 3> scope_kinds{"managementGroup", "subscription", "resourceGroup"};
constexpr std::array<std::string_view, 1> selector_words{"locations"};

bool is_in(const ResolvedBaseline& baseline, DeclId requirement) {
    return std::ranges::any_of(baseline.requirements, [&](const BoundRequirement& bound) {
        return bound.requirement == requirement;
    });
}

/// What both kinds of declaration ask.
class RolloutChecker {
  public:
    RolloutChecker(State& state, DeclId id) : state_{state}, id_{id}, checker_{state, id.module} {}

  protected:
    void check_word(const ast::Name& word, std::string_view what, std::span<const std::string_view> known) {
        if (word.text.empty() || std::ranges::find(known, word.text) != known.end()) return;
        Diagnostic& diagnostic = state_.sink.report(diag::unknown_name, word.span, what, word.text);
        suggest(state_.sink, diagnostic, word.text, known);
    }

    void check_reason(ast::ExprId id, std::string_view question) {
        const auto reason = checker_.check_constant_text(id);
        if (reason && reason->empty())
            state_.sink.report(diag::reason_needed, checker_.tree()[id].span, question);
    }

    void check_included(DeclId requirement, std::size_t baseline, Span span) {
        const ResolvedBaseline& resolved = state_.program.baselines[baseline];
        if (is_in(resolved, requirement)) return;
        state_.sink.report(diag::not_included, span, declared_name(state_.program[requirement])->text,
                           declared_name(state_.program[resolved.declaration])->text);
    }

    State& state_;
    DeclId id_;
    ExprChecker checker_;
};

class AssignmentChecker : RolloutChecker {
  public:
    AssignmentChecker(State& state, DeclId id)
        : RolloutChecker{state, id}, assignment_{std::get<ast::Assignment>(state.program[id].kind)} {}

    void check() {
        find_baseline();
        check_metadata(checker_, assignment_.meta, assignment_keys,
                       "assignment `" + assignment_.name.text + "`", assignment_.name.span);
        check_scope();
        check_sets();
        check_effects(assignment_.effects);
        check_excludes();
        for (const ast::Selector& selector : assignment_.only)
            check_selector(selector);
        check_rings();
        state_.program.assignments.push_back({id_, baseline_});
    }

  private:
    void find_baseline() {
        const auto found = find_declaration(state_, id_.module, assignment_.baseline, Sought::Baseline);
        if (!found) return;
        const auto& all = state_.program.baselines;
        const auto resolved = std::ranges::find(all, *found, &ResolvedBaseline::declaration);
        if (resolved == all.end()) return;
        baseline_ = static_cast<std::size_t>(resolved - all.begin());
        parameters_ = surfaced_parameters(state_.program, *resolved);
    }

    void check_scope() {
        check_word(assignment_.scope_kind, "scope", scope_kinds);
        (void)checker_.check_constant_text(assignment_.scope);
        const std::size_t longest = assignment_.scope_kind.text == "managementGroup" ? 24 : 64;
        if (assignment_.name.text.size() > longest)
            state_.sink.report(diag::limit_exceeded, assignment_.name.span,
                               "the name has " + std::to_string(assignment_.name.text.size()) + " characters",
                               std::to_string(longest) + " at this scope");
    }

    void check_sets() {
        std::set<std::string> seen;
        for (const ast::SetValue& set : assignment_.sets) {
            if (!seen.insert(set.name.text).second)
                state_.sink.report(diag::duplicate_member, set.name.span, set.name.text);
            const auto param = parameters_.find(set.name.text);
            if (param != parameters_.end()) {
                check_parameter_value(checker_, set.value, param->second);
                continue;
            }
            checker_.check_value(set.value, {});
            if (baseline_) report_no_parameter(set.name);
        }
    }

    void report_no_parameter(const ast::Name& name) {
        const auto& baseline = state_.program[state_.program.baselines[*baseline_].declaration];
        Diagnostic& diagnostic = state_.sink.report(diag::not_a_parameter, name.span, name.text,
                                                    "baseline `" + declared_name(baseline)->text + "`");
        std::vector<std::string_view> names;
        for (const auto& [known, param] : parameters_)
            names.push_back(known);
        suggest(state_.sink, diagnostic, name.text, names);
    }

    void check_effects(const std::vector<ast::EffectFor>& effects) {
        for (const ast::EffectFor& effect : effects) {
            check_word(effect.effect, "effect", effect_names);
            for (const ast::Target& target : effect.targets)
                for (const DeclId requirement : find_requirements(state_, id_.module, target)) {
                    if (baseline_ && !target.all) check_included(requirement, *baseline_, target.name.span);
                    if (!target.all) check_offered(effect.effect, requirement);
                }
        }
    }

    void check_offered(const ast::Name& effect, DeclId id) {
        const auto& requirement = std::get<ast::Requirement>(state_.program[id].kind);
        const auto has = [&]<typename Kind>(std::type_identity<Kind>) {
            return std::ranges::any_of(requirement.remedies, [](const ast::Remedy& remedy) {
                return std::holds_alternative<Kind>(remedy.kind);
            });
        };
        const std::string name = "`" + requirement.name.text + "`";
        std::string reason;
        if (effect.text == "modify" && !has(std::type_identity<ast::SetRemedy>{}))
            reason = name + " has no `remedy set`";
        if (effect.text == "deploy" && !has(std::type_identity<ast::DeployRemedy>{}))
            reason = name + " has no `remedy deploy`";
        const bool is_narrowed = !requirement.effects.empty() &&
                                 std::ranges::none_of(requirement.effects, [&](const ast::Name& own) {
                                     return own.text == effect.text;
                                 });
        if (is_narrowed) reason = name + " narrows its effects, and `" + effect.text + "` is none of them";
        if (!reason.empty()) state_.sink.report(diag::effect_not_offered, effect.span, effect.text, reason);
    }

    void check_excludes() {
        constexpr std::size_t most = 400;
        std::size_t count = 0;
        for (const ast::Exclude& exclude : assignment_.excludes) {
            checker_.check_value(exclude.scopes, {list_of(of(Type::Kind::ResourceId))});
            check_reason(exclude.because, "why is it excluded?");
            const auto* list = std::get_if<ast::ListLiteral>(&checker_.tree()[exclude.scopes].kind);
            count += list ? list->items.size() : 1;
        }
        if (count > most)
            report_limit(assignment_.excludes.back().span,
                         "the assignment excludes " + std::to_string(count) + " scopes", most);
    }

    void report_limit(Span span, const std::string& what, std::size_t most) {
        state_.sink.report(diag::limit_exceeded, span, what, std::to_string(most));
    }

    /// A ring is one override for each of its effects.
    void check_override_count() {
        constexpr std::size_t most = 10;
        std::size_t count = 0;
        for (const ast::Ring& ring : assignment_.rings) {
            std::set<std::string_view> effects;
            for (const ast::EffectFor& effect : ring.effects)
                effects.insert(effect.effect.text);
            count += effects.size();
        }
        if (count > most)
            report_limit(
                assignment_.rings.back().span,
                "the rings need " + std::to_string(count) + " overrides, one for each effect of each", most);
    }

    void check_selector(const ast::Selector& selector) {
        check_word(selector.what, "selector", selector_words);
        checker_.check_value(selector.values, {list_of(of(Type::Kind::Location))});
        check_size(selector);
    }

    void check_size(const ast::Selector& selector) {
        constexpr std::size_t most = 50;
        const ast::Expr& values = checker_.tree()[selector.values];
        const auto* list = std::get_if<ast::ListLiteral>(&values.kind);
        if (list && list->items.size() > most)
            report_limit(values.span, "the selector has " + std::to_string(list->items.size()) + " values",
                         most);
    }

    void check_rings() {
        std::map<std::string, const ast::Ring*> names;
        std::map<std::string, const ast::Ring*> locations;
        for (const ast::Ring& ring : assignment_.rings) {
            const auto [first, is_new] = names.try_emplace(ring.name.text, &ring);
            if (!is_new)
                state_.sink.report(diag::already_declared, ring.name.span, ring.name.text)
                    .with_label(first->second->name.span, "declared here first");
            check_selector(ring.where);
            check_effects(ring.effects);
            check_overlap(ring, locations);
        }
        check_override_count();
    }

    void check_overlap(const ast::Ring& ring, std::map<std::string, const ast::Ring*>& locations) {
        const auto* list = std::get_if<ast::ListLiteral>(&checker_.tree()[ring.where.values].kind);
        if (!list) return;
        for (const ast::ExprId item : list->items) {
            const auto text = word_or_text(checker_.tree(), item);
            if (!text) continue;
            std::string location = to_lower(*text);
            std::erase(location, ' ');
            const auto [first, is_new] = locations.try_emplace(location, &ring);
            if (!is_new && first->second != &ring)
                state_.sink
                    .report(diag::rings_overlap, checker_.tree()[item].span, *text, first->second->name.text)
                    .with_label(first->second->name.span, "the other ring");
        }
    }

    const ast::Assignment& assignment_;
    std::optional<std::size_t> baseline_;
    std::map<std::string, DeclId> parameters_;
};

class WaiverChecker : RolloutChecker {
  public:
    WaiverChecker(State& state, DeclId id)
        : RolloutChecker{state, id}, waiver_{std::get<ast::Waiver>(state.program[id].kind)} {}

    void check() {
        const std::string what = "waiver `" + waiver_.name.text + "`";
        check_metadata(checker_, waiver_.meta, waiver_keys, what, waiver_.name.span);
        if (!find_meta(waiver_.meta, "resources") && !find_meta(waiver_.meta, "scopes"))
            state_.sink.report(diag::missing_metadata, waiver_.name.span, what, "resources")
                .with_help("or `scopes`");
        if (const ast::Meta* because = find_meta(waiver_.meta, "because"))
            check_reason(because->value, "why is it waived?");
        find_assignment();
        find_waived();
        state_.program.waivers.push_back(std::move(resolved_));
    }

  private:
    void find_assignment() {
        resolved_.declaration = id_;
        const auto found = find_declaration(state_, id_.module, waiver_.assignment, Sought::Assignment);
        if (!found) return;
        const auto& all = state_.program.assignments;
        const auto assignment = std::ranges::find(all, *found, &ResolvedAssignment::declaration);
        if (assignment != all.end())
            resolved_.assignment = static_cast<std::size_t>(assignment - all.begin());
    }

    void find_waived() {
        const ast::Meta* meta = find_meta(waiver_.meta, "requirements");
        if (!meta) return;
        const auto* list = std::get_if<ast::ListLiteral>(&checker_.tree()[meta->value].kind);
        const std::vector<ast::ExprId> items = list ? list->items : std::vector<ast::ExprId>{meta->value};
        for (const ast::ExprId item : items)
            find_waived(item);
    }

    void find_waived(ast::ExprId item) {
        const auto name = as_name(checker_.tree(), item);
        const Span span = checker_.tree()[item].span;
        if (!name) {
            const Type found = checker_.check(item);
            if (!found.is_error())
                state_.sink.report(diag::bad_metadata, span, "requirements", "a list of requirements",
                                   sema::name(found));
            return;
        }
        checker_.note_word(item);
        const auto requirement = find_declaration(state_, id_.module, *name, Sought::Requirement);
        if (!requirement) return;
        resolved_.requirements.push_back(*requirement);
        if (!resolved_.assignment) return;
        const auto baseline = state_.program.assignments[*resolved_.assignment].baseline;
        if (baseline) check_included(*requirement, *baseline, span);
    }

    const ast::Waiver& waiver_;
    ResolvedWaiver resolved_;
};

} // namespace

void check_assignment(State& state, DeclId id) {
    AssignmentChecker{state, id}.check();
}

void check_waiver(State& state, DeclId id) {
    WaiverChecker{state, id}.check();
}

} // namespace iotsec::sema
