// Laws that are about a requirement as a whole, checked once its expressions have types.
#pragma once

#include "compiler/sema/state.hpp"

namespace iotsec::sema {

/// Reports comparisons whose verdict an absent property would decide without the author saying so (reference,
/// section 1.5).
void check_leniency(State& state, DeclId requirement);
/// Reports comparisons that can never hold, or always do, by what the others in their conjunction say of one
/// path.
void check_contradictions(State& state, DeclId requirement);
/// Reports effects that the requirement can never have, and remedies that mend nothing.
void check_effects(State& state, DeclId requirement);

/// Reports properties that none of the api-versions has which `when request.apiVersion …` admits.
void check_api_versions(State& state, DeclId requirement);

} // namespace iotsec::sema
