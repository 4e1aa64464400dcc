// Verdicts of requirements on their subjects (reference, section 1.4).
#include "verifier/evaluate/verdict.hpp"

#include "verifier/evaluate/evaluate.hpp"
#include "verifier/evaluate/evaluator.hpp"
#include "verifier/evaluate/explain.hpp"

#include <algorithm>

namespace iotsec::verifier {

namespace {

/// What a requirement comes to on one subject.
struct Outcome {
    Truth when = Truth::True;
    Truth expected = Truth::True;
    std::vector<Truth> checks;

    [[nodiscard]] Truth violated() const { return std::min(when, negation(expected)); }
};

/// Whether the requirement applies: the subject is deployed, and `when` holds.
Truth applies(Evaluator& evaluator, const ir::Requirement& requirement) {
    Truth result = Truth::True;
    if (evaluator.subject() != nullptr) result = is_deployed(*evaluator.subject());
    if (requirement.when) result = std::min(result, evaluator.truth(*requirement.when));
    return result;
}

Outcome outcome(Evaluator& evaluator, const ir::Requirement& requirement) {
    Outcome result{.when = applies(evaluator, requirement), .checks = {}};
    // What an attestation says is not in this evidence.
    if (requirement.attest) result.expected = Truth::Unknown;
    for (const ir::Check& check : requirement.checks) {
        if (result.when == Truth::False) break;
        result.checks.push_back(evaluator.truth(check.condition));
        result.expected = std::min(result.expected, result.checks.back());
    }
    return result;
}

Verdict verdict(const Outcome& outcome) {
    switch (outcome.violated()) {
    case Truth::True:
        return Verdict::Violation;
    case Truth::Unknown:
        return Verdict::Unknown;
    case Truth::False:
        return outcome.when == Truth::False ? Verdict::NotApplicable : Verdict::Compliant;
    }
    return Verdict::Unknown;
}

FailedCheck failed_check(Evaluator& evaluator, const ir::Requirement& requirement, std::size_t index) {
    const ir::Check& check = requirement.checks[index];
    const Want wanted = want(evaluator, check.condition, true);
    return {index, message(evaluator, check), wanted.place, wanted.words, wanted.found};
}

void add_why_unknown(Evaluator& evaluator, const ir::Requirement& requirement, const Outcome& outcome,
                     std::vector<Reason>& reasons) {
    const Resource* subject = evaluator.subject();
    if (outcome.when == Truth::Unknown) {
        const Unknown* condition = subject == nullptr ? nullptr : subject->condition.as_unknown();
        if (condition != nullptr) {
            add_reason(reasons, reason_of(*condition, subject->condition.span));
        }
        if (requirement.when) add_reasons(evaluator, *requirement.when, reasons);
    }
    if (outcome.expected != Truth::Unknown) return;
    for (const ir::Check& check : requirement.checks)
        add_reasons(evaluator, check.condition, reasons);
    if (requirement.attest) {
        const Span place = subject == nullptr ? Span{} : subject->name_span;
        add_reason(reasons, {Cause::NotInEvidence, "no attestation: " + requirement.attest->asking, place});
    }
}

/// Of a violation, the checks that are false; of an unknown, all that are not known to hold.
void add_failed(Evaluator& evaluator, const ir::Requirement& requirement, const Outcome& result,
                Finding& finding) {
    for (std::size_t i = 0; i < result.checks.size(); ++i) {
        const bool counts = result.checks[i] == Truth::False ||
                            (finding.verdict == Verdict::Unknown && result.checks[i] == Truth::Unknown);
        if (counts) finding.failed.push_back(failed_check(evaluator, requirement, i));
    }
}

class Judge {
  public:
    Judge(Evaluator& evaluator, const Population& population)
        : evaluator_{evaluator}, population_{population} {}

    void judge(std::uint32_t index, Findings& findings) {
        const ir::Requirement& requirement = evaluator_.program().requirements[index];
        const auto subjects = population_.of_type(requirement.type);
        if (requirement.all) {
            const bool is_here = !subjects.empty() || population_.is_complete(requirement.type);
            if (is_here) findings.push_back(finding(evaluator_, index, nullptr, std::nullopt));
            return;
        }
        for (const std::size_t subject : subjects) {
            // What a template only refers to is not changed by it.
            if (population_[subject].existing) continue;
            findings.push_back(finding(evaluator_, index, &population_[subject], subject));
        }
    }

  private:
    Evaluator& evaluator_;
    const Population& population_;
};

} // namespace

Finding finding(Evaluator& evaluator, std::uint32_t index, const Resource* subject,
                std::optional<std::size_t> resource) {
    const ir::Requirement& requirement = evaluator.program().requirements[index];
    evaluator.start(requirement, subject);
    const Outcome result = outcome(evaluator, requirement);
    Finding finding{
        .requirement = index, .resource = resource, .verdict = verdict(result), .failed = {}, .reasons = {}};
    finding.holds_in_either_case = finding.verdict == Verdict::Compliant && result.when == Truth::Unknown;
    if (finding.verdict == Verdict::Unknown) add_why_unknown(evaluator, requirement, result, finding.reasons);
    if (finding.verdict == Verdict::Violation || finding.verdict == Verdict::Unknown) {
        add_failed(evaluator, requirement, result, finding);
    }
    return finding;
}

Verdict verdict(Evaluator& evaluator, const ir::Requirement& requirement, const Resource* subject) {
    evaluator.start(requirement, subject);
    return verdict(outcome(evaluator, requirement));
}

Findings evaluate(const Plan& plan, const Evidence& evidence, const Options& options, DiagnosticSink& sink) {
    const Population population{evidence, plan};
    Evaluator evaluator{plan, population, options, sink};
    Judge judge{evaluator, population};
    Findings findings;
    for (std::uint32_t i = 0; i < plan.program().requirements.size(); ++i) {
        if (options.only.empty() || std::ranges::find(options.only, i) != options.only.end()) {
            judge.judge(i, findings);
        }
    }
    return findings;
}

Findings evaluate(const ir::Program& program, const Evidence& evidence, const Options& options,
                  DiagnosticSink& sink) {
    return evaluate(Plan{program}, evidence, options, sink);
}

} // namespace iotsec::verifier
