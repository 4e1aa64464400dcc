#include "azure/policy/lint/lint.hpp"
#include "base/diagnostics/lint.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace iotsec::azure::policy::lint {

namespace {

enum class By { Microsoft, Us };

consteval Rule rule(std::string_view name, const DiagnosticInfo& info, By author, std::string_view title) {
    return {name, info.code, title, info.severity, author == By::Microsoft};
}

namespace kinds = diag::lint;

constexpr std::array all_rules{
    rule("all-parameter-references-must-resolve", kinds::parameter_unresolved.info, By::Microsoft,
         "Every parameter that a rule names has to be declared"),
    rule("effect-allowed-values-should-not-mix-incompatible-effects", kinds::effects_mixed.info,
         By::Microsoft, "Effects with different `details` cannot share a definition"),
    rule("field-alias-unavailable-in-latest-api-version", kinds::alias_gone.info, By::Microsoft,
         "An alias whose property the newest API version lacks"),
    rule("ordering-operator-on-incompatible-field-type", kinds::ordering_type.info, By::Microsoft,
         "`less` and `greater` need values that have an order"),
    rule("unguarded-tryget-operator-value", kinds::tryget_operand.info, By::Microsoft,
         "An operand may not be null"),
    rule("blocking-effect-on-role-assignments", kinds::blocks_role_assignments.info, By::Microsoft,
         "A deny on role assignments may lock you out"),
    rule("broad-type-matching-operator", kinds::broad_type.info, By::Microsoft,
         "A pattern on `type` reaches further than meant"),
    rule("conditional-field-alias", kinds::alias_conditional.info, By::Microsoft,
         "An alias of a property that only some kinds have"),
    rule("deeply-nested-field-alias", kinds::alias_deep.info, By::Microsoft,
         "An alias that reads through other resources"),
    rule("effect-parameter-missing-allowed-values", kinds::effect_any.info, By::Microsoft,
         "An effect parameter should list its values"),
    rule("effect-parameter-missing-default-value", kinds::effect_undefaulted.info, By::Microsoft,
         "An effect parameter should have a default"),
    rule("field-alias-unavailable-in-old-api-versions", kinds::alias_new.info, By::Microsoft,
         "An alias whose property older API versions lack"),
    rule("hard-coded-policy-enforcement-effect", kinds::effect_fixed.info, By::Microsoft,
         "An effect that enforces should be a parameter"),
    rule("like-notlike-without-wildcards", kinds::like_plain.info, By::Microsoft,
         "`like` without a wildcard"),
    rule("match-without-wildcards", kinds::match_plain.info, By::Microsoft, "A match without a placeholder"),
    rule("read-only-field-alias", kinds::alias_read_only.info, By::Microsoft,
         "An alias of a read-only property"),
    rule("request-context-identity-is-enforcement-only", kinds::identity_enforced_only.info, By::Microsoft,
         "Who asks is known of requests only"),
    rule("risky-effect-parameter-default-value", kinds::effect_risky.info, By::Microsoft,
         "A default should not enforce"),
    rule("unguarded-request-context-identity-access", kinds::identity_unguarded.info, By::Microsoft,
         "A claim may be missing"),
    rule("equality-check-on-numeric-field", kinds::numeric_equality.info, By::Microsoft,
         "Equality of numbers is equality of their texts"),
    rule("nested-same-type-quantifiers-should-be-flattened", kinds::nested_quantifiers.info, By::Microsoft,
         "Conditions of one kind need no nesting"),
    rule("optional-field-alias", kinds::alias_optional.info, By::Microsoft,
         "An alias of an optional property"),
    rule("parameter-missing-description", kinds::parameter_description.info, By::Microsoft,
         "A parameter should be described"),
    rule("parameter-missing-display-name", kinds::parameter_display_name.info, By::Microsoft,
         "A parameter should have a display name"),
    rule("policy-rule-references-multiple-resource-types", kinds::many_types.info, By::Microsoft,
         "A rule about several resource types"),
    rule("simplify-multiple-equals-to-in", kinds::equals_to_in.info, By::Microsoft,
         "Several `equals` are one `in`"),
    rule("simplify-multiple-notequals-to-notin", kinds::notequals_to_notin.info, By::Microsoft,
         "Several `notEquals` are one `notIn`"),
    rule("tryget-use-with-null-coercing-operator", kinds::tryget_value.info, By::Microsoft,
         "What is not there is compared as an empty text"),
    rule("type-condition-first-in-allof", kinds::type_late.info, By::Microsoft, "The type stands first"),
    rule("unnecessary-quantifier-wrapper", kinds::lone_quantifier.info, By::Microsoft,
         "A list of one condition"),
    rule("mode-not-stated", kinds::mode_missing.info, By::Us, "A definition should state its mode"),
    rule("unfinished-expression", kinds::unfinished_expression.info, By::Us,
         "An expression without its closing bracket"),
    rule("missing-role-definition-ids", kinds::roles_missing.info, By::Us,
         "An effect that changes resources needs roles"),
    rule("empty-quantifier", kinds::empty_quantifier.info, By::Us, "An empty list of conditions"),
    rule("negated-ordering-operator", kinds::negated_order.info, By::Us,
         "The opposite of an order counts what is missing"),
    rule("like-with-several-wildcards", kinds::like_many.info, By::Us, "`like` takes one wildcard"),
    rule("literal-asterisk-in-match-operator", kinds::match_asterisk.info, By::Microsoft,
         "`*` has no meaning in `match`"),
    rule("directly-nested-not-condition", kinds::double_not.info, By::Microsoft, "Two negations are none"),
    rule("implicit-array-enumeration", kinds::implicit_all.info, By::Microsoft,
         "`[*]` outside a count means all"),
    rule("array-compared-as-scalar", kinds::array_as_scalar.info, By::Microsoft, "An array is not its items"),
    rule("field-function-on-counted-array-alias", kinds::counted_field.info, By::Microsoft,
         "In a count, `field` gives a list"),
    rule("unknown-field-alias", kinds::unknown_field.info, By::Us, "A field that nobody knows"),
    rule("unused-parameter", kinds::unused_parameter.info, By::Us, "A parameter that nothing reads"),
    rule("missing-policy-definition-display-name", kinds::definition_display_name.info, By::Microsoft,
         "A definition should have a display name"),
    rule("missing-policy-definition-description", kinds::definition_description.info, By::Microsoft,
         "A definition should be described"),
    rule("over-azure-limit", kinds::over_azure_limit.info, By::Us, "Azure has limits"),
};

static_assert(all_rules.size() == diag::lint_kinds.size(), "every kind of finding is a rule");

} // namespace

std::span<const Rule> rules() {
    return all_rules;
}

const Rule* rule_named(std::string_view name_or_code) {
    const auto* const found = std::ranges::find_if(all_rules, [&](const Rule& one) {
        return equal_ignoring_case(one.name, name_or_code) || equal_ignoring_case(one.code, name_or_code);
    });
    return found == all_rules.end() ? nullptr : found;
}

} // namespace iotsec::azure::policy::lint
