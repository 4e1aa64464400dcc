// A deployable template as Bicep, in the form that `bicep format` writes with its defaults.
#pragma once

#include "base/value.hpp"
#include "emitters/deployment/template.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace iotsec::emitters::bicep {

/// The template as a Bicep file.
[[nodiscard]] std::string print(const deployment::Template& from);

/// A parameters file (`.bicepparam`) for the Bicep file `template_file`, under the comment lines `header`:
/// every parameter that stands for one of the rules with its value in `values`, and every other one without a
/// default with a value to be replaced.
[[nodiscard]] std::string print_params(const deployment::Template& from, const std::string& template_file,
                                       const std::map<std::string, Value, std::less<>>& values = {},
                                       const std::vector<std::string>& header = {});

} // namespace iotsec::emitters::bicep
