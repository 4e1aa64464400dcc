// The definitions and initiatives of Azure Policy as one deployable template.
#pragma once

#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/deployment/template.hpp"
#include "emitters/output.hpp"

#include <string>

namespace iotsec::emitters::azure_policy {

/// The template that creates everything in `model`, at the management group of `options` or at a
/// subscription.
[[nodiscard]] deployment::Template deployables(const Model& model, const Options& options);

/// `main.bicep` and `main.json`, the same template twice, and its parameters: `main.bicepparam`, or
/// `main.prod.bicepparam` for each environment.
[[nodiscard]] OutputFiles emit_deployables(const Model& model, const Options& options);

} // namespace iotsec::emitters::azure_policy
