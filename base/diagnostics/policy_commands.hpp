// IOT63xx: the commands about policies, and the files that they read.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view> malformed_expected_findings{
    "IOT6300", Severity::Error, "expected {} in the list of expected findings, found {}"};

inline constexpr DiagnosticKind<std::string_view> unused_expected_finding{
    "IOT6301", Severity::Warning, "nothing that was found is this: `{}`"};

inline constexpr DiagnosticKind<std::string_view> no_policies{"IOT6302", Severity::Error,
                                                              "there is no policy {} here"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> policy_test_part{
    "IOT6310", Severity::Error, "expected {} as {} of a policy test, found {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> policy_test_key{
    "IOT6311", Severity::Error, "unknown key `{}` in {} of a policy test"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> policy_test_failed{
    "IOT6312", Severity::Error, "case `{}`: expected {}, found {}"};

inline constexpr DiagnosticKind<std::string_view> not_imported{"IOT6320", Severity::Warning,
                                                               "not carried into the source: {}"};

inline constexpr DiagnosticKind<std::string_view> cannot_import{"IOT6321", Severity::Error,
                                                                "cannot be imported: {}"};

inline constexpr std::array<const DiagnosticInfo*, 8> policy_commands_kinds{&malformed_expected_findings.info,
                                                                            &unused_expected_finding.info,
                                                                            &no_policies.info,
                                                                            &policy_test_part.info,
                                                                            &policy_test_key.info,
                                                                            &policy_test_failed.info,
                                                                            &not_imported.info,
                                                                            &cannot_import.info};

} // namespace iotsec::diag
