// What the readers of policy documents share: one place for messages, members by name in any letter case.
#pragma once

#include "azure/policy/definition.hpp"
#include "base/diagnostic.hpp"
#include "base/value.hpp"

#include <optional>
#include <string_view>

namespace iotsec::azure::policy {

/// `a text`, `a list`, as messages name the kind of a value.
[[nodiscard]] std::string_view kind_of(const Value& value);

/// Reads the parts that all documents have. Mistakes are reported and make `is_valid` false.
class PartReader {
  public:
    explicit PartReader(DiagnosticSink& sink) : sink_{sink} {}

    [[nodiscard]] bool is_valid() const { return is_valid_; }

    /// Reports an error.
    template <typename... Args>
    Diagnostic& error(const DiagnosticKind<Args...>& kind, Span span,
                      const std::type_identity_t<Args>&... args) {
        is_valid_ = false;
        return sink_.report(kind, span, args...);
    }

    /// That `found` is not what was wanted: `expected a text as the \`name\` of a parameter, found a list`.
    void wrong(std::string_view wanted, std::string_view as, const Value& found);
    /// Reports member names that occur twice, letter case ignored.
    void check_repeats(const Value& value);

    [[nodiscard]] const Object* object(const Value& value, std::string_view as);
    [[nodiscard]] const List* list(const Value& value, std::string_view as);
    /// The text member `name` of `from`; empty where there is none.
    [[nodiscard]] Text text(const Value& from, std::string_view name);
    /// The texts of the list member `name`.
    [[nodiscard]] std::vector<Text> texts(const Value& from, std::string_view name);
    /// A copy of the member `name`; null where there is none.
    [[nodiscard]] Value value(const Value& from, std::string_view name);
    [[nodiscard]] std::vector<Parameter> parameters(const Value& from);

  private:
    std::optional<Parameter> parameter(const Member& declared);

    DiagnosticSink& sink_;
    bool is_valid_ = true;
};

/// Reads conditions and values into a tree.
class ConditionReader {
  public:
    ConditionReader(PartReader& parts, Conditions& tree) : parts_{parts}, tree_{tree} {}

    ConditionId condition(const Value& value);
    /// `value` with its expressions parsed and the functions in them looked at.
    OperandId operand(const Value& value);
    /// The member `name` of `from`, where it is there.
    std::optional<OperandId> operand(const Value& from, std::string_view name);
    /// The `condition` of an operation of `modify`, which may not read the resource (details of the modify
    /// effect).
    std::optional<OperandId> operation_condition(const Value& operation);

  private:
    struct Left {
        const Member* side = nullptr;
        const Member* op = nullptr;
        Operator kind{};
    };

    ConditionId add(Span span, decltype(Condition::kind) kind);
    ConditionId invalid(Span span) { return add(span, Invalid{}); }
    ConditionId logical(const Value& value, const Member& member);
    std::vector<ConditionId> members_of(const Member& member);
    ConditionId comparison(const Value& value);
    std::optional<Left> sides(const Value& value);
    Diagnostic& unknown_key(const Member& member);
    Test test(const Left& left);
    ConditionId count(const Value& value, const Left& left);
    bool check_count_keys(const Value& count);
    std::optional<ConditionId> where(const Value& count);
    void check_operand(const Left& left);
    std::optional<arm_expression::Tree> expression(const Value& value);
    void check_calls(const arm_expression::Tree& tree, const Value& value);
    bool check_inner(const Value& value);

    PartReader& parts_;
    Conditions& tree_;
    std::size_t depth_ = 0;
    std::size_t counts_ = 0; ///< `where`s around
    bool in_operation_ = false;
};

/// Reads `then`.
void read_effect(const Value& then, Rule& rule, ConditionReader& conditions, PartReader& parts);
/// Reports names in `parameters('…')` that `definition` does not declare.
void check_parameter_names(const Definition& definition, PartReader& parts);

/// `resourceSelectors` of assignments and exemptions.
[[nodiscard]] std::vector<ResourceSelector> resource_selectors(const Value& properties, PartReader& parts);
[[nodiscard]] std::vector<Selector> selectors(const Value& from, PartReader& parts);
/// The arguments in the member `parameters`: `{name: {"value": …}}`, or plain values as EPAC has them.
[[nodiscard]] std::vector<Argument> arguments(const Value& from, Conditions& into, PartReader& parts);

/// `properties` of the resource around, or `root` itself.
[[nodiscard]] const Value& properties_of(const Value& root);

} // namespace iotsec::azure::policy
