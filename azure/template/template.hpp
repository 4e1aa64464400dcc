// ARM templates: from the JSON of a file to the resources that a deployment would ask for.
#pragma once

#include "azure/expression/deployment.hpp"
#include "azure/expression/limits.hpp"
#include "base/diagnostic.hpp"
#include "base/value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace iotsec::azure {

/// What a JSON file of Azure's is.
enum class FileKind { Template, Parameters, Other };

/// By its `$schema`, and where that does not tell by its members.
[[nodiscard]] FileKind file_kind(const Value& root);

/// One resource of a template, its expressions evaluated.
struct TemplateResource {
    std::string type; ///< full, without `/providers/` in it
    Value name;       ///< full (`hub/group`): a text or unknown
    Value id;         ///< a text or unknown
    Value body;       ///< as a request carries it; `dependsOn`, `copy` and the like are left out
    std::string api_version;
    Value condition;            ///< null (always), true, or unknown; what is surely off is left out
    bool existing = false;      ///< only referred to
    std::optional<Value> scope; ///< of an extension resource: the id it is attached to
    std::optional<Value> above; ///< the id of its parent, or of what it is attached to
    Value subscription;         ///< where it is: a text, unknown, or null
    Value resource_group;       ///< likewise
    std::string symbol;         ///< its symbolic name, if the template has them
    Span span, name_span;
};

struct TemplateOptions {
    DeploymentFacts facts;
    const Value* parameters = nullptr; ///< a parameter file: its root
    Limits limits{};
};

/// The resources of a template in the order written, those of nested deployments in their place.
struct ExpandedTemplate {
    ScopeKind scope = ScopeKind::ResourceGroup;
    std::vector<TemplateResource> resources;
    bool is_whole = true; ///< false: a linked template or a loop of unknown length hides more
};

/// Evaluates `root`. What has no value is reported and unknown; a limit that is hit is an error.
[[nodiscard]] ExpandedTemplate expand(const Value& root, const TemplateOptions& options,
                                      DiagnosticSink& sink);

} // namespace iotsec::azure
