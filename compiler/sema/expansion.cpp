#include "compiler/sema/expansion.hpp"

#include "base/overloaded.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::sema {

namespace {

/// How many nodes a walk visits at most; the checker reports what is larger.
constexpr std::size_t most_nodes = 400'000;
constexpr std::size_t deepest = 4'000;
/// How many lets and arguments stand between an expression and what it means at most.
constexpr int most_hops = 1'000;

void add_steps(std::string& text, const std::vector<PathStep>& steps) {
    for (const PathStep& step : steps)
        text += (step.is_key ? "['" + step.name + "']" : "." + step.name);
}

using Parts = std::vector<ast::ExprId>;

void add(Parts& parts, const std::optional<ast::ExprId>& id) {
    if (id) parts.push_back(*id);
}

void add_relation(Parts& parts, const ast::Relation& relation) {
    if (relation.of) parts.push_back(relation.path);
}

Parts parts_of_quantified(const ast::Quantified& quantified) {
    Parts parts;
    add(parts, quantified.bound);
    if (const auto* collection = std::get_if<ast::ExprId>(&quantified.source))
        parts.push_back(*collection);
    else
        add_relation(parts, std::get<ast::RelatedSource>(quantified.source).relation);
    add(parts, quantified.where);
    add(parts, quantified.satisfies);
    return parts;
}

Parts parts_of_count(const ast::CountOf& count) {
    Parts parts{count.collection};
    add(parts, count.where);
    return parts;
}

Parts parts_of_unique(const ast::Unique& unique) {
    Parts parts{unique.collection};
    add(parts, unique.where);
    parts.push_back(unique.keys);
    return parts;
}

Parts parts_of_string(const ast::StringLiteral& text) {
    Parts parts;
    for (const ast::StringPart& part : text.parts)
        if (const auto* id = std::get_if<ast::ExprId>(&part)) parts.push_back(*id);
    return parts;
}

Parts parts_of_object(const ast::ObjectLiteral& object) {
    Parts parts;
    for (const ast::ObjectMember& member : object.members)
        parts.push_back(member.value);
    return parts;
}

} // namespace

std::vector<ast::ExprId> chain(const ast::Module& tree, const ast::Binary& last) {
    std::vector<ast::ExprId> operands{last.rhs};
    ast::ExprId at = last.lhs;
    for (const auto* inner = std::get_if<ast::Binary>(&tree[at].kind); inner && inner->op == last.op;
         inner = std::get_if<ast::Binary>(&tree[at].kind)) {
        operands.push_back(inner->rhs);
        at = inner->lhs;
    }
    operands.push_back(at);
    std::ranges::reverse(operands);
    return operands;
}

std::vector<ast::ExprId> Expansion::parts(Site site) const {
    const ast::Module& tree = *program_.modules[site.module].tree;
    return std::visit(overloaded{
                          [](const ast::Invalid&) { return Parts{}; },
                          [](const ast::BoolLiteral&) { return Parts{}; },
                          [](const ast::IntLiteral&) { return Parts{}; },
                          [](const ast::NumberLiteral&) { return Parts{}; },
                          [](const ast::PercentLiteral&) { return Parts{}; },
                          [](const ast::DurationLiteral&) { return Parts{}; },
                          [](const ast::DateLiteral&) { return Parts{}; },
                          [](const ast::InstantLiteral&) { return Parts{}; },
                          [](const ast::NullLiteral&) { return Parts{}; },
                          [](const ast::Now&) { return Parts{}; },
                          [](const ast::Request&) { return Parts{}; },
                          [](const ast::StringLiteral& text) { return parts_of_string(text); },
                          [](const ast::Path&) { return Parts{}; },
                          [](const ast::Call& call) { return call.arguments; },
                          [](const ast::CountOf& count) { return parts_of_count(count); },
                          [](const ast::ListLiteral& list) { return list.items; },
                          [](const ast::ObjectLiteral& object) { return parts_of_object(object); },
                          [](const ast::UnknownLiteral&) { return Parts{}; },
                          [](const ast::Parenthesised& inner) { return Parts{inner.inner}; },
                          [](const ast::Not& negation) { return Parts{negation.operand}; },
                          [&](const ast::Binary& binary) { return chain(tree, binary); },
                          [](const ast::Is& is) { return Parts{is.operand}; },
                          [](const ast::Shift& shift) { return Parts{shift.operand}; },
                          [](const ast::Quantified& quantified) { return parts_of_quantified(quantified); },
                          [](const ast::Unique& unique) { return parts_of_unique(unique); },
                      },
                      expr(site).kind);
}

Site Expansion::follow(Site site) const {
    for (int hops = 0; hops < most_hops; ++hops) {
        if (const auto* inner = std::get_if<ast::Parenthesised>(&expr(site).kind)) {
            site.id = inner->inner;
            continue;
        }
        const Reference& to = reference(site);
        if (const auto* let = std::get_if<LetRef>(&to); let && let->steps.empty()) {
            site = {let->module, let->value, nullptr};
            continue;
        }
        const auto* argument = std::get_if<ArgumentRef>(&to);
        const bool is_bound = argument && argument->steps.empty() && site.frame &&
                              argument->index < site.frame->arguments->size();
        if (!is_bound) return site;
        site = {site.frame->module, (*site.frame->arguments)[argument->index], site.frame->outer};
    }
    return site;
}

std::string Expansion::path(Site site) const {
    return path(site, 0);
}

std::string Expansion::path(Site start, std::size_t depth) const {
    if (depth > deepest) return {};
    const Site site = follow(start);
    const Reference& to = reference(site);
    std::string text;
    if (const auto* binder = std::get_if<BinderPath>(&to)) {
        text = binder->binder;
        add_steps(text, binder->steps);
    } else if (const auto* let = std::get_if<LetRef>(&to)) {
        text = path({let->module, let->value, nullptr}, depth + 1);
        if (!text.empty()) add_steps(text, let->steps);
    } else if (const auto* argument = std::get_if<ArgumentRef>(&to)) {
        if (!site.frame || argument->index >= site.frame->arguments->size()) return {};
        text = path({site.frame->module, (*site.frame->arguments)[argument->index], site.frame->outer},
                    depth + 1);
        if (!text.empty()) add_steps(text, argument->steps);
    }
    return text;
}

void Expansion::walk(Site site, const std::function<void(const Site&)>& visit) const {
    Budget budget{most_nodes, deepest};
    walk(site, visit, budget);
}

void Expansion::walk(Site site, const std::function<void(const Site&)>& visit, Budget& budget) const {
    if (budget.nodes == 0 || budget.depth == 0) return;
    --budget.nodes;
    --budget.depth;
    visit(site);
    for (const ast::ExprId part : parts(site))
        walk(at(site, part), visit, budget);
    const Reference& to = reference(site);
    if (const auto* let = std::get_if<LetRef>(&to)) walk({let->module, let->value, nullptr}, visit, budget);
    if (const auto* predicate = std::get_if<PredicateRef>(&to)) {
        const auto& declaration = std::get<ast::Predicate>(program_[predicate->predicate].kind);
        const auto* call = std::get_if<ast::Call>(&expr(site).kind);
        const Frame frame{site.module, call ? &call->arguments : nullptr, site.frame};
        if (call) walk({predicate->predicate.module, declaration.body, &frame}, visit, budget);
    }
    ++budget.depth;
}

std::vector<Site> sites_of(const TypedProgram& program, DeclId id) {
    const auto& requirement = std::get<ast::Requirement>(program[id].kind);
    std::vector<Site> sites;
    const auto add = [&](ast::ExprId expr) { sites.push_back({id.module, expr, nullptr}); };
    for (const ast::When& when : requirement.whens)
        add(when.condition);
    for (const ast::Expect& expect : requirement.expects) {
        add(expect.condition);
        if (expect.otherwise) add(*expect.otherwise);
    }
    for (const ast::Remedy& remedy : requirement.remedies) {
        std::visit(overloaded{
                       [&](const ast::SetRemedy& set) {
                           for (const ast::PathValue& entry : set.values)
                               add(entry.value);
                       },
                       [&](const ast::DeployRemedy& deploy) { add(deploy.body); },
                   },
                   remedy.kind);
        if (remedy.requires_condition) add(*remedy.requires_condition);
    }
    return sites;
}

std::set<DeclId> parameters_of(const TypedProgram& program, DeclId requirement) {
    const Expansion expansion{program};
    std::set<DeclId> parameters;
    for (const Site site : sites_of(program, requirement))
        expansion.walk(site, [&](Site at) {
            if (const auto* param = std::get_if<ParamRef>(&expansion.reference(at)))
                parameters.insert(param->param);
        });
    return parameters;
}

std::optional<DeclId> surfaced(const TypedProgram& program, const BoundRequirement& bound, DeclId param) {
    const auto binding = std::ranges::find(bound.bindings, param, &BoundRequirement::Binding::param);
    if (binding == bound.bindings.end()) return param;
    const auto& references = program.modules[binding->module].references;
    const auto* to = std::get_if<ParamRef>(&references[binding->value.index]);
    return to ? std::optional{to->param} : std::nullopt;
}

std::map<std::string, DeclId> surfaced_parameters(const TypedProgram& program,
                                                  const ResolvedBaseline& baseline) {
    std::map<std::string, DeclId> result;
    for (const BoundRequirement& bound : baseline.requirements)
        for (const DeclId param : parameters_of(program, bound.requirement))
            if (const auto outside = surfaced(program, bound, param))
                result.try_emplace(std::get<ast::Param>(program[*outside].kind).name.text, *outside);
    return result;
}

} // namespace iotsec::sema
