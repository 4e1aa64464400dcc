// Resources out of what Azure's tools print of those that exist.
#pragma once

#include "base/diagnostic.hpp"
#include "base/value.hpp"
#include "verifier/evaluate/evidence.hpp"

#include <vector>

namespace iotsec::verifier {

/// What an export holds.
struct Exported {
    /// Bodies as Azure's API writes them: each has `type`, `name` and `id` where the export tells them in any
    /// way. What it leaves out, although the stored resource may have it, is unknown.
    std::vector<Value> bodies;
    bool is_whole = true; ///< false: it says that there are more
};

/// Whether `root` is an export: there is a resource in it, or it is an empty list or answer.
[[nodiscard]] bool holds_resources(const Value& root);

/// The resources of `root`: one resource, a list, the `value` of a REST list, the `data` of a Resource Graph
/// answer (objects or a table), in any nesting of these; wrappers and names may be in PascalCase. Reports the
/// first resource without `properties` (IOT6113), items that are no resources, and answers that are cut
/// (IOT6115, IOT6116).
[[nodiscard]] Exported exported_resources(Value root, DiagnosticSink& sink);
/// The same as evidence, in the stored view. It is not whole where it was cut.
[[nodiscard]] Evidence export_evidence(Value root, DiagnosticSink& sink);

/// Sets `id`, `name` and `type` where `body` lacks them, from the names that PowerShell uses and from its id.
void complete_names(Value& body);

/// A body with `type`, `name` and `id` as a resource of the evidence, in the view `view`. Its names and
/// what it hangs on come from its id.
[[nodiscard]] Resource exported_resource(Value body, View view);

} // namespace iotsec::verifier
