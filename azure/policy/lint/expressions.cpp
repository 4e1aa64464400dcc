// Rules about functions in expressions.
#include "azure/policy/lint/checks.hpp"
#include "base/diagnostics/lint.hpp"
#include "base/text.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>

namespace iotsec::azure::policy::lint {

namespace {

namespace kinds = diag::lint;
using arm_expression::ExprId;
using arm_expression::Tree;

bool is_tryget(const Operand& operand) {
    return operand.expression && call_of(*operand.expression, operand.expression->root, "tryget") != nullptr;
}

/// Operators that take null for an empty text.
bool takes_null_as_text(Operator op) {
    return op != Operator::Exists && op != Operator::ContainsKey && op != Operator::NotContainsKey &&
           op != Operator::Less && op != Operator::LessOrEquals && op != Operator::Greater &&
           op != Operator::GreaterOrEquals;
}

void check_tryget(const Context& context, const Condition& condition) {
    const Test* test = test_of(condition);
    if (test == nullptr) return;
    const Operand& operand = context.tree()[test->operand];
    if (is_tryget(operand))
        context.sink().report(kinds::tryget_operand, operand.value.span, spelling(test->op));
    const auto* value = std::get_if<ValueCondition>(&condition.kind);
    if (value == nullptr || !takes_null_as_text(test->op)) return;
    const Operand& left = context.tree()[value->value];
    if (is_tryget(left)) context.sink().report(kinds::tryget_value, left.value.span, spelling(test->op));
}

/// What `base.name` and `base['name']` read from; no member for anything else.
struct MemberAccess {
    ExprId base;
    std::string name; ///< empty where it is computed
};
std::optional<MemberAccess> member_access(const Tree& tree, ExprId id) {
    if (const auto* property = std::get_if<arm_expression::Property>(&tree[id].kind))
        return MemberAccess{property->base, property->name};
    if (const auto* index = std::get_if<arm_expression::Index>(&tree[id].kind)) {
        const auto* text = std::get_if<arm_expression::Text>(&tree[index->index].kind);
        return MemberAccess{index->base, text == nullptr ? std::string{} : text->value};
    }
    return std::nullopt;
}

bool is_identity(const Tree& tree, ExprId id) {
    const auto access = member_access(tree, id);
    return access && equal_ignoring_case(access->name, "identity") &&
           call_of(tree, access->base, "requestcontext") != nullptr;
}

void check_identity(const Context& context, const ExpressionUse& use, bool& is_told) {
    for (std::uint32_t i = 0; i < use.tree->exprs.size(); ++i) {
        if (is_identity(*use.tree, {i}) && !std::exchange(is_told, true))
            context.sink().report(kinds::identity_enforced_only, use.span);
        const auto access = member_access(*use.tree, {i});
        if (!access || !is_identity(*use.tree, access->base)) continue;
        const std::string name = access->name.empty() ? "…" : access->name;
        context.sink().report(kinds::identity_unguarded, use.span, "requestContext().identity." + name);
    }
}

/// The array that the count around a visit counts, and those around that.
std::set<std::string> counted_arrays(const Context& context, std::size_t visit) {
    std::set<std::string> arrays;
    auto count = context.visits()[visit].count;
    while (count) {
        const Visit& around = context.visits()[*count];
        if (const auto* field = std::get_if<FieldCount>(&context.condition(around).kind)) {
            const std::string* name = literal_text(context.tree()[field->field]);
            if (name != nullptr) arrays.insert(to_lower(*name));
        }
        count = around.count;
    }
    return arrays;
}

void check_counted_fields(const Context& context, const ExpressionUse& use) {
    if (!use.visit || !context.visits()[*use.visit].count) return;
    const auto arrays = counted_arrays(context, *use.visit);
    std::set<std::uint32_t> firsts; // arguments of first()
    for (const arm_expression::Expr& expr : use.tree->exprs) {
        const auto* call = std::get_if<arm_expression::Call>(&expr.kind);
        if (call != nullptr && call->key == "first" && call->arguments.size() == 1)
            firsts.insert(call->arguments.front().index);
    }
    for (std::uint32_t i = 0; i < use.tree->exprs.size(); ++i) {
        const auto* call = call_of(*use.tree, {i}, "field");
        const std::string* name = call == nullptr ? nullptr : text_argument(*use.tree, *call);
        if (name == nullptr || firsts.contains(i) || !arrays.contains(to_lower(*name))) continue;
        context.sink().report(kinds::counted_field, use.span, *name);
    }
}

} // namespace

void check_expressions(const Context& context) {
    for (const Visit& visit : context.visits())
        check_tryget(context, context.condition(visit));
    bool is_told = false; // once for a rule is enough
    for (const ExpressionUse& use : context.expressions()) {
        if (use.place != ExpressionUse::Place::Condition) continue;
        check_identity(context, use, is_told);
        check_counted_fields(context, use);
    }
}

} // namespace iotsec::azure::policy::lint
