// What Azure's engine asks of a template before it evaluates anything.
#pragma once

#include "azure/expression/evaluator.hpp"
#include "base/value.hpp"

namespace iotsec::azure {

/// Reports the first thing that makes `root` no template. `is_main`: not within another one, where members
/// that nobody knows are not allowed.
[[nodiscard]] bool check_template(const Value& root, bool is_main, Session& session);

/// Whether a declared type uses what only `languageVersion` 2.0 has.
[[nodiscard]] bool uses_new_types(const Value& declared);

/// The part of it that looks at the functions that the template defines.
[[nodiscard]] bool check_functions(const Value& root, Session& session);

} // namespace iotsec::azure
