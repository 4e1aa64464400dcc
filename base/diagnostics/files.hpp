// IOT00xx: files and the project.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace iotsec::diag {

// Files

inline constexpr DiagnosticKind<std::string_view, std::string_view> cannot_read_file{
    "IOT0001", Severity::Error, "cannot read `{}`: {}"};
inline constexpr DiagnosticKind<std::string_view> is_a_folder{"IOT0002", Severity::Error,
                                                              "expected a file, found the folder `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::uint64_t, std::uint64_t> file_too_large{
    "IOT0003", Severity::Error, "`{}` has {} bytes, more than the limit of {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> cannot_write_file{
    "IOT0004", Severity::Error, "cannot write `{}`: {}"};
inline constexpr DiagnosticKind<std::string_view, std::uint64_t> too_many_files{
    "IOT0005", Severity::Error, "`{}` holds more than {} files"};
inline constexpr DiagnosticKind<std::string_view> nothing_in_folder{"IOT0006", Severity::Error,
                                                                    "there is no {} here"};

// The project

inline constexpr DiagnosticKind<std::string_view> broken_yaml{"IOT0010", Severity::Error,
                                                              "this is not YAML: {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> unknown_project_key{
    "IOT0011", Severity::Error, "unknown key `{}`; expected one of {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> expected_in_project{
    "IOT0012", Severity::Error, "expected {}, found {}"};
inline constexpr DiagnosticKind<std::string_view> repeated_project_key{"IOT0013", Severity::Error,
                                                                       "the key `{}` is given twice"};
inline constexpr DiagnosticKind<std::string_view> no_project{"IOT0014", Severity::Error,
                                                             "there is no iotsec.yaml in `{}` or above it"};
inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> unknown_choice{
    "IOT0016", Severity::Error, "there is no {} `{}`; there is {}"};
inline constexpr DiagnosticKind<std::string_view> parameter_without_use{"IOT0017", Severity::Warning,
                                                                        "no parameter is called `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> file_is_stale{
    "IOT0018", Severity::Error, "`{}` is not what the sources say: {}"};

inline constexpr DiagnosticKind<std::string_view> group_without_use{
    "IOT0019", Severity::Warning, "no management group of the sources is called `{}`"};
inline constexpr DiagnosticKind<std::string_view> other_cloud{
    "IOT0020", Severity::Note,
    "what exists in {} is not in the catalogue: its facts are those of AzureCloud"};

inline constexpr std::array<const DiagnosticInfo*, 16> file_kinds{&cannot_read_file.info,
                                                                  &is_a_folder.info,
                                                                  &file_too_large.info,
                                                                  &cannot_write_file.info,
                                                                  &too_many_files.info,
                                                                  &nothing_in_folder.info,
                                                                  &broken_yaml.info,
                                                                  &unknown_project_key.info,
                                                                  &expected_in_project.info,
                                                                  &repeated_project_key.info,
                                                                  &no_project.info,
                                                                  &unknown_choice.info,
                                                                  &parameter_without_use.info,
                                                                  &file_is_stale.info,
                                                                  &group_without_use.info,
                                                                  &other_cloud.info};

} // namespace iotsec::diag
