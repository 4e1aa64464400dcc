// Agreement: the verifier's verdict on a requirement and Azure's on the definitions that it became, on many
// samples (reference, section 6).
#pragma once

#include "azure/policy/aliases/alias.hpp"
#include "base/diagnostic.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/agreement/compare.hpp"
#include "verifier/agreement/policy_side.hpp"
#include "verifier/agreement/sample.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace iotsec::verifier::agreement {

/// What one side compares a requirement with.
struct Subject {
    std::uint32_t requirement = 0; ///< in the program
    std::vector<DefinitionText> definitions;
    std::vector<DefinitionText> remedies; ///< its modify definitions
};

/// When a sample is judged under a reading other than the first.
enum class ReadingUse : std::uint8_t {
    WhereItMatters, ///< where the engine says that a state hangs on the question it answers
    Always,         ///< whatever the engine says
};

struct Options {
    std::size_t samples = 10'000; ///< well-typed ones; a twentieth as many malformed ones come on top
    std::uint64_t seed = 1;
    std::vector<Reading> readings = all_readings();
    ReadingUse reading_use = ReadingUse::WhereItMatters;
    std::vector<Evidence> real;         ///< of others, beside what is made
    std::size_t most_disagreements = 3; ///< shown of a requirement; the others are counted
    std::size_t enough = SIZE_MAX;      ///< disagreements after which a requirement is done with
    unsigned least_share = 10; ///< percent of the samples that must be compliant, and as many violating
};

/// A sample on which the two sides differ, as small as it gets.
struct Disagreement {
    std::size_t number = 0; ///< of the sample that showed it
    std::string reading;
    Sample sample;
    Setting setting;
    RuleVerdict rule;
    PolicyVerdict policy;
    std::string rule_derivation, policy_derivation;
};

/// One atom, in words, that was not both true and false.
struct OneSided {
    std::string text;
    Span span;
    bool was_true = false;
    bool was_false = false;
};

/// What came of one requirement.
struct Result {
    std::uint32_t requirement = 0;
    std::size_t samples = 0; ///< made and well-typed: the shares are of these
    std::size_t compliant = 0, violation = 0, not_applicable = 0, unknown = 0;
    std::size_t real = 0;      ///< resources of others
    std::size_t malformed = 0; ///< samples; those kept apart are among them
    std::size_t apart = 0;
    std::size_t atoms = 0;
    std::size_t remedies = 0; ///< modify definitions
    std::size_t repaired = 0; ///< samples that one of them changed
    std::vector<OneSided> one_sided;
    std::size_t disagreement_count = 0;
    std::vector<Disagreement> disagreements;
    std::vector<std::string> problems; ///< what the engine had to say against a definition

    [[nodiscard]] bool has_shares(unsigned least_percent) const;
    /// Whether there was something to do for its remedies, if it has any.
    [[nodiscard]] bool shows_remedies() const { return remedies == 0 || repaired > 0; }
    /// Agreement that counts: nothing differs, and the samples show it.
    [[nodiscard]] bool is_shown(unsigned least_percent) const;
};

/// Compares one requirement.
[[nodiscard]] Result agree(const ir::Program& program, const Subject& subject,
                           const azure::policy::AliasIndex& aliases, const Options& options);

/// A requirement that is not compared, and why.
struct LeftOut {
    std::string id, reason;
};
/// A program ready to be compared.
struct Prepared {
    ir::Program program; ///< a requirement that is carried in part stands there as its conjuncts
    std::vector<Subject> subjects;
    std::vector<LeftOut> left_out;
};
/// Emits the policies of `program` and says which requirement goes with which: checks and searches for
/// related resources, but no remedies and no attestations.
[[nodiscard]] Prepared prepare(const ir::Program& program);

} // namespace iotsec::verifier::agreement
