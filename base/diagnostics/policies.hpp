// IOT7xxx: Azure Policy documents; from IOT7101 on what they are bound to and evaluated with.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace iotsec::diag {

// Reading

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> policy_part{
    "IOT7001", Severity::Error, "expected {} as {}, found {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> policy_lacks{"IOT7002", Severity::Error,
                                                                                 "{} lacks `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> policy_key{"IOT7003", Severity::Error,
                                                                               "`{}` cannot stand in {}"};
inline constexpr DiagnosticKind<std::string_view> condition_sides{
    "IOT7004", Severity::Error, "a condition has one of `field`, `value` and `count`, found {}"};
inline constexpr DiagnosticKind<std::string_view> condition_operators{
    "IOT7005", Severity::Error, "a condition has one operator, found {}"};
inline constexpr DiagnosticKind<std::string_view> policy_expression{"IOT7006", Severity::Error,
                                                                    "the expression cannot be read: {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> forbidden_function{
    "IOT7007", Severity::Error, "{} may not call `{}`"};
inline constexpr DiagnosticKind<std::string_view> unknown_policy_function{"IOT7008", Severity::Error,
                                                                          "there is no function `{}`"};
inline constexpr DiagnosticKind<std::string_view> repeated_policy_key{"IOT7009", Severity::Error,
                                                                      "the key `{}` is given twice"};
inline constexpr DiagnosticKind<std::size_t> policy_too_deep{"IOT7010", Severity::Error,
                                                             "conditions are nested deeper than {} levels"};
inline constexpr DiagnosticKind<std::string_view> not_a_policy{"IOT7011", Severity::Error,
                                                               "this is no policy document: {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> unknown_policy_word{
    "IOT7012", Severity::Error, "there is no {} `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> policy_operand{
    "IOT7013", Severity::Error, "`{}` is held against {}, found {}"};
inline constexpr DiagnosticKind<std::string_view> undeclared_policy_parameter{"IOT7014", Severity::Error,
                                                                              "there is no parameter `{}`"};
inline constexpr DiagnosticKind<> current_outside_count{
    "IOT7015", Severity::Error, "`current` has a meaning only in the `where` of a count"};

// Binding

inline constexpr DiagnosticKind<std::string_view> policy_argument_missing{
    "IOT7101", Severity::Error, "parameter `{}` has neither a value nor a default"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> policy_argument_value{
    "IOT7102", Severity::Error, "the value of parameter `{}` {}"};
inline constexpr DiagnosticKind<std::string_view> unknown_alias{
    "IOT7103", Severity::Warning, "there is no alias `{}` in the table: what it reads is not known"};
inline constexpr DiagnosticKind<std::string_view> alias_not_modifiable{"IOT7104", Severity::Error,
                                                                       "`{}` cannot be modified"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> policy_document_missing{
    "IOT7105", Severity::Error, "{} `{}` is not among the documents"};
inline constexpr DiagnosticKind<std::string_view> unknown_policy_argument{"IOT7106", Severity::Error,
                                                                          "no parameter is called `{}`"};

inline constexpr std::array<const DiagnosticInfo*, 21> policies_kinds{&policy_part.info,
                                                                      &policy_lacks.info,
                                                                      &policy_key.info,
                                                                      &condition_sides.info,
                                                                      &condition_operators.info,
                                                                      &policy_expression.info,
                                                                      &forbidden_function.info,
                                                                      &unknown_policy_function.info,
                                                                      &repeated_policy_key.info,
                                                                      &policy_too_deep.info,
                                                                      &not_a_policy.info,
                                                                      &unknown_policy_word.info,
                                                                      &policy_operand.info,
                                                                      &undeclared_policy_parameter.info,
                                                                      &current_outside_count.info,
                                                                      &policy_argument_missing.info,
                                                                      &policy_argument_value.info,
                                                                      &unknown_alias.info,
                                                                      &alias_not_modifiable.info,
                                                                      &policy_document_missing.info,
                                                                      &unknown_policy_argument.info};

} // namespace iotsec::diag
