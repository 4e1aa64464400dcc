// Microsoft's Bicep compiler as a process: `$BICEP`, `bicep` on the PATH, or the package that `dotnet
// restore` brings.
#pragma once

#include "tests/support/json_rpc.hpp"

#include <memory>
#include <string_view>

namespace iotsec::test {

/// The compiler's version that the tests are written for.
inline constexpr std::string_view bicep_version = "0.49.2";

/// The compiler, started and answering; null where it cannot be had.
[[nodiscard]] std::unique_ptr<JsonRpcProcess> start_bicep();

} // namespace iotsec::test
