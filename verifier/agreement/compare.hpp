// What agreement means (reference, section 6).
#pragma once

#include "verifier/agreement/policy_side.hpp"
#include "verifier/agreement/rule_side.hpp"

#include <cstdint>

namespace iotsec::verifier::agreement {

enum class Agreement : std::uint8_t {
    Agree,
    Disagree,
    Apart, ///< a malformed value that Azure's evaluation may fail on: counted, not compared
};

/// Whether what Azure says is what the verdict asks it to say.
[[nodiscard]] Agreement compare(const RuleVerdict& rule, const PolicyVerdict& policy, Typing typing);

/// What the verdict asks Azure to say.
[[nodiscard]] std::string_view expected(const RuleVerdict& rule);

} // namespace iotsec::verifier::agreement
