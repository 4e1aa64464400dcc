// IOT6xxx: evidence.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> malformed{
    "IOT6001", Severity::Warning, "`{}` is malformed: expected {}, found {}"};

inline constexpr std::array<const DiagnosticInfo*, 1> evidence_kinds{&malformed.info};

} // namespace iotsec::diag
