// The names of one template: parameters, variables, functions, evaluated when
// they are first needed.
#pragma once

#include "azure/expression/evaluator.hpp"
#include "azure/template/declared.hpp"
#include "azure/template/types.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::azure {

/// Values given to parameters, by name in lower case.
using GivenParameters = std::map<std::string, Value, std::less<>>;

/// The values of a parameter file, or of the `parameters` of a nested
/// deployment: objects with `value` or `reference`. `evaluator` evaluates them
/// where they are expressions (null: they are data).
[[nodiscard]] GivenParameters given_parameters(const Value* parameters, Evaluator* evaluator);

/// What a prediction tells of `reference()` and its kin while it walks over the resources.
class RuntimeAnswers {
  public:
    virtual ~RuntimeAnswers() = default;
    virtual std::optional<Value> at_runtime(Call& call) = 0;
};

class TemplateScope : public Names {
  public:
    /// `path` tells the unknowns of one template from those of another nested in
    /// it.
    TemplateScope(Session& session, const Value& root, Deployment deployment, GivenParameters given,
                  std::string path);

    const Value* parameter(std::string_view name) override;
    const Value* variable(std::string_view name) override;
    const UserFunction* function(std::string_view name) override;
    std::optional<Value> referenced(const std::vector<Value>& arguments, std::string_view member) override;

    std::optional<Value> at_runtime(Call& call) override;
    std::string misfit(const Value& value, const Value& declared) const override;

    /// Null: nothing is told, and `reference()` is not allowed.
    void answer_with(RuntimeAnswers* answers) { answers_ = answers; }
    /// Every parameter and variable, as a prediction needs them, used or not; false where one was refused.
    /// `with_parameters`: not those of a template in outer scope, which nothing uses.
    [[nodiscard]] bool evaluate_all(bool with_parameters);
    [[nodiscard]] const Types& types() const { return types_; }

    [[nodiscard]] bool is_parameter(std::string_view name) const;
    [[nodiscard]] const Value& root() const { return root_; }
    [[nodiscard]] const Deployment& deployment() const { return deployment_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] Session& session() { return session_; }

  private:
    /// Something declared, and its value once it was needed.
    struct Slot {
        std::string name;
        const Value* declared = nullptr;
        bool is_loop = false; ///< a variable out of the `copy` list
        enum class State { Fresh, Busy, Done } state = State::Fresh;
        Value value;
        Span span;
    };
    using Slots = std::map<std::string, Slot, std::less<>>;

    void declare_parameters();
    void declare_variables();
    void declare_functions();
    const Value* value_of(Slots& slots, std::string_view kind, std::string_view name,
                          Value (TemplateScope::*compute)(const Slot&));
    Value parameter_value(const Slot& slot);
    Value predicted_parameter(const Slot& slot);
    bool refuse_undeclared();
    Value variable_value(const Slot& slot);
    Value missing_parameter(const Slot& slot);
    Value checked_parameter(const Slot& slot, Value given);

    Session& session_;
    const Value& root_;
    Types types_;
    RuntimeAnswers* answers_ = nullptr;
    Deployment deployment_;
    GivenParameters given_;
    std::string path_;
    Evaluator evaluator_;
    std::unique_ptr<DeclaredResources> declared_; ///< once something refers to them
    Slots parameters_, variables_;
    std::map<std::string, UserFunction, std::less<>> functions_;
};

} // namespace iotsec::azure
