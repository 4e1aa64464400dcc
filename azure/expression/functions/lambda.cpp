// Functions that take a lambda: `map(list, lambda('x', …))`.
#include "azure/expression/culture.hpp"
#include "azure/expression/function.hpp"
#include "azure/expression/member.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iotsec::azure {

namespace ast = arm_expression;

namespace {

/// A lambda whose variables have their names; the body is evaluated once for each item.
class Lambda {
  public:
    Lambda(Evaluator& evaluator, const ast::Tree& tree, ast::ExprId body, std::vector<std::string> names)
        : evaluator_{evaluator}, tree_{tree}, body_{body}, names_{std::move(names)} {}

    [[nodiscard]] std::size_t size() const { return names_.size(); }

    /// The body with its variables set to `values`, those that it has.
    Value operator()(std::initializer_list<Value> values) const {
        auto& variables = evaluator_.lambda_variables;
        const std::size_t before = variables.size();
        const auto* value = values.begin();
        for (const std::string& name : names_)
            variables.push_back({name, *value++});
        Value result = evaluator_.evaluate(tree_, body_);
        variables.resize(before);
        return result;
    }

  private:
    Evaluator& evaluator_;
    const ast::Tree& tree_;
    ast::ExprId body_;
    std::vector<std::string> names_;
};

/// What the functions here have in common: a collection, and a lambda with so many variables.
struct LambdaCall {
    Evaluator& evaluator;
    const ast::Tree& tree;
    const ast::Expr& expr;
    const ast::Call& call;

    [[nodiscard]] Value fail(std::string_view message) const {
        return evaluator.fail(fmt::format("`{}`: {}", call.name, message), expr.range);
    }
    [[nodiscard]] Value argument(std::size_t i) const { return evaluator.evaluate(tree, call.arguments[i]); }

    /// The lambda that argument `i` is, with `min` to `max` variables; none where it is not one, which is
    /// reported.
    [[nodiscard]] std::optional<Lambda> lambda(std::size_t i, std::size_t min, std::size_t max) const {
        const auto* node = std::get_if<ast::Call>(&tree[call.arguments[i]].kind);
        if (node == nullptr || node->key != "lambda" || node->arguments.size() < min + 1 ||
            node->arguments.size() > max + 1) {
            (void)fail(fmt::format("argument {} is a lambda of {} to {} variables", i + 1, min, max));
            return std::nullopt;
        }
        std::vector<std::string> names;
        for (std::size_t n = 0; n + 1 < node->arguments.size(); ++n) {
            const Value name = evaluator.evaluate(tree, node->arguments[n]);
            if (name.as_string() == nullptr) {
                (void)fail("the name of a lambda's variable is a text");
                return std::nullopt;
            }
            names.push_back(*name.as_string());
        }
        return Lambda{evaluator, tree, node->arguments.back(), std::move(names)};
    }
    /// An unknown that follows from `unknown`; the body is left alone.
    [[nodiscard]] Value follow(const Value& value) const {
        if (evaluator.session().is_prediction) return as_written();
        Unknown result = following(*first_unknown(value), 0);
        result.may_be_absent = false;
        return make_unknown(std::move(result));
    }
    /// In a prediction: the call with its collection evaluated, and the lambdas as their author wrote them.
    [[nodiscard]] Value as_written() const {
        std::string text = call.name + "(" + expression_of(argument(0));
        for (std::size_t i = 1; i < call.arguments.size(); ++i)
            text += ", " + source_text(tree, call.arguments[i], &evaluator);
        return make_residual(text + ")");
    }
    [[nodiscard]] Value no_collection(const Value& found, std::string_view wanted) const {
        if (open_unknown(found) != nullptr) return follow(found);
        return fail(fmt::format("argument 1 is {}, found {}", wanted, type_name(found)));
    }
};

/// A lambda function finds its collection and lambda first; nothing where that failed.
template <typename Body>
Value over_list(const LambdaCall& call, std::size_t min, std::size_t max, Body body) {
    const Value collection = call.argument(0);
    if (collection.as_list() == nullptr) return call.no_collection(collection, "a list");
    const auto lambda =
        call.lambda(call.call.key == "groupby" ? 1 : call.call.arguments.size() - 1, min, max);
    if (!lambda) return call.evaluator.fail("a lambda is missing", call.expr.range);
    return body(*collection.as_list(), *lambda);
}

Value index(std::size_t i) {
    return Value{static_cast<std::int64_t>(i)};
}

Value map(Evaluator& e, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& node) {
    const LambdaCall call{e, tree, expr, node};
    return over_list(call, 1, 2, [&](const List& items, const Lambda& lambda) {
        List result;
        for (std::size_t i = 0; i < items.size(); ++i)
            result.push_back(lambda({items[i], index(i)}));
        return Value{std::move(result)};
    });
}

Value filter(Evaluator& e, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& node) {
    const LambdaCall call{e, tree, expr, node};
    return over_list(call, 1, 2, [&](const List& items, const Lambda& lambda) {
        List result;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Value keep = lambda({items[i], index(i)});
            if (open_unknown(keep) != nullptr) return call.follow(keep);
            if (keep.as_bool() == nullptr) return call.fail("the lambda gives a bool");
            if (*keep.as_bool()) result.push_back(items[i]);
        }
        return Value{std::move(result)};
    });
}

Value reduce(Evaluator& e, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& node) {
    const LambdaCall call{e, tree, expr, node};
    return over_list(call, 2, 3, [&](const List& items, const Lambda& lambda) {
        Value so_far = call.argument(1);
        for (std::size_t i = 0; i < items.size(); ++i)
            so_far = lambda({so_far, items[i], index(i)});
        return so_far;
    });
}

/// Merges two sorted halves, as a stable sort does; the lambda says whether its first argument comes first.
Value sort(Evaluator& e, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& node) {
    const LambdaCall call{e, tree, expr, node};
    return over_list(call, 2, 2, [&](const List& items, const Lambda& lambda) {
        std::optional<Value> problem;
        const auto is_before = [&](const Value& a, const Value& b) {
            if (problem) return false;
            const Value answer = lambda({a, b});
            if (const bool* truth = answer.as_bool()) return *truth;
            problem =
                open_unknown(answer) != nullptr ? call.follow(answer) : call.fail("the lambda gives a bool");
            return false;
        };
        List result = items;
        // Both ways: a lambda that says yes to everything changes nothing.
        std::ranges::stable_sort(
            result, [&](const Value& a, const Value& b) { return is_before(a, b) && !is_before(b, a); });
        return problem ? *problem : Value{std::move(result)};
    });
}

Value group_by(Evaluator& e, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& node) {
    const LambdaCall call{e, tree, expr, node};
    const auto value_of = node.arguments.size() > 2 ? call.lambda(2, 1, 1) : std::nullopt;
    if (node.arguments.size() > 2 && !value_of) return e.fail("a lambda is missing", expr.range);
    return over_list(call, 1, 1, [&](const List& items, const Lambda& lambda) {
        Object groups;
        for (const Value& item : items) {
            const Value key = lambda({item});
            if (open_unknown(key) != nullptr) return call.follow(key);
            if (key.as_string() == nullptr) return call.fail("the lambda gives a text");
            Member* group = first_member(groups, *key.as_string());
            if (group == nullptr) group = &groups.emplace_back(Member{*key.as_string(), {}, Value{List{}}});
            std::get<List>(group->value.data).push_back(value_of ? (*value_of)({item}) : item);
            e.session().spend(1 + groups.size() / 16, e.place());
        }
        return Value{std::move(groups)};
    });
}

Value to_object(Evaluator& e, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& node) {
    const LambdaCall call{e, tree, expr, node};
    const Value collection = call.argument(0);
    if (collection.as_list() == nullptr) return call.no_collection(collection, "a list");
    const auto key_of = call.lambda(1, 1, 1);
    const bool has_values = node.arguments.size() > 2;
    const auto value_of = has_values ? call.lambda(2, 1, 1) : key_of;
    if (!key_of || !value_of) return e.fail("a lambda is missing", expr.range);
    Object members;
    for (const Value& item : *collection.as_list()) {
        const Value key = (*key_of)({item});
        if (open_unknown(key) != nullptr) return call.follow(key);
        if (key.as_string() == nullptr) return call.fail("the lambda gives a text");
        Value value = has_values ? (*value_of)({item}) : item;
        e.session().spend(1 + members.size() / 16, e.place());
        if (first_member(members, *key.as_string()) != nullptr) {
            return call.fail(fmt::format("the key `{}` is there twice", *key.as_string()));
        }
        members.push_back({*key.as_string(), {}, std::move(value)});
    }
    return Value{std::move(members)};
}

Value map_values(Evaluator& e, const ast::Tree& tree, const ast::Expr& expr, const ast::Call& node) {
    const LambdaCall call{e, tree, expr, node};
    const Value collection = call.argument(0);
    if (collection.as_object() == nullptr) return call.no_collection(collection, "an object");
    const auto lambda = call.lambda(1, 1, 1);
    if (!lambda) return e.fail("a lambda is missing", expr.range);
    Object members = *collection.as_object();
    for (Member& member : members)
        member.value = (*lambda)({member.value});
    return Value{std::move(members)};
}

Value lone_lambda(Evaluator& e, const ast::Tree& /*tree*/, const ast::Expr& expr, const ast::Call& /*node*/) {
    return e.fail("a lambda stands only where a function takes one", expr.range);
}

constexpr std::array<LazyFunction, 8> lambda_table{{
    {"filter", 2, 2, filter},
    {"groupby", 2, 3, group_by},
    {"lambda", 0, any_number, lone_lambda},
    {"map", 2, 2, map},
    {"mapvalues", 2, 2, map_values},
    {"reduce", 3, 3, reduce},
    {"sort", 2, 2, sort},
    {"toobject", 2, 3, to_object},
}};

} // namespace

std::span<const LazyFunction> lambda_functions() {
    return lambda_table;
}

} // namespace iotsec::azure
