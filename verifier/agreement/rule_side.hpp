// The verifier's side: what a requirement says of a sample, and how it came to that.
#pragma once

#include "compiler/ir/ir.hpp"
#include "verifier/agreement/atoms.hpp"
#include "verifier/agreement/sample.hpp"
#include "verifier/evaluate/evaluate.hpp"
#include "verifier/evaluate/plan.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace iotsec::verifier::agreement {

/// A verdict, and why it is none.
struct RuleVerdict {
    Verdict verdict = Verdict::Unknown;
    bool is_incomplete = false; ///< unknown only because related resources may be missing
    bool is_malformed = false;  ///< unknown because a value is not of its type
};

class RuleSide {
  public:
    RuleSide(const Plan& plan, std::uint32_t requirement, const std::vector<Setting>& settings)
        : plan_{plan}, requirement_{requirement}, settings_{settings} {}

    /// The verdict on the subject of `sample`; `atoms`, where given, counts.
    [[nodiscard]] RuleVerdict judge(const Sample& sample, AtomCounts* atoms = nullptr) const;
    /// Each condition with what it was, indented by what holds it.
    [[nodiscard]] std::string derivation(const Sample& sample) const;
    /// The expectations that `sample` does not meet, by their number.
    [[nodiscard]] std::vector<std::size_t> missed(const Sample& sample) const;

    [[nodiscard]] const ir::Requirement& requirement() const {
        return plan_.program().requirements[requirement_];
    }

  private:
    const Plan& plan_;
    std::uint32_t requirement_;
    const std::vector<Setting>& settings_;
};

} // namespace iotsec::verifier::agreement
