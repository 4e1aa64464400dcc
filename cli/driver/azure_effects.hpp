// What Azure does with a finding: the effects that the policy of each requirement offers.
#pragma once

#include "cli/driver/project.hpp"
#include "compiler/ir/ir.hpp"

#include <string>
#include <vector>

namespace iotsec::cli {

/// For each requirement of `program` a sentence in Markdown, from what the target `azure-policy` of `project`
/// makes of it: which effects an assignment can choose of, that it asks for an attestation, or that no policy
/// carries it. Which of the effects is in force is up to the assignment.
[[nodiscard]] std::vector<std::string> azure_effects(const ir::Program& program, const Project& project);

} // namespace iotsec::cli
