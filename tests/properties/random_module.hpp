// Random modules as a parser could have made them, for property tests of the formatter.
#pragma once

#include "grammar/iotsec/ast.hpp"

namespace iotsec::test {

/// Call inside a law: draws from RapidCheck.
[[nodiscard]] ast::Module random_module();

} // namespace iotsec::test
