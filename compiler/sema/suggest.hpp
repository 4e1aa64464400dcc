// Help texts that name what was probably meant.
#pragma once

#include "base/diagnostic.hpp"

#include <span>
#include <string>
#include <string_view>

namespace iotsec::sema {

/// Helps with the name that `word` may be a slip of, else with `otherwise`. Looks no further once a run has
/// very many errors.
void suggest(const DiagnosticSink& sink, Diagnostic& diagnostic, std::string_view word,
             std::span<const std::string_view> names, std::string_view otherwise = {});

} // namespace iotsec::sema
