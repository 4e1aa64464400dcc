// What-if: what a deployment would change, as Azure works it out.
#pragma once

#include "base/diagnostic.hpp"
#include "base/value.hpp"
#include "verifier/evaluate/evidence.hpp"

namespace iotsec::verifier {

/// The list of changes in a what-if answer, of the command line or of the REST API; null where `root` is
/// none.
[[nodiscard]] const List* changes_of(const Value& root);

/// What there was, and what there will be.
struct WhatIf {
    /// What stays or comes. What the deployment does not touch is only referred to; where the answer gives no
    /// body it is unknown, and so is every expression that is left to evaluate.
    Evidence after;
    Evidence before; ///< the same resources, as far as they exist
};

/// Resources in the request view: `after` is what Azure would be asked for. Reports changes without a body
/// (IOT6114).
[[nodiscard]] WhatIf what_if_evidence(const Value& root, DiagnosticSink& sink);

} // namespace iotsec::verifier
