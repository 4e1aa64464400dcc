// IOT6xxx: evidence.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> malformed{
    "IOT6001", Severity::Warning, "`{}` is malformed: expected {}, found {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> outside_order{
    "IOT6002", Severity::Note, "`{}` is not among the known values of `{}`: the list may be out of date"};

inline constexpr std::array<const DiagnosticInfo*, 2> evidence_kinds{&malformed.info, &outside_order.info};

} // namespace iotsec::diag
