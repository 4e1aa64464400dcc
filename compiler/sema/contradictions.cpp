// Comparisons that can never hold, or always do, by what one conjunction says of one path.
#include "base/diagnostics/types.hpp"
#include "compiler/sema/atoms.hpp"
#include "compiler/sema/laws.hpp"

#include <map>
#include <optional>
#include <string>

namespace iotsec::sema {

namespace {

/// What is known of a path so far, and the comparison that said the last of it.
struct Known {
    ValueSet values;
    std::optional<Span> said;
};
using Knowledge = std::map<std::string, Known>;

class Contradictions {
  public:
    Contradictions(State& state, DeclId id)
        : state_{state}, module_{id.module}, expansion_{state.program},
          requirement_{std::get<ast::Requirement>(state.program[id].kind)} {}

    void check() {
        Knowledge known;
        for (const ast::When& when : requirement_.whens)
            visit({module_, when.condition, nullptr}, known);
        for (const ast::Expect& expect : requirement_.expects)
            visit({module_, expect.condition, nullptr}, known);
    }

  private:
    /// A part of a conjunction: adds what it says to `known`.
    void visit(Site start, Knowledge& known) {
        if (depth_ >= deepest || visited_ >= most || known.size() > most_paths) return;
        ++depth_;
        ++visited_;
        const Site site = expansion_.follow(start);
        const ast::Expr& expr = expansion_.expr(site);
        if (const auto* binary = std::get_if<ast::Binary>(&expr.kind); binary && is_connective(binary->op))
            visit_connective(site, *binary, known);
        else if (const auto* quantified = std::get_if<ast::Quantified>(&expr.kind))
            visit_quantified(site, *quantified, known);
        else if (std::holds_alternative<PredicateRef>(expansion_.reference(site)))
            visit_call(site, known);
        else if (const auto atom = as_atom(expansion_, site))
            add(*atom, site, known);
        --depth_;
    }

    static bool is_connective(ast::BinaryOp op) {
        return op == ast::BinaryOp::And || op == ast::BinaryOp::Or || op == ast::BinaryOp::Implies;
    }

    void visit_connective(Site site, const ast::Binary& binary, Knowledge& known) {
        if (binary.op == ast::BinaryOp::Implies) {
            Knowledge inner = known;
            visit(expansion_.at(site, binary.lhs), inner);
            visit(expansion_.at(site, binary.rhs), inner);
            return;
        }
        for (const ast::ExprId part : expansion_.parts(site)) {
            Knowledge branch = binary.op == ast::BinaryOp::Or ? known : Knowledge{};
            visit(expansion_.at(site, part), binary.op == ast::BinaryOp::Or ? branch : known);
        }
    }

    /// What an item is like says nothing outside of the quantifier.
    void visit_quantified(Site site, const ast::Quantified& quantified, const Knowledge& known) {
        Knowledge inner = known;
        if (quantified.where) visit(expansion_.at(site, *quantified.where), inner);
        if (quantified.satisfies) visit(expansion_.at(site, *quantified.satisfies), inner);
    }

    void visit_call(Site site, Knowledge& known) {
        const DeclId id = std::get<PredicateRef>(expansion_.reference(site)).predicate;
        const auto& call = std::get<ast::Call>(expansion_.expr(site).kind);
        const Frame frame{site.module, &call.arguments, site.frame};
        visit({id.module, std::get<ast::Predicate>(state_.program[id].kind).body, &frame}, known);
    }

    void add(const Atom& atom, Site site, Knowledge& known) {
        const Type& type = expansion_.type(atom.path);
        const std::string path = expansion_.path(atom.path);
        if (type.is_error() || path.empty()) return;
        Known& of_path = known.try_emplace(path, Known{every_value(type), {}}).first->second;
        ValueSet next = intersection(of_path.values, atom.values);
        const Span span = expansion_.expr(site).span;
        if (next.is_empty()) {
            if (of_path.said ||
                type.kind != Type::Kind::Enum) // foreign values were reported where they stand
                report_never(path, of_path, span);
            return;
        }
        const bool is_own_text = site.frame == nullptr; // a predicate is written for more than one caller
        if (next == of_path.values && !atom.is_presence && is_own_text) report_always(path, of_path, span);
        of_path = {std::move(next), span};
    }

    void report_never(const std::string& path, const Known& known, Span span) {
        const std::string why = known.said ? "`" + path + "` would need two values at once"
                                           : "no value of `" + path + "` satisfies it";
        Diagnostic& diagnostic = state_.sink.report(diag::never_holds, span, why);
        if (known.said) diagnostic.with_label(*known.said, "this is asked of it, too");
    }

    void report_always(const std::string& path, const Known& known, Span span) {
        const std::string why = known.said ? "what is asked of `" + path + "` before says so"
                                           : "every value of `" + path + "` satisfies it";
        Diagnostic diagnostic = make_diagnostic(diag::always_holds, span, why);
        if (known.said) diagnostic.with_label(*known.said, "this is asked of it before");
        report_style(state_, module_, std::move(diagnostic));
    }

    static constexpr std::size_t deepest = 4'000;
    static constexpr std::size_t most = 100'000;
    static constexpr std::size_t most_paths = 64;

    State& state_;
    std::uint32_t module_;
    Expansion expansion_;
    const ast::Requirement& requirement_;
    std::size_t depth_ = 0;
    std::size_t visited_ = 0;
};

} // namespace

void check_contradictions(State& state, DeclId requirement) {
    Contradictions{state, requirement}.check();
}

} // namespace iotsec::sema
