#include "azure/expression/function.hpp"

namespace iotsec::azure {

std::span<const Function> date_functions() {
    return {};
}

} // namespace iotsec::azure
