// A deployable template as Bicep, in the form that `bicep format` writes with its defaults.
#pragma once

#include "emitters/deployment/template.hpp"

#include <string>

namespace iotsec::emitters::bicep {

/// The template as a Bicep file.
[[nodiscard]] std::string print(const deployment::Template& from);

/// A parameters file (`.bicepparam`) for the Bicep file `template_file`: every parameter without a default,
/// with a value to be replaced.
[[nodiscard]] std::string print_params(const deployment::Template& from, const std::string& template_file);

} // namespace iotsec::emitters::bicep
