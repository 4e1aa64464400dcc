// One evaluation: a policy, a resource, a request, and what comes up on the way.
#pragma once

#include "azure/expression/evaluator.hpp"
#include "azure/policy/evaluate/operators.hpp"
#include "azure/policy/evaluate/parts.hpp"
#include "azure/policy/evaluate/select.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::azure::policy {

/// What is evaluated, by whose readings.
struct Situation {
    const PreparedParts& parts;
    const Options& options;
    const Resource& fields;    ///< what `field` in conditions reads
    const Resource& functions; ///< what `field()` reads: the resource of the `if`
    const Request& request;
};

/// Hears of every condition that was decided.
class Observer {
  public:
    Observer() = default;
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;
    virtual ~Observer() = default;
    virtual void decided(const Condition& condition, std::string_view left, const Value* found,
                         const Value& operand, Truth truth) = 0;
    /// How much was heard so far.
    [[nodiscard]] virtual std::size_t mark() const = 0;
    /// What was heard between two marks did not decide.
    virtual void forget(std::size_t from, std::size_t to) = 0;
};

class Run {
  public:
    explicit Run(const Situation& situation) : situation_{situation} {}

    [[nodiscard]] Truth holds(ConditionId id);
    /// The value of an operand; null where it cannot be computed, which is an error. `storage` keeps a
    /// computed one.
    [[nodiscard]] const Value* value(OperandId id, Value& storage);
    /// A text operand; nullopt where it is none, an error or unknown.
    [[nodiscard]] std::optional<std::string> text(OperandId id);
    /// `raw` with every expression in it evaluated; nullopt where one fails.
    [[nodiscard]] std::optional<Value> evaluated(const Value& raw);
    /// The field that an operand names; null where that cannot be told.
    [[nodiscard]] const Field* field(OperandId id, Field& storage);

    /// Evaluates every function of the `if`, needed or not (A11): Error where one fails.
    [[nodiscard]] Truth all_functions();

    [[nodiscard]] const Situation& situation() const { return situation_; }
    [[nodiscard]] const Binding* binding() const { return binding_; }
    [[nodiscard]] Questions& met() { return met_; }
    [[nodiscard]] const std::string& message() const { return message_; }
    [[nodiscard]] Span place() const { return place_; }
    void set_observer(Observer* observer) { observer_ = observer; }

  private:
    /// How many members fulfil the `where` of a count.
    struct Tally {
        std::size_t sure = 0, maybe = 0;
        bool has_error = false;

        /// False where counting stops.
        bool add(Truth truth);
    };

    class Members {
      public:
        Members(Run& run, const Field& field, const Path& path, const Start& start, const Binding* outer)
            : run_{run}, start_{start}, binding_{outer, field.name, &path, {}, nullptr} {}

        Truth count(const Condition& condition, const FieldCount& node);

      private:
        void visit(const Value* at, std::span<const Step> steps);

        Run& run_;
        Start start_;
        Binding binding_;
        std::optional<ConditionId> where_;
        Tally tally_;
        const Unknown* unknown_ = nullptr;
    };

    /// `where` with a member bound.
    Truth bound(const Binding& binding, ConditionId where);
    /// `allOf` where `decisive` is False, `anyOf` where it is True.
    Truth connected(const std::vector<ConditionId>& conditions, Truth decisive);
    Truth field_condition(const Condition& condition, const FieldCondition& node);
    Truth value_condition(const Condition& condition, const ValueCondition& node);
    Truth field_count(const Condition& condition, const FieldCount& node);
    Truth value_count(const Condition& condition, const ValueCount& node);
    Truth on_items(const Condition& condition, const Field& field, const Test& test, const Value& operand);
    Truth count_members(const Condition& condition, const Test& test, std::size_t sure, std::size_t maybe);
    [[nodiscard]] std::string counted_name(const Condition& condition) const;
    Truth tested(const Condition& condition, const Test& test, std::string_view left, const Value* found);
    Truth compared(const Condition& condition, const Test& test, const Value* found, const Value& operand,
                   bool of_locations);
    std::optional<Value> computed(const Operand& operand);
    /// Notes why something is Unknown or an error; the first reason stays.
    Truth note(Truth truth, std::string message, Span place);

    Situation situation_;
    const Binding* binding_ = nullptr;
    Observer* observer_ = nullptr;
    Questions met_;
    std::string message_;
    bool has_error_ = false;
    Span place_;
    std::size_t iterations_ = 1; ///< product of the value counts around
};

} // namespace iotsec::azure::policy
