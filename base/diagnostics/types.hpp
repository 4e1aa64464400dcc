// IOT3xxx: types.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view> type_mismatch{"IOT3001", Severity::Error,
                                                                                  "expected {}, found {}"};

inline constexpr std::array<const DiagnosticInfo*, 1> types_kinds{&type_mismatch.info};

} // namespace iotsec::diag
