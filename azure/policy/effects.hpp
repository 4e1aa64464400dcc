// What effects do: the order in which Azure takes them, and the changes of modify and append.
#pragma once

#include "azure/policy/evaluate.hpp"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace iotsec::azure::policy {

/// The place of an effect in the order in which a write request meets them: disabled, append and modify,
/// deny, audit, manual, auditIfNotExists, denyAction, deployIfNotExists.
[[nodiscard]] int order(Effect effect);

/// One change that a definition makes, or does not make and why.
struct Change {
    enum class Kind : std::uint8_t {
        Made,
        NotNeeded,     ///< it is as wanted already, or the condition of the operation is false
        ParentMissing, ///< the object that would hold the property is not there
        NotModifiable, ///< the alias cannot be modified in this API version
        LeftOut,       ///< another definition writes the field differently
        Conflict,      ///< append to a field that has another value: the request is denied
        Error,         ///< an expression failed
    };
    Kind kind{};
    Span span;
    std::string field;
    Value value;         ///< what is written
    std::string message; ///< why it is not made
};

/// The body after `modify` or `append`, with what was done, in order.
struct Changed {
    Value body;
    std::vector<Change> changes;
};

/// Applies the operations of a modify definition, or the fields of an append one, to the resource.
/// `left_out`: fields, in lower case, that are not written.
[[nodiscard]] Changed apply_changes(const Policy& policy, const Resource& resource, const Request& request,
                                    const std::set<std::string>& left_out = {});

/// What becomes of a write request that many definitions look at.
struct RequestOutcome {
    bool is_denied = false;
    Value body;                         ///< after append and modify
    std::vector<Outcome> outcomes;      ///< one for each policy, in the order they were given
    std::vector<std::string> denied_by; ///< names of the definitions, or a conflict in words
};

/// Runs `policies` on a request in the order of their effects: changes first, the others on the changed body.
[[nodiscard]] RequestOutcome run_request(std::span<const Policy* const> policies, const Resource& resource,
                                         const Request& request, const Related* related = nullptr);

} // namespace iotsec::azure::policy
