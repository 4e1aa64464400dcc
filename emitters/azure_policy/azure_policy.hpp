// IR to Azure Policy: definitions and initiatives (reference, sections 2 to 5).
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/ir/ir.hpp"
#include "emitters/environment.hpp"
#include "emitters/output.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace iotsec::emitters::azure_policy {

/// Where definitions live, and how they are named.
struct Options {
    std::string target = "azure-policy"; ///< in whose name coverage and diagnostics speak
    std::string
        management_group; ///< of the definitions; empty: they live at the subscription of the deployment
    bool readable_names = false;  ///< `hub-net-2-check` instead of a UUID
    bool merged_remedies = false; ///< check and remedy in one definition
    std::string project;          ///< `metadata.source` falls back to it
    Environments environments;    ///< of the project; each has to give what an initiative needs
    /// Names of definitions by reference id, for those that had one before iotsec built them.
    std::map<std::string, std::string, std::less<>> names;
};

enum class DefinitionKind { Check, Exists, Modify, Deploy, Manual };

/// One policy definition. `properties` is the ARM resource's `properties`, keys in the order of Azure's
/// documentation.
struct Definition {
    std::string name;         ///< the resource name (a UUID unless `readable_names`)
    std::string reference_id; ///< `HUB-NET-2`, `HUB-NET-2-remedy`: also the file name and the stem of symbols
    std::string requirement_id; ///< `HUB-NET-2`
    DefinitionKind kind{};
    std::string message; ///< what Azure tells whoever owns a non-compliant resource; a constant text
    std::shared_ptr<const nlohmann::ordered_json> properties;
};

/// One member of an initiative: which definition, with which parameters, in which groups.
struct Member {
    std::size_t definition = 0; ///< index in `Model::definitions`
    std::shared_ptr<const nlohmann::ordered_json> parameters;
    std::vector<std::string> groups;
};

/// One initiative. `properties` has everything but `policyDefinitions`, which comes last.
struct Initiative {
    std::string name;
    std::string symbol; ///< the baseline's name
    std::shared_ptr<const nlohmann::ordered_json> properties;
    std::vector<Member> members; ///< by reference id
};

/// Everything of this target, before it is written in one form or another.
struct Model {
    std::vector<Definition> definitions; ///< by reference id
    std::vector<Initiative> initiatives; ///< by symbol
    std::vector<Coverage> coverage;      ///< by requirement id
};

/// Lowers every requirement and baseline. What cannot be carried is in `coverage`; a limit of Azure that is
/// exceeded and a part without `partial: ok` are errors in `sink` (IOT5xxx).
[[nodiscard]] Model build(const ir::Program& program, const Options& options, DiagnosticSink& sink);

/// The id of the place where definitions live: a management group, or the subscription of the deployment.
[[nodiscard]] std::string scope_id(const std::string& management_group);

/// The id of a definition or initiative as other resources name it, for the scope of `options`
/// (`/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/…`).
[[nodiscard]] std::string resource_id(const Options& options, std::string_view type, std::string_view name);

/// One JSON file a resource (`definitions/HUB-NET-2.json`, `sets/iotHubProduction.json`) and `manifest.json`.
[[nodiscard]] Emitted emit(const Model& model, const Options& options);

} // namespace iotsec::emitters::azure_policy
