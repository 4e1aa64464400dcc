#include "verifier/agreement/compare.hpp"

#include <cstdlib>

namespace iotsec::verifier::agreement {

namespace {

bool agrees(const RuleVerdict& rule, const PolicyVerdict& policy) {
    switch (rule.verdict) {
    case Verdict::Violation:
        return policy.is_non_compliant;
    case Verdict::Compliant:
        return policy == PolicyVerdict{};
    case Verdict::NotApplicable:
        return !policy.is_non_compliant && !policy.is_error;
    case Verdict::Unknown:
        return rule.is_incomplete && policy.is_unknown && !policy.is_non_compliant;
    }
    std::abort();
}

} // namespace

Agreement compare(const RuleVerdict& rule, const PolicyVerdict& policy, Typing typing) {
    if (rule.is_malformed) return Agreement::Apart;
    if (typing == Typing::Malformed && policy.is_error) return Agreement::Apart;
    return agrees(rule, policy) ? Agreement::Agree : Agreement::Disagree;
}

std::string_view expected(const RuleVerdict& rule) {
    switch (rule.verdict) {
    case Verdict::Violation:
        return "non-compliant";
    case Verdict::Compliant:
        return "compliant, or not applicable";
    case Verdict::NotApplicable:
        return "anything but non-compliant";
    case Verdict::Unknown:
        return rule.is_incomplete ? "unknown" : "nothing: the verifier cannot tell why";
    }
    std::abort();
}

} // namespace iotsec::verifier::agreement
