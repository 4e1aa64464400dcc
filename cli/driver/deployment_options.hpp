// Options that say where a template is deployed to, and how much of it is taken: commands that evaluate
// templates share them.
#pragma once

#include "azure/expression/deployment.hpp"
#include "azure/expression/limits.hpp"
#include "cli/driver/arguments.hpp"
#include "cli/driver/files.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace iotsec::cli {

inline constexpr std::array deployment_options{
    OptionSpec{"--subscription", "ID", "The id of the subscription that is deployed to."},
    OptionSpec{"--resource-group", "NAME", "The name of the resource group that is deployed to."},
    OptionSpec{"--location", "REGION", "The location of the group, or of the deployment at other scopes."},
    OptionSpec{"--tenant", "ID", "The id of the tenant."},
    OptionSpec{"--management-group", "NAME", "The name of the management group that is deployed to."},
    OptionSpec{"--deployment-name", "NAME", "The name of the deployment."},
    OptionSpec{"--max-file-size", "MB", "The largest file that is read; 64 where not given."},
    OptionSpec{"--max-resources", "N",
               "How many resources a template may have, nested ones among them; 20000 where not given."},
    OptionSpec{"--max-steps", "N",
               "How many values a template may take to evaluate; 4000000 where not given."},
};

/// What those options say.
struct DeploymentSettings {
    azure::DeploymentFacts facts;
    azure::Limits limits;
    std::uint64_t largest_file = cli::largest_file; ///< bytes
    std::string problem;                            ///< which of them is wrong, in words; empty if none is
};
[[nodiscard]] DeploymentSettings deployment_settings(const Arguments& arguments);

/// The options of a command, with shared ones behind its own.
template <std::size_t Own, std::size_t Shared>
[[nodiscard]] constexpr std::array<OptionSpec, Own + Shared>
with_options(const std::array<OptionSpec, Own>& own, const std::array<OptionSpec, Shared>& shared) {
    std::array<OptionSpec, Own + Shared> all;
    std::ranges::copy(shared, std::ranges::copy(own, all.begin()).out);
    return all;
}

} // namespace iotsec::cli
