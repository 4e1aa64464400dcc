// The resources that policies are tried on, from templates and exports.
#pragma once

#include "azure/expression/deployment.hpp"
#include "azure/expression/limits.hpp"
#include "azure/policy/resource.hpp"
#include "cli/driver/session.hpp"
#include "verifier/inputs/exported_resources.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace iotsec::cli {

/// Resources with all that hangs on them; the bodies live here.
class PolicyEvidence : public azure::policy::Related {
  public:
    /// Whether what is not here does not exist anywhere.
    enum class Completeness { Open, Complete };

    /// `facts` and `limits`: where templates go, and how much of them is taken. Ids need a subscription and a
    /// group: where `facts` tell none, some are thought up.
    explicit PolicyEvidence(Completeness completeness, azure::DeploymentFacts facts = {},
                            azure::Limits limits = {});

    /// Adds the resources of a file: of a template those that it would deploy (with the values
    /// of a parameter file, where one is given), of an export those in it, of what-if those that will be. A
    /// file of no known kind is reported (IOT6101).
    void add_file(const SourceFile& file, const Value* parameters, Session& session);
    const azure::policy::Resource& add(Value body, std::string_view api_version = {});

    [[nodiscard]] const std::deque<azure::policy::Resource>& resources() const {
        return inventory_.resources();
    }
    /// What `resourceGroup()` and `subscription()` are for a resource, as far as its id and the evidence
    /// tell.
    [[nodiscard]] azure::policy::Request request(const azure::policy::Resource& resource,
                                                 const std::string& now) const;

    [[nodiscard]] azure::policy::RelatedAnswer find(const azure::policy::RelatedQuery& query) const override;

  private:
    void add_export(verifier::Exported exported);
    void add_what_if(const Value& root, Session& session);
    void add_template(const Value& root, const Value* parameters, Session& session);

    Completeness completeness_;
    azure::DeploymentFacts facts_;
    azure::Limits limits_;
    std::deque<Value> bodies_;
    azure::policy::Inventory inventory_;
    std::unordered_map<std::string, const Value*> groups_; ///< resource groups by id, in lower case
};

} // namespace iotsec::cli
