// IOT1xxx: syntax of .iotsec files.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view> expected{"IOT1001", Severity::Error, "expected {}"};

inline constexpr std::array<const DiagnosticInfo*, 1> syntax_kinds{&expected.info};

} // namespace iotsec::diag
