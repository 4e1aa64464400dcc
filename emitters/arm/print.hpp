// A deployable template as ARM JSON: what the Bicep compiler makes of the same template.
#pragma once

#include "emitters/deployment/template.hpp"

#include <string>

namespace iotsec::emitters::arm {

/// The template as the text of a JSON file: two spaces, `\n` at the end.
[[nodiscard]] std::string print(const deployment::Template& from);

} // namespace iotsec::emitters::arm
