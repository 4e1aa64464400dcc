// The type of a value, as far as properties and parameters tell it.
#pragma once

#include "compiler/ir/ir.hpp"

#include <optional>

namespace iotsec::ir {

/// The type of a value; none is one that only the evidence tells.
using ValueType = std::optional<LiteralType>;

[[nodiscard]] ValueType value_type(catalog::Kind kind);
[[nodiscard]] ValueType value_type(ParamType type);

} // namespace iotsec::ir
