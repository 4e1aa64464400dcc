// Golden files: whole outputs, compared with what is kept under tests/golden. `UPDATE_GOLDEN=1` rewrites
// them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace iotsec::test {

/// The root of the source tree.
[[nodiscard]] std::filesystem::path source_dir();

/// Compares `actual` with the file `path` (relative to the source tree) and reports the first line that
/// differs.
void check_golden(const std::string& path, std::string_view actual);

/// The whole of a file, relative to the source tree; a failed check where it cannot be read.
[[nodiscard]] std::string read_source_file(const std::string& path);

} // namespace iotsec::test
