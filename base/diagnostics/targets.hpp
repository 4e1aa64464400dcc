// IOT5xxx: what a target cannot carry, and rule files.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> not_carried{
    "IOT5001", Severity::Note, "{} is not carried by {}: {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> not_yet_carried{
    "IOT5002", Severity::Warning, "{} `{}` is not yet carried by {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> carried_in_part{
    "IOT5003", Severity::Error, "target `{}` carries only a part of {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view, std::string_view>
    over_limit{"IOT5004", Severity::Error, "{} has {} {}, expected at most {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> effect_beyond_target{
    "IOT5005", Severity::Error, "{} cannot offer the effect `{}`: {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> name_clash{"IOT5006", Severity::Error,
                                                                               "{} is the name of {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> empty_initiative{
    "IOT5007", Severity::Warning,
    "baseline `{}` has no requirement that target `{}` carries: no initiative is written"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view>
    environment_without_value{"IOT5008", Severity::Error,
                              "environment `{}` gives no value to `{}`, which the initiative `{}` needs"};

// IOT51xx: rule files, the IR as JSON.
inline constexpr DiagnosticKind<std::string_view, std::string_view> unexpected_in_rules{
    "IOT5101", Severity::Error, "expected {} in the rules, found {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> missing_in_rules{
    "IOT5102", Severity::Error, "expected a member `{}` in {} of the rules"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> unknown_in_rules{
    "IOT5103", Severity::Error, "unknown member `{}` in {} of the rules"};

inline constexpr DiagnosticKind<std::int64_t, int> rules_version{
    "IOT5104", Severity::Error, "the rules have format version {}, expected {}"};

inline constexpr DiagnosticKind<std::string_view> broken_rules{"IOT5105", Severity::Error,
                                                               "the rules do not hold together: {}"};

// IOT52xx: programs that cannot be lowered.
inline constexpr DiagnosticKind<std::size_t> expanded_too_deep{
    "IOT5201", Severity::Error, "nested more than {} levels deep once lets and predicates are expanded"};

inline constexpr std::array<const DiagnosticInfo*, 14> targets_kinds{
    &not_carried.info,      &not_yet_carried.info,           &carried_in_part.info,
    &over_limit.info,       &effect_beyond_target.info,      &name_clash.info,
    &empty_initiative.info, &environment_without_value.info, &unexpected_in_rules.info,
    &missing_in_rules.info, &unknown_in_rules.info,          &rules_version.info,
    &broken_rules.info,     &expanded_too_deep.info};

} // namespace iotsec::diag
