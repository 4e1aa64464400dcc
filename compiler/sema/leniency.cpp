// Absence that decides: comparisons that an absent property pushes towards "no violation".
#include "base/diagnostics/types.hpp"
#include "base/overloaded.hpp"
#include "compiler/sema/expansion.hpp"
#include "compiler/sema/laws.hpp"

#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

namespace iotsec::sema {

namespace {

/// What an atom that is false on absence does to the verdict: a violation, none, or it depends.
enum class Polarity { Strict, Lenient, Either };

Polarity flipped(Polarity polarity) {
    switch (polarity) {
    case Polarity::Strict:
        return Polarity::Lenient;
    case Polarity::Lenient:
        return Polarity::Strict;
    case Polarity::Either:
        return Polarity::Either;
    }
    std::abort();
}

struct Polarities {
    Polarity where;
    Polarity satisfies;
};

Polarities polarities(const ast::Quantified& quantified, bool is_share, Polarity outer) {
    if (is_share) return {Polarity::Either, Polarity::Either};
    switch (quantified.quantifier) {
    case ast::Quantifier::Some:
    case ast::Quantifier::AtLeast:
        return {outer, outer};
    case ast::Quantifier::Every:
        return {flipped(outer), outer};
    case ast::Quantifier::No:
    case ast::Quantifier::AtMost:
        return {flipped(outer), flipped(outer)};
    case ast::Quantifier::Exactly:
        return {Polarity::Either, Polarity::Either};
    }
    std::abort();
}

class Leniency {
  public:
    Leniency(State& state, DeclId id)
        : state_{state}, module_{id.module}, expansion_{state.program},
          requirement_{std::get<ast::Requirement>(state.program[id].kind)} {}

    void check() {
        std::set<std::string> of_when;
        for (const ast::When& when : requirement_.whens)
            collect_guards(when.condition, of_when);
        guards_ = of_when;
        consequence_ = "the requirement does not apply";
        for (const ast::When& when : requirement_.whens)
            visit({module_, when.condition, nullptr}, Polarity::Lenient);
        consequence_ = "the expectation holds";
        for (const ast::Expect& expect : requirement_.expects) {
            guards_ = of_when;
            collect_guards(expect.condition, guards_);
            visit({module_, expect.condition, nullptr}, Polarity::Strict);
        }
    }

  private:
    /// The paths whose absence a clause speaks of.
    void collect_guards(ast::ExprId clause, std::set<std::string>& guards) const {
        expansion_.walk({module_, clause, nullptr}, [&](Site site) {
            const ast::Expr& expr = expansion_.expr(site);
            if (const auto* is = std::get_if<ast::Is>(&expr.kind))
                guards.insert(expansion_.path(expansion_.at(site, is->operand)));
            const auto* binary = std::get_if<ast::Binary>(&expr.kind);
            if (!binary || binary->op != ast::BinaryOp::Coalesce) return;
            for (const ast::ExprId part : expansion_.parts(site)) // the last needs no guard, and is none
                if (part != binary->rhs) guards.insert(expansion_.path(expansion_.at(site, part)));
        });
    }

    void visit(Site start, Polarity polarity) {
        if (depth_ >= deepest || visited_ >= most) return;
        ++depth_;
        ++visited_;
        const Site site = expansion_.follow(start);
        const ast::Expr& expr = expansion_.expr(site);
        if (const auto* negation = std::get_if<ast::Not>(&expr.kind))
            visit(expansion_.at(site, negation->operand), flipped(polarity));
        else if (const auto* binary = std::get_if<ast::Binary>(&expr.kind))
            visit_binary(site, *binary, polarity);
        else if (const auto* quantified = std::get_if<ast::Quantified>(&expr.kind))
            visit_quantified(site, *quantified, polarity);
        else if (const auto* unique = std::get_if<ast::Unique>(&expr.kind))
            visit_if(site, unique->where, Polarity::Either);
        else if (std::holds_alternative<ast::Call>(expr.kind))
            visit_call(site, polarity);
        else if (std::holds_alternative<ast::Path>(expr.kind))
            operand(site, polarity);
        --depth_;
    }

    void visit_if(Site site, const std::optional<ast::ExprId>& id, Polarity polarity) {
        if (id) visit(expansion_.at(site, *id), polarity);
    }

    void visit_binary(Site site, const ast::Binary& binary, Polarity polarity) {
        const Site left = expansion_.at(site, binary.lhs);
        const Site right = expansion_.at(site, binary.rhs);
        switch (binary.op) {
        case ast::BinaryOp::Implies:
            visit(left, flipped(polarity));
            visit(right, polarity);
            return;
        case ast::BinaryOp::And:
        case ast::BinaryOp::Or:
            for (const ast::ExprId part : expansion_.parts(site))
                visit(expansion_.at(site, part), polarity);
            return;
        case ast::BinaryOp::NotEqual:
        case ast::BinaryOp::NotIn:
            return atom(left, right, flipped(polarity));
        case ast::BinaryOp::Coalesce:
            return operand(site, polarity);
        case ast::BinaryOp::Equal:
        case ast::BinaryOp::Less:
        case ast::BinaryOp::LessEqual:
        case ast::BinaryOp::Greater:
        case ast::BinaryOp::GreaterEqual:
        case ast::BinaryOp::In:
        case ast::BinaryOp::Like:
        case ast::BinaryOp::StartsWith:
        case ast::BinaryOp::EndsWith:
        case ast::BinaryOp::Contains:
        case ast::BinaryOp::Within:
        case ast::BinaryOp::Under:
            return atom(left, right, polarity);
        }
        std::abort();
    }

    void visit_quantified(Site site, const ast::Quantified& quantified, Polarity outer) {
        const bool is_share =
            quantified.bound &&
            expansion_.type(expansion_.at(site, *quantified.bound)).kind == Type::Kind::Percent;
        const Polarities inner = polarities(quantified, is_share, outer);
        visit_if(site, quantified.where, inner.where);
        visit_if(site, quantified.satisfies, inner.satisfies);
    }

    void visit_call(Site site, Polarity polarity) {
        const auto* predicate = std::get_if<PredicateRef>(&expansion_.reference(site));
        if (!predicate) return;
        const auto& call = std::get<ast::Call>(expansion_.expr(site).kind);
        const auto& declaration = std::get<ast::Predicate>(state_.program[predicate->predicate].kind);
        const Frame frame{site.module, &call.arguments, site.frame};
        visit({predicate->predicate.module, declaration.body, &frame}, polarity);
    }

    void atom(Site left, Site right, Polarity polarity) {
        operand(left, polarity);
        operand(right, polarity);
    }

    /// Reports the paths in an operand whose absence decides.
    void operand(Site start, Polarity polarity) {
        const Site site = expansion_.follow(start);
        const ast::Expr& expr = expansion_.expr(site);
        if (const auto* count = std::get_if<ast::CountOf>(&expr.kind)) {
            visit_if(site, count->where, Polarity::Either);
            return;
        }
        if (polarity == Polarity::Strict || std::holds_alternative<ast::ListLiteral>(expr.kind)) return;
        if (const auto* binary = std::get_if<ast::Binary>(&expr.kind)) { // `x ?? y` is absent only where y is
            operand(expansion_.at(site, binary->rhs), polarity);
        } else if (std::holds_alternative<ast::Path>(expr.kind)) {
            report(site);
        } else {
            for (const ast::ExprId part : expansion_.parts(site))
                operand(expansion_.at(site, part), polarity);
        }
    }

    void report(Site site) {
        const Type& type = expansion_.type(site);
        const std::string path = expansion_.path(site);
        if (!type.optional || type.is_error() || path.empty() || guards_.contains(path)) return;
        report_style(
            state_, module_,
            make_diagnostic(diag::lenient_on_absence, expansion_.expr(site).span, path, consequence_)
                .with_help("say what absence means: `" + path + " ?? …`, `is present` or `is absent`"));
    }

    static constexpr std::size_t deepest = 4'000;
    static constexpr std::size_t most = 400'000;

    State& state_;
    std::uint32_t module_;
    Expansion expansion_;
    const ast::Requirement& requirement_;
    std::set<std::string> guards_;
    std::string_view consequence_;
    std::size_t depth_ = 0;
    std::size_t visited_ = 0;
};

} // namespace

void check_leniency(State& state, DeclId requirement) {
    Leniency{state, requirement}.check();
}

} // namespace iotsec::sema
