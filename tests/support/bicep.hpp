// Microsoft's Bicep compiler, the judge of every Bicep file that we write: `$BICEP`, `bicep` on the PATH, or
// the package that `dotnet restore` brings. Where none can be had, the test that asks is reported as skipped.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::test {

/// The compiler's version that the tests are written for.
inline constexpr std::string_view bicep_version = "0.49.2";

/// The path of the compiler; none where it cannot be had, and then `test` is reported as skipped.
[[nodiscard]] std::optional<std::filesystem::path> bicep_compiler(std::string_view test);

} // namespace iotsec::test
