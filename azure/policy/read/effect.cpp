// `then`: the effect and its details.
#include "azure/policy/read/reader.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <fmt/format.h>

namespace iotsec::azure::policy {

namespace {

class DetailsReader {
  public:
    DetailsReader(ConditionReader& conditions, PartReader& parts) : conditions_{conditions}, parts_{parts} {}

    Details read(const Value& value) {
        details_.value = value;
        if (const List* fields = value.as_list()) {
            for (const Value& field : *fields)
                read_field(field);
            return std::move(details_);
        }
        if (value.is_null() || parts_.object(value, "`details`") == nullptr) return std::move(details_);
        parts_.check_repeats(value);
        if (const Value* operations = value.find("operations")) read_operations(*operations);
        details_.conflict_effect = conditions_.operand(value, "conflictEffect");
        details_.default_state = conditions_.operand(value, "defaultState");
        for (Text& action : parts_.texts(value, "actionNames"))
            details_.action_names.push_back(std::move(action.value));
        read_roles(value);
        if (value.find("type") != nullptr) read_related(value);
        return std::move(details_);
    }

  private:
    void read_field(const Value& value) {
        if (parts_.object(value, "a field to append") == nullptr) return;
        const auto field = required(value, "field", "a field to append");
        const auto written = required(value, "value", "a field to append");
        if (field && written) details_.fields.push_back({value.span, *field, *written});
    }

    std::optional<OperandId> required(const Value& from, std::string_view name, std::string_view of) {
        const Value* found = from.find(name);
        if (found == nullptr) {
            parts_.error(diag::policy_lacks, from.span, of, name);
            return std::nullopt;
        }
        return conditions_.operand(*found);
    }

    void read_operations(const Value& value) {
        const List* operations = parts_.list(value, "`operations`");
        if (operations == nullptr) return;
        for (const Value& operation : *operations)
            read_operation(operation);
    }

    void read_operation(const Value& value) {
        if (parts_.object(value, "an operation") == nullptr) return;
        parts_.check_repeats(value);
        const Text word = parts_.text(value, "operation");
        const auto kind = operation_named(word.value);
        if (!kind) {
            if (word.value.empty()) {
                parts_.error(diag::policy_lacks, value.span, "an operation", "operation");
            } else {
                parts_.error(diag::unknown_policy_word, word.span, "operation", word.value);
            }
            return;
        }
        Operation operation{*kind, value.span, {}, std::nullopt, std::nullopt};
        const auto field = required(value, "field", "an operation");
        if (!field) return;
        operation.field = *field;
        if (*kind != Operation::Kind::Remove) {
            operation.value = required(value, "value", fmt::format("the operation `{}`", word.value));
        }
        operation.condition = conditions_.operation_condition(value);
        details_.operations.push_back(operation);
    }

    /// Roles are a list, or an expression that gives one.
    void read_roles(const Value& value) {
        const Value* roles = value.find("roleDefinitionIds");
        if (roles == nullptr || roles->as_list() == nullptr) return;
        details_.role_definition_ids = parts_.texts(value, "roleDefinitionIds");
    }

    void read_related(const Value& value) {
        RelatedDetails related;
        related.type = conditions_.operand(*value.find("type"));
        related.name = conditions_.operand(value, "name");
        related.resource_group_name = conditions_.operand(value, "resourceGroupName");
        related.existence_scope = conditions_.operand(value, "existenceScope");
        if (const Value* condition = value.find("existenceCondition"))
            related.existence_condition = conditions_.condition(*condition);
        related.deployment = parts_.value(value, "deployment");
        details_.related = std::move(related);
    }

    ConditionReader& conditions_;
    PartReader& parts_;
    Details details_;
};

} // namespace

void read_effect(const Value& then, Rule& rule, ConditionReader& conditions, PartReader& parts) {
    if (parts.object(then, "`then`") == nullptr) return;
    parts.check_repeats(then);
    const Value* effect = then.find("effect");
    if (effect == nullptr) {
        parts.error(diag::policy_lacks, then.span, "`then`", "effect");
        return;
    }
    const std::string* text = effect->as_string();
    if (text == nullptr) {
        parts.wrong("a text", "`effect`", *effect);
    } else if (!arm_expression::is_expression(*text) && !effect_named(*text)) {
        parts.error(diag::unknown_policy_word, effect->span, "effect", *text);
    }
    rule.effect = conditions.operand(*effect);
    if (const Value* details = then.find("details"))
        rule.details = DetailsReader{conditions, parts}.read(*details);
}

} // namespace iotsec::azure::policy
