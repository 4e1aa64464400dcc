#include "verifier/agreement/compare.hpp"

#include <doctest/doctest.h>

namespace agreement = iotsec::verifier::agreement;
using agreement::Agreement;
using agreement::PolicyVerdict;
using agreement::RuleVerdict;
using agreement::Typing;
using iotsec::verifier::Verdict;

namespace {

constexpr PolicyVerdict fine{};
constexpr PolicyVerdict non_compliant{.is_non_compliant = true};
constexpr PolicyVerdict unknown{.is_unknown = true};
constexpr PolicyVerdict error{.is_error = true};

struct Case {
    RuleVerdict rule;
    PolicyVerdict policy;
    Agreement expected;
};

} // namespace

TEST_CASE("what Azure must say follows from the verdict") {
    const RuleVerdict violation{.verdict = Verdict::Violation};
    const RuleVerdict compliant{.verdict = Verdict::Compliant};
    const RuleVerdict not_applicable{.verdict = Verdict::NotApplicable};
    const RuleVerdict incomplete{.verdict = Verdict::Unknown, .is_incomplete = true};
    const RuleVerdict open{.verdict = Verdict::Unknown};
    for (const auto& [rule, policy, expected] : {
             Case{violation, non_compliant, Agreement::Agree},
             Case{violation, {.is_non_compliant = true, .is_unknown = true}, Agreement::Agree},
             Case{violation, fine, Agreement::Disagree},
             Case{violation, unknown, Agreement::Disagree},
             Case{violation, error, Agreement::Disagree},
             Case{compliant, fine, Agreement::Agree},
             Case{compliant, non_compliant, Agreement::Disagree},
             Case{compliant, unknown, Agreement::Disagree},
             Case{compliant, error, Agreement::Disagree},
             Case{not_applicable, fine, Agreement::Agree},
             Case{not_applicable, non_compliant, Agreement::Disagree},
             Case{not_applicable, error, Agreement::Disagree},
             Case{incomplete, unknown, Agreement::Agree},
             Case{incomplete, fine, Agreement::Disagree},
             Case{incomplete, non_compliant, Agreement::Disagree},
             Case{open, unknown, Agreement::Disagree},
         }) {
        CAPTURE(words(policy));
        CAPTURE(agreement::expected(rule));
        CHECK(compare(rule, policy, Typing::WellTyped) == expected);
    }
}

TEST_CASE("on malformed values Azure may fail, and is not held to an answer") {
    const RuleVerdict malformed{.verdict = Verdict::Unknown, .is_malformed = true};
    const RuleVerdict violation{.verdict = Verdict::Violation};
    CHECK(compare(malformed, fine, Typing::Malformed) == Agreement::Apart);
    CHECK(compare(malformed, non_compliant, Typing::Malformed) == Agreement::Apart);
    CHECK(compare(violation, error, Typing::Malformed) == Agreement::Apart);
    CHECK(compare(violation, non_compliant, Typing::Malformed) == Agreement::Agree);
    CHECK(compare(violation, fine, Typing::Malformed) == Agreement::Disagree);
}
