// Base64 and percent encoding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure {

[[nodiscard]] std::string base64(std::string_view bytes);
/// Blanks are skipped, padding is required; nullopt for anything else.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

/// Everything but `A-Z a-z 0-9 - . _ ~` as `%XX`.
[[nodiscard]] std::string percent_encoded(std::string_view text);
/// `+` is a blank; sequences that are none stay.
[[nodiscard]] std::string percent_decoded(std::string_view text);

/// `bytes` with what is not UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view bytes);

} // namespace iotsec::azure
