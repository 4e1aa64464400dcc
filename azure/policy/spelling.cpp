// How the words of policy documents are spelled.
#include "azure/policy/definition.hpp"
#include "azure/policy/evaluate.hpp"
#include "base/text.hpp"

#include <array>
#include <cstddef>

namespace iotsec::azure::policy {

namespace {

constexpr std::array<std::string_view, 19> operators{
    "equals",
    "notEquals",
    "like",
    "notLike",
    "match",
    "notMatch",
    "matchInsensitively",
    "notMatchInsensitively",
    "contains",
    "notContains",
    "in",
    "notIn",
    "containsKey",
    "notContainsKey",
    "less",
    "lessOrEquals",
    "greater",
    "greaterOrEquals",
    "exists",
};

constexpr std::array<std::string_view, 12> effects{
    "disabled",
    "append",
    "modify",
    "deny",
    "audit",
    "manual",
    "auditIfNotExists",
    "denyAction",
    "deployIfNotExists",
    "mutate",
    "addToNetworkGroup",
    "auditAction",
};

constexpr std::array<std::string_view, 7> parameter_types{
    "String", "Array", "Object", "Boolean", "Integer", "Float", "DateTime",
};

constexpr std::array<std::string_view, 3> operation_kinds{"add", "addOrReplace", "remove"};

constexpr std::array<std::string_view, 9> states{
    "not applicable", "compliant", "non-compliant", "protected",     "exempt",
    "conflicting",    "unknown",   "error",         "not evaluated",
};

template <typename Word, std::size_t N>
std::optional<Word> word(const std::array<std::string_view, N>& words, std::string_view name) {
    for (std::size_t i = 0; i < N; ++i) {
        if (equal_ignoring_case(words[i], name)) return static_cast<Word>(i);
    }
    return std::nullopt;
}

} // namespace

std::string_view spelling(Operator op) {
    return operators[static_cast<std::size_t>(op)];
}

std::optional<Operator> operator_named(std::string_view name) {
    return word<Operator>(operators, name);
}

std::string_view spelling(Effect effect) {
    return effects[static_cast<std::size_t>(effect)];
}

std::optional<Effect> effect_named(std::string_view name) {
    return word<Effect>(effects, name);
}

std::string_view spelling(ParameterType type) {
    return parameter_types[static_cast<std::size_t>(type)];
}

std::optional<ParameterType> parameter_type_named(std::string_view name) {
    return word<ParameterType>(parameter_types, name);
}

std::string_view spelling(Operation::Kind kind) {
    return operation_kinds[static_cast<std::size_t>(kind)];
}

std::optional<Operation::Kind> operation_named(std::string_view name) {
    return word<Operation::Kind>(operation_kinds, name);
}

std::string_view spelling(State state) {
    return states[static_cast<std::size_t>(state)];
}

std::optional<State> state_named(std::string_view name) {
    const auto letters = [](std::string_view text) {
        std::string kept{text};
        std::erase_if(kept, [](char c) { return c == ' ' || c == '-'; });
        return kept;
    };
    const std::string wanted = letters(name);
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (equal_ignoring_case(letters(states[i]), wanted)) return static_cast<State>(i);
    }
    return std::nullopt;
}

const Parameter* Definition::parameter(std::string_view wanted) const {
    for (const Parameter& one : parameters) {
        if (equal_ignoring_case(one.name, wanted)) return &one;
    }
    return nullptr;
}

} // namespace iotsec::azure::policy
