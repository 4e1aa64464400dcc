// Effects that a requirement can never have, and remedies that mend nothing.
#include "base/diagnostics/requirements.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/sema/expansion.hpp"
#include "compiler/sema/laws.hpp"
#include "compiler/sema/types.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace iotsec::sema {

namespace {

bool is_or_holds(std::string_view path, std::string_view other) {
    if (!other.starts_with(path)) return false;
    return other.size() == path.size() || other[path.size()] == '.' || other[path.size()] == '[';
}

class Effects {
  public:
    Effects(State& state, DeclId id)
        : state_{state}, module_{id.module}, expansion_{state.program},
          requirement_{std::get<ast::Requirement>(state.program[id].kind)}, subject_{state.catalog.type(
                                                                                requirement_.type.text)} {}

    void check() {
        for (const ast::Expect& expect : requirement_.expects)
            split({module_, expect.condition, nullptr}, 0);
        for (const ast::Name& effect : requirement_.effects)
            check_effect(effect);
        if (!requirement_.attests.empty()) return;
        for (const ast::Remedy& remedy : requirement_.remedies)
            check_remedy(remedy);
    }

  private:
    /// The conjuncts of an expectation: those about related resources become definitions of their own.
    void split(Site start, int depth) {
        const Site site = expansion_.follow(start);
        const auto* binary = std::get_if<ast::Binary>(&expansion_.expr(site).kind);
        if (binary && binary->op == ast::BinaryOp::And && depth < deepest && ++split_ < most) {
            for (const ast::ExprId part : expansion_.parts(site))
                split(expansion_.at(site, part), depth + 1);
            return;
        }
        bool is_related = false;
        expansion_.walk(site, [&](Site at) {
            note_path(at);
            is_related = is_related || note_related(at);
        });
        (is_related ? has_related_ : has_own_) = true;
        if (!is_related) expansion_.walk(site, [&](Site at) { note_obstacle(at); });
    }

    void note_path(Site site) {
        if (const std::string path = expansion_.path(site); !path.empty()) paths_.insert(path);
    }

    bool note_related(Site site) {
        const auto* quantified = std::get_if<ast::Quantified>(&expansion_.expr(site).kind);
        const auto* related = quantified ? std::get_if<ast::RelatedSource>(&quantified->source) : nullptr;
        if (related) related_types_.insert(to_lower(related->type.text));
        return related != nullptr;
    }

    /// Why `deny` cannot rest on a property that is read here.
    void note_obstacle(Site site) {
        const Type& type = expansion_.type(site);
        if (!subject_ || type.resource != subject_ || !type.property || !obstacle_.empty()) return;
        for (auto id = type.property; id; id = (*subject_)[*id].parent) {
            const catalog::Property& property = (*subject_)[*id];
            if (property.create_only)
                obstacle_ =
                    "`" + property.path + "` is taken at creation only, so nobody could mend what is denied";
            else if (property.visible_in == catalog::VisibleIn::Response)
                obstacle_ = "`" + property.path + "` is not in a request";
        }
    }

    void check_effect(const ast::Name& effect) {
        std::string reason;
        if (effect.text == "modify" && !has_remedy<ast::SetRemedy>()) reason = "there is no `remedy set`";
        if (effect.text == "deploy" && !has_remedy<ast::DeployRemedy>())
            reason = "there is no `remedy deploy`";
        if (effect.text == "deny") reason = obstacle_to_deny();
        if (!requirement_.attests.empty() && effect.text != "disabled")
            reason = "the requirement is attested";
        if (!reason.empty()) state_.sink.report(diag::effect_not_offered, effect.span, effect.text, reason);
    }

    std::string obstacle_to_deny() const {
        if (subject_ && subject_->deny_is_unwise) return "blocking a `" + subject_->name + "` is unwise";
        if (has_related_ && !has_own_) return "a request is never refused for the lack of a related resource";
        return obstacle_;
    }

    template <typename Kind>
    bool has_remedy() const {
        return std::ranges::any_of(requirement_.remedies, [](const ast::Remedy& remedy) {
            return std::holds_alternative<Kind>(remedy.kind);
        });
    }

    void check_remedy(const ast::Remedy& remedy) {
        std::visit(overloaded{
                       [&](const ast::SetRemedy& set) {
                           for (const ast::PathValue& entry : set.values)
                               check_set(entry);
                       },
                       [&](const ast::DeployRemedy& deploy) { check_deploy(deploy); },
                   },
                   remedy.kind);
    }

    void check_set(const ast::PathValue& entry) {
        const Site site{module_, entry.path, nullptr};
        const std::string path = expansion_.path(site);
        if (path.empty() || expansion_.type(site).is_error()) return;
        const bool touches = std::ranges::any_of(paths_, [&](const std::string& other) {
            const bool is_whole = other == requirement_.binder.text; // as in `of hub`
            return !is_whole && (is_or_holds(path, other) || is_or_holds(other, path));
        });
        if (!touches) report_nothing(expansion_.expr(site).span, "`" + path + "`");
    }

    void check_deploy(const ast::DeployRemedy& deploy) {
        const bool touches = related_types_.empty() || related_types_.contains(to_lower(deploy.type.text));
        if (!touches && state_.catalog.type(deploy.type.text))
            report_nothing(deploy.type.span, "a `" + deploy.type.text + "`");
    }

    void report_nothing(Span span, const std::string& what) {
        state_.sink.report(diag::remedy_touches_nothing, span, what);
    }

    static constexpr int deepest = 200;
    static constexpr int most = 1'000;

    State& state_;
    std::uint32_t module_;
    Expansion expansion_;
    const ast::Requirement& requirement_;
    const catalog::ResourceType* subject_;
    std::set<std::string> paths_;
    std::set<std::string> related_types_;
    std::string obstacle_;
    bool has_related_ = false;
    bool has_own_ = false;
    int split_ = 0;
};

} // namespace

void check_effects(State& state, DeclId requirement) {
    Effects{state, requirement}.check();
}

} // namespace iotsec::sema
