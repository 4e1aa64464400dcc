// Baselines as initiatives (reference, section 8).
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/ir/ir.hpp"
#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/azure_policy/draft.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace iotsec::emitters::azure_policy {

/// A definition, and which requirement and parameters it is of.
struct DefinitionFacts {
    std::uint32_t requirement = 0;
    ParameterUses uses;
};

/// The initiative of a baseline over `definitions` (`facts` is parallel); none where it would be empty.
[[nodiscard]] std::optional<Initiative> initiative(const ir::Program& program, const ir::Baseline& baseline,
                                                   const std::vector<Definition>& definitions,
                                                   const std::vector<DefinitionFacts>& facts,
                                                   const Options& options, DiagnosticSink& sink);

/// An initiative's `properties` with its members, as Azure takes them.
[[nodiscard]] Json whole_properties(const Model& model, const Initiative& initiative, const Options& options);

} // namespace iotsec::emitters::azure_policy
