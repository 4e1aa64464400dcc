// Where the YAML of a type stands.
#pragma once

#include "base/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace iotsec::generate {

/// `microsoft.devices.iothubs.certificates.yaml` for `Microsoft.Devices/IotHubs/certificates`.
[[nodiscard]] inline std::string file_name(std::string_view type) {
    std::string name = to_lower(type);
    std::ranges::replace(name, '/', '.');
    return name + ".yaml";
}

} // namespace iotsec::generate
