// Tests: the evidence they give, and the verdicts they expect.
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

constexpr std::array<std::string_view, 2> views{"request", "stored"};
constexpr std::array test_keys{MetaKey{"view", MetaKey::Kind::Word, false, views}};

class TestChecker {
  public:
    TestChecker(State& state, DeclId id)
        : state_{state}, id_{id}, test_{std::get<ast::Test>(state.program[id].kind)}, checker_{state,
                                                                                               id.module} {}

    void check() {
        (void)checker_.check_constant_text(test_.title);
        check_metadata(checker_, test_.meta, test_keys, "test", checker_.tree()[test_.title].span);
        const auto found = find_declaration(state_, id_.module, test_.requirement, Sought::Requirement);
        if (found) requirement_ = &std::get<ast::Requirement>(state_.program[*found].kind);
        check_givens();
        check_sets(found);
        if (test_.at) checker_.check_value(*test_.at, {of(Type::Kind::Instant)});
        for (const ast::TypeName& type : test_.incomplete)
            (void)checker_.find_type(type);
        for (const ast::ExpectVerdict& verdict : test_.verdicts)
            check_verdict(verdict);
        if (test_.verdicts.empty())
            state_.sink.report(diag::missing_metadata, checker_.tree()[test_.title].span, "test", "expect");
        if (found) check_clock(*found);
        if (found) state_.program.tests.push_back({id_, *found});
    }

  private:
    void check_givens() {
        std::vector<const catalog::ResourceType*> types;
        for (const ast::Given& given : test_.givens) {
            types.push_back(checker_.find_type(given.type));
            const Type type = types.back() ? resource_type(*types.back()) : Type{};
            checker_.declare({given.name, type, BinderPath{given.name.text, {}}, "given", true});
        }
        for (std::size_t i = 0; i < test_.givens.size(); ++i) {
            const ast::Given& given = test_.givens[i];
            if (given.relation) checker_.check_relation(*given.relation, types[i]);
            check_resource_body(checker_, given.body, types[i], BodyUse::Given);
            check_identity(given, types[i]);
        }
        if (test_.givens.empty())
            state_.sink.report(diag::missing_metadata, checker_.tree()[test_.title].span, "test", "given");
        else if (std::ranges::any_of(test_.verdicts, [](const auto& verdict) { return !verdict.subject; }))
            check_subject(test_.givens.front());
    }

    /// Two resources of one type, name and place would have the same id.
    void check_identity(const ast::Given& given, const catalog::ResourceType* type) {
        const auto* body = std::get_if<ast::ObjectLiteral>(&checker_.tree()[given.body].kind);
        if (!body || !type) return;
        std::string identity = to_lower(type->name) + "|" + place(given);
        bool is_named = false;
        for (const ast::ObjectMember& member : body->members) {
            if (member.key.text != "name" && member.key.text != "id") continue;
            const auto text = word_or_text(checker_.tree(), member.value);
            if (!text) return;
            is_named = true;
            identity += "|" + member.key.text + "=" + to_lower(*text);
        }
        if (!is_named) return;
        const auto [first, is_new] = identities_.try_emplace(identity, given.name.span);
        if (!is_new)
            state_.sink.report(diag::repeated_resource, given.name.span, given.name.text)
                .with_label(first->second, "the other one");
    }

    std::string place(const ast::Given& given) const {
        if (!given.relation) return {};
        if (!given.relation->of) return "in " + given.relation->word.text;
        const auto path = word_or_text(checker_.tree(), given.relation->path);
        return "of " + path.value_or("");
    }

    void check_subject(const ast::Given& given) {
        if (!requirement_ || equal_ignoring_case(given.type.text, requirement_->type.text)) return;
        if (!state_.catalog.type(given.type.text)) return;
        state_.sink.report(diag::wrong_subject, given.type.span, requirement_->type.text, given.type.text)
            .with_help("the first `given` is the subject, unless `expect … for` names another");
    }

    void check_sets(std::optional<DeclId> requirement) {
        std::map<std::string, DeclId> parameters;
        if (requirement)
            for (const DeclId param : parameters_of(state_.program, *requirement))
                parameters.emplace(declared_name(state_.program[param])->text, param);
        std::set<std::string> seen;
        for (const ast::SetValue& set : test_.sets) {
            if (!seen.insert(set.name.text).second)
                state_.sink.report(diag::duplicate_member, set.name.span, set.name.text);
            if (const auto param = parameters.find(set.name.text); param != parameters.end()) {
                check_parameter_value(checker_, set.value, param->second);
                continue;
            }
            checker_.check_value(set.value, {});
            if (requirement_)
                state_.sink.report(diag::not_a_parameter, set.name.span, set.name.text,
                                   "requirement `" + requirement_->name.text + "`");
        }
    }

    void check_verdict(const ast::ExpectVerdict& verdict) {
        if (verdict.subject) check_named_subject(*verdict.subject);
        if (verdict.with) (void)checker_.check_constant_text(*verdict.with, Interpolation::Unchecked);
        if (verdict.after_remedy && requirement_ && requirement_->remedies.empty())
            state_.sink.report(diag::no_remedy, verdict.span, requirement_->name.text);
    }

    void check_named_subject(const ast::Name& name) {
        const auto given = std::ranges::find_if(
            test_.givens, [&](const ast::Given& other) { return other.name.text == name.text; });
        if (given != test_.givens.end()) return check_subject(*given);
        Diagnostic& diagnostic = state_.sink.report(diag::unknown_name, name.span, "given", name.text);
        std::vector<std::string_view> names;
        for (const ast::Given& other : test_.givens)
            names.push_back(other.name.text);
        suggest(state_.sink, diagnostic, name.text, names);
    }

    void check_clock(DeclId requirement) {
        if (test_.at) return;
        const Expansion expansion{state_.program};
        bool reads_clock = false;
        for (const Site& site : sites_of(state_.program, requirement))
            expansion.walk(site, [&](const Site& at) {
                reads_clock = reads_clock || std::holds_alternative<ast::Now>(expansion.expr(at).kind);
            });
        if (reads_clock) state_.sink.report(diag::now_needs_at, checker_.tree()[test_.title].span);
    }

    State& state_;
    DeclId id_;
    const ast::Test& test_;
    ExprChecker checker_;
    const ast::Requirement* requirement_ = nullptr;
    std::map<std::string, Span> identities_;
};

} // namespace

void check_test(State& state, DeclId id) {
    TestChecker{state, id}.check();
}

} // namespace iotsec::sema
