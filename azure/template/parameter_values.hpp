// The values that a parameter can have to which nothing gives one.
#pragma once

#include "base/value.hpp"

#include <string_view>
#include <vector>

namespace iotsec::azure {

/// The parameter `name` of a template as a whole, without a value.
[[nodiscard]] Unknown parameter_without_value(std::string_view name);

/// What a declaration limits a parameter to: `allowedValues`, or both values of a bool. Empty where it limits
/// nothing (those of a list are its items, and it can have many values).
[[nodiscard]] std::vector<Value> declared_values(const Value& declaration);

/// All values of the parameter `name` of the template `root`, as far apart as the template can tell them:
/// those that its declaration allows; or else each that the template compares it with, in
/// `equals(parameters('env'), 'prod')`, and an unknown that is none of them. Empty if the template has no
/// such parameter, or does not tell its values apart.
[[nodiscard]] std::vector<Value> possible_values(const Value& root, std::string_view name);

} // namespace iotsec::azure
