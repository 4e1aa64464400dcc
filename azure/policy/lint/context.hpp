// What all rules look at, worked out once for a definition: its conditions with where they stand, the fields
// that they read, the calls in its expressions.
#pragma once

#include "azure/policy/definition.hpp"
#include "azure/policy/lint/lint.hpp"
#include "base/diagnostic.hpp"
#include "grammar/arm_expression/ast.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::azure::policy::lint {

/// A condition of the `if`, with where it stands.
struct Visit {
    ConditionId id;
    std::optional<std::size_t> parent; ///< the visit of the condition that holds it
    std::optional<std::size_t> count;  ///< the visit of the innermost count whose `where` it is in
    bool is_negated = false;           ///< an odd number of `not` stand above it
};

/// An expression of the rule.
struct ExpressionUse {
    enum class Place { Condition, Effect, Details };
    const arm_expression::Tree* tree = nullptr;
    Span span;
    Place place{};
    std::optional<std::size_t> visit; ///< the condition that it stands in
};

/// A field that the `if` reads.
struct FieldUse {
    enum class By { Condition, Count, Function };
    std::string name;
    Span span;
    By by{};
    std::size_t visit = 0;
    std::vector<Alias> aliases; ///< none for a field of every resource
};

/// A parameter that a rule names.
struct ParameterUse {
    std::string name;
    Span span;
};

class Context {
  public:
    Context(const Definition& definition, const Knowledge& knowledge, DiagnosticSink& sink);

    [[nodiscard]] const Definition& definition() const { return definition_; }
    [[nodiscard]] const Conditions& tree() const { return definition_.rule.tree; }
    [[nodiscard]] const Knowledge& knowledge() const { return knowledge_; }
    [[nodiscard]] DiagnosticSink& sink() const { return sink_; }

    /// The conditions of the `if`, what holds others before what it holds.
    [[nodiscard]] const std::vector<Visit>& visits() const { return visits_; }
    [[nodiscard]] const Condition& condition(const Visit& visit) const { return tree()[visit.id]; }
    [[nodiscard]] const std::vector<ExpressionUse>& expressions() const { return expressions_; }
    [[nodiscard]] const std::vector<FieldUse>& fields() const { return fields_; }
    [[nodiscard]] const std::vector<ParameterUse>& parameters() const { return parameters_; }
    /// Types that the `if` asks for, outside of negations, as written.
    [[nodiscard]] const std::vector<std::string>& types() const { return types_; }

    /// The alias of a field, of a type that the `if` asks for where there are several; null where it is none.
    [[nodiscard]] const Alias* alias(const FieldUse& field) const;
    /// The effects that can be in force; empty where that cannot be told.
    [[nodiscard]] std::vector<std::string> possible_effects() const;
    /// The parameter that is the effect; null where it is none.
    [[nodiscard]] const Parameter* effect_parameter() const;

  private:
    void walk_conditions();
    void visit_children(std::size_t index);
    void add_child(ConditionId id, std::size_t parent, bool is_negated, std::optional<std::size_t> count);
    void read_condition(std::size_t index);
    void read_test(std::size_t visit, const Test& test);
    void read_operand(const Operand& operand, ExpressionUse::Place place, std::optional<std::size_t> visit);
    void read_texts(const Value& value, ExpressionUse::Place place, std::optional<std::size_t> visit);
    void add_expression(const ExpressionUse& use);
    void add_field(const Operand& operand, FieldUse::By by, std::size_t visit);
    void read_types(const Visit& visit, const FieldCondition& field);
    void read_details();

    const Definition& definition_;
    const Knowledge& knowledge_;
    DiagnosticSink& sink_;
    std::vector<Visit> visits_;
    std::deque<arm_expression::Tree> own_trees_; ///< of texts inside lists and objects
    std::vector<ExpressionUse> expressions_;
    std::vector<FieldUse> fields_;
    std::vector<ParameterUse> parameters_;
    std::vector<std::string> types_;
    std::set<std::string> known_types_; ///< in lower case
};

/// The call that `id` is, if it calls the function `name` (lower case); else null.
[[nodiscard]] const arm_expression::Call* call_of(const arm_expression::Tree& tree, arm_expression::ExprId id,
                                                  std::string_view name);
/// The only argument of `parameters('x')` and its like, where it is a text.
[[nodiscard]] const std::string* text_argument(const arm_expression::Tree& tree,
                                               const arm_expression::Call& call);
/// A literal text; null for anything else.
[[nodiscard]] const std::string* literal_text(const Operand& operand);
/// Whether `field` is the field `type`, written as a text.
[[nodiscard]] bool is_type_field(const Conditions& tree, const Condition& condition);

} // namespace iotsec::azure::policy::lint
