// Parameters of definitions and initiatives (reference, section 8).
#pragma once

#include "compiler/ir/ir.hpp"
#include "emitters/azure_policy/condition.hpp"

#include <map>
#include <string>
#include <vector>

namespace iotsec::emitters::azure_policy {

/// Who reads a parameter. One that only a remedy reads gets an empty default, so that an audit needs no
/// value.
struct ParameterUse {
    bool in_conditions = false;
    bool in_remedy = false;
};
/// The parameters that something reads, in the order of their declaration.
using ParameterUses = std::map<ir::ParamId, ParameterUse>;

/// A declared parameter as Azure writes it.
[[nodiscard]] Json parameter_json(const ir::Parameter& parameter, ParameterUse use);
/// Why a parameter has no Azure form; empty where it has one.
[[nodiscard]] std::string no_parameter_reason(const ir::Parameter& parameter);

/// The parameter `effect` of a definition. Nothing is enforced by default: then it is off.
[[nodiscard]] Json effect_parameter(const std::vector<std::string>& effects);
/// What the effects do, in one sentence or two.
[[nodiscard]] std::string effect_description(const std::vector<std::string>& effects);

} // namespace iotsec::emitters::azure_policy
