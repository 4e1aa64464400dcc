// The rules of the linter, by what they look at. Each function reports to the sink of its context.
#pragma once

#include "azure/policy/lint/context.hpp"

namespace iotsec::azure::policy::lint {

/// Names, mode, description, limits.
void check_definition(const Context& context);
/// Parameters and those who name them.
void check_parameters(const Context& context);
/// The effect and what it needs.
void check_effect(const Context& context);
/// How conditions are put together.
void check_shape(const Context& context);
/// Operators and what they are held against.
void check_operators(const Context& context);
/// Fields: what is known of the properties behind aliases.
void check_fields(const Context& context);
/// Functions in expressions.
void check_expressions(const Context& context);

} // namespace iotsec::azure::policy::lint
