// Binds a definition: arguments, fields, and every operand that hangs on nothing else.
#include "azure/expression/evaluator.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/policy/evaluate/names.hpp"
#include "azure/policy/evaluate/parts.hpp"
#include "azure/policy/functions/functions.hpp"
#include "azure/policy/text/fold.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace iotsec::azure::policy {

namespace ast = arm_expression;

namespace {

bool has_type(const Value& value, ParameterType type) {
    switch (type) {
    case ParameterType::String:
    case ParameterType::DateTime:
        return value.as_string() != nullptr;
    case ParameterType::Array:
        return value.as_list() != nullptr;
    case ParameterType::Object:
        return value.as_object() != nullptr;
    case ParameterType::Boolean:
        return value.as_bool() != nullptr;
    case ParameterType::Integer:
        return value.as_int() != nullptr;
    case ParameterType::Float:
        return value.as_number().has_value();
    }
    return false;
}

bool is_allowed(const Value& value, const List& allowed) {
    const auto is_one = [&](const Value& item) {
        return std::ranges::any_of(allowed, [&](const Value& one) { return same_value(one, item); });
    };
    if (is_one(value)) return true;
    return value.as_list() != nullptr && std::ranges::all_of(*value.as_list(), is_one);
}

class Binder {
  public:
    Binder(PreparedParts& parts, DiagnosticSink& sink) : parts_{parts}, sink_{sink} {}

    void bind() {
        bind_arguments();
        const auto& operands = parts_.definition->rule.tree.operands;
        parts_.operands.assign(operands.size(), {});
        for (std::size_t i = 0; i < operands.size(); ++i) {
            bind_operand(operands[i], parts_.operands[i]);
            const bool may_fail = !parts_.operands[i].constant && !parts_.operands[i].is_field_call;
            if (may_fail && i < parts_.definition->rule.condition_operands) parts_.calls_functions = true;
        }
        for (const Condition& condition : parts_.definition->rule.tree.conditions)
            name_fields(condition);
        for (const Operation& operation : parts_.definition->rule.details.operations)
            name(operation.field);
        for (const AppendedField& field : parts_.definition->rule.details.fields)
            name(field.field);
        bind_effect();
        parts_.types = types_of(parts_, parts_.definition->rule.condition);
    }

  private:
    void bind_arguments() {
        const Definition& definition = *parts_.definition;
        for (const Member& given : parts_.given) {
            const bool is_declared = definition.parameter(given.name) != nullptr;
            if (is_declared || definition.is_rule_alone) continue;
            sink_.report(diag::unknown_policy_argument, given.name_span, given.name);
        }
        if (definition.is_rule_alone) parts_.arguments = parts_.given;
        for (const Parameter& parameter : definition.parameters)
            bind_argument(parameter);
        for (Member& argument : parts_.arguments)
            read_brackets(argument.value);
    }

    void bind_argument(const Parameter& parameter) {
        const auto given = std::ranges::find_if(
            parts_.given, [&](const Member& m) { return equal_ignoring_case(m.name, parameter.name); });
        if (given == parts_.given.end()) {
            if (!parameter.default_value) {
                sink_.report(diag::policy_argument_missing, parameter.span, parameter.name);
                return;
            }
            parts_.arguments.push_back({parameter.name, parameter.span, *parameter.default_value});
            return;
        }
        const Value& value = given->value;
        parts_.arguments.push_back({parameter.name, given->name_span, value});
        if (first_unknown(value) != nullptr) return;
        const Span place = value.span.is_known() ? value.span : parameter.span;
        if (!has_type(value, parameter.type)) {
            sink_.report(diag::policy_argument_value, place, parameter.name,
                         fmt::format("is {}, and {} is wanted", type_name(value), spelling(parameter.type)));
        } else if (parameter.allowed_values && !is_allowed(value, *parameter.allowed_values)) {
            sink_.report(diag::policy_argument_value, place, parameter.name, "is none of those allowed");
        }
    }

    /// A10: an argument in brackets is data, or an expression once more.
    void read_brackets(Value& value) {
        const std::string* text = value.as_string();
        if (text == nullptr || !ast::is_expression(*text)) return;
        parts_.met.add(Question::BracketsInArgument);
        if (parts_.options.brackets_in_argument == BracketsInArgument::AreData) return;
        Questions met;
        if (auto result = pure_value(value, met)) value = std::move(*result);
    }

    /// What an expression gives without a resource; nullopt where it fails.
    std::optional<Value> pure_value(const Value& source, Questions& met) {
        DiagnosticSink failures;
        Session session{failures};
        PolicyNames names{parts_, parts_.options, met, nullptr};
        Evaluator evaluator{session, names, no_deployment()};
        Value result = evaluator.evaluate(source);
        return failures.all().empty() ? std::optional{std::move(result)} : std::nullopt;
    }

    std::optional<Value> pure_value(const ast::Tree& tree, Questions& met) {
        DiagnosticSink failures;
        Session session{failures};
        PolicyNames names{parts_, parts_.options, met, nullptr};
        Evaluator evaluator{session, names, no_deployment()};
        Value result = evaluator.evaluate(tree, tree.root);
        return failures.all().empty() ? std::optional{std::move(result)} : std::nullopt;
    }

    void bind_operand(const Operand& operand, PreparedOperand& into) {
        if (operand.is_literal()) {
            into.constant = operand.value;
            return;
        }
        if (operand.expression) {
            name_field_calls(*operand.expression);
            if (const auto name = plain_field(*operand.expression)) {
                into.field = field(*name);
                into.is_field_call = true;
                return;
            }
            if (is_pure(*operand.expression)) into.constant = pure_value(*operand.expression, into.met);
        } else if (has_pure_insides(operand.value)) {
            into.constant = pure_value(operand.value, into.met);
        }
    }

    static bool is_pure(const ast::Tree& tree) {
        return std::ranges::all_of(tree.exprs, [](const ast::Expr& expr) {
            const auto* call = std::get_if<ast::Call>(&expr.kind);
            return call == nullptr || policy::is_pure(call->key);
        });
    }

    static bool has_pure_insides(const Value& value) {
        if (const List* items = value.as_list()) return std::ranges::all_of(*items, has_pure_insides);
        if (const Object* members = value.as_object()) {
            return std::ranges::all_of(*members, [](const Member& m) { return has_pure_insides(m.value); });
        }
        const std::string* text = value.as_string();
        if (text == nullptr || !ast::is_expression(*text)) return true;
        const auto parsed = ast::parse(*text);
        const auto* tree = std::get_if<ast::Tree>(&parsed);
        return tree != nullptr && is_pure(*tree);
    }

    /// The name in `[field('…')]`.
    static std::optional<std::string_view> plain_field(const ast::Tree& tree) {
        return field_name(tree, tree[tree.root]);
    }

    static std::optional<std::string_view> field_name(const ast::Tree& tree, const ast::Expr& expr) {
        const auto* call = std::get_if<ast::Call>(&expr.kind);
        if (call == nullptr || call->key != "field" || call->arguments.size() != 1) return std::nullopt;
        const auto* name = std::get_if<ast::Text>(&tree[call->arguments[0]].kind);
        return name == nullptr ? std::nullopt : std::optional<std::string_view>{name->value};
    }

    void name_field_calls(const ast::Tree& tree) {
        for (const ast::Expr& expr : tree.exprs) {
            if (const auto name = field_name(tree, expr)) field(*name);
        }
    }

    void name_fields(const Condition& condition) {
        std::visit(overloaded{
                       [](const Invalid&) {},
                       [](const AllOf&) {},
                       [](const AnyOf&) {},
                       [](const Not&) {},
                       [&](const FieldCondition& node) { name(node.field); },
                       [](const ValueCondition&) {},
                       [&](const FieldCount& node) { name(node.field); },
                       [](const ValueCount&) {},
                   },
                   condition.kind);
    }

    /// Looks up the field that an operand names, where that is known already.
    void name(OperandId id) {
        PreparedOperand& operand = parts_.operands[id.index];
        if (!operand.constant || operand.constant->as_string() == nullptr) return;
        operand.field = field(*operand.constant->as_string(), parts_.source(id).value.span);
    }

    const Field* field(std::string_view name, Span span = {}) {
        const auto known = parts_.fields.find(name);
        if (known != parts_.fields.end()) return &known->second;
        Field found = field_named(name, *parts_.aliases);
        const bool is_unknown = found.kind == Field::Kind::Unknown;
        const Field* stored = &parts_.fields.emplace(std::string{name}, std::move(found)).first->second;
        if (is_unknown) {
            sink_.report(diag::unknown_alias, span, name);
            if (parts_.unknown_field == nullptr) parts_.unknown_field = stored;
        }
        return stored;
    }

    void bind_effect() {
        const PreparedOperand& effect = parts_.operands[parts_.definition->rule.effect.index];
        if (!parts_.effect_override.empty()) {
            parts_.effect_text = parts_.effect_override;
        } else if (effect.constant && effect.constant->as_string() != nullptr) {
            parts_.effect_text = *effect.constant->as_string();
        }
        parts_.effect = effect_named(parts_.effect_text);
        const bool is_wrong = !parts_.effect && effect.constant && effect.constant->as_string() != nullptr;
        if (is_wrong && parts_.definition->is_valid)
            sink_.report(diag::unknown_policy_word, parts_.source(parts_.definition->rule.effect).value.span,
                         "effect", parts_.effect_text);
    }

    PreparedParts& parts_;
    DiagnosticSink& sink_;
};

/// Types in lower case, as one condition asks for them.
std::optional<std::vector<std::string>> types_in(const PreparedParts& parts, const FieldCondition& node) {
    const PreparedOperand& name = parts[node.field];
    const PreparedOperand& operand = parts[node.test.operand];
    if (name.field == nullptr || name.field->kind != Field::Kind::Type || !operand.constant)
        return std::nullopt;
    std::vector<std::string> types;
    if (node.test.op == Operator::Equals && operand.constant->as_string() != nullptr) {
        types.push_back(to_lower(*operand.constant->as_string()));
        return types;
    }
    if (node.test.op != Operator::In || operand.constant->as_list() == nullptr) return std::nullopt;
    for (const Value& item : *operand.constant->as_list()) {
        if (item.as_string() == nullptr) return std::nullopt;
        types.push_back(to_lower(*item.as_string()));
    }
    return types;
}

} // namespace

std::size_t NameHash::operator()(std::string_view name) const {
    std::size_t hash = 0xCBF29CE484222325U;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c)) * 0x100000001B3U;
    return hash;
}

bool SameName::operator()(std::string_view a, std::string_view b) const {
    return equal_ignoring_case(a, b);
}

const Deployment& no_deployment() {
    static const Deployment none = deployment(ScopeKind::ResourceGroup, {});
    return none;
}

void prepare(PreparedParts& parts, DiagnosticSink& sink) {
    Binder{parts, sink}.bind();
    check_modifiable(parts, sink);
}

std::optional<std::vector<std::string>> types_of(const PreparedParts& parts, ConditionId id) {
    const auto& kind = parts.definition->rule.tree[id].kind;
    if (const auto* node = std::get_if<FieldCondition>(&kind)) return types_in(parts, *node);
    if (const auto* node = std::get_if<AllOf>(&kind)) {
        for (const ConditionId part : node->conditions) {
            if (auto types = types_of(parts, part)) return types;
        }
        return std::nullopt;
    }
    const auto* node = std::get_if<AnyOf>(&kind);
    if (node == nullptr) return std::nullopt;
    std::vector<std::string> all;
    for (const ConditionId part : node->conditions) {
        auto types = types_of(parts, part);
        if (!types) return std::nullopt;
        all.insert(all.end(), types->begin(), types->end());
    }
    return all;
}

void check_modifiable(const PreparedParts& parts, DiagnosticSink& sink) {
    if (parts.effect != Effect::Modify) return;
    for (const Operation& operation : parts.definition->rule.details.operations) {
        const Field* field = parts[operation.field].field;
        if (field == nullptr || field->kind != Field::Kind::Alias) continue;
        const auto is_closed = [](const FieldPath& path) { return path.modifiable == Modifiable::No; };
        if (std::ranges::all_of(field->paths, is_closed))
            sink.report(diag::alias_not_modifiable, parts.source(operation.field).value.span, field->name);
    }
}

} // namespace iotsec::azure::policy
