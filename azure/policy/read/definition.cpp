#include "azure/policy/read.hpp"
#include "azure/policy/read/reader.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <vector>

namespace iotsec::azure::policy {

namespace ast = arm_expression;

namespace {

Mode mode_of(std::string_view text) {
    if (text.empty()) return Mode::NotStated;
    if (equal_ignoring_case(text, "All")) return Mode::All;
    if (equal_ignoring_case(text, "Indexed")) return Mode::Indexed;
    return Mode::ResourceProvider;
}

/// A resource provider mode has rules of its own: their details are not read as those of the others.
bool is_local(Mode mode) {
    return mode != Mode::ResourceProvider;
}

ConditionId invalid(const Value& value, Rule& rule) {
    rule.tree.conditions.push_back({value.span, Invalid{}});
    return {static_cast<std::uint32_t>(rule.tree.conditions.size() - 1)};
}

void read_policy_rule(const Value* value, const Value& around, Rule& rule, PartReader& parts) {
    ConditionReader conditions{parts, rule.tree};
    rule.effect = conditions.operand(Value{std::string{"disabled"}}); // until a better one is read
    rule.span = value == nullptr ? around.span : value->span;
    if (value == nullptr) {
        parts.error(diag::policy_lacks, around.span, "the policy definition", "policyRule");
        rule.condition = invalid(around, rule);
        return;
    }
    if (parts.object(*value, "a policy rule") == nullptr) {
        rule.condition = invalid(*value, rule);
        return;
    }
    parts.check_repeats(*value);
    const Value* condition = value->find("if");
    if (condition == nullptr) parts.error(diag::policy_lacks, value->span, "the policy rule", "if");
    rule.condition = condition == nullptr ? invalid(*value, rule) : conditions.condition(*condition);
    rule.condition_operands = rule.tree.operands.size();
    if (const Value* then = value->find("then")) {
        read_effect(*then, rule, conditions, parts);
    } else {
        parts.error(diag::policy_lacks, value->span, "the policy rule", "then");
    }
}

/// The literal argument of `parameters('…')`; empty where it is computed.
std::string_view parameter_read(const ast::Tree& tree, const ast::Call& call) {
    if (call.key != "parameters" || call.arguments.size() != 1) return {};
    const auto* name = std::get_if<ast::Text>(&tree[call.arguments[0]].kind);
    return name == nullptr ? std::string_view{} : name->value;
}

void check_names_in(const Definition& definition, const Operand& operand, PartReader& parts) {
    if (!operand.expression) return;
    for (const ast::Expr& expr : operand.expression->exprs) {
        const auto* call = std::get_if<ast::Call>(&expr.kind);
        if (call == nullptr) continue;
        const std::string_view name = parameter_read(*operand.expression, *call);
        if (name.empty() || definition.parameter(name) != nullptr) continue;
        std::vector<std::string_view> known;
        for (const Parameter& parameter : definition.parameters)
            known.emplace_back(parameter.name);
        Diagnostic& diagnostic = parts.error(diag::undeclared_policy_parameter, operand.value.span, name);
        if (const auto near = nearest(name, known))
            diagnostic.with_help(fmt::format("did you mean `{}`?", *near));
    }
}

} // namespace

void check_parameter_names(const Definition& definition, PartReader& parts) {
    for (const Operand& operand : definition.rule.tree.operands)
        check_names_in(definition, operand, parts);
}

Definition read_rule(const Value& rule, DiagnosticSink& sink) {
    PartReader parts{sink};
    Definition definition;
    definition.span = rule.span;
    definition.mode = Mode::All;
    definition.is_rule_alone = true;
    read_policy_rule(&rule, rule, definition.rule, parts);
    definition.is_valid = parts.is_valid();
    return definition;
}

Definition read_definition(const Value& root, DiagnosticSink& sink) {
    if (root.find("if") != nullptr && root.find("then") != nullptr) return read_rule(root, sink);
    PartReader parts{sink};
    Definition definition;
    definition.span = root.span;
    parts.check_repeats(root);
    const Value& properties = properties_of(root);
    if (&properties != &root) parts.check_repeats(properties);
    definition.id = parts.text(root, "id");
    definition.name = parts.text(root, "name");
    definition.display_name = parts.text(properties, "displayName");
    definition.description = parts.text(properties, "description");
    definition.version = parts.text(properties, "version");
    definition.policy_type = parts.text(properties, "policyType");
    definition.mode_text = parts.text(properties, "mode");
    definition.mode = mode_of(definition.mode_text.value);
    definition.metadata = parts.value(properties, "metadata");
    definition.parameters = parts.parameters(properties);
    read_policy_rule(properties.find("policyRule"), root, definition.rule, parts);
    if (is_local(definition.mode)) check_parameter_names(definition, parts);
    definition.is_valid = parts.is_valid();
    return definition;
}

} // namespace iotsec::azure::policy
