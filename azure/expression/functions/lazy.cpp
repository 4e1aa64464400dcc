// Functions that look at their arguments one after another: `if`, `and`, `or`, `coalesce`.
#include "azure/expression/function.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace iotsec::azure {

namespace ast = arm_expression;

namespace {

Value no_truth(Evaluator& evaluator, const ast::Call& call, const Value& found, ast::Range range) {
    return evaluator.fail(fmt::format("`{}`: a condition is a bool, found {}", call.name, type_name(found)),
                          range);
}

/// In a prediction: the call with the arguments that were looked at, and the rest as its author wrote it.
Value as_written(Evaluator& evaluator, const ast::Tree& tree, const ast::Call& call,
                 std::span<const Value> before, const Value& unknown) {
    std::string text = call.name + "(";
    for (const Value& value : before)
        text += expression_of(value) + ", ";
    text += expression_of(unknown);
    for (std::size_t i = before.size() + 1; i < call.arguments.size(); ++i)
        text += ", " + source_text(tree, call.arguments[i], &evaluator);
    return make_residual(text + ")");
}

Value if_(Evaluator& evaluator, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& call) {
    const Value condition = evaluator.evaluate(tree, call.arguments[0]);
    if (const bool* truth = condition.as_bool()) {
        return evaluator.evaluate(tree, call.arguments[*truth ? 1 : 2]);
    }
    const Unknown* unknown = open_unknown(condition);
    if (unknown == nullptr) return no_truth(evaluator, call, condition, expr.range);
    if (evaluator.session().is_prediction) return as_written(evaluator, tree, call, {}, condition);
    const Mute mute{evaluator.session()};
    return either(*unknown, evaluator.evaluate(tree, call.arguments[1]),
                  evaluator.evaluate(tree, call.arguments[2]));
}

/// `and` where `decisive` is false, `or` where it is true.
Value connective(Evaluator& evaluator, const ast::Tree& tree, const ast::Expr& expr, bool decisive) {
    const auto& call = std::get<ast::Call>(expr.kind);
    std::optional<Value> open;
    Identity identity{call.key};
    std::vector<Value> before;
    for (const ast::ExprId argument : call.arguments) {
        std::optional<Mute> mute; // behind an unknown operand the rest may never be looked at
        if (open) mute.emplace(evaluator.session());
        Value value = evaluator.evaluate(tree, argument);
        identity.add(value);
        if (const bool* truth = value.as_bool()) {
            if (*truth == decisive) return value;
            before.push_back(value);
        } else if (open_unknown(value) != nullptr && evaluator.session().is_prediction) {
            return as_written(evaluator, tree, call, before, value);
        } else if (open_unknown(value) != nullptr) {
            if (!open) open = std::move(value);
        } else {
            return no_truth(evaluator, call, value, expr.range);
        }
    }
    return open ? unknown_bool(*open->as_unknown(), identity.value()) : Value{!decisive};
}

Value and_(Evaluator& evaluator, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& /*call*/) {
    return connective(evaluator, tree, expr, false);
}

Value or_(Evaluator& evaluator, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& /*call*/) {
    return connective(evaluator, tree, expr, true);
}

Value without_null(const Unknown& unknown) {
    Unknown copy = unknown;
    std::erase_if(copy.domain, [](const Value& value) { return value.is_null(); });
    copy.may_be_absent = false;
    return make_unknown(std::move(copy));
}

Value coalesce_from(Evaluator& evaluator, const ast::Tree& tree, const ast::Call& call, std::size_t i) {
    Value value = evaluator.evaluate(tree, call.arguments[i]);
    if (evaluator.session().is_prediction && open_unknown(value) != nullptr) {
        return as_written(evaluator, tree, call, std::vector<Value>(i), value);
    }
    if (i + 1 == call.arguments.size()) return value;
    if (value.is_null()) return coalesce_from(evaluator, tree, call, i + 1);
    const Unknown* unknown = open_unknown(value);
    if (unknown == nullptr || !unknown->may_be_absent) return value;
    const Mute mute{evaluator.session()};
    return either(*unknown, without_null(*unknown), coalesce_from(evaluator, tree, call, i + 1));
}

Value coalesce(Evaluator& evaluator, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& call) {
    constexpr std::size_t most = 100;
    if (call.arguments.size() > most) return evaluator.fail("`coalesce` has too many arguments", expr.range);
    return coalesce_from(evaluator, tree, call, 0);
}

constexpr std::array<LazyFunction, 4> lazy_table{{
    {"and", 2, any_number, and_},
    {"coalesce", 1, any_number, coalesce},
    {"if", 3, 3, if_},
    {"or", 2, any_number, or_},
}};

} // namespace

std::span<const LazyFunction> lazy_functions() {
    return lazy_table;
}

} // namespace iotsec::azure
