// IOT2xxx: names and imports.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view> unknown_name{"IOT2001", Severity::Error,
                                                                                 "unknown {} `{}`"};

inline constexpr std::array<const DiagnosticInfo*, 1> names_kinds{&unknown_name.info};

} // namespace iotsec::diag
