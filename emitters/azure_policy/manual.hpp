// `attest`: a definition with the effect Manual, which asks for an attestation of each resource.
#pragma once

#include "emitters/azure_policy/draft.hpp"
#include "emitters/output.hpp"

#include <vector>

namespace iotsec::emitters::azure_policy {

/// What one requirement became.
struct Outcome {
    std::vector<Draft> drafts;
    Coverage coverage;
};
[[nodiscard]] Outcome lower_attestation(const Context& context);

} // namespace iotsec::emitters::azure_policy
