// IOT3xxx: types.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace iotsec::diag {

inline constexpr DiagnosticKind<std::string_view, std::string_view> type_mismatch{"IOT3001", Severity::Error,
                                                                                  "expected {}, found {}"};
/// What was looked into, and the member it does not have.
inline constexpr DiagnosticKind<std::string_view, std::string_view> unknown_member{"IOT3002", Severity::Error,
                                                                                   "{} has no member `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> not_comparable{
    "IOT3003", Severity::Error, "cannot compare {} with {}"};
inline constexpr DiagnosticKind<std::string_view> not_ordered{"IOT3004", Severity::Error, "{} has no order"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> value_not_in_enumeration{
    "IOT3005", Severity::Error, "`{}` is not a value of `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> value_not_known{
    "IOT3006", Severity::Warning, "`{}` is not a known value of `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> value_case{
    "IOT3007", Severity::Warning, "the value `{}` is spelled `{}`"};
inline constexpr DiagnosticKind<> null_operand{"IOT3008", Severity::Error,
                                               "nothing equals `null`, expected a value"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> key_on_object{
    "IOT3009", Severity::Error, "`['{}']` reads maps and free-form values, found {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> bad_pattern{"IOT3010", Severity::Error,
                                                                                "bad pattern `{}`: {}"};
inline constexpr DiagnosticKind<> constant_text_needed{"IOT3011", Severity::Error,
                                                       "expected a constant text, found an interpolated one"};
/// The text, and what it was to be.
inline constexpr DiagnosticKind<std::string_view, std::string_view> malformed_literal{
    "IOT3012", Severity::Error, "`{}` is malformed: expected {}"};
inline constexpr DiagnosticKind<std::string_view> secret_read{
    "IOT3013", Severity::Error, "`{}` is secret, expected it only in `unique`, `is present` or `is absent`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> has_service_default{
    "IOT3014", Severity::Error, "`{}` is always there: the service's default is {}"};
inline constexpr DiagnosticKind<std::string_view> always_there{"IOT3015", Severity::Warning,
                                                               "`{}` is required, so it is always there"};
inline constexpr DiagnosticKind<std::string_view> emptiness_needed{
    "IOT3016", Severity::Error, "expected what {} means: `(or empty)` or `(not empty)`"};
inline constexpr DiagnosticKind<std::string_view> emptiness_misplaced{
    "IOT3017", Severity::Error, "{} takes no `(or empty)` or `(not empty)`"};
inline constexpr DiagnosticKind<std::string_view> bad_bound{"IOT3018", Severity::Error, "{}"};
inline constexpr DiagnosticKind<std::string_view> satisfies_needed{
    "IOT3019", Severity::Error, "expected `satisfies` with a condition on {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> unrelated_type{
    "IOT3020", Severity::Error, "`{}` is neither a child nor an extension of `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::size_t, std::size_t> argument_count{
    "IOT3021", Severity::Error, "`{}` takes {} argument(s), found {}"};
inline constexpr DiagnosticKind<std::size_t, std::size_t> quantifiers_too_deep{
    "IOT3022", Severity::Error, "quantifiers are nested {} deep, expected at most {}"};
inline constexpr DiagnosticKind<> count_misplaced{
    "IOT3023", Severity::Error,
    "`count(…)` stands in a comparison with an integer or a parameter, and nowhere else"};
inline constexpr DiagnosticKind<std::string_view> never_holds{"IOT3024", Severity::Error,
                                                              "this can never hold: {}"};
inline constexpr DiagnosticKind<std::string_view> always_holds{"IOT3025", Severity::Warning,
                                                               "this always holds: {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> lenient_on_absence{
    "IOT3026", Severity::Warning, "`{}` may be absent, and then {}"};
inline constexpr DiagnosticKind<std::size_t> expansion_too_large{
    "IOT3027", Severity::Error, "lets and predicates expand to more than {} parts here"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> misplaced_value{
    "IOT3028", Severity::Error, "`{}` stands only in {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> value_out_of_range{
    "IOT3029", Severity::Error, "`{}` is not allowed: expected {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> missing_member{
    "IOT3030", Severity::Error, "{} needs the member `{}`"};
inline constexpr DiagnosticKind<std::string_view> duplicate_member{"IOT3031", Severity::Error,
                                                                   "member `{}` is given twice"};
inline constexpr DiagnosticKind<std::string_view> read_only_property{
    "IOT3032", Severity::Error, "`{}` is read-only, expected a property that can be set"};
inline constexpr DiagnosticKind<std::string_view> create_only_property{
    "IOT3033", Severity::Error, "`{}` is taken at creation only, expected a property that can be changed"};
inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> not_in_api_version{
    "IOT3034", Severity::Error, "`{}` is not in api-version {}: {}"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> unknown_api_version{
    "IOT3035", Severity::Error, "`{}` has no api-version `{}`"};
inline constexpr DiagnosticKind<std::string_view> not_a_parameter_type{"IOT3036", Severity::Error,
                                                                       "a parameter cannot be {}"};
inline constexpr DiagnosticKind<std::string_view> not_modifiable{
    "IOT3037", Severity::Warning, "`{}` is not known to be modifiable by Azure Policy"};

inline constexpr std::array<const DiagnosticInfo*, 37> types_kinds{&type_mismatch.info,
                                                                   &unknown_member.info,
                                                                   &not_comparable.info,
                                                                   &not_ordered.info,
                                                                   &value_not_in_enumeration.info,
                                                                   &value_not_known.info,
                                                                   &value_case.info,
                                                                   &null_operand.info,
                                                                   &key_on_object.info,
                                                                   &bad_pattern.info,
                                                                   &constant_text_needed.info,
                                                                   &malformed_literal.info,
                                                                   &secret_read.info,
                                                                   &has_service_default.info,
                                                                   &always_there.info,
                                                                   &emptiness_needed.info,
                                                                   &emptiness_misplaced.info,
                                                                   &bad_bound.info,
                                                                   &satisfies_needed.info,
                                                                   &unrelated_type.info,
                                                                   &argument_count.info,
                                                                   &quantifiers_too_deep.info,
                                                                   &count_misplaced.info,
                                                                   &never_holds.info,
                                                                   &always_holds.info,
                                                                   &lenient_on_absence.info,
                                                                   &expansion_too_large.info,
                                                                   &misplaced_value.info,
                                                                   &value_out_of_range.info,
                                                                   &missing_member.info,
                                                                   &duplicate_member.info,
                                                                   &read_only_property.info,
                                                                   &create_only_property.info,
                                                                   &not_in_api_version.info,
                                                                   &unknown_api_version.info,
                                                                   &not_a_parameter_type.info,
                                                                   &not_modifiable.info};

} // namespace iotsec::diag
