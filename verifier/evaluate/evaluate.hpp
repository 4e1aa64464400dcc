// Verdicts: every requirement of a program on every resource of the evidence.
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/evaluate/evidence.hpp"
#include "verifier/evaluate/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace iotsec::verifier {

enum class Verdict { Compliant, Violation, NotApplicable, Unknown };

/// One expectation that does not hold, or cannot be decided.
struct FailedCheck {
    std::size_t check = 0; ///< index in `Requirement::checks`
    std::string message;   ///< the `otherwise` text with its values, or the clause
    Span place;            ///< in the evidence: the value that decides, or the resource where it is absent
    std::string expected;  ///< what the clause wants, in words
    std::string found;     ///< the value that decides, in words; empty where no single value does
};

/// Why something is unknown: the cause, in words and as a kind, and where.
struct Reason {
    Cause cause{};
    std::string text;
    Span place;
    std::string parameter; ///< of the template, to which a value is missing; empty where none is to blame
};
/// Why `unknown`, which is at `place`, is not known.
[[nodiscard]] Reason reason_of(const Unknown& unknown, Span place);

/// The verdict of one requirement on one resource (on the whole fleet where `resource` is empty).
struct Finding {
    std::uint32_t requirement = 0;
    std::optional<std::size_t> resource;
    Verdict verdict = Verdict::Unknown;
    std::vector<FailedCheck> failed;   ///< of a violation; of an unknown: those that could not be decided
    std::vector<Reason> reasons;       ///< of an unknown
    bool holds_in_either_case = false; ///< compliant although `when` is unknown
};
using Findings = std::vector<Finding>;

struct Options {
    std::string as_of;                   ///< `now`, ISO 8601 UTC; empty: `now` is unknown
    std::map<std::string, Value> params; ///< values by parameter name, before defaults
    std::vector<std::uint32_t> only;     ///< the requirements to judge; empty: all
};

/// Judges `evidence`. Findings are in the order of the requirements, then of the resources. Malformed
/// evidence and values outside an ordered enumeration are reported to `sink` (IOT6xxx).
[[nodiscard]] Findings evaluate(const Plan& plan, const Evidence& evidence, const Options& options,
                                DiagnosticSink& sink);
/// The same where a program judges only once.
[[nodiscard]] Findings evaluate(const ir::Program& program, const Evidence& evidence, const Options& options,
                                DiagnosticSink& sink);

} // namespace iotsec::verifier
