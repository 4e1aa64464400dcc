// The evaluator itself: subjects, dispatch, connectives.
#include "base/overloaded.hpp"
#include "verifier/evaluate/evaluator.hpp"
#include "verifier/evaluate/parameters.hpp"

#include <algorithm>

namespace iotsec::verifier {

namespace {

/// Counts how deep expressions nest; an evaluation that goes deeper answers unknown.
class Depth {
  public:
    explicit Depth(int& depth) : depth_{depth} { ++depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    ~Depth() { --depth_; }

  private:
    int& depth_;
};

Value now(const std::string& as_of) {
    if (!as_of.empty()) return Value{as_of};
    return make_unknown({.cause = Cause::NotComputed,
                         .reason = "the time of the check is not given",
                         .identity = derived_identity(1, "now"),
                         .domain = {},
                         .may_be_absent = false,
                         .pieces = {}});
}

} // namespace

Evaluator::Evaluator(const Plan& plan, const Population& population, const Options& options,
                     DiagnosticSink& sink)
    : plan_{plan}, population_{population}, sink_{sink},
      params_{parameter_values(plan.program(), options.params)}, now_{now(options.as_of)},
      bindings_(plan.binder_count()) {}

void Evaluator::start(const ir::Requirement& requirement, const Resource* subject) {
    arena_.roll_back({});
    steps_ = 0;
    requirement_ = &requirement;
    subject_ = subject;
    Binding& binding = bindings_[plan_.binder(requirement.binder)];
    binding = {};
    binding.resource = subject;
    if (subject != nullptr)
        binding.place = subject->name_span.is_known() ? subject->name_span : subject->span;
}

Truth Evaluator::truth(ir::ExprId condition) {
    const Depth depth{depth_};
    if (depth_ > max_depth || ++steps_ > max_steps) return Truth::Unknown;
    return dispatch(condition);
}

Truth Evaluator::dispatch(ir::ExprId id) {
    // A value in the place of a condition: `verify` refuses such a program.
    constexpr Truth none = Truth::Unknown;
    return std::visit(overloaded{
                          [](const ir::Const& node) { return truth_of(node.value); },
                          [&](const ir::Not& node) { return negation(truth(node.of)); },
                          [&](const ir::All& node) { return all(node); },
                          [&](const ir::Any& node) { return any(node); },
                          [&](const ir::Compare& node) { return compare(node); },
                          [&](const ir::OneOf& node) { return one_of(node); },
                          [&](const ir::Match& node) { return match(node); },
                          [&](const ir::Inside& node) { return inside(node); },
                          [&](const ir::Present& node) { return present(node); },
                          [&](const ir::Count& node) { return count(id, node); },
                          [&](const ir::Share& node) { return share(id, node); },
                          [&](const ir::Distinct& node) { return distinct(id, node); },
                          [](const ir::Literal&) { return none; },
                          [](const ir::Param&) { return none; },
                          [](const ir::Path&) { return none; },
                          [](const ir::Coalesce&) { return none; },
                          [](const ir::Text&) { return none; },
                          [](const ir::Context&) { return none; },
                          [](const ir::Shift&) { return none; },
                          [](const ir::Call&) { return none; },
                          [](const ir::ListOf&) { return none; },
                          [](const ir::ObjectOf&) { return none; },
                      },
                      program()[id]);
}

Truth Evaluator::all(const ir::All& node) {
    Truth result = Truth::True;
    for (const ir::ExprId part : node.of) {
        result = std::min(result, truth(part));
        if (result == Truth::False) break;
    }
    return result;
}

Truth Evaluator::any(const ir::Any& node) {
    Truth result = Truth::False;
    for (const ir::ExprId part : node.of) {
        result = std::max(result, truth(part));
        if (result == Truth::True) break;
    }
    return result;
}

Truth Evaluator::present(const ir::Present& node) {
    const auto* path = std::get_if<ir::Path>(&program()[node.path]);
    if (path == nullptr) return Truth::Unknown;
    return over_cases(read(plan_.path(node.path)), [](const Case& c) { return truth_of(!c.is_absent()); });
}

Operand Evaluator::operand(ir::ExprId value) {
    const Depth depth{depth_};
    if (depth_ > max_depth || ++steps_ > max_steps) {
        Operand result;
        result.first = opaque(
            {.cause = Cause::NotComputed, .reason = "too much to compute", .domain = {}, .pieces = {}});
        return result;
    }
    // A condition in the place of a value: `verify` refuses such a program.
    const auto none = [] { return Operand{}; };
    return std::visit(overloaded{
                          [&](const ir::Const&) { return none(); },
                          [&](const ir::Not&) { return none(); },
                          [&](const ir::All&) { return none(); },
                          [&](const ir::Any&) { return none(); },
                          [&](const ir::Compare&) { return none(); },
                          [&](const ir::OneOf&) { return none(); },
                          [&](const ir::Match&) { return none(); },
                          [&](const ir::Inside&) { return none(); },
                          [&](const ir::Present&) { return none(); },
                          [&](const ir::Count&) { return none(); },
                          [&](const ir::Share&) { return none(); },
                          [&](const ir::Distinct&) { return none(); },
                          [&](const ir::Literal& node) { return cases_of(node.value, node.value.span); },
                          [&](const ir::Param& node) { return parameter(node); },
                          [&](const ir::Path&) { return path(value); },
                          [&](const ir::Coalesce& node) { return coalesce(node); },
                          [&](const ir::Text& node) { return text(node); },
                          [&](const ir::Context& node) { return context(node); },
                          [&](const ir::Shift& node) { return shift(node); },
                          [&](const ir::Call& node) { return call(node); },
                          [&](const ir::ListOf&) { return cases_of(arena_.keep(body(value)), {}); },
                          [&](const ir::ObjectOf&) { return cases_of(arena_.keep(body(value)), {}); },
                      },
                      program()[value]);
}

} // namespace iotsec::verifier
