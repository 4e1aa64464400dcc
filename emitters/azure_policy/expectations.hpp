// The expectations of a requirement as definitions: one check for what is local, one search for each conjunct
// about a related resource (reference, sections 4 and 5).
#pragma once

#include "emitters/azure_policy/conjuncts.hpp"
#include "emitters/azure_policy/draft.hpp"
#include "emitters/output.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace iotsec::emitters::azure_policy {

/// What became of the expectations.
struct Expectations {
    std::vector<Draft> drafts;
    std::vector<Conjunct> in_check; ///< the conjuncts that the check definition carries
    std::vector<NotCarried> left_out;
    std::size_t carried = 0; ///< conjuncts
    std::set<std::string> notes;
};
[[nodiscard]] Expectations lower_expectations(const Context& context);

/// A rule's `if` that never holds, as the schema of rules can write it.
[[nodiscard]] Condition written_constant(Condition condition);

/// Why a request cannot be denied for what `expr` reads; empty where it can.
[[nodiscard]] std::string no_deny_reason(const ir::Program& program, ir::ExprId expr);

} // namespace iotsec::emitters::azure_policy
