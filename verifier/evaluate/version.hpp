// Dotted versions, compared by their numbers.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace iotsec::verifier {

/// The order of two versions: missing parts are 0, a `-suffix` sorts before the release. None where one of
/// them is no version.
[[nodiscard]] std::optional<std::strong_ordering> compare_versions(std::string_view a, std::string_view b);
[[nodiscard]] bool is_version(std::string_view text);

} // namespace iotsec::verifier
