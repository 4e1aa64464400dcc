// Evaluates template expressions over values that may be unknown. No error ends
// anything: an expression that Azure would refuse is reported, and its value is
// unknown.
#pragma once

#include "azure/expression/deployment.hpp"
#include "azure/expression/limits.hpp"
#include "base/diagnostic.hpp"
#include "base/value.hpp"
#include "grammar/arm_expression/ast.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::azure {

class Evaluator;
struct Call;

/// What a whole run may use, and has used. One for a template and everything
/// nested in it.
struct Session {
    static constexpr std::size_t max_depth = 600; ///< what the call stack takes

    DiagnosticSink& sink;
    Limits limits{};
    std::size_t steps = 0;
    std::size_t depth = 0;
    std::size_t muted = 0;    ///< above 0 nothing is reported: a branch that may never be taken
    std::size_t reports = 0;  ///< what was reported so far
    std::size_t failures = 0; ///< expressions without a value, reported or not
    bool limit_reported = false;
    bool is_prediction = false;          ///< what is not known stays as an expression: see `residual.hpp`
    std::size_t reference_arguments = 0; ///< above 0: `reference()` and `list…()` are not allowed
    std::size_t defaults = 0; ///< above 0: of a parameter, where `newGuid()` and `utcNow()` are allowed
    std::set<std::pair<Span, std::string>> reported; ///< what was said once: loops would say it again

    /// Reports unless muted, and once only at one place.
    void report(Diagnostic diagnostic);
    /// Counts `more` steps at `where`; false once there are too many, which is
    /// reported once.
    bool spend(std::size_t more, Span where);
};

/// A function that the template itself defines.
struct UserFunction {
    std::string_view name;
    std::vector<std::string_view> parameters;
    const Value* output = nullptr; ///< the expression
    std::vector<const Value*> declared_parameters;
    const Value* declared_output = nullptr;
};

/// What the names in an expression stand for. A name that is not declared gives
/// null.
class Names {
  public:
    virtual ~Names() = default;
    virtual const Value* parameter(std::string_view name) = 0;
    virtual const Value* variable(std::string_view name) = 0;
    /// `namespace.name`, letter case ignored.
    virtual const UserFunction* function(std::string_view name) = 0;
    /// `reference(arguments).member`, where the template itself tells it.
    virtual std::optional<Value> referenced(const std::vector<Value>& /*arguments*/,
                                            std::string_view /*member*/) {
        return std::nullopt;
    }
    /// What a function of the host gives, which others may lack: policies have `field`. It goes before the
    /// functions of templates; nullopt where there is none of that name.
    virtual std::optional<Value> host_function(Evaluator& /*evaluator*/, const arm_expression::Tree& /*tree*/,
                                               const arm_expression::Expr& /*expr*/,
                                               const arm_expression::Call& /*call*/) {
        return std::nullopt;
    }
    /// What stands in for a member of the object `base` that is not there; nullopt where that is a mistake.
    virtual std::optional<Value> absent_member(const arm_expression::Tree& /*tree*/,
                                               arm_expression::ExprId /*base*/) {
        return std::nullopt;
    }
    /// Why `value` is not of a declared type; empty if it is.
    virtual std::string misfit(const Value& /*value*/, const Value& /*declared*/) const { return {}; }
    /// In a prediction: what `reference(…)`, `list…(…)` and the like stand for; nothing where the call stays.
    virtual std::optional<Value> at_runtime(Call& /*call*/) { return std::nullopt; }
};

/// One round of a copy loop.
struct Loop {
    std::string name;
    Value index;
    bool of_resource = false; ///< `copyIndex()` without a name means this one
};

/// A variable of a lambda.
struct LambdaVariable {
    std::string name;
    Value value;
};

class Evaluator {
  public:
    Evaluator(Session& session, Names& names, const Deployment& deployment)
        : session_{session}, names_{names}, deployment_{deployment} {}

    /// `raw` with every expression in it evaluated, names of members too, and
    /// with its `copy` lists unrolled.
    [[nodiscard]] Value evaluate(const Value& raw);
    /// The same for one text. `keeps_reference`: in a prediction, a reference to what is known stays one, so
    /// that members which only the deployment adds can still be asked for.
    [[nodiscard]] Value evaluate_text(const Value& raw, bool keeps_reference = false);

    /// What a loop (`name`, `count`, `input`) of a `copy` list gives: a list.
    [[nodiscard]] Value copies(const Value& item);

    /// The same for an output, whose loop has no name.
    [[nodiscard]] Value output_copies(const Value& item);

    /// The value of one part of an expression that is being evaluated.
    [[nodiscard]] Value evaluate(const arm_expression::Tree& tree, arm_expression::ExprId id);

    /// Reports that the expression has no value, and gives an unknown that says
    /// why.
    Value fail(std::string_view message, arm_expression::Range range);
    Value fail(std::string_view message);
    /// Reports `diagnostic` at the text that is being evaluated, and gives an
    /// unknown with its message.
    Value fail_with(Diagnostic diagnostic);

    [[nodiscard]] Session& session() { return session_; }
    [[nodiscard]] Names& names() { return names_; }
    [[nodiscard]] const Deployment& deployment() const { return deployment_; }
    [[nodiscard]] Span place() const { return place_; }
    /// Where a part of the text that is being evaluated stands in its file.
    [[nodiscard]] Span place(arm_expression::Range range) const;

    std::deque<Loop> loops;
    std::deque<LambdaVariable> lambda_variables;

    /// The same; in a prediction a reference keeps its expression beside what is known of it.
    [[nodiscard]] Value evaluate_open(const arm_expression::Tree& tree, arm_expression::ExprId id);

  private:
    Value evaluate_object(const Value& raw);
    Value evaluate_list(const Value& raw);
    bool add_copies(const Value& list, Object& out);
    Value rounds(const Value& item, const std::string& name, bool is_of_output);
    Value call(const arm_expression::Tree& tree, const arm_expression::Expr& expr,
               const arm_expression::Call& node);
    Value call_user_function(const UserFunction& function, std::vector<Value> arguments);
    Value member_of(const arm_expression::Tree& tree, const arm_expression::Expr& expr,
                    arm_expression::ExprId base, const Value& key);
    Value member_of(const Value& whole, const Value& key, const arm_expression::Tree& tree,
                    arm_expression::ExprId base, arm_expression::Range range);
    /// The stored value that an expression names, to read from without a copy;
    /// null where there is none.
    const Value* stored(const arm_expression::Tree& tree, arm_expression::ExprId id);

    Session& session_;
    Names& names_;
    const Deployment& deployment_;
    Span place_;
    bool place_is_exact_ = false;
    bool in_copy_ = false; ///< within the input of a loop, where a prediction has no other loop
};

/// One level of recursion; `too_deep` once there are more than a call stack
/// takes.
class DepthGuard {
  public:
    explicit DepthGuard(Session& session) : session_{session} { ++session_.depth; }
    ~DepthGuard() { --session_.depth; }
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;
    [[nodiscard]] bool too_deep() const { return session_.depth > Session::max_depth; }

  private:
    Session& session_;
};

/// Silences reports while it lives.
class Mute {
  public:
    explicit Mute(Session& session) : session_{session} { ++session_.muted; }
    ~Mute() { --session_.muted; }
    Mute(const Mute&) = delete;
    Mute& operator=(const Mute&) = delete;

  private:
    Session& session_;
};

} // namespace iotsec::azure
