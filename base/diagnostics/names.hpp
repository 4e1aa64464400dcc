// IOT2xxx: names and imports.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace iotsec::diag {

/// The kind of thing (`type`, `name`, `role`) and the name that nothing has.
inline constexpr DiagnosticKind<std::string_view, std::string_view> unknown_name{"IOT2001", Severity::Error,
                                                                                 "unknown {} `{}`"};
inline constexpr DiagnosticKind<std::string_view> already_declared{"IOT2002", Severity::Error,
                                                                   "`{}` is already declared"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> shadowed_name{
    "IOT2003", Severity::Error, "`{}` already names {} here"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> unused_name{"IOT2004", Severity::Warning,
                                                                                "{} `{}` is never used"};
inline constexpr DiagnosticKind<std::string_view> import_cycle{"IOT2005", Severity::Error,
                                                               "modules import each other: {}"};
inline constexpr DiagnosticKind<std::string_view> unknown_module{"IOT2006", Severity::Error,
                                                                 "unknown module `{}`"};
inline constexpr DiagnosticKind<std::string_view> duplicate_module{"IOT2007", Severity::Error,
                                                                   "module `{}` is defined twice"};
/// What was named, what it is, and what can stand here.
inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> wrong_kind_of_name{
    "IOT2008", Severity::Error, "`{}` is {}, expected {}"};
inline constexpr DiagnosticKind<std::string_view> refers_to_itself{"IOT2009", Severity::Error,
                                                                   "`{}` refers to itself"};
inline constexpr DiagnosticKind<std::string_view> outside_quantifier{
    "IOT2010", Severity::Error, "`{}` is known only inside the quantifier"};
/// The name as written, and as it is spelled.
inline constexpr DiagnosticKind<std::string_view, std::string_view> name_case{"IOT2011", Severity::Warning,
                                                                              "`{}` is spelled `{}`"};
inline constexpr DiagnosticKind<std::size_t> definitions_too_deep{
    "IOT2012", Severity::Error, "lets and predicates refer to each other more than {} deep"};
inline constexpr DiagnosticKind<std::string_view> built_in_name{
    "IOT2013", Severity::Error, "`{}` is the name of a built-in function, expected another name"};

inline constexpr std::array<const DiagnosticInfo*, 13> names_kinds{
    &unknown_name.info,     &already_declared.info,   &shadowed_name.info,    &unused_name.info,
    &import_cycle.info,     &unknown_module.info,     &duplicate_module.info, &wrong_kind_of_name.info,
    &refers_to_itself.info, &outside_quantifier.info, &name_case.info,        &definitions_too_deep.info,
    &built_in_name.info};

} // namespace iotsec::diag
