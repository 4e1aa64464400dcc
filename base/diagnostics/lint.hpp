// IOT622x: what `iotsec policy lint` finds in policy definitions. Each kind is a rule with a name; the table
// of rules is in azure/policy/lint.
#pragma once

#include "base/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace iotsec::diag::lint {

inline constexpr DiagnosticKind<std::string_view> parameter_unresolved{"IOT6220", Severity::Error,
                                                                       "no parameter `{}` is declared"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> effects_mixed{
    "IOT6221", Severity::Error,
    "effects `{}` and `{}` need `details` of different forms, and a definition has one"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> alias_gone{
    "IOT6222", Severity::Error, "`{}` stands for a property that the newest API version of {} does not have"};
inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> ordering_type{
    "IOT6223", Severity::Error, "`{}` holds {}, which has no order with {}"};
inline constexpr DiagnosticKind<std::string_view> tryget_operand{
    "IOT6224", Severity::Error,
    "the operand of `{}` is null where `tryGet` finds nothing, and then the evaluation fails"};
inline constexpr DiagnosticKind<std::string_view> blocks_role_assignments{
    "IOT6225", Severity::Warning, "`deny` on {} may lock everybody out, those who could lift it included"};
inline constexpr DiagnosticKind<std::string_view> broad_type{
    "IOT6226", Severity::Warning, "`{}` on `type` reaches types that nobody thought of"};
inline constexpr DiagnosticKind<std::string_view> alias_conditional{
    "IOT6227", Severity::Warning, "`{}` stands for a property that only some kinds of the resource have"};
inline constexpr DiagnosticKind<std::string_view, std::size_t> alias_deep{
    "IOT6228", Severity::Warning, "`{}` reads through {} levels of resources, and may read nothing"};
inline constexpr DiagnosticKind<std::string_view> effect_any{"IOT6229", Severity::Warning,
                                                             "parameter `{}` takes any text as effect"};
inline constexpr DiagnosticKind<std::string_view> effect_undefaulted{
    "IOT6230", Severity::Warning, "parameter `{}` has no default: every assignment has to choose an effect"};
inline constexpr DiagnosticKind<std::string_view, std::string_view, std::string_view> alias_new{
    "IOT6231", Severity::Warning, "`{}` stands for a property that older API versions of {} do not have: {}"};
inline constexpr DiagnosticKind<std::string_view> effect_fixed{
    "IOT6232", Severity::Warning, "the effect is always `{}`: nobody can try the policy first"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> like_plain{"IOT6233", Severity::Warning,
                                                                               "`{}` without `*` is `{}`"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> match_plain{
    "IOT6234", Severity::Warning, "`{}` without `#`, `?` or `.` is `{}`"};
inline constexpr DiagnosticKind<std::string_view> alias_read_only{
    "IOT6235", Severity::Warning,
    "`{}` stands for a property that only the service sets: no request carries it"};
inline constexpr DiagnosticKind<> identity_enforced_only{
    "IOT6236", Severity::Warning,
    "`requestContext().identity` makes the policy inapplicable in scans: it enforces, and reports nothing"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> effect_risky{
    "IOT6237", Severity::Warning, "parameter `{}` enforces by default (`{}`)"};
inline constexpr DiagnosticKind<std::string_view> identity_unguarded{
    "IOT6238", Severity::Warning, "`{}` may not be in the token, and then the evaluation fails"};
inline constexpr DiagnosticKind<std::string_view> numeric_equality{
    "IOT6239", Severity::Note, "`{}` is a number, and the operator compares texts"};
inline constexpr DiagnosticKind<std::string_view> nested_quantifiers{"IOT6240", Severity::Note,
                                                                     "an `{0}` in an `{0}` can be one"};
inline constexpr DiagnosticKind<std::string_view> alias_optional{
    "IOT6241", Severity::Note, "`{}` need not be in a request: say what shall happen where it is missing"};
inline constexpr DiagnosticKind<std::string_view> parameter_description{"IOT6242", Severity::Note,
                                                                        "parameter `{}` has no description"};
inline constexpr DiagnosticKind<std::string_view> parameter_display_name{
    "IOT6243", Severity::Note, "parameter `{}` has no display name"};
inline constexpr DiagnosticKind<std::string_view> many_types{"IOT6244", Severity::Note,
                                                             "the rule is about several resource types: {}"};
inline constexpr DiagnosticKind<std::string_view> equals_to_in{"IOT6245", Severity::Note,
                                                               "several `equals` on `{}` can be one `in`"};
inline constexpr DiagnosticKind<std::string_view> notequals_to_notin{
    "IOT6246", Severity::Note, "several `notEquals` on `{}` can be one `notIn`"};
inline constexpr DiagnosticKind<std::string_view> tryget_value{
    "IOT6247", Severity::Note, "where `tryGet` finds nothing, `{}` compares with an empty text"};
inline constexpr DiagnosticKind<> type_late{
    "IOT6248", Severity::Note, "the condition on `type` should stand first: it says what the rule is about"};
inline constexpr DiagnosticKind<std::string_view> lone_quantifier{
    "IOT6249", Severity::Note, "an `{}` of one condition is that condition"};
inline constexpr DiagnosticKind<> mode_missing{
    "IOT6250", Severity::Warning, "no mode is stated: the portal reads All, the service Indexed"};
inline constexpr DiagnosticKind<std::string_view> unfinished_expression{
    "IOT6251", Severity::Warning, "`{}` begins like an expression and is a plain text"};
inline constexpr DiagnosticKind<std::string_view> roles_missing{
    "IOT6252", Severity::Error, "`{}` needs `roleDefinitionIds`: without them it may change nothing"};
inline constexpr DiagnosticKind<std::string_view> empty_quantifier{
    "IOT6253", Severity::Warning, "an empty `{}`: what it means is documented nowhere"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> negated_order{
    "IOT6254", Severity::Note, "`not` … `{}` is true where the field is missing, `{}` is not"};
inline constexpr DiagnosticKind<std::string_view> like_many{
    "IOT6255", Severity::Warning, "`{}` with more than one `*`: only one is documented"};
inline constexpr DiagnosticKind<std::string_view> match_asterisk{"IOT6256", Severity::Warning,
                                                                 "`*` in `{}` is itself, no wildcard"};
inline constexpr DiagnosticKind<> double_not{"IOT6257", Severity::Note,
                                             "`not` in `not` is the condition itself"};
inline constexpr DiagnosticKind<std::string_view> implicit_all{
    "IOT6258", Severity::Note, "`{}` outside a count means all items, and is true where there are none"};
inline constexpr DiagnosticKind<std::string_view, std::string_view> array_as_scalar{
    "IOT6259", Severity::Warning, "`{}` is an array, and `{}` never holds for one"};
inline constexpr DiagnosticKind<std::string_view> counted_field{
    "IOT6260", Severity::Note, "`field('{}')` in the count is a list of one: the item is `current()`"};
inline constexpr DiagnosticKind<std::string_view> unknown_field{"IOT6261", Severity::Warning,
                                                                "there is no field or alias `{}`"};
inline constexpr DiagnosticKind<std::string_view> unused_parameter{"IOT6262", Severity::Warning,
                                                                   "parameter `{}` is not used"};
inline constexpr DiagnosticKind<> definition_display_name{"IOT6263", Severity::Note,
                                                          "the definition has no display name"};
inline constexpr DiagnosticKind<> definition_description{"IOT6264", Severity::Note,
                                                         "the definition has no description"};
inline constexpr DiagnosticKind<std::string_view, std::size_t, std::size_t> over_azure_limit{
    "IOT6265", Severity::Error, "{}: {}, more than the {} that Azure takes"};

} // namespace iotsec::diag::lint

namespace iotsec::diag {

inline constexpr std::array<const DiagnosticInfo*, 46> lint_kinds{&lint::parameter_unresolved.info,
                                                                  &lint::effects_mixed.info,
                                                                  &lint::alias_gone.info,
                                                                  &lint::ordering_type.info,
                                                                  &lint::tryget_operand.info,
                                                                  &lint::blocks_role_assignments.info,
                                                                  &lint::broad_type.info,
                                                                  &lint::alias_conditional.info,
                                                                  &lint::alias_deep.info,
                                                                  &lint::effect_any.info,
                                                                  &lint::effect_undefaulted.info,
                                                                  &lint::alias_new.info,
                                                                  &lint::effect_fixed.info,
                                                                  &lint::like_plain.info,
                                                                  &lint::match_plain.info,
                                                                  &lint::alias_read_only.info,
                                                                  &lint::identity_enforced_only.info,
                                                                  &lint::effect_risky.info,
                                                                  &lint::identity_unguarded.info,
                                                                  &lint::numeric_equality.info,
                                                                  &lint::nested_quantifiers.info,
                                                                  &lint::alias_optional.info,
                                                                  &lint::parameter_description.info,
                                                                  &lint::parameter_display_name.info,
                                                                  &lint::many_types.info,
                                                                  &lint::equals_to_in.info,
                                                                  &lint::notequals_to_notin.info,
                                                                  &lint::tryget_value.info,
                                                                  &lint::type_late.info,
                                                                  &lint::lone_quantifier.info,
                                                                  &lint::mode_missing.info,
                                                                  &lint::unfinished_expression.info,
                                                                  &lint::roles_missing.info,
                                                                  &lint::empty_quantifier.info,
                                                                  &lint::negated_order.info,
                                                                  &lint::like_many.info,
                                                                  &lint::match_asterisk.info,
                                                                  &lint::double_not.info,
                                                                  &lint::implicit_all.info,
                                                                  &lint::array_as_scalar.info,
                                                                  &lint::counted_field.info,
                                                                  &lint::unknown_field.info,
                                                                  &lint::unused_parameter.info,
                                                                  &lint::definition_display_name.info,
                                                                  &lint::definition_description.info,
                                                                  &lint::over_azure_limit.info};

} // namespace iotsec::diag
