// The values of parameters: given, by default, or unknown.
#pragma once

#include "base/value.hpp"
#include "compiler/ir/ir.hpp"

#include <map>
#include <string>
#include <vector>

namespace iotsec::verifier {

/// One value for each parameter of `program`: out of `given` (by `module.name`, then by `name`), else its
/// default, else an unknown with the allowed values as its domain.
[[nodiscard]] std::vector<Value> parameter_values(const ir::Program& program,
                                                  const std::map<std::string, Value>& given);

} // namespace iotsec::verifier
