// Instants as text, moved by a duration.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace iotsec::ir::lowering {

/// `2026-11-25T00:00:00Z` moved by `seconds`; empty where `instant` is not of that form.
[[nodiscard]] std::string moved(std::string_view instant, std::int64_t seconds);

} // namespace iotsec::ir::lowering
