// A definition with everything looked up that can be, beside its tree.
#pragma once

#include "azure/expression/deployment.hpp"
#include "azure/policy/evaluate.hpp"
#include "azure/policy/fields.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace iotsec::azure::policy {

/// What is known of an operand before any resource is looked at.
struct PreparedOperand {
    /// The value, where it hangs on nothing but the arguments.
    std::optional<Value> constant;
    Questions met; ///< by the functions that gave `constant`
    /// What the constant names as a field, or what `[field('…')]` reads.
    const Field* field = nullptr;
    bool is_field_call = false; ///< the operand is `[field('…')]`
};

/// Makes field names one whatever their letter case.
struct NameHash {
    std::size_t operator()(std::string_view name) const;
    using is_transparent = void;
};
struct SameName {
    bool operator()(std::string_view a, std::string_view b) const;
    using is_transparent = void;
};
using FieldTable = std::unordered_map<std::string, Field, NameHash, SameName>;

struct PreparedParts {
    const Definition* definition = nullptr;
    const AliasIndex* aliases = nullptr;
    Options options;
    Object given;     ///< as passed in
    Object arguments; ///< with defaults
    FieldTable fields;
    std::vector<PreparedOperand> operands; ///< beside those of the rule
    std::string effect_override;
    std::optional<Effect> effect;
    std::string effect_text;
    std::optional<std::vector<std::string>> types;
    Questions met;                        ///< while binding
    bool calls_functions = false;         ///< some function of the `if` may fail on a resource
    const Field* unknown_field = nullptr; ///< a field that is neither special nor an alias

    [[nodiscard]] const PreparedOperand& operator[](OperandId id) const { return operands[id.index]; }
    [[nodiscard]] const Operand& source(OperandId id) const { return definition->rule.tree[id]; }
};

/// Binds `parts` (definition, aliases, options, given) and reports what is wrong.
void prepare(PreparedParts& parts, DiagnosticSink& sink);

/// The types that a resource must have for the condition to hold.
[[nodiscard]] std::optional<std::vector<std::string>> types_of(const PreparedParts& parts, ConditionId id);

/// Checks that modify and append write only to what can be written.
void check_modifiable(const PreparedParts& parts, DiagnosticSink& sink);

/// The deployment of the functions that need one: policies have none.
[[nodiscard]] const Deployment& no_deployment();

} // namespace iotsec::azure::policy
