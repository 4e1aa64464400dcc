// Policy documents as Azure keeps them: definitions, initiatives, assignments, exemptions.
#pragma once

#include "azure/policy/condition.hpp"
#include "base/span.hpp"
#include "base/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::azure::policy {

/// A text with its place; empty and without a place where the document has none.
struct Text {
    std::string value;
    Span span;
};

enum class ParameterType : std::uint8_t { String, Array, Object, Boolean, Integer, Float, DateTime };
[[nodiscard]] std::string_view spelling(ParameterType type);
/// By name, letter case ignored.
[[nodiscard]] std::optional<ParameterType> parameter_type_named(std::string_view name);

struct Parameter {
    std::string name;
    Span span; ///< of the name
    ParameterType type{};
    std::optional<Value> default_value;
    std::optional<List> allowed_values;
    Value metadata; ///< an object, or null
};

enum class Effect : std::uint8_t {
    Disabled,
    Append,
    Modify,
    Deny,
    Audit,
    Manual,
    AuditIfNotExists,
    DenyAction,
    DeployIfNotExists,
    Mutate,
    AddToNetworkGroup,
    AuditAction,
};
/// `auditIfNotExists`, as the documentation spells it.
[[nodiscard]] std::string_view spelling(Effect effect);
/// By name, letter case ignored.
[[nodiscard]] std::optional<Effect> effect_named(std::string_view name);

/// One operation of `modify`.
struct Operation {
    enum class Kind : std::uint8_t { Add, AddOrReplace, Remove };
    Kind kind{};
    Span span;
    OperandId field;
    std::optional<OperandId> value;     ///< none for `remove`
    std::optional<OperandId> condition; ///< an expression
};
[[nodiscard]] std::string_view spelling(Operation::Kind kind);
/// By name, letter case ignored.
[[nodiscard]] std::optional<Operation::Kind> operation_named(std::string_view name);

/// One field that `append` adds.
struct AppendedField {
    Span span;
    OperandId field, value;
};

/// Which related resources `auditIfNotExists` and `deployIfNotExists` look for.
struct RelatedDetails {
    OperandId type;
    std::optional<OperandId> name, resource_group_name, existence_scope;
    std::optional<ConditionId> existence_condition;
    Value deployment; ///< as written; null where there is none
};

/// The `details` of an effect. As the effect may be a parameter, they are read by what they hold.
struct Details {
    Value value; ///< as written; null where there are none
    std::optional<RelatedDetails> related;
    std::vector<Operation> operations; ///< of modify
    std::optional<OperandId> conflict_effect;
    std::vector<AppendedField> fields;      ///< of append
    std::optional<OperandId> default_state; ///< of manual
    std::vector<std::string> action_names;  ///< of denyAction
    std::vector<Text> role_definition_ids;
};

/// `{"if": …, "then": {"effect": …, "details": …}}`
struct Rule {
    Span span;
    Conditions tree;
    ConditionId condition;              ///< the `if`
    std::size_t condition_operands = 0; ///< the operands in front of this one are all that the `if` has
    OperandId effect;
    Details details;
};

/// Where a definition is evaluated.
enum class Mode : std::uint8_t {
    All,
    Indexed,
    NotStated,        ///< null behaves as Indexed, but portal and PowerShell write All
    ResourceProvider, ///< `Microsoft.Kubernetes.Data` and its like: not evaluated here
};

struct Definition {
    Span span;
    Text id, name, display_name, description, version;
    Text policy_type; ///< `BuiltIn`, `Custom`, `Static`
    Mode mode = Mode::NotStated;
    Text mode_text;
    Value metadata; ///< an object, or null
    std::vector<Parameter> parameters;
    Rule rule;
    bool is_rule_alone = false; ///< nothing declares its parameters: any argument is taken
    bool is_valid = true;       ///< false where an error was reported while it was read

    /// Letter case ignored; null where there is none.
    [[nodiscard]] const Parameter* parameter(std::string_view wanted) const;
};

/// A named argument of a member of an initiative.
struct Argument {
    std::string name;
    Span span;
    OperandId value; ///< in `Initiative::arguments`
};

/// A named argument of an assignment: data, never an expression.
struct GivenArgument {
    std::string name;
    Span span;
    Value value;
};

struct InitiativeMember {
    Span span;
    Text definition_id, reference_id, definition_version;
    std::vector<Argument> arguments;
    std::vector<Text> group_names;
};

struct Initiative {
    Span span;
    Text id, name, display_name, description, version;
    Text policy_type;
    Value metadata;
    std::vector<Parameter> parameters;
    std::vector<InitiativeMember> members;
    Conditions arguments; ///< holds the operands of the members' arguments
    bool is_valid = true;
};

/// A condition on resources, or on members of an initiative, by name.
struct Selector {
    enum class Kind : std::uint8_t {
        ResourceLocation,
        ResourceType,
        ResourceWithoutLocation,
        PolicyDefinitionReferenceId,
    };
    Kind kind{};
    Span span;
    bool excludes = false; ///< `notIn` instead of `in`
    std::vector<std::string> values;
};

/// Holds where all its selectors do.
struct ResourceSelector {
    Text name;
    std::vector<Selector> selectors;
};

struct Override {
    enum class Kind : std::uint8_t { PolicyEffect, PolicyVersion };
    Kind kind{};
    Span span;
    Text value;
    std::vector<Selector> selectors; ///< none: for all
};

enum class EnforcementMode : std::uint8_t { Default, DoNotEnforce, Enroll };

struct NonComplianceMessage {
    Text message, reference_id; ///< without a reference: for all members
};

struct Assignment {
    Span span;
    Text id, name, display_name, description;
    Text definition_id, definition_version;
    Text scope; ///< as written, else taken from the id
    std::vector<Text> not_scopes;
    EnforcementMode enforcement = EnforcementMode::Default;
    std::vector<GivenArgument> arguments;
    std::vector<NonComplianceMessage> messages;
    std::vector<ResourceSelector> resource_selectors;
    std::vector<Override> overrides;
    Value metadata, identity;
    bool is_valid = true;
};

struct Exemption {
    enum class Category : std::uint8_t { Waiver, Mitigated };
    Span span;
    Text id, name, display_name, description;
    Text assignment_id;
    Category category{};
    std::vector<Text> reference_ids; ///< none: the whole initiative
    Text expires_on;
    Text scope; ///< taken from the id
    std::vector<ResourceSelector> resource_selectors;
    bool is_valid = true;
};

/// What a set of files holds, in the order of the files.
struct Documents {
    std::vector<Definition> definitions;
    std::vector<Initiative> initiatives;
    std::vector<Assignment> assignments;
    std::vector<Exemption> exemptions;
};

} // namespace iotsec::azure::policy
