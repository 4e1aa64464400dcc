// Resources as others wrote them: exports and templates, with every value known.
#pragma once

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "verifier/evaluate/evidence.hpp"

namespace iotsec::verifier::agreement {

/// The resources of a JSON file: a template, one body as Azure's API gives it, a list of them, or an answer
/// with them in `value` or `data`. Azure has no unknown values: what a template leaves open gets one of the
/// values that it may have. Empty where the file has no resources.
[[nodiscard]] Evidence real_resources(const SourceFile& file, DiagnosticSink& sink);

/// A value that `value` may be, with nothing unknown in it.
[[nodiscard]] Value known_value(const Value& value);

} // namespace iotsec::verifier::agreement
