// IOT5xxx: what a target cannot carry.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> not_carried{
    "IOT5001", Severity::Warning, "{} is not carried by target `{}`: {}"};

inline constexpr std::array<const DiagnosticInfo*, 1> targets_kinds{&not_carried.info};

} // namespace iotsec::diag
