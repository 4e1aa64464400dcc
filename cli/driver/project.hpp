// The project file, iotsec.yaml: what belongs to a project, and what differs between its environments.
#pragma once

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "base/value.hpp"
#include "compiler/catalog/cloud.hpp"
#include "emitters/environment.hpp"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::cli {

/// A value given to a parameter, with the place where it is given.
struct ParameterValue {
    std::string name;
    Value value;
    Span span;
};

/// A management group of the sources, and the one that stands for it in an environment.
struct NamedPlace {
    std::string name, there;
    Span span;
};

/// One environment: `prod`, `dev`.
struct Environment {
    std::string name;
    std::vector<NamedPlace> management_groups; ///< as in the sources: as in this environment
    std::vector<ParameterValue> parameters;
};

/// Whether Azure takes `id` for a management group (naming rules for Azure resources): 1 to 90 letters,
/// digits and `-_().`, not ending in a full stop.
[[nodiscard]] bool is_management_group(std::string_view id);

/// What a project can be built to, in the order of reports.
inline constexpr std::array<std::string_view, 4> target_names{"azure-policy", "bicep", "hardened", "rules"};

/// A target and the folder that its files go to.
struct TargetOutput {
    std::string target;
    std::string folder; ///< from the folder of the project
};

struct Project {
    std::string folder; ///< where iotsec.yaml is; paths in it start here
    std::string name;
    std::vector<std::string> sources{"."};
    bool library = true;
    std::string management_group; ///< of the definitions; empty: the subscription of the deployment
    catalog::Cloud cloud = catalog::Cloud::Public;
    Span cloud_span;
    bool readable_names = false;
    bool merged_remedies = false;
    std::map<std::string, std::string, std::less<>> definition_names; ///< kept ones, by reference id
    bool closed_evidence = false;
    std::vector<std::string> complete_types;
    std::string aliases; ///< the alias index, from the folder of the project; empty: what is built in
    std::vector<ParameterValue> parameters;
    std::vector<Environment> environments;
    std::vector<TargetOutput> targets;

    /// The values of the parameters: those of the project, then those of `environment` over them.
    [[nodiscard]] std::vector<ParameterValue> values_in(std::string_view environment) const;
    /// The environments as targets see them: where definitions live in each, and all of its values.
    [[nodiscard]] emitters::Environments built_environments() const;
};

/// Reads a project file; mistakes are reported with their places, and what is right is kept.
[[nodiscard]] Project read_project(const SourceFile& file, std::string folder, DiagnosticSink& sink);

/// The folder of the iotsec.yaml that covers `folder`: its own or that of a folder above.
[[nodiscard]] std::optional<std::string> find_project(const std::string& folder);

} // namespace iotsec::cli
