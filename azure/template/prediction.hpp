// What Azure's deployment engine predicts of a template: the resources that it would ask for, before anything
// is deployed.
#pragma once

#include "azure/template/template.hpp"
#include "base/diagnostic.hpp"
#include "base/value.hpp"

#include <string>
#include <vector>

namespace iotsec::azure {

/// Resources and outputs as the engine prints them: a value that only the deployment computes is a text in
/// brackets.
struct Prediction {
    bool is_refused = false; ///< Azure would not take the template; why was reported
    List resources;
    Object outputs;
    std::vector<std::string> diagnostics; ///< about nested deployments that cannot be looked into
};

[[nodiscard]] Prediction predict(const Value& root, const TemplateOptions& options, DiagnosticSink& sink);

} // namespace iotsec::azure
