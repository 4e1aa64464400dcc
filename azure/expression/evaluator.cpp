#include "azure/expression/evaluator.hpp"

#include "azure/expression/function.hpp"
#include "azure/expression/member.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <fmt/format.h>

#include <utility>

namespace iotsec::azure {

namespace ast = arm_expression;

namespace {

std::string count_message(std::string_view name, std::size_t min, std::size_t max, std::size_t found) {
    const std::string wanted = max == any_number ? fmt::format("at least {}", min)
                               : min == max      ? std::to_string(min)
                                                 : fmt::format("{} to {}", min, max);
    return fmt::format("`{}` takes {} argument{}, found {}", name, wanted, wanted == "1" ? "" : "s", found);
}

} // namespace

void Session::report(Diagnostic diagnostic) {
    if (muted > 0) return;
    ++reports;
    const bool is_new = reported.emplace(diagnostic.span, diagnostic.message).second;
    if (is_new) sink.add(std::move(diagnostic));
}

bool Session::spend(std::size_t more, Span where) {
    steps += more;
    if (steps <= limits.steps) return true;
    if (!limit_reported) {
        limit_reported = true;
        ++reports;
        sink.report(diag::template_too_large, where,
                    fmt::format("its values take more than {} steps", limits.steps))
            .with_help("`--max-steps` raises the limit");
    }
    return false;
}

Span Evaluator::place(ast::Range range) const {
    if (!place_is_exact_) return place_;
    return {place_.source, place_.begin + 1 + range.begin, place_.begin + 1 + range.end};
}

Value Evaluator::fail_with(Diagnostic diagnostic) {
    Unknown unknown;
    unknown.reason = diagnostic.message;
    ++session_.failures;
    session_.report(std::move(diagnostic));
    return make_unknown(std::move(unknown), place_);
}

Value Evaluator::fail(std::string_view message, ast::Range range) {
    return fail_with(make_diagnostic(diag::expression_failed, place(range), message));
}

Value Evaluator::fail(std::string_view message) {
    return fail_with(make_diagnostic(diag::expression_failed, place_, message));
}

Value Evaluator::evaluate_text(const Value& raw, bool keeps_reference) {
    const std::string& text = *raw.as_string();
    if (!ast::is_expression(text)) return Value{std::string{ast::unescaped(text)}, raw.span};
    const Span outer_place = std::exchange(place_, raw.span);
    const bool is_exact = raw.span.is_known() && raw.span.end - raw.span.begin == text.size() + 2;
    const bool outer_exact = std::exchange(place_is_exact_, is_exact);
    const auto parsed = ast::parse(text);
    Value result;
    if (const auto* mistake = std::get_if<ast::Mistake>(&parsed)) {
        result = fail_with(make_diagnostic(diag::expression_syntax, place(mistake->range), mistake->message));
    } else {
        const auto& tree = std::get<ast::Tree>(parsed);
        result = keeps_reference ? evaluate_open(tree, tree.root) : evaluate(tree, tree.root);
    }
    result.span = raw.span;
    place_ = outer_place;
    place_is_exact_ = outer_exact;
    return result;
}

Value Evaluator::evaluate(const ast::Tree& tree, ast::ExprId id) {
    Value value = evaluate_open(tree, id);
    if (session_.is_prediction) return settled(std::move(value));
    return value;
}

Value Evaluator::evaluate_open(const ast::Tree& tree, ast::ExprId id) {
    const ast::Expr& expr = tree[id];
    const DepthGuard guard{session_};
    if (guard.too_deep()) return fail("it is nested too deeply", expr.range);
    if (!session_.spend(1, place_)) return fail("the template asks for too much", expr.range);
    if (const Value* value = stored(tree, id)) {
        if (!session_.spend(weight(*value), place_))
            return fail("the template asks for too much", expr.range);
        return *value;
    }
    return std::visit(
        overloaded{
            [](const ast::Text& text) { return Value{text.value}; },
            [](const ast::Integer& integer) { return Value{integer.value}; },
            [&](const ast::Call& node) { return call(tree, expr, node); },
            [&](const ast::Property& node) { return member_of(tree, expr, node.base, Value{node.name}); },
            [&](const ast::Index& node) {
                return member_of(tree, expr, node.base, evaluate(tree, node.index));
            },
        },
        expr.kind);
}

Value Evaluator::member_of(const ast::Tree& tree, const ast::Expr& expr, ast::ExprId base, const Value& key) {
    if (const Value* whole = stored(tree, base)) return member_of(*whole, key, tree, base, expr.range);
    const auto* node = std::get_if<ast::Call>(&tree[base].kind);
    const bool is_reference = node != nullptr && node->key == "reference" && key.as_string() != nullptr;
    if (is_reference && !session_.is_prediction) {
        std::vector<Value> arguments;
        arguments.reserve(node->arguments.size());
        for (const ast::ExprId argument : node->arguments)
            arguments.push_back(evaluate(tree, argument));
        if (auto known = names_.referenced(arguments, *key.as_string())) return std::move(*known);
    }
    return member_of(evaluate_open(tree, base), key, tree, base, expr.range);
}

Value Evaluator::member_of(const Value& whole, const Value& key, const ast::Tree& tree, ast::ExprId base,
                           ast::Range range) {
    const Object* members = whole.as_object();
    const bool is_absent =
        members != nullptr && key.as_string() != nullptr && member(*members, *key.as_string()) == nullptr;
    if (is_absent) {
        if (auto stand_in = names_.absent_member(tree, base)) return std::move(*stand_in);
    }
    return access(*this, whole, key, range);
}

const Value* Evaluator::stored(const ast::Tree& tree, ast::ExprId id) {
    const ast::Expr& expr = tree[id];
    if (const auto* node = std::get_if<ast::Property>(&expr.kind)) {
        const Value* base = stored(tree, node->base);
        return base == nullptr || base->as_object() == nullptr ? nullptr
                                                               : member(*base->as_object(), node->name);
    }
    const auto* node = std::get_if<ast::Call>(&expr.kind);
    if (node == nullptr || node->arguments.size() != 1) return nullptr;
    const auto* name = std::get_if<ast::Text>(&tree[node->arguments[0]].kind);
    if (name == nullptr) return nullptr;
    if (node->key == "parameters") return names_.parameter(name->value);
    if (node->key == "variables") return names_.variable(name->value);
    return nullptr;
}

Value Evaluator::call(const ast::Tree& tree, const ast::Expr& expr, const ast::Call& node) {
    const std::size_t count = node.arguments.size();
    if (auto result = names_.host_function(*this, tree, expr, node)) return std::move(*result);
    if (const LazyFunction* lazy = find_lazy_function(node.key)) {
        if (count < lazy->min || (lazy->max != any_number && count > lazy->max)) {
            return fail(count_message(node.name, lazy->min, lazy->max, count), expr.range);
        }
        return lazy->evaluate(*this, tree, expr, node);
    }
    const Function* function = find_function(is_runtime_list(node.key) ? "list*" : node.key);
    const UserFunction* own =
        function == nullptr && node.key.find('.') != std::string::npos ? names_.function(node.key) : nullptr;
    if (function == nullptr && own == nullptr) {
        auto diagnostic = make_diagnostic(diag::undeclared, place(expr.range), "function", node.name);
        const auto names = function_names();
        const std::vector<std::string_view> known{names.begin(), names.end()};
        if (const auto near = nearest(node.name, known)) {
            diagnostic.with_help(fmt::format("did you mean `{}`?", *near));
        }
        return fail_with(std::move(diagnostic));
    }
    std::vector<Value> arguments;
    arguments.reserve(count);
    const bool is_reference = is_runtime_list(node.key) || node.key == "reference";
    session_.reference_arguments += is_reference ? 1 : 0;
    for (const ast::ExprId argument : node.arguments)
        arguments.push_back(evaluate(tree, argument));
    session_.reference_arguments -= is_reference ? 1 : 0;
    if (own != nullptr) {
        if (count != own->parameters.size()) {
            return fail(count_message(node.name, own->parameters.size(), own->parameters.size(), count),
                        expr.range);
        }
        return call_user_function(*own, std::move(arguments));
    }
    if (count < function->min || (function->max != any_number && count > function->max)) {
        return fail(count_message(node.name, function->min, function->max, count), expr.range);
    }
    Call call{*this, node.name, arguments, expr.range};
    return call_function(*function, call);
}

namespace {

/// Inside a user function: its own parameters, and the functions and variables
/// of the template.
class FunctionNames : public Names {
  public:
    FunctionNames(Names& outer, const UserFunction& function, std::vector<Value> arguments)
        : outer_{outer}, function_{function}, arguments_{std::move(arguments)} {}

    const Value* parameter(std::string_view name) override {
        for (std::size_t i = 0; i < function_.parameters.size(); ++i) {
            if (equal_ignoring_case(function_.parameters[i], name)) return &arguments_[i];
        }
        return nullptr;
    }
    const Value* variable(std::string_view name) override { return outer_.variable(name); }
    const UserFunction* function(std::string_view name) override { return outer_.function(name); }
    std::optional<Value> at_runtime(Call& call) override {
        const bool is_refused =
            call.name.size() >= 4 && (equal_ignoring_case(call.name.substr(0, 4), "list") ||
                                      starts_with_ignoring_case(call.name, "reference"));
        if (is_refused) return call.fail("a function of the template cannot know it");
        return outer_.at_runtime(call);
    }
    std::string misfit(const Value& value, const Value& declared) const override {
        return outer_.misfit(value, declared);
    }

  private:
    Names& outer_;
    const UserFunction& function_;
    std::vector<Value> arguments_;
};

} // namespace

Value Evaluator::call_user_function(const UserFunction& function, std::vector<Value> arguments) {
    for (std::size_t i = 0; session_.is_prediction && i < arguments.size(); ++i) {
        const std::string problem = names_.misfit(arguments[i], *function.declared_parameters[i]);
        if (!problem.empty())
            return fail(fmt::format("argument {} of `{}`: {}", i + 1, function.name, problem));
    }
    const DepthGuard guard{session_};
    if (guard.too_deep()) return fail(fmt::format("`{}` needs itself", function.name));
    FunctionNames names{names_, function, std::move(arguments)};
    Evaluator inside{session_, names, deployment_};
    Value result = inside.evaluate(*function.output);
    if (!session_.is_prediction || function.declared_output == nullptr) return result;
    const std::string problem = names_.misfit(result, *function.declared_output);
    return problem.empty() ? result : fail(fmt::format("the result of `{}`: {}", function.name, problem));
}

} // namespace iotsec::azure
