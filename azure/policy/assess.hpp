// Compliance: what assignments of definitions and initiatives say of resources, with exemptions.
#pragma once

#include "azure/policy/evaluate.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::azure::policy {

/// One definition under one assignment.
struct AssignedPolicy {
    Policy policy;
    const InitiativeMember* member = nullptr; ///< null where a definition is assigned alone
    std::string reference_id;
    std::string message; ///< the non-compliance message that applies
    Value policy_object; ///< what `policy()` gives
};

/// An assignment with everything it brings in. The documents and the alias index must outlive it.
struct Assigned {
    const Assignment* assignment = nullptr;
    const Initiative* initiative = nullptr;
    std::deque<AssignedPolicy> policies;
};

/// Binds `assignment` to the definition or initiative that it names among `documents`. What is missing or
/// does not fit is reported (IOT60xx).
[[nodiscard]] Assigned bind(const Assignment& assignment, const Documents& documents,
                            const AliasIndex& aliases, const Options& options, DiagnosticSink& sink);

/// What one definition of an assignment says of one resource.
struct Assessment {
    Outcome outcome;
    const AssignedPolicy* policy = nullptr;
    const Exemption* exemption = nullptr; ///< the one that makes it Exempt
    State state_without_exemption{};
    bool is_enforced = true;
    std::string message; ///< for people: the non-compliance message, or what exempts it
};

/// Whether `assignment` looks at `resource`: scope, excluded scopes, resource selectors.
[[nodiscard]] bool covers(const Assignment& assignment, const Resource& resource);

/// Judges `resource` by every definition of the assignment; empty where it is not covered. `now` (ISO 8601)
/// decides which exemptions have expired.
[[nodiscard]] std::vector<Assessment> assess(const Assigned& assigned, const Resource& resource,
                                             const Request& request, const Related* related,
                                             const std::vector<Exemption>& exemptions, std::string_view now);

/// The state of a resource under many definitions: the worst, in the order that Azure states.
[[nodiscard]] State worst(const std::vector<State>& states);

} // namespace iotsec::azure::policy
