// Azure's limits, checked when the policy is built: each message names the limit, where it is stated and the
// way out.
#pragma once

#include "base/diagnostic.hpp"
#include "emitters/azure_policy/azure_policy.hpp"

#include <cstddef>

namespace iotsec::emitters::azure_policy {

/// Characters that the names shown and the descriptions of definitions and initiatives may have (policy
/// definition structure).
inline constexpr std::size_t max_display_name = 128;
inline constexpr std::size_t max_description = 512;

/// Reports every limit that a definition exceeds, at `span`.
void check_limits(const Definition& definition, Span span, DiagnosticSink& sink);
/// Reports every limit that an initiative exceeds.
void check_limits(const Initiative& initiative, const nlohmann::ordered_json& properties_with_members,
                  Span span, DiagnosticSink& sink);
/// Reports more definitions or initiatives than one scope may have.
void check_scope_limits(const Model& model, DiagnosticSink& sink);

} // namespace iotsec::emitters::azure_policy
