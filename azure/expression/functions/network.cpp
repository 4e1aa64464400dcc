#include "azure/expression/function.hpp"

namespace iotsec::azure {

std::span<const Function> network_functions() {
    return {};
}

} // namespace iotsec::azure
