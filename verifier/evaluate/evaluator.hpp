// Evaluates the conditions and values of a program on one subject after the other. One small function per
// kind of node; they stand in condition.cpp, compare.cpp, match.cpp, count.cpp, fleet.cpp, elements.cpp,
// values.cpp, read.cpp.
#pragma once

#include "base/diagnostic.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/evaluate/arena.hpp"
#include "verifier/evaluate/evaluate.hpp"
#include "verifier/evaluate/operand.hpp"
#include "verifier/evaluate/plan.hpp"
#include "verifier/evaluate/population.hpp"
#include "verifier/evaluate/scalar.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace iotsec::verifier {

/// What a binder stands for: a resource, or an element of a list.
struct Binding {
    const Resource* resource = nullptr;
    const Value* element = nullptr;     ///< not a resource: the element, which may be null or unknown
    const ir::Property* list = nullptr; ///< the property that it is an element of, if it is one
    Span place;                         ///< where it stands, or where its list does
};

/// What a quantifier ranges over, as far as it is known: items of a list, or resources.
struct Elements {
    std::vector<const Value*> values;
    const ir::Property* property = nullptr; ///< the list that the values are items of, if they are
    std::vector<const Resource*> resources;
    std::vector<Truth> membership; ///< parallel to `resources`; empty: all belong to it for certain
    bool is_open = false;          ///< there may be more than these
    std::vector<Reason> because;   ///< why there may
    Span place;

    [[nodiscard]] std::size_t size() const { return values.size() + resources.size(); }
    [[nodiscard]] Truth is_member(std::size_t index) const {
        return membership.empty() ? Truth::True : membership[index];
    }
};

/// What holds in every possibility, where `judge` says what holds in one.
template <typename Judge>
Truth over_possibilities(const std::vector<Elements>& possibilities, Judge&& judge) {
    std::optional<Truth> result;
    for (const Elements& elements : possibilities) {
        const Truth here = judge(elements);
        result = result ? common(*result, here) : here;
        if (result == Truth::Unknown) break;
    }
    return result.value_or(Truth::Unknown);
}

class Evaluator {
  public:
    Evaluator(const Plan& plan, const Population& population, const Options& options, DiagnosticSink& sink);

    /// Starts on a new subject (none: a fleet); what was computed for the last one is gone.
    void start(const ir::Requirement& requirement, const Resource* subject);

    [[nodiscard]] Truth truth(ir::ExprId condition);
    [[nodiscard]] Operand operand(ir::ExprId value);
    [[nodiscard]] Operand parameter(ir::ParamId id) { return cases_of(params_[id.index], {}); }
    /// The value that a resource body describes, with unknowns where it is not certain.
    [[nodiscard]] Value body(ir::ExprId value);

    /// What a quantifier may range over: one possibility, or several where its list is a case of an unknown.
    [[nodiscard]] std::vector<Elements> elements(ir::ExprId quantifier, const ir::Over& over);
    /// Binds the binder of `quantifier` to element `index`.
    void bind(ir::ExprId quantifier, const Elements& elements, std::size_t index);

    /// From now on every malformed value that is met is added to `reasons`; null: no longer.
    void collect_malformed(std::vector<Reason>* reasons) { malformed_ = reasons; }
    /// The property that a value expression reads first; null where it reads none.
    [[nodiscard]] const ir::Property* source(ir::ExprId value) const;
    [[nodiscard]] const ir::Program& program() const { return plan_.program(); }
    [[nodiscard]] const Plan& plan() const { return plan_; }
    [[nodiscard]] const Resource* subject() const { return subject_; }
    /// Whether the work that one subject may cost is used up, so that everything is unknown.
    [[nodiscard]] bool is_exhausted() const { return steps_ > max_steps; }

  private:
    static constexpr int max_depth = 256;
    static constexpr std::uint64_t max_steps = 500'000'000;

    // Conditions
    Truth dispatch(ir::ExprId id);
    Truth all(const ir::All& node);
    Truth any(const ir::Any& node);
    Truth present(const ir::Present& node);
    Truth compare(const ir::Compare& node);
    Truth compare_cases(const ir::Compare& node, const Case& a, const Case& b);
    Truth compare_ordered(const ir::Compare& node, const Case& a, const Case& b);
    Truth compare_numbers(const ir::Compare& node, const Case& a, const Case& b);
    Truth compare_instants(const ir::Compare& node, const Case& a, const Case& b);
    Truth compare_versions(const ir::Compare& node, const Case& a, const Case& b);
    Truth compare_ranks(const ir::Compare& node, const Case& a, const Case& b);
    Truth one_of(const ir::OneOf& node);
    /// Whether `holds` is true of one of `values`, or of one in the list of `param`; only those count that
    /// `left` can stand beside.
    template <typename Holds>
    Truth over_values(const std::vector<ir::ExprId>& values, std::optional<ir::ParamId> param,
                      const Case& left, const Holds& holds);
    Truth is_listed(const ir::OneOf& node, const Case& left);
    Truth match(const ir::Match& node);
    Truth inside(const ir::Inside& node);
    Truth inside_any(const ir::Inside& node, const Case& left);
    Truth inside_one(const ir::Inside& node, const Case& left, const Case& right);
    Truth within(const ir::Inside& node, const Case& left, const Case& right);
    Truth count(ir::ExprId id, const ir::Count& node);
    Truth count(ir::ExprId id, const ir::Count& node, const Elements& elements, std::int64_t bound);
    Truth share(ir::ExprId id, const ir::Share& node);
    Truth share(ir::ExprId id, const ir::Share& node, const Elements& elements, const Value& percent);
    Truth distinct(ir::ExprId id, const ir::Distinct& node);
    Truth distinct(ir::ExprId id, const ir::Distinct& node, const Elements& elements);

    // Elements
    std::vector<Elements> items(const ir::Items& items);
    Elements items_of(const Case& list, const ir::Property* property, std::string_view name, Span place);
    std::vector<Elements> listed(const ir::Values& values);
    Elements related(ir::ExprId quantifier, const ir::Related& related);
    [[nodiscard]] Reason why_open(std::string_view type, Span place) const;
    Elements fleet() const;
    /// Truth of `where` (true where there is none) for an element that may not even be one.
    Truth holds_for(ir::ExprId quantifier, const std::optional<ir::ExprId>& where, const Elements& elements,
                    std::size_t index);

    // Values
    Operand parameter(const ir::Param& node);
    Operand path(ir::ExprId id);
    Operand read(const PathPlan& plan);
    Operand member(const PathPlan& plan, const Resource& resource);
    Operand name(const Resource& resource);
    Operand target(const Resource& resource);
    Operand coalesce(const ir::Coalesce& node);
    Operand text(const ir::Text& node);
    Operand context(const ir::Context& node);
    Operand shift(const ir::Shift& node);
    Operand call(const ir::Call& node);
    Case shifted_case(const ir::Shift& node, const Case& c, Span place);
    Case last_segment(const Case& c);
    Operand text_operand(std::string text, Span place);
    Operand cases_of(const Value& value, Span place);
    Operand below(const Value& from, const PathPlan& plan, std::size_t step, Span place);
    Operand below_unknown(const Unknown& from, const PathPlan& plan, std::size_t step, Span place);
    Case opaque(Unknown unknown);
    Case well_typed(const Case& c, const PathPlan& plan, Span place);
    const Value* one_value(const Operand& operand);

    // Evidence that is not as the catalogue says
    Case malformed(std::string_view name, std::string_view wanted, const Value& found, Span place);
    struct Named {
        std::string_view name;
        bool is_secret = false;
    };
    [[nodiscard]] Named named(ir::ExprId value) const;
    [[nodiscard]] Named named(const ir::Inside& node) const;
    Truth malformed(Named what, const Case& c, std::string_view wanted);
    void outside_order(const ir::Compare& node, const Case& c);
    bool is_first_report(const Value& value, Span place, std::string_view what);

    const Plan& plan_;
    const Population& population_;
    DiagnosticSink& sink_;
    std::vector<Value> params_; // by ParamId
    Value now_;
    std::vector<Binding> bindings_; // by number of the binder
    const ir::Requirement* requirement_ = nullptr;
    const Resource* subject_ = nullptr;
    Arena arena_;
    int depth_ = 0;
    std::uint64_t steps_ = 0;
    std::set<std::tuple<Span, const Value*, std::string>> reported_; // no pointer where there is a span
    std::vector<Reason>* malformed_ = nullptr;
};

/// An identity for what follows from the unknown `from` in the way that `how` names; 0 stays 0.
[[nodiscard]] std::uint64_t derived_identity(std::uint64_t from, std::string_view how);

template <typename Holds>
Truth Evaluator::over_values(const std::vector<ir::ExprId>& values, std::optional<ir::ParamId> param,
                             const Case& left, const Holds& holds) {
    const auto judge = [&](const Case& value) {
        return value.is_absent() || !can_coexist(left, value) ? Truth::False : holds(value);
    };
    Truth result = Truth::False;
    for (const ir::ExprId value : values) {
        result = std::max(result, over_cases(operand(value), judge));
        if (result == Truth::True) return result;
    }
    if (!param) return result;
    const Truth in_list = over_cases(cases_of(params_[param->index], {}), [&](const Case& list) {
        if (list.is_opaque()) return Truth::Unknown;
        const List* items = list.is_absent() ? nullptr : list.value->as_list();
        Truth found = Truth::False;
        for (std::size_t i = 0; items != nullptr && i < items->size() && found != Truth::True; ++i)
            found = std::max(found, over_cases(cases_of((*items)[i], {}), judge));
        return found;
    });
    return std::max(result, in_list);
}

} // namespace iotsec::verifier
