// Hashes of what is emitted: names are made of them, and drift is seen by them.
#pragma once

#include "emitters/azure_policy/condition.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace iotsec::emitters::azure_policy {

[[nodiscard]] std::array<std::uint8_t, 20> sha1(std::string_view bytes);
/// In hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// `sha256:` and the hash of `json` in canonical form: keys sorted, no blanks.
[[nodiscard]] std::string content_hash(const Json& json);

} // namespace iotsec::emitters::azure_policy
