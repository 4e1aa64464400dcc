// IOT9xxx: mistakes of ours.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view> broken_ir{
    "IOT9001", Severity::Error, "internal: the intermediate representation is broken: {}"};

inline constexpr std::array<const DiagnosticInfo*, 1> internal_kinds{&broken_ir.info};

} // namespace iotsec::diag
