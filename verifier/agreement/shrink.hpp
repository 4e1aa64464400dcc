// The smallest sample that still shows the same.
#pragma once

#include "verifier/agreement/sample.hpp"

#include <functional>

namespace iotsec::verifier::agreement {

/// Takes away resources, members and items of `sample`, and makes values simpler, as long as `shows` says
/// that what is left still shows it. The subject stays, and so do names, types and ids.
[[nodiscard]] Sample shrunk(Sample sample, const std::function<bool(const Sample&)>& shows);

} // namespace iotsec::verifier::agreement
