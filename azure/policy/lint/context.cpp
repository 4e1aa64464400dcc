#include "azure/policy/lint/context.hpp"

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::azure::policy::lint {

using arm_expression::Call;
using arm_expression::ExprId;
using arm_expression::Tree;

const Call* call_of(const Tree& tree, ExprId id, std::string_view name) {
    const auto* call = std::get_if<Call>(&tree[id].kind);
    return call != nullptr && call->key == name ? call : nullptr;
}

const std::string* text_argument(const Tree& tree, const Call& call) {
    if (call.arguments.size() != 1) return nullptr;
    const auto* text = std::get_if<arm_expression::Text>(&tree[call.arguments.front()].kind);
    return text == nullptr ? nullptr : &text->value;
}

const std::string* literal_text(const Operand& operand) {
    return operand.is_literal() ? operand.value.as_string() : nullptr;
}

bool is_type_field(const Conditions& tree, const Condition& condition) {
    const auto* field = std::get_if<FieldCondition>(&condition.kind);
    const std::string* name = field == nullptr ? nullptr : literal_text(tree[field->field]);
    return name != nullptr && equal_ignoring_case(*name, "type");
}

Context::Context(const Definition& definition, const Knowledge& knowledge, DiagnosticSink& sink)
    : definition_{definition}, knowledge_{knowledge}, sink_{sink} {
    if (tree().conditions.empty()) return;
    walk_conditions();
    for (std::size_t i = 0; i < visits_.size(); ++i)
        read_condition(i);
    if (definition.rule.effect.index < tree().operands.size())
        read_operand(tree()[definition.rule.effect], ExpressionUse::Place::Effect, std::nullopt);
    read_details();
}

/// The list grows while it is walked: no recursion, whatever the nesting.
void Context::walk_conditions() {
    visits_.push_back({.id = definition_.rule.condition});
    for (std::size_t i = 0; i < visits_.size(); ++i)
        visit_children(i);
}

void Context::add_child(ConditionId id, std::size_t parent, bool is_negated,
                        std::optional<std::size_t> count) {
    visits_.push_back({.id = id, .parent = parent, .count = count, .is_negated = is_negated});
}

void Context::visit_children(std::size_t index) {
    const Visit visit = visits_[index];
    const auto add_all = [&](const std::vector<ConditionId>& ids) {
        for (const ConditionId id : ids)
            add_child(id, index, visit.is_negated, visit.count);
    };
    std::visit(overloaded{
                   [](const Invalid&) {},
                   [&](const AllOf& all) { add_all(all.conditions); },
                   [&](const AnyOf& any) { add_all(any.conditions); },
                   [&](const Not& no) { add_child(no.condition, index, !visit.is_negated, visit.count); },
                   [](const FieldCondition&) {},
                   [](const ValueCondition&) {},
                   [&](const FieldCount& count) {
                       if (count.where) add_child(*count.where, index, visit.is_negated, index);
                   },
                   [&](const ValueCount& count) {
                       if (count.where) add_child(*count.where, index, visit.is_negated, index);
                   },
               },
               condition(visit).kind);
}

void Context::read_condition(std::size_t index) {
    constexpr auto here = ExpressionUse::Place::Condition;
    const Condition& found = condition(visits_[index]);
    std::visit(overloaded{
                   [](const Invalid&) {},
                   [](const AllOf&) {},
                   [](const AnyOf&) {},
                   [](const Not&) {},
                   [&](const FieldCondition& field) {
                       add_field(tree()[field.field], FieldUse::By::Condition, index);
                       read_operand(tree()[field.field], here, index);
                       if (is_type_field(tree(), found)) read_types(visits_[index], field);
                   },
                   [&](const ValueCondition& value) { read_operand(tree()[value.value], here, index); },
                   [&](const FieldCount& count) {
                       add_field(tree()[count.field], FieldUse::By::Count, index);
                       read_operand(tree()[count.field], here, index);
                   },
                   [&](const ValueCount& count) { read_operand(tree()[count.value], here, index); },
               },
               found.kind);
    if (const Test* test = test_of(found)) read_test(index, *test);
}

void Context::read_test(std::size_t visit, const Test& test) {
    read_operand(tree()[test.operand], ExpressionUse::Place::Condition, visit);
}

void Context::read_operand(const Operand& operand, ExpressionUse::Place place,
                           std::optional<std::size_t> visit) {
    if (operand.expression) {
        add_expression({&*operand.expression, operand.value.span, place, visit});
    } else if (operand.has_inner) {
        read_texts(operand.value, place, visit);
    }
}

/// The texts in `value` that are expressions; the stack is ours, whatever the nesting.
void Context::read_texts(const Value& value, ExpressionUse::Place place, std::optional<std::size_t> visit) {
    std::vector<const Value*> open{&value};
    while (!open.empty()) {
        const Value& next = *open.back();
        open.pop_back();
        if (const std::string* text = next.as_string(); text && arm_expression::is_expression(*text)) {
            auto parsed = arm_expression::parse(*text);
            if (auto* tree = std::get_if<Tree>(&parsed))
                add_expression({&own_trees_.emplace_back(std::move(*tree)), next.span, place, visit});
        } else if (const List* list = next.as_list()) {
            for (const Value& item : *list)
                open.push_back(&item);
        } else if (const Object* object = next.as_object()) {
            for (const Member& member : *object) {
                // Inside a deployment's template the functions are the deployment's own.
                if (!equal_ignoring_case(member.name, "template")) open.push_back(&member.value);
            }
        }
    }
}

void Context::add_expression(const ExpressionUse& use) {
    expressions_.push_back(use);
    for (const arm_expression::Expr& expr : use.tree->exprs) {
        const auto* call = std::get_if<Call>(&expr.kind);
        const std::string* argument = call == nullptr ? nullptr : text_argument(*use.tree, *call);
        if (argument == nullptr) continue;
        if (call->key == "parameters") {
            parameters_.push_back({*argument, use.span});
        } else if (call->key == "field" && use.visit && use.place == ExpressionUse::Place::Condition) {
            fields_.push_back({*argument, use.span, FieldUse::By::Function, *use.visit,
                               knowledge_.aliases.find(*argument)});
        }
    }
}

void Context::add_field(const Operand& operand, FieldUse::By by, std::size_t visit) {
    const std::string* name = literal_text(operand);
    if (name == nullptr) return;
    fields_.push_back({*name, operand.value.span, by, visit, knowledge_.aliases.find(*name)});
}

void Context::read_types(const Visit& visit, const FieldCondition& field) {
    const Operand& operand = tree()[field.test.operand];
    const bool is_wanted = (field.test.op == Operator::Equals || field.test.op == Operator::In ||
                            field.test.op == Operator::Like) &&
                           !visit.is_negated;
    const bool is_wanted_twice_over =
        (field.test.op == Operator::NotEquals || field.test.op == Operator::NotIn) && visit.is_negated;
    if (!is_wanted && !is_wanted_twice_over) return;
    const auto add = [this](const Value& value) {
        const std::string* type = value.as_string();
        if (type == nullptr || arm_expression::is_expression(*type)) return;
        if (known_types_.insert(to_lower(*type)).second) types_.push_back(*type);
    };
    add(operand.value);
    if (const List* list = operand.value.as_list()) std::ranges::for_each(*list, add);
}

void Context::read_details() {
    constexpr auto here = ExpressionUse::Place::Details;
    const Details& details = definition_.rule.details;
    read_texts(details.value, here, std::nullopt);
}

const Alias* Context::alias(const FieldUse& field) const {
    for (const std::string& type : types_) {
        if (const Alias* found = alias_of_type(field.aliases, type)) return found;
    }
    return field.aliases.empty() ? nullptr : &field.aliases.front();
}

const Parameter* Context::effect_parameter() const {
    if (definition_.rule.effect.index >= tree().operands.size()) return nullptr;
    const Operand& effect = tree()[definition_.rule.effect];
    if (!effect.expression) return nullptr;
    const Call* call = call_of(*effect.expression, effect.expression->root, "parameters");
    const std::string* name = call == nullptr ? nullptr : text_argument(*effect.expression, *call);
    return name == nullptr ? nullptr : definition_.parameter(*name);
}

std::vector<std::string> Context::possible_effects() const {
    if (definition_.rule.effect.index >= tree().operands.size()) return {};
    if (const std::string* literal = literal_text(tree()[definition_.rule.effect])) return {*literal};
    const Parameter* parameter = effect_parameter();
    std::vector<std::string> effects;
    if (parameter == nullptr) return effects;
    if (parameter->allowed_values) {
        for (const Value& value : *parameter->allowed_values) {
            if (const std::string* text = value.as_string()) effects.push_back(*text);
        }
    } else if (parameter->default_value && parameter->default_value->as_string() != nullptr) {
        effects.push_back(*parameter->default_value->as_string());
    }
    return effects;
}

} // namespace iotsec::azure::policy::lint
