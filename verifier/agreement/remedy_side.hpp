// What Azure does rather than says: requests that are denied, and resources that a remedy changes.
#pragma once

#include "azure/policy/evaluate.hpp"
#include "verifier/agreement/policy_side.hpp"
#include "verifier/agreement/sample.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

namespace iotsec::verifier::agreement {

/// What a remedy made of a sample.
struct Repair {
    bool is_changed = false; ///< its condition holds and its guards let it write
    bool is_stable = true;   ///< a second time changes nothing more
    Value body;              ///< of the subject, as it is then
};

/// The modify definitions of a requirement, under every setting of their parameters.
class RemedySide {
  public:
    RemedySide(const std::vector<DefinitionText>& definitions, const std::vector<Setting>& settings,
               const azure::policy::AliasIndex& aliases, DiagnosticSink& sink);

    [[nodiscard]] std::size_t size() const { return remedies_.size(); }
    [[nodiscard]] const std::string& reference_id(std::size_t remedy) const {
        return remedies_[remedy].reference_id;
    }
    [[nodiscard]] Repair repair(std::size_t remedy, const PolicySample& sample, std::size_t setting) const;

  private:
    struct Remedy {
        std::string reference_id;
        azure::policy::Definition definition;
        std::vector<azure::policy::Policy> policies; ///< by setting
    };

    Sources sources_;
    std::deque<Remedy> remedies_; // policies refer to their definitions
};

} // namespace iotsec::verifier::agreement
