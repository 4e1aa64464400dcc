// IOT4xxx: the catalogue, and what requirements and baselines must keep.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view> duplicate_id{
    "IOT4001", Severity::Error, "the id `{}` is already taken by `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> missing_metadata{
    "IOT4002", Severity::Error, "{} needs `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> unknown_metadata{
    "IOT4003", Severity::Error, "{} has no metadata `{}`"};
inline constexpr DiagnosticKind<std::string_view> repeated_clause{"IOT4004", Severity::Error,
                                                                  "`{}` is given twice"};
inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> bad_metadata{
    "IOT4005", Severity::Error, "`{}` is {}, found {}"};
inline constexpr DiagnosticKind<std::string_view> expects_nothing{
    "IOT4006", Severity::Error, "`{}` expects nothing: expected at least one `expect` or `attest`"};
inline constexpr DiagnosticKind<std::string_view> attested_only{
    "IOT4007", Severity::Error, "`{}` does not go with `attest`: a machine cannot judge what is attested"};
inline constexpr DiagnosticKind<std::string_view> fleet_excludes{
    "IOT4008", Severity::Error, "`{}` does not go with `for all`: a fleet is judged as a whole"};
inline constexpr DiagnosticKind<std::string_view> fleet_needs_registry{
    "IOT4009", Severity::Error, "`for all` ranges over a registry, found the resource type `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> effect_not_offered{
    "IOT4010", Severity::Error, "`{}` cannot be offered: {}"};
inline constexpr DiagnosticKind<std::string_view> remedy_target{
    "IOT4011", Severity::Error, "`remedy set` sets a property of the subject, found {}"};
inline constexpr DiagnosticKind<std::string_view> remedy_touches_nothing{
    "IOT4012", Severity::Error, "no expectation depends on {}: this remedy would mend nothing"};
inline constexpr DiagnosticKind<> deploy_needs_roles{"IOT4013", Severity::Error,
                                                     "`remedy deploy` needs `roles [...]`"};
inline constexpr DiagnosticKind<std::string_view> includes_nothing{"IOT4014", Severity::Error,
                                                                   "{} includes no requirement"};
inline constexpr DiagnosticKind<std::string_view> omits_nothing{
    "IOT4015", Severity::Error, "`omit {}` removes nothing that was included"};
inline constexpr DiagnosticKind<std::string_view> parameters_share_name{
    "IOT4016", Severity::Error, "two different parameters are surfaced as `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> not_a_parameter{
    "IOT4017", Severity::Error, "`{}` is no parameter of {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> not_included{
    "IOT4018", Severity::Error, "`{}` is not in baseline `{}`"};
inline constexpr DiagnosticKind<std::string_view> reason_needed{
    "IOT4019", Severity::Error, "expected a reason after `because`, found an empty text: {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> rings_overlap{
    "IOT4020", Severity::Error, "location `{}` is already in ring `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> limit_exceeded{"IOT4021", Severity::Error,
                                                                                   "{}: Azure allows {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> wrong_subject{
    "IOT4022", Severity::Error, "the subject is a `{}`, found `{}`"};
inline constexpr DiagnosticKind<> now_needs_at{
    "IOT4023", Severity::Error, "the requirement reads `now`: expected `at` with a date or an instant"};
inline constexpr DiagnosticKind<std::string_view> no_remedy{
    "IOT4024", Severity::Error, "`after remedy` needs a remedy, and `{}` has none"};
inline constexpr DiagnosticKind<std::string_view> repeated_resource{
    "IOT4025", Severity::Error, "`{}` has the same id as another `given`"};

inline constexpr DiagnosticKind<std::string_view> catalog_not_yaml{"IOT4501", Severity::Error,
                                                                   "the catalogue is not YAML: {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> catalog_wrong_node{
    "IOT4502", Severity::Error, "`{}` is {}, expected {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> catalog_unknown_key{
    "IOT4503", Severity::Error, "`{}` is no key of {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> catalog_missing_key{
    "IOT4504", Severity::Error, "{} has no `{}`"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> catalog_wrong_value{
    "IOT4505", Severity::Error, "`{}` is `{}`, expected {}"};

inline constexpr DiagnosticKind<std::string_view> catalog_repeated{"IOT4506", Severity::Error,
                                                                   "`{}` is described twice"};

inline constexpr DiagnosticKind<std::string_view> catalog_orphan{
    "IOT4507", Severity::Error, "`{}` stands below a property that is not described before it"};

inline constexpr std::array<const DiagnosticInfo*, 32> requirements_kinds{
    &duplicate_id.info,          &missing_metadata.info,    &unknown_metadata.info,
    &repeated_clause.info,       &bad_metadata.info,        &expects_nothing.info,
    &attested_only.info,         &fleet_excludes.info,      &fleet_needs_registry.info,
    &effect_not_offered.info,    &remedy_target.info,       &remedy_touches_nothing.info,
    &deploy_needs_roles.info,    &includes_nothing.info,    &omits_nothing.info,
    &parameters_share_name.info, &not_a_parameter.info,     &not_included.info,
    &reason_needed.info,         &rings_overlap.info,       &limit_exceeded.info,
    &wrong_subject.info,         &now_needs_at.info,        &no_remedy.info,
    &repeated_resource.info,     &catalog_not_yaml.info,    &catalog_wrong_node.info,
    &catalog_unknown_key.info,   &catalog_missing_key.info, &catalog_wrong_value.info,
    &catalog_repeated.info,      &catalog_orphan.info};

} // namespace iotsec::diag
