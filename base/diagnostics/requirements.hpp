// IOT4xxx: the catalogue, and what requirements and baselines must keep.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view> duplicate_id{
    "IOT4001", Severity::Error, "the id `{}` is already taken by `{}`"};

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

inline constexpr std::array<const DiagnosticInfo*, 8> requirements_kinds{
    &duplicate_id.info,        &catalog_not_yaml.info,    &catalog_wrong_node.info, &catalog_unknown_key.info,
    &catalog_missing_key.info, &catalog_wrong_value.info, &catalog_repeated.info,   &catalog_orphan.info};

} // namespace iotsec::diag
