// IOT6xxx: evidence.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> malformed{
    "IOT6001", Severity::Warning, "`{}` is malformed: expected {}, found {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> outside_order{
    "IOT6002", Severity::Note, "`{}` is not among the known values of `{}`: the list may be out of date"};

inline constexpr DiagnosticKind<std::string_view> not_a_template{"IOT6101", Severity::Error,
                                                                 "this cannot be judged: {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> template_part{
    "IOT6102", Severity::Warning, "expected {} as {}, found {}"};

inline constexpr DiagnosticKind<std::string_view> expression_syntax{"IOT6103", Severity::Warning,
                                                                    "the expression cannot be read: {}"};

inline constexpr DiagnosticKind<std::string_view> expression_failed{"IOT6104", Severity::Warning,
                                                                    "the expression has no value: {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> undeclared{"IOT6105", Severity::Warning,
                                                                               "there is no {} `{}`"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> needs_itself{
    "IOT6106", Severity::Warning, "the value of {} `{}` needs itself"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> parameter_value{
    "IOT6107", Severity::Warning, "the value of parameter `{}` {}"};

inline constexpr DiagnosticKind<> linked_template{
    "IOT6108", Severity::Warning, "this deployment is a template elsewhere, which is not read"};

inline constexpr DiagnosticKind<std::string_view> template_too_large{"IOT6109", Severity::Error,
                                                                     "the template asks for too much: {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> name_segments{
    "IOT6110", Severity::Warning, "the name `{}` does not have as many segments as the type `{}`"};

inline constexpr DiagnosticKind<std::string_view> template_refused{"IOT6111", Severity::Warning,
                                                                   "Azure refuses the template: {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> ignored_property{
    "IOT6112", Severity::Warning, "`{}` is not in API version {}, it came with {}"};

inline constexpr DiagnosticKind<> properties_left_out{
    "IOT6113", Severity::Warning, "this export leaves out `properties`: what they hold is unknown"};

inline constexpr DiagnosticKind<std::string_view> change_without_body{
    "IOT6114", Severity::Warning, "what-if says nothing of how `{}` will be"};

inline constexpr DiagnosticKind<std::string_view> not_a_resource{
    "IOT6115", Severity::Warning, "no resource: it has no type, and no id that tells one{}"};

inline constexpr DiagnosticKind<> more_pages{"IOT6116", Severity::Warning,
                                             "there are more resources than this answer holds"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> test_verdict{
    "IOT6201", Severity::Error, "test `{}`: expected {}, found {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> test_message{
    "IOT6202", Severity::Error, "test `{}`: expected a message with `{}`, found {}"};

inline constexpr DiagnosticKind<std::string_view, std::string_view> test_without_verdict{
    "IOT6203", Severity::Error, "test `{}`: no verdict, as the given is no `{}`"};

inline constexpr DiagnosticKind<std::string_view> not_a_report{"IOT6204", Severity::Error,
                                                               "this is no report of `iotsec check`: {}"};

inline constexpr std::array<const DiagnosticInfo*, 22> evidence_kinds{
    &malformed.info,           &outside_order.info,      &not_a_template.info,
    &template_part.info,       &expression_syntax.info,  &expression_failed.info,
    &undeclared.info,          &needs_itself.info,       &parameter_value.info,
    &linked_template.info,     &template_too_large.info, &name_segments.info,
    &template_refused.info,    &ignored_property.info,   &properties_left_out.info,
    &change_without_body.info, &not_a_resource.info,     &more_pages.info,
    &test_verdict.info,        &test_message.info,       &test_without_verdict.info,
    &not_a_report.info};

} // namespace iotsec::diag
