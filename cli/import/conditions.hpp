// Conditions of Azure Policy as formulas of the language, with the same verdicts.
#pragma once

#include "azure/policy/definition.hpp"
#include "base/diagnostic.hpp"
#include "cli/import/fields.hpp"
#include "cli/import/formula.hpp"
#include "cli/import/parameters.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::cli::import {

class ConditionImport {
  public:
    /// Fields are those of `fields`; the function `field()` reads the fields of `subject`, which are others
    /// in an existence condition.
    ConditionImport(const azure::policy::Conditions& tree, const Fields& fields, const Fields& subject,
                    Parameters& parameters, DiagnosticSink& sink)
        : tree_{tree}, fields_{fields}, subject_{subject}, parameters_{parameters}, sink_{sink} {}

    /// The formula of a condition; nullopt where the language cannot say it, which is reported (IOT6321).
    [[nodiscard]] std::optional<Formula> formula(azure::policy::ConditionId id);

  private:
    using Result = std::optional<Formula>;
    using Condition = azure::policy::Condition;
    using Test = azure::policy::Test;

    Result all(const std::vector<azure::policy::ConditionId>& ids, Formula::Kind kind);
    Result field(const Condition& condition, const azure::policy::FieldCondition& field);
    Result value(const Condition& condition, const azure::policy::ValueCondition& value);
    Result count(const Condition& condition, const azure::policy::FieldCount& count);

    /// `field` with its open lists named: true of every item.
    Result every_item(std::string_view name, const Test& test, const FieldPath& path);
    Result comparison(const FieldPath& path, const Test& test);
    Result equality(const FieldPath& path, const Test& test);
    Result membership(const FieldPath& path, const Test& test);
    Result pattern(const FieldPath& path, const Test& test);
    Result order(std::string_view left, const Test& test);
    Result exists(const FieldPath& path, const Test& test);
    Result contains(const FieldPath& path, const Test& test);
    Result version(const Test& test);
    Result parameter(const std::string& name, const Test& test);
    Result size(const std::string& list, const Test& test);
    Result number_of(const std::string& list, const std::string& name, const Formula& where,
                     const Test& test);

    /// Says in addition that the property is there, where the service's default would decide otherwise than
    /// Azure, which knows no defaults.
    [[nodiscard]] Formula guarded(Formula formula, const FieldPath& path, bool holds_by_default) const;
    [[nodiscard]] std::optional<std::string> operand(azure::policy::OperandId id,
                                                     const catalog::Property* property);
    [[nodiscard]] std::optional<std::string> expression(const arm_expression::Tree& tree,
                                                        arm_expression::ExprId id,
                                                        const catalog::Property* property);
    [[nodiscard]] std::optional<std::string> interpolated(const arm_expression::Tree& tree,
                                                          const arm_expression::Call& call);
    [[nodiscard]] std::optional<std::string> item_list(azure::policy::OperandId id,
                                                       const catalog::Property* property);
    [[nodiscard]] std::string new_name();
    std::nullopt_t refuse(Span span, std::string_view what);

    const azure::policy::Conditions& tree_;
    const Fields& fields_;
    const Fields& subject_;
    Parameters& parameters_;
    DiagnosticSink& sink_;
    std::vector<NamedItem> items_;
    int names_ = 0;
};

/// Whether an operator is the opposite of another one, and which that is: `notEquals` of `equals`.
struct Plain {
    azure::policy::Operator op{};
    bool is_opposite = false;
};
[[nodiscard]] Plain plain(azure::policy::Operator op);

} // namespace iotsec::cli::import
