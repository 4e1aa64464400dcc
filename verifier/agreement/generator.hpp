// Samples of one requirement: resources that exercise every branch of its conditions.
#pragma once

#include "compiler/ir/ir.hpp"
#include "verifier/agreement/draw.hpp"
#include "verifier/agreement/random.hpp"
#include "verifier/agreement/reads.hpp"
#include "verifier/agreement/sample.hpp"
#include "verifier/evaluate/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace iotsec::verifier::agreement {

class World;

/// Makes the samples of a requirement. Sample `n` of a seed is the same every time, whatever else is asked.
class Generator {
  public:
    Generator(const Plan& plan, const ir::Requirement& requirement);
    /// The same, with more that samples exercise.
    Generator(const Plan& plan, const ir::Requirement& requirement, Reads reads);

    /// A sample whose values are of the types that the catalogue states.
    [[nodiscard]] Sample sample(std::uint64_t seed, std::size_t number) const;
    /// The same with one value that is not.
    [[nodiscard]] Sample malformed(std::uint64_t seed, std::size_t number) const;

    [[nodiscard]] const Reads& reads() const { return reads_; }
    /// The values of parameters under which samples are judged; that of the defaults first.
    [[nodiscard]] const std::vector<Setting>& settings() const { return settings_; }

  private:
    [[nodiscard]] Sample sample(Random& random) const;
    void add_settings();
    [[nodiscard]] Resource subject(Random& random, Draw& draw, World& world) const;
    void leave_out(Random& random, Sample& sample) const;

    const Plan& plan_;
    const ir::Requirement& requirement_;
    Reads reads_;
    std::vector<Setting> settings_;
};

/// Replaces one value somewhere in `body`, of which `shape` tells what is read, by one that is well-typed or
/// not.
void disturb(Value& body, const Shape& shape, Draw& draw, Random& random, Typing typing);

} // namespace iotsec::verifier::agreement
