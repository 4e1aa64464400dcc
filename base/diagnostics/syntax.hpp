// IOT1xxx: syntax of .iotsec files.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view> expected{"IOT1001", Severity::Error, "expected {}"};

inline constexpr DiagnosticKind<> unclosed_comment{"IOT1002", Severity::Error, "this comment has no end"};

inline constexpr DiagnosticKind<std::string_view> unclosed_string{"IOT1003", Severity::Error,
                                                                  "this text has no closing `{}`"};

inline constexpr DiagnosticKind<char, std::string_view> unclosed_bracket{"IOT1004", Severity::Error,
                                                                         "expected `{}`, found {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> reserved_word{
    "IOT1005", Severity::Error, "expected {}, found the reserved word `{}`"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> mixed_connectives{
    "IOT1006", Severity::Error, "`{}` follows `{}` without parentheses"};

inline constexpr DiagnosticKind<std::string_view> unknown_escape{"IOT1007", Severity::Error,
                                                                 "`{}` is no escape"};

inline constexpr DiagnosticKind<std::string_view> no_such_character{"IOT1008", Severity::Error,
                                                                    "`{}` names no Unicode character"};

inline constexpr DiagnosticKind<std::string_view> no_such_date{"IOT1009", Severity::Error,
                                                               "`{}` is not in the calendar or on the clock"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> number_runs_on{
    "IOT1010", Severity::Error, "expected the end of the number `{}`, found `{}`"};

inline constexpr DiagnosticKind<std::string_view> number_too_large{"IOT1011", Severity::Error,
                                                                   "`{}` does not fit into 64 bits"};

inline constexpr DiagnosticKind<int> not_utf8{"IOT1012", Severity::Error,
                                              "expected UTF-8, found the byte 0x{:02X}"};

inline constexpr DiagnosticKind<std::string_view> stray_character{"IOT1013", Severity::Error,
                                                                  "{} stands outside of text and comments"};

inline constexpr DiagnosticKind<int> nested_too_deep{"IOT1014", Severity::Error,
                                                     "nested deeper than {} levels"};

inline constexpr DiagnosticKind<std::string_view> not_constant{"IOT1015", Severity::Error,
                                                               "expected constant text for {}, found `${{`"};

inline constexpr DiagnosticKind<> unseparated_items{"IOT1016", Severity::Error,
                                                    "expected a comma or a line break between two items"};

inline constexpr DiagnosticKind<std::string_view> fraction_in_condition{"IOT1017", Severity::Error,
                                                                        "expected an integer, found `{}`"};

inline constexpr DiagnosticKind<std::string_view> operator_as_key{"IOT1018", Severity::Error,
                                                                  "the operator `{}` cannot name metadata"};

inline constexpr DiagnosticKind<std::string_view> no_module{
    "IOT1019", Severity::Error, "expected `module` at the start of the file, found {}"};

inline constexpr DiagnosticKind<> late_import{"IOT1020", Severity::Error,
                                              "this `import` follows a declaration"};

inline constexpr DiagnosticKind<> chained_comparison{"IOT1021", Severity::Error, "comparisons do not chain"};

inline constexpr DiagnosticKind<> emptiness_touches{
    "IOT1022", Severity::Error, "expected a blank before `(`: without one this reads as a call"};

inline constexpr DiagnosticKind<std::string_view> repeated_at{"IOT1023", Severity::Error,
                                                              "`{}` stands here a second time"};

inline constexpr std::array<const DiagnosticInfo*, 23> syntax_kinds{&expected.info,
                                                                    &unclosed_comment.info,
                                                                    &unclosed_string.info,
                                                                    &unclosed_bracket.info,
                                                                    &reserved_word.info,
                                                                    &mixed_connectives.info,
                                                                    &unknown_escape.info,
                                                                    &no_such_character.info,
                                                                    &no_such_date.info,
                                                                    &number_runs_on.info,
                                                                    &number_too_large.info,
                                                                    &not_utf8.info,
                                                                    &stray_character.info,
                                                                    &nested_too_deep.info,
                                                                    &not_constant.info,
                                                                    &unseparated_items.info,
                                                                    &fraction_in_condition.info,
                                                                    &operator_as_key.info,
                                                                    &no_module.info,
                                                                    &late_import.info,
                                                                    &chained_comparison.info,
                                                                    &emptiness_touches.info,
                                                                    &repeated_at.info};

} // namespace iotsec::diag
