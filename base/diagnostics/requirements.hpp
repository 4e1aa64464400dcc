// IOT4xxx: the catalogue, and what requirements and baselines must keep.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view> duplicate_id{
    "IOT4001", Severity::Error, "the id `{}` is already taken by `{}`"};

inline constexpr std::array<const DiagnosticInfo*, 1> requirements_kinds{&duplicate_id.info};

} // namespace iotsec::diag
