#include "verifier/tests/run_tests.hpp"

#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"
#include "verifier/evaluate/evaluate.hpp"
#include "verifier/evaluate/remedy.hpp"
#include "verifier/tests/test_evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::verifier {

namespace {

std::string_view words(Verdict verdict) {
    switch (verdict) {
    case Verdict::Compliant:
        return "compliant";
    case Verdict::Violation:
        return "violation";
    case Verdict::NotApplicable:
        return "notApplicable";
    case Verdict::Unknown:
        return "unknown";
    }
    std::abort();
}

Verdict wanted_verdict(ir::ExpectedVerdict expected) {
    switch (expected) {
    case ir::ExpectedVerdict::Violation:
        return Verdict::Violation;
    case ir::ExpectedVerdict::Compliant:
        return Verdict::Compliant;
    case ir::ExpectedVerdict::NotApplicable:
        return Verdict::NotApplicable;
    case ir::ExpectedVerdict::Unknown:
        return Verdict::Unknown;
    }
    std::abort();
}

/// The messages and causes of a finding, as texts to search.
std::vector<std::string> texts(const Finding& finding) {
    std::vector<std::string> result;
    for (const FailedCheck& check : finding.failed)
        result.push_back(check.message);
    for (const Reason& reason : finding.reasons)
        result.push_back(reason.text);
    return result;
}

/// Runs one test.
class Run {
  public:
    Run(const ir::Program& program, const ir::TestCase& test, DiagnosticSink& sink)
        : program_{program}, test_{test}, sink_{sink}, evidence_{test_evidence(program, test)} {
        options_.as_of = test.at;
        options_.only = {test.requirement};
        for (const auto& [name, value] : test.sets)
            options_.params[name] = value;
    }

    std::vector<Diagnostic> failures() {
        const Findings findings = evaluate(program_, evidence_, options_, sink_);
        std::vector<Diagnostic> result;
        for (const ir::Expectation& expectation : test_.expectations) {
            auto failure =
                expectation.after_remedy ? after_remedy(expectation) : compared(expectation, findings);
            if (failure) result.push_back(std::move(*failure));
        }
        return result;
    }

  private:
    /// Which given an expectation is about; none where it names none that there is.
    [[nodiscard]] std::optional<std::size_t> subject(const ir::Expectation& expectation) const {
        if (expectation.subject.empty())
            return test_.givens.empty() ? std::nullopt : std::optional<std::size_t>{0};
        const auto found = std::ranges::find(test_.givens, expectation.subject, &ir::GivenResource::name);
        if (found == test_.givens.end()) return std::nullopt;
        return static_cast<std::size_t>(found - test_.givens.begin());
    }

    [[nodiscard]] const Finding* finding(const ir::Expectation& expectation, const Findings& findings) const {
        const bool is_fleet = program_.requirements[test_.requirement].all;
        const auto wanted = is_fleet ? std::nullopt : subject(expectation);
        if (!is_fleet && !wanted) return nullptr;
        const auto found = std::ranges::find_if(
            findings, [&](const Finding& each) { return is_fleet || each.resource == wanted; });
        return found == findings.end() ? nullptr : &*found;
    }

    std::optional<Diagnostic> after_remedy(const ir::Expectation& expectation) {
        const auto wanted = subject(expectation);
        if (!wanted) return compared(expectation, {});
        const Evidence changed = remedied(program_, evidence_, options_, test_.requirement, *wanted);
        DiagnosticSink seen_before; // what is malformed was reported when the givens were judged
        return compared(expectation, evaluate(program_, changed, options_, seen_before));
    }

    [[nodiscard]] std::optional<Diagnostic> compared(const ir::Expectation& expectation,
                                                     const Findings& findings) const {
        const Verdict wanted = wanted_verdict(expectation.verdict);
        const Finding* found = finding(expectation, findings);
        if (found == nullptr) {
            return make_diagnostic(diag::test_without_verdict, expectation.span, test_.title,
                                   program_.requirements[test_.requirement].type);
        }
        const std::vector<std::string> said = texts(*found);
        const std::string all = join(said, "; ");
        if (found->verdict != wanted) {
            Diagnostic failure = make_diagnostic(diag::test_verdict, expectation.span, test_.title,
                                                 words(wanted), words(found->verdict));
            if (!all.empty()) failure.with_help("the verdict is because of: " + all);
            return failure;
        }
        if (!expectation.with || find_ignoring_case(all, *expectation.with) != std::string::npos) return {};
        return make_diagnostic(diag::test_message, expectation.span, test_.title, *expectation.with,
                               all.empty() ? "nothing" : "`" + all + "`");
    }

    const ir::Program& program_;
    const ir::TestCase& test_;
    DiagnosticSink& sink_;
    Evidence evidence_;
    Options options_;
};

} // namespace

std::vector<TestResult> run_tests(const ir::Program& program, const std::vector<ir::TestCase>& tests,
                                  DiagnosticSink& sink) {
    std::vector<TestResult> results;
    for (std::size_t i = 0; i < tests.size(); ++i)
        results.push_back({i, Run{program, tests[i], sink}.failures()});
    return results;
}

} // namespace iotsec::verifier
