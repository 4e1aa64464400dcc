// Reference material that is not part of the project: a folder `shared` beside the checkout. Where it is
// missing, the tests that need it are reported as skipped.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::test {

/// `../shared/<part>` beside the source tree (`$IOTSEC_SHARED/<part>` where that is set); none where it is
/// missing, and then `test` is reported as skipped.
[[nodiscard]] std::optional<std::filesystem::path> shared_folder(std::string_view part,
                                                                 std::string_view test);

/// Reports `test` as skipped, with the reason: on standard error, and in `$IOTSEC_SKIPPED` where that names a
/// file.
void skip(std::string_view test, std::string_view reason);

} // namespace iotsec::test
