// Evidence out of what Azure's tools print: resources that exist, and what a deployment would make of them.
#pragma once

#include "base/diagnostic.hpp"
#include "base/value.hpp"
#include "verifier/evaluate/evidence.hpp"

#include <optional>
#include <string_view>

namespace iotsec::verifier {

/// What the kinds of files are that can be judged, for messages.
inline constexpr std::string_view kinds_of_evidence =
    "an ARM template, a resource, a list of resources, the answer of a Resource Graph query, the JSON of "
    "what-if, "
    "or `az iot hub state export`";

/// The template in `root`: itself, or the `arm` part of `az iot hub state export`.
[[nodiscard]] const Value& template_in(const Value& root);

/// The resources of a file.
struct ExportedEvidence {
    Evidence evidence;
    std::optional<Evidence> before; ///< of a what-if result: as they are now
};

/// Reads what exists in the stored view: a resource (`az resource show`, `az iot hub show`), a list of them,
/// the `value` of a REST list, the `data` of a Resource Graph answer; and the JSON of what-if in the request
/// view. Letter case of members does not count. Nothing where `root` holds no resource. A resource whose
/// `properties` are left out (`az resource list`) is reported, IOT6113, and they are unknown.
[[nodiscard]] std::optional<ExportedEvidence> export_evidence(const Value& root, DiagnosticSink& sink);

/// Why `root` is no evidence, where that can be told.
[[nodiscard]] std::string_view why_no_evidence(const Value& root);

} // namespace iotsec::verifier
