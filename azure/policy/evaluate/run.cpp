// Conditions that stand for others, and operands. The comparing ones are in condition.cpp.
#include "azure/policy/evaluate/run.hpp"

#include "azure/expression/evaluator.hpp"
#include "azure/policy/evaluate/names.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::azure::policy {

Truth Run::note(Truth truth, std::string message, Span place) {
    const bool is_first = message_.empty() || (truth == Truth::Error && !has_error_);
    if (is_first) {
        message_ = std::move(message);
        place_ = place;
    }
    has_error_ = has_error_ || truth == Truth::Error;
    return truth;
}

Truth Run::holds(ConditionId id) {
    const Condition& condition = situation_.parts.definition->rule.tree[id];
    return std::visit(overloaded{
                          [&](const Invalid&) {
                              return note(Truth::Error, "the condition could not be read", condition.span);
                          },
                          [&](const AllOf& node) { return connected(node.conditions, Truth::False); },
                          [&](const AnyOf& node) { return connected(node.conditions, Truth::True); },
                          [&](const Not& node) { return negated(holds(node.condition)); },
                          [&](const FieldCondition& node) { return field_condition(condition, node); },
                          [&](const ValueCondition& node) { return value_condition(condition, node); },
                          [&](const FieldCount& node) { return field_count(condition, node); },
                          [&](const ValueCount& node) { return value_count(condition, node); },
                      },
                      condition.kind);
}

Truth Run::connected(const std::vector<ConditionId>& conditions, Truth decisive) {
    Truth result = negated(decisive);
    const std::size_t start = observer_ == nullptr ? 0 : observer_->mark();
    for (const ConditionId id : conditions) {
        const std::size_t before = observer_ == nullptr ? 0 : observer_->mark();
        const Truth one = holds(id);
        if (one == decisive) {
            if (observer_ != nullptr) observer_->forget(start, before);
            return decisive;
        }
        // Behind what is unknown an error may never be met.
        if (one == Truth::Error && result == negated(decisive)) return Truth::Error;
        if (one != negated(decisive)) result = Truth::Unknown;
    }
    return result;
}

std::optional<Value> Run::computed(const Operand& operand) {
    DiagnosticSink sink;
    Session session{sink};
    PolicyNames names{situation_.parts, situation_.options, met_, this};
    Evaluator evaluator{session, names, no_deployment()};
    Value result = operand.expression ? evaluator.evaluate(*operand.expression, operand.expression->root)
                                      : evaluator.evaluate(operand.value);
    if (sink.all().empty()) return result;
    note(Truth::Error, sink.all().front().message, operand.value.span);
    return std::nullopt;
}

const Value* Run::value(OperandId id, Value& storage) {
    const PreparedOperand& prepared = situation_.parts[id];
    if (prepared.constant && (prepared.met.empty() || &situation_.options == &situation_.parts.options)) {
        met_.add(prepared.met);
        return &*prepared.constant;
    }
    if (prepared.is_field_call && prepared.field->kind != Field::Kind::Unknown) {
        const bool is_here = &situation_.fields == &situation_.functions;
        storage = field_value(*prepared.field, situation_.functions, is_here ? binding_ : nullptr);
        return &storage;
    }
    auto result = computed(situation_.parts.source(id));
    if (!result) return nullptr;
    storage = std::move(*result);
    return &storage;
}

std::optional<std::string> Run::text(OperandId id) {
    Value storage;
    const Value* found = value(id, storage);
    if (found == nullptr || found->as_string() == nullptr) return std::nullopt;
    return *found->as_string();
}

std::optional<Value> Run::evaluated(const Value& raw) {
    Operand operand;
    operand.value = raw;
    return computed(operand);
}

const Field* Run::field(OperandId id, Field& storage) {
    const PreparedOperand& prepared = situation_.parts[id];
    if (prepared.field != nullptr && !prepared.is_field_call) return prepared.field;
    Value computed_name;
    const Value* name = value(id, computed_name);
    const Span place = situation_.parts.source(id).value.span;
    if (name == nullptr) return nullptr;
    if (const Unknown* unknown = name->as_unknown()) {
        note(Truth::Unknown, unknown->reason, place);
        return nullptr;
    }
    if (name->as_string() == nullptr) {
        note(Truth::Error, "the name of a field is a text", place);
        return nullptr;
    }
    storage = field_named(*name->as_string(), *situation_.parts.aliases);
    return &storage;
}

namespace {

/// Whether some text in `value` calls `current`, as far as its spelling tells.
bool mentions_current(const Value& value) {
    if (const List* items = value.as_list()) return std::ranges::any_of(*items, mentions_current);
    if (const Object* members = value.as_object()) {
        return std::ranges::any_of(*members, [](const Member& m) { return mentions_current(m.value); });
    }
    return value.as_string() != nullptr &&
           find_ignoring_case(*value.as_string(), "current") != std::string_view::npos;
}

/// Whether an operand reads the member that a count looks at: it has no value outside of that.
bool reads_current(const Operand& operand) {
    if (!operand.expression) return mentions_current(operand.value);
    return std::ranges::any_of(operand.expression->exprs, [](const auto& expr) {
        const auto* call = std::get_if<arm_expression::Call>(&expr.kind);
        return call != nullptr && call->key == "current";
    });
}

} // namespace

Truth Run::all_functions() {
    const PreparedParts& parts = situation_.parts;
    for (std::uint32_t i = 0; i < parts.definition->rule.condition_operands; ++i) {
        const Operand& operand = parts.source({i});
        const bool is_safe = parts.operands[i].constant || parts.operands[i].is_field_call;
        if (is_safe || reads_current(operand)) continue;
        Value storage;
        if (value({i}, storage) == nullptr) return Truth::Error;
    }
    return Truth::True;
}

} // namespace iotsec::azure::policy
