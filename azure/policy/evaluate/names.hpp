// What names and functions stand for in the expressions of a policy.
#pragma once

#include "azure/expression/evaluator.hpp"
#include "azure/policy/evaluate/run.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure::policy {

/// The names of a policy: its arguments, `field`, `current` and so on. Without a run only arguments are
/// known, and functions that need no more.
class PolicyNames : public Names {
  public:
    PolicyNames(const PreparedParts& parts, const Options& options, Questions& met, const Run* run)
        : parts_{parts}, options_{options}, met_{met}, run_{run} {}

    const Value* parameter(std::string_view name) override;
    const Value* variable(std::string_view /*name*/) override { return nullptr; }
    const UserFunction* function(std::string_view /*name*/) override { return nullptr; }
    std::optional<Value> host_function(Evaluator& evaluator, const arm_expression::Tree& tree,
                                       const arm_expression::Expr& expr,
                                       const arm_expression::Call& call) override;
    std::optional<Value> absent_member(const arm_expression::Tree& tree,
                                       arm_expression::ExprId base) override;

    [[nodiscard]] const Run* run() const { return run_; }
    [[nodiscard]] const PreparedParts& parts() const { return parts_; }
    [[nodiscard]] const Options& options() const { return options_; }
    [[nodiscard]] Questions& met() { return met_; }

  private:
    const PreparedParts& parts_;
    const Options& options_;
    Questions& met_;
    const Run* run_;
};

/// What `field(name)` gives on `resource`: an empty text for what is not there, a list for `[*]`.
[[nodiscard]] Value field_value(const Field& field, const Resource& resource, const Binding* binding);

} // namespace iotsec::azure::policy
