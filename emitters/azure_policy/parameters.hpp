// Parameters of definitions and initiatives (reference, section 8).
#pragma once

#include "compiler/ir/ir.hpp"
#include "emitters/azure_policy/condition.hpp"

#include <string>
#include <vector>

namespace iotsec::emitters::azure_policy {

/// How a declared parameter is used.
enum class ParameterUse {
    Read,       ///< a condition reads it: it needs a value
    RemedyOnly, ///< only a remedy reads it: it gets an empty default, so that an audit needs no value
    Surfaced    ///< of an initiative
};

/// A declared parameter as Azure writes it.
[[nodiscard]] Json parameter_json(const ir::Parameter& parameter, ParameterUse use);
/// Why a parameter has no Azure form; empty where it has one.
[[nodiscard]] std::string no_parameter_reason(const ir::Parameter& parameter);

/// The parameter `effect` of a definition.
[[nodiscard]] Json effect_parameter(const std::vector<std::string>& effects, bool is_off_by_default);
/// What the effects do, in one sentence or two.
[[nodiscard]] std::string effect_description(const std::vector<std::string>& effects);

} // namespace iotsec::emitters::azure_policy
