// IOT01xx: JSON.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view> expected_json{"IOT0101", Severity::Error,
                                                                                  "expected {}, found {}"};

inline constexpr DiagnosticKind<> json_text_without_end{"IOT0102", Severity::Error,
                                                        "the text that begins here has no closing quote"};
inline constexpr DiagnosticKind<> json_comment_without_end{
    "IOT0103", Severity::Error, "the comment that begins here has no closing `*/`"};
inline constexpr DiagnosticKind<std::string_view> json_bad_escape{"IOT0104", Severity::Error,
                                                                  "`{}` is no escape of JSON"};
inline constexpr DiagnosticKind<std::string_view> json_lone_surrogate{
    "IOT0105", Severity::Error, "`{}` is half of a surrogate pair, and the other half is missing"};
inline constexpr DiagnosticKind<std::string_view> json_control_character{
    "IOT0106", Severity::Error, "a text contains the control character `{}` unescaped"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> json_bad_number{
    "IOT0107", Severity::Error, "`{}` is no number of JSON: {}"};
inline constexpr DiagnosticKind<std::size_t> json_too_deep{
    "IOT0108", Severity::Error, "lists and objects are nested deeper than {} levels"};
inline constexpr DiagnosticKind<> json_not_utf8{"IOT0109", Severity::Error, "the text is not UTF-8 here"};
inline constexpr DiagnosticKind<std::string_view> json_text_behind{
    "IOT0110", Severity::Error, "expected end of file behind the value, found {}"};
inline constexpr DiagnosticKind<std::string_view> json_extension{
    "IOT0111", Severity::Error, "this file must be plain JSON, which has no {}"};

inline constexpr std::array<const DiagnosticInfo*, 11> project_kinds{
    &expected_json.info,    &json_text_without_end.info, &json_comment_without_end.info,
    &json_bad_escape.info,  &json_lone_surrogate.info,   &json_control_character.info,
    &json_bad_number.info,  &json_too_deep.info,         &json_not_utf8.info,
    &json_text_behind.info, &json_extension.info};

} // namespace iotsec::diag
