// Parts of the JSON form of the IR, as a JSON tree.
#pragma once

#include "base/value.hpp"
#include "compiler/ir/ir.hpp"

#include <nlohmann/json_fwd.hpp>

namespace iotsec::ir {

/// An expression with all that is below it.
[[nodiscard]] nlohmann::ordered_json expr_json(const Program& program, ExprId id);
/// A value without unknowns, as plain JSON.
[[nodiscard]] nlohmann::ordered_json value_json(const Value& value);

} // namespace iotsec::ir
