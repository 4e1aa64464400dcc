// What differs between the environments that one source is built for.
#pragma once

#include "base/value.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace iotsec::emitters {

/// One environment of a project: `prod`, `dev`.
struct Environment {
    std::string name;
    std::string
        management_group; ///< where definitions live there; empty: at the subscription of the deployment
    std::map<std::string, Value, std::less<>> values; ///< of the rules' parameters, by name
};
using Environments = std::vector<Environment>;

} // namespace iotsec::emitters
