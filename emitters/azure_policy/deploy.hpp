// `remedy deploy`: the template that a DeployIfNotExists effect deploys (reference, section 9).
#pragma once

#include "emitters/azure_policy/draft.hpp"
#include "emitters/azure_policy/expectations.hpp"

#include <memory>
#include <set>
#include <string>

namespace iotsec::emitters::azure_policy {

/// `roleDefinitionIds` and `deployment` of a remedy, or why there are none.
struct Deployment {
    std::shared_ptr<const Json> details;
    std::set<ir::ParamId> parameters;
    std::string problem;
};
[[nodiscard]] Deployment deployment_of(const Context& context, const ir::Remedy& remedy);

/// The deployments of a requirement whose expectations are all local: they replace the subject itself.
[[nodiscard]] std::vector<Draft> deploy_drafts(const Context& context, const Expectations& expectations,
                                               std::set<std::string>& notes);

} // namespace iotsec::emitters::azure_policy
