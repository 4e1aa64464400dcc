// The IR as text: JSON that reads back to the same program, and a short form for people. docs/ir.schema.json
// states the JSON form.
#pragma once

#include "base/result.hpp"
#include "base/source.hpp"
#include "compiler/ir/ir.hpp"

#include <string>

namespace iotsec::ir {

/// The program as JSON: two spaces, `\n`, members in the order of the documentation, the same bytes every
/// time. Places are left out.
[[nodiscard]] std::string to_json(const Program& program);
/// Reads what `to_json` writes. Anything else is an error with its place (IOT5xxx); the result passes
/// `verify`.
[[nodiscard]] Result<Program> from_json(const SourceFile& file);
/// For people and for goldens: one line a clause, expressions nested in parentheses.
[[nodiscard]] std::string to_text(const Program& program);

} // namespace iotsec::ir
