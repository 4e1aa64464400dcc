// The definitions and initiatives of Azure Policy as one deployable template.
#pragma once

#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/deployment/template.hpp"
#include "emitters/output.hpp"

#include <string>

namespace iotsec::emitters::deployment {

/// The template that creates everything in `model`, at the management group of `options` or at a
/// subscription.
[[nodiscard]] Template policies(const azure_policy::Model& model, const azure_policy::Options& options);

/// `main.bicep` and `main.json`, the same template twice, and its parameters: `main.bicepparam`, or
/// `main.prod.bicepparam` for each environment.
[[nodiscard]] OutputFiles emit_policies(const azure_policy::Model& model,
                                        const azure_policy::Options& options);

} // namespace iotsec::emitters::deployment
