// IOT0xxx: files, JSON and YAML, the project.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view> cannot_read_file{
    "IOT0001", Severity::Error, "cannot read `{}`: {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> expected_json{"IOT0101", Severity::Error,
                                                                                  "expected {}, found {}"};

inline constexpr std::array<const DiagnosticInfo*, 2> project_kinds{&cannot_read_file.info,
                                                                    &expected_json.info};

} // namespace iotsec::diag
