// Values worth trying: of parameters, and around what a property is compared with.
#pragma once

#include "base/value.hpp"
#include "compiler/ir/ir.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace iotsec::verifier::agreement {

/// Values that a parameter may have, its default first.
[[nodiscard]] std::vector<Value> parameter_choices(const ir::Parameter& parameter);

/// What a property of a kind may hold, whatever it is compared with.
[[nodiscard]] std::vector<Value> usual_values(const ir::Property& property);

/// What is near to `value` where it is one side of an atom: its neighbours in order, texts around a pattern,
/// ranges within a range.
[[nodiscard]] std::vector<Value> neighbours(const ir::Node& atom, const Value& value);

/// Texts whose last segment is `segment`, and some whose is not.
[[nodiscard]] std::vector<Value> paths_to(const Value& segment);

/// Whether a property of this kind can hold `value`: ranges and points in time have a form.
[[nodiscard]] bool is_well_formed(const ir::Property& property, const Value& value);

/// Adds `value` unless it is there.
void add_choice(std::vector<Value>& choices, Value value);

} // namespace iotsec::verifier::agreement
