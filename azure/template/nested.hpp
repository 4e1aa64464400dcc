// Nested deployments: where they go, and what names their templates see.
#pragma once

#include "azure/expression/evaluator.hpp"
#include "azure/template/scope.hpp"
#include "base/value.hpp"

#include <memory>

namespace iotsec::azure {

/// Whether a resource is a deployment that the template makes.
[[nodiscard]] bool is_deployment(const Value& raw);
/// The template within a deployment; null where it is elsewhere, or missing.
[[nodiscard]] const Value* nested_template(const Value& raw);
/// Whether the expressions within see the names of their own template only.
/// `root`: the template around it.
[[nodiscard]] bool is_inner_scope(const Value& raw, Evaluator& evaluator, const Value& root);
/// Where a resource written in a deployment to `from` goes: by its
/// `resourceGroup`, `subscriptionId`, and, for a deployment, its `scope`.
[[nodiscard]] Deployment deployment_target(const Value& raw, Evaluator& evaluator, const Deployment& from);
/// The names of a template with a scope of its own, its parameters evaluated
/// outside.
[[nodiscard]] std::unique_ptr<TemplateScope> nested_scope(const Value& raw, TemplateScope& outside,
                                                          Evaluator& evaluator, Deployment target);

} // namespace iotsec::azure
