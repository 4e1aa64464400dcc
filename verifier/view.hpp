// Views: what a kind of evidence cannot show is unknown, not absent (reference, section 1.2). Front ends read
// what is written; this marks what could not have been. Evaluators never see views.
#pragma once

#include "compiler/ir/ir.hpp"
#include "verifier/evidence.hpp"

#include <cstddef>

namespace iotsec::verifier {

/// What a collection that the service fills in (`privateEndpointConnections`) is where a request lacks it.
enum class ServiceFilled {
    Unknown,
    Absent, ///< the evidence is closed: whatever would fill it would be here
};

/// Marks, in every resource of `evidence`, the properties of `program` that its view cannot show:
/// - request: read-only ones and those that the service fills in, unless the catalogue says how the request
/// tells
///   them (`requestFrom`), and then they are filled in; everything of an `existing` resource;
/// - stored and registry: secrets and what only requests carry; masked texts (`****`) keep their known
/// pieces. Collections that the service fills are absent instead where the evidence is closed.
void apply_view(const ir::Program& program, Evidence& evidence);

/// The same for one resource; `ordinal` tells its unknowns from those of other resources.
void apply_view(const ir::Program& program, Resource& resource, std::size_t ordinal,
                ServiceFilled service_filled);

} // namespace iotsec::verifier
