// The resources of the evidence, found by type and by how they relate to each other.
#pragma once

#include "compiler/ir/ir.hpp"
#include "verifier/evaluate/evidence.hpp"
#include "verifier/evaluate/plan.hpp"
#include "verifier/evaluate/truth.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::verifier {

/// An index over evidence. Keeps references to the evidence and the program of the plan.
class Population {
  public:
    Population(const Evidence& evidence, const Plan& plan);

    [[nodiscard]] const Evidence& evidence() const { return evidence_; }
    [[nodiscard]] const Resource& operator[](std::size_t index) const { return evidence_.resources[index]; }
    [[nodiscard]] std::size_t index_of(const Resource& resource) const {
        return static_cast<std::size_t>(&resource - evidence_.resources.data());
    }
    /// The resources of a type, in the order of the evidence; those that are certainly not deployed are left
    /// out.
    [[nodiscard]] std::span<const std::size_t> of_type(std::string_view type) const;

    /// Those of `type` that may stand in `relation` to `root`; all others certainly do not.
    [[nodiscard]] std::vector<std::size_t> candidates(std::string_view type, ir::RelatedBy relation,
                                                      std::size_t root) const;
    /// Whether `candidate`, a resource of `type`, stands in `relation` to `root`.
    [[nodiscard]] Truth is_related(std::size_t candidate, std::string_view type, ir::RelatedBy relation,
                                   std::size_t root) const;
    /// Whether the evidence holds everything of `type` that there is.
    [[nodiscard]] bool is_complete(std::string_view type) const;
    /// Whether all of a fleet is here: what is exported is the fleet, unless the evidence says otherwise.
    [[nodiscard]] bool is_fleet_complete(std::string_view type) const;

  private:
    [[nodiscard]] Truth is_below(const Resource& candidate, std::size_t root) const;
    [[nodiscard]] Truth is_attached(const Resource& candidate, std::size_t root) const;

    void index_owners();
    [[nodiscard]] std::vector<std::size_t> owners(const Resource& resource) const;
    [[nodiscard]] bool is_extension(std::string_view type) const;
    [[nodiscard]] std::vector<std::size_t> hanging_on(std::string_view type, std::size_t root) const;

    using ByText = std::map<std::string, std::vector<std::size_t>, std::less<>>;

    const Evidence& evidence_;
    const ir::Program& program_;
    ByText by_type_; // by type in lower case

    // Filled where the program asks what hangs on a resource.
    ByText by_id_;                                  // by id in lower case
    std::vector<std::vector<std::size_t>> hanging_; // per resource: what hangs directly on it
    ByText loose_;                                  // by type: those of which nobody knows what they hang on
};

/// Where a resource stands: what it states, else what its id says; empty where neither does.
struct Scope {
    std::string_view subscription, resource_group;
};
[[nodiscard]] Scope scope(const Resource& resource);

/// The api-version that a resource is written in; else the newest of its type. Empty where there is none.
[[nodiscard]] std::string_view api_version(const ir::Program& program, const Resource& resource);

/// Whether the resource is deployed at all.
[[nodiscard]] Truth is_deployed(const Resource& resource);

/// The id of what an extension resource is attached to, read off its own id; empty where it says none.
[[nodiscard]] std::string_view target_of(std::string_view id);

} // namespace iotsec::verifier
