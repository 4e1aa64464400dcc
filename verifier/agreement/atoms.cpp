#include "verifier/agreement/atoms.hpp"

#include "compiler/ir/walk.hpp"

#include <limits>
#include <utility>
#include <variant>

namespace iotsec::verifier::agreement {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

bool is_connective(const ir::Node& node) {
    return std::holds_alternative<ir::Not>(node) || std::holds_alternative<ir::All>(node) ||
           std::holds_alternative<ir::Any>(node);
}

} // namespace

AtomCounts::AtomCounts(const ir::Program& program, const ir::Requirement& requirement)
    : program_{program}, requirement_{requirement}, number_of_(program.exprs.size(), none) {
    if (requirement.when) add(*requirement.when);
    for (const ir::Check& check : requirement.checks)
        add(check.condition);
}

void AtomCounts::add(ir::ExprId condition) {
    const ir::Node& node = program_[condition];
    const bool is_constant = std::holds_alternative<ir::Const>(node);
    if (!is_connective(node) && !is_constant && number_of_[condition.index] == none) {
        number_of_[condition.index] = static_cast<std::uint32_t>(atoms_.size());
        atoms_.push_back({condition});
        ++open_;
    }
    if (const auto* count = std::get_if<ir::Count>(&node)) {
        if (count->where) add(*count->where);
    } else if (is_connective(node)) {
        ir::for_each_child(node, [&](ir::ExprId child, bool) { add(child); });
    }
}

void AtomCounts::note(ir::ExprId condition, Truth truth) {
    const std::uint32_t number = number_of_[condition.index];
    if (number == none || truth == Truth::Unknown) return;
    Atom& atom = atoms_[number];
    const bool was_both = atom.was_both();
    ++(truth == Truth::True ? atom.was_true : atom.was_false);
    if (!was_both && atom.was_both()) --open_;
}

void AtomCounts::count(Evaluator& evaluator) {
    if (requirement_.when) walk(evaluator, *requirement_.when);
    for (const ir::Check& check : requirement_.checks)
        walk(evaluator, check.condition);
}

void AtomCounts::walk(Evaluator& evaluator, ir::ExprId condition) {
    const ir::Node& node = program_[condition];
    if (is_connective(node)) {
        ir::for_each_child(node, [&](ir::ExprId child, bool) { walk(evaluator, child); });
        return;
    }
    note(condition, evaluator.truth(condition));
    if (const auto* count = std::get_if<ir::Count>(&node)) walk_elements(evaluator, condition, *count);
}

void AtomCounts::walk_elements(Evaluator& evaluator, ir::ExprId quantifier, const ir::Count& count) {
    if (!count.where) return;
    for (const Elements& elements : evaluator.elements(quantifier, count.over)) {
        for (std::size_t i = 0; i < elements.size(); ++i) {
            evaluator.bind(quantifier, elements, i);
            walk(evaluator, *count.where);
        }
    }
}

} // namespace iotsec::verifier::agreement
