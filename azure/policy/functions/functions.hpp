// Which functions a policy may call, and which only policies have.
#pragma once

#include "grammar/arm_expression/ast.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace iotsec::azure::policy {

enum class Allowed : std::uint8_t { Yes, Forbidden, NoSuchFunction };

/// Whether a policy rule may call the function of that name (in lower case).
[[nodiscard]] Allowed allowed(std::string_view key);

/// Whether the result follows from the arguments alone: nothing about the resource, the request or the time.
[[nodiscard]] bool is_pure(std::string_view key);

/// All names that a rule may call, for advice.
[[nodiscard]] std::vector<std::string_view> allowed_names();

} // namespace iotsec::azure::policy
