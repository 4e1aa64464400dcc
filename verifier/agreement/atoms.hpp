// Which conditions of a requirement have been both true and false: agreement on samples that all fail for one
// reason shows nothing.
#pragma once

#include "compiler/ir/ir.hpp"
#include "verifier/evaluate/evaluator.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace iotsec::verifier::agreement {

/// An atom or a quantifier of a requirement, and how often it was what.
struct Atom {
    ir::ExprId condition;
    std::size_t was_true = 0;
    std::size_t was_false = 0;

    [[nodiscard]] bool was_both() const { return was_true > 0 && was_false > 0; }
};

/// Counts over the samples of one requirement. Conditions are looked at one by one, whether or not the
/// verdict hung on them.
class AtomCounts {
  public:
    AtomCounts(const ir::Program& program, const ir::Requirement& requirement);

    /// Counts what the atoms are for the subject at which the evaluator stands.
    void count(Evaluator& evaluator);
    /// The atoms in the order of the source, each once.
    [[nodiscard]] const std::vector<Atom>& atoms() const { return atoms_; }
    [[nodiscard]] bool were_all_both() const { return open_ == 0; }

  private:
    void add(ir::ExprId condition);
    void walk(Evaluator& evaluator, ir::ExprId condition);
    void walk_elements(Evaluator& evaluator, ir::ExprId quantifier, const ir::Count& count);
    void note(ir::ExprId condition, Truth truth);

    const ir::Program& program_;
    const ir::Requirement& requirement_;
    std::vector<Atom> atoms_;
    std::vector<std::uint32_t> number_of_; // by expression; `none` where it is no atom
    std::size_t open_ = 0;                 // atoms that were not both yet
};

} // namespace iotsec::verifier::agreement
