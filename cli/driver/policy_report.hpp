// What policies say of resources, gathered and told.
#pragma once

#include "azure/policy/assess.hpp"
#include "azure/policy/evaluate.hpp"
#include "cli/driver/arguments.hpp"
#include "cli/driver/policy_evidence.hpp"
#include "cli/driver/session.hpp"
#include "verifier/report/findings.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace iotsec::cli {

class PolicyReport {
  public:
    /// `now` is what `utcNow()` gives. The evidence and the sources must outlive the report.
    PolicyReport(const PolicyEvidence& evidence, const Sources& sources, std::string now);

    /// Evaluates a definition on every resource.
    void judge(const azure::policy::Policy& bound);
    /// Evaluates what an assignment brings in on every resource that it covers.
    void judge(const azure::policy::Assigned& assigned,
               const std::vector<azure::policy::Exemption>& exemptions);

    /// Prints everything in the format that was asked for, and says how the run ends.
    [[nodiscard]] Exit print(const Arguments& arguments, Session& session, Host& host);

  private:
    /// One thing that a policy says of a resource.
    struct Told {
        const azure::policy::Policy& policy;
        const azure::policy::Resource& resource;
        const azure::policy::Request& request;
        const azure::policy::Outcome& outcome;
        std::size_t rule = 0;
        azure::policy::State state{};
        std::string message; ///< of the assignment
    };

    std::size_t add_rule(const azure::policy::Definition& definition, const std::string& reference_id);
    void tell(const Told& told);
    [[nodiscard]] std::string headline(const Told& told,
                                       const std::vector<azure::policy::Reason>& reasons) const;
    [[nodiscard]] std::size_t count(azure::policy::State state) const;
    [[nodiscard]] std::string summary() const;

    const PolicyEvidence& evidence_;
    const Sources& sources_;
    std::string now_;
    std::vector<azure::policy::Request> requests_; ///< of the resources, in their order
    std::vector<std::string> types_;               ///< of the resources, in lower case
    verifier::report::FindingsReport report_;
    std::array<std::size_t, 9> by_state_{};
};

} // namespace iotsec::cli
