// A requirement beside a definition that somebody else wrote for the same purpose: where they differ, and who
// asks for more.
#pragma once

#include "azure/policy/aliases/alias.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/agreement/agree.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace iotsec::verifier::agreement {

/// A sample that the two judge differently, as small as it gets.
struct Witness {
    Sample sample;
    Setting setting;
    RuleVerdict rule;
    PolicyVerdict policy;
    std::string rule_derivation, policy_derivation;
};

/// How a requirement and a definition compare over many samples. Violation here is held against non-compliant
/// there; what either cannot tell is not counted.
struct Equivalence {
    std::uint32_t requirement = 0;
    std::string definition; ///< its reference id
    std::size_t samples = 0, same = 0, stricter = 0, laxer = 0, undecided = 0;
    std::optional<Witness> stricter_here, laxer_here;
    std::vector<std::string> problems; ///< why it could not be compared

    /// Whether most samples could be told by both.
    [[nodiscard]] bool is_decided() const { return problems.empty() && undecided * 2 < samples; }
    [[nodiscard]] bool is_same() const { return is_decided() && stricter == 0 && laxer == 0; }
};

/// Compares requirement `requirement` of `program` with `definition`, whose parameters have their defaults.
/// Samples exercise what either of them reads.
[[nodiscard]] Equivalence equivalence(const ir::Program& program, std::uint32_t requirement,
                                      const DefinitionText& definition,
                                      const azure::policy::AliasIndex& aliases, const Options& options);

/// What the two say of `evidence`, whose first resource is the subject.
struct Opinions {
    RuleVerdict rule;
    PolicyVerdict policy;
};
[[nodiscard]] Opinions opinions(const ir::Program& program, std::uint32_t requirement,
                                const DefinitionText& definition, const azure::policy::AliasIndex& aliases,
                                const Evidence& evidence);

/// `same`, `not decided`, `stricter here`, `laxer here`, `different`.
[[nodiscard]] std::string_view words(const Equivalence& equivalence);

} // namespace iotsec::verifier::agreement
