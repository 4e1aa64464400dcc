// Related resources of auditIfNotExists and deployIfNotExists.
#pragma once

#include "azure/policy/evaluate/run.hpp"

#include <string>

namespace iotsec::azure::policy {

/// Whether a related resource is there that satisfies the details.
struct RelatedVerdict {
    Truth found = Truth::Unknown;
    const Resource* resource = nullptr; ///< the one that satisfies
    std::string message;                ///< why it is Unknown or an error
    Span place;
};

[[nodiscard]] RelatedVerdict look_for_related(const Situation& situation, const Related* related,
                                              Questions& met, Observer* observer = nullptr);

} // namespace iotsec::azure::policy
