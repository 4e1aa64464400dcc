// Template functions: a table for each family, name to function with its arguments.
#pragma once

#include "azure/expression/evaluator.hpp"
#include "base/value.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::azure {

/// One call with its evaluated arguments.
struct Call {
    Evaluator& evaluator;
    std::string_view name; ///< as written
    std::span<Value> args;
    arm_expression::Range range;

    [[nodiscard]] std::size_t size() const { return args.size(); }
    [[nodiscard]] const std::string& text(std::size_t i) const { return *args[i].as_string(); }
    [[nodiscard]] std::int64_t integer(std::size_t i) const { return *args[i].as_int(); }
    [[nodiscard]] const List& list(std::size_t i) const { return *args[i].as_list(); }
    [[nodiscard]] const Object& object(std::size_t i) const { return *args[i].as_object(); }

    /// Reports `NAME: message`, and gives an unknown that says so.
    [[nodiscard]] Value fail(std::string_view message) const;
    /// `text` as the result; longer than `max_text` it is refused.
    [[nodiscard]] Value text_result(std::string text) const;
};

/// What a function does with arguments that are unknown.
enum class OnUnknown {
    Follow,     ///< unknown at any depth: the result is unknown, too (over its domain, if that is finite)
    Top,        ///< only an argument that is itself unknown makes the result so
    LookInside, ///< the function sees to it
    Never       ///< the function sees to it, in predictions as well
};

/// `types` has a letter for each argument, the last for all that follow: `s` text, `i` whole number, `n`
/// number, `b` bool, `a` list, `o` object, `c` text, list or object, `e` those or null, `t` text or list, `d`
/// list or object, `x` anything.
struct Function {
    std::string_view name; ///< in lower case
    std::uint8_t min = 0, max = 0;
    std::string_view types;
    Value (*evaluate)(Call&) = nullptr;
    OnUnknown on_unknown = OnUnknown::Follow;
    bool may_be_null = false; ///< the result of unknown arguments may be null
    bool is_truth = false;    ///< the result is true or false
};

/// As many arguments as one likes.
inline constexpr std::uint8_t any_number = 255;

/// A function that decides itself which of its arguments are evaluated.
struct LazyFunction {
    std::string_view name; ///< in lower case
    std::uint8_t min = 0, max = 0;
    Value (*evaluate)(Evaluator&, const arm_expression::Tree&, const arm_expression::Expr&,
                      const arm_expression::Call&) = nullptr;
};

/// Null where there is none; `name` in lower case.
[[nodiscard]] const Function* find_function(std::string_view name);
[[nodiscard]] const LazyFunction* find_lazy_function(std::string_view name);
/// All names, for advice.
[[nodiscard]] std::vector<std::string_view> function_names();

/// Calls `function` with evaluated arguments: counts and types are checked, unknowns followed.
[[nodiscard]] Value call_function(const Function& function, Call& call);

/// The families.
std::span<const Function> array_functions();
std::span<const Function> comparison_functions();
std::span<const Function> date_functions();
std::span<const Function> deployment_functions();
std::span<const Function> hash_functions();
std::span<const Function> json_functions();
std::span<const Function> logical_functions();
std::span<const Function> network_functions();
std::span<const Function> numeric_functions();
std::span<const Function> object_functions();
std::span<const Function> resource_functions();
std::span<const Function> string_functions();
std::span<const Function> uri_functions();
std::span<const LazyFunction> lambda_functions();
std::span<const LazyFunction> lazy_functions();

/// `result`, which follows from unknown arguments, with the domain that the cases of those give it.
[[nodiscard]] Value narrowed(Value result, std::string_view name, const Call& call);
/// The result of a call of which some argument is unknown.
[[nodiscard]] Value follow(std::string_view name, const Call& call);

/// A GUID as .NET reads them: bare digits, with hyphens, in braces or parentheses.
[[nodiscard]] bool is_guid(std::string_view text);
/// The same for a value: what is unknown may be one.
[[nodiscard]] bool may_be_guid(const Value& value);

/// What stays of a call that met `unknown` among its items.
[[nodiscard]] Value left_over(const Call& call, const Unknown& unknown);

/// Whether `name`, in lower case, is `list…`: what a resource's own service answers.
[[nodiscard]] bool is_runtime_list(std::string_view name);

/// The member or item of `base` that `key` names, as `.name` and `[key]` read it.
[[nodiscard]] Value access(Evaluator& evaluator, const Value& base, const Value& key,
                           arm_expression::Range range);
/// A whole number, bool or text as `concat` writes it, an unknown as it is; nullopt for what that refuses.
[[nodiscard]] std::optional<Value> scalar_text(const Value& value);

} // namespace iotsec::azure
