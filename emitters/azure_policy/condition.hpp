// Conditions of a policy rule while they are built: the few shapes there are, kept small as Azure's linter
// wants them (reference, section 2).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>
#include <vector>

namespace iotsec::emitters::azure_policy {

using Json = nlohmann::ordered_json;

/// A condition of a policy rule. JSON `true` and `false` are conditions that always or never hold; null is
/// one that is not carried, and whatever contains one is not carried either.
using Condition = Json;

/// `{"field": field, op: operand}`.
[[nodiscard]] Condition field_condition(std::string_view field, std::string_view op, Json operand);
/// `{"value": expression, op: operand}`.
[[nodiscard]] Condition value_condition(std::string_view expression, std::string_view op, Json operand);
/// `{"field": field, "exists": "true"}`, or `"false"`.
[[nodiscard]] Condition exists(std::string_view field, bool wanted);

/// All of `parts`: nested ones flattened, one alone unwrapped, several `notEquals` on a field made one
/// `notIn`.
[[nodiscard]] Condition all_of(std::vector<Condition> parts);
/// One of `parts`: nested ones flattened, one alone unwrapped, several `equals` on a field made one `in`.
[[nodiscard]] Condition any_of(std::vector<Condition> parts);
/// `{"not": condition}`; constants and what is not carried pass.
[[nodiscard]] Condition negation(Condition condition);

} // namespace iotsec::emitters::azure_policy
