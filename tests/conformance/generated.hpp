// Resources made up for a policy definition: of its own types, with the properties that it reads.
#pragma once

#include "azure/policy/evaluate.hpp"
#include "azure/policy/resource.hpp"
#include "base/value.hpp"

#include <cstddef>
#include <vector>

namespace iotsec::test {

/// Values for the parameters of a definition that have no default: an allowed one, or one of the type.
[[nodiscard]] Object arguments_for(const azure::policy::Definition& definition);

/// Bodies that walk through a definition: bare; with the properties it reads as it wants them; with others.
[[nodiscard]] std::vector<Value> resources_for(const azure::policy::Policy& bound);

/// A request whose group, subscription, caller and assignment are all known.
[[nodiscard]] azure::policy::Request known_request();

} // namespace iotsec::test
