// What a JSON file is evidence of.
#pragma once

#include "base/diagnostic.hpp"
#include "base/value.hpp"

#include <string_view>

namespace iotsec::verifier {

/// The kinds of JSON files that a check may meet.
enum class EvidenceKind {
    Template,     ///< an ARM template
    Parameters,   ///< a parameter file: no evidence, but read with a template
    HubState,     ///< `az iot hub state export`: a template beside devices and configurations
    WhatIf,       ///< what a deployment would change
    Resources,    ///< resources as Azure stores them, in any of the envelopes that its tools print
    PolicyStates, ///< `az policy state list`: what Azure found, and not how the resources are
    Other,
};

/// By what stands in `root`; the name of the file does not count.
[[nodiscard]] EvidenceKind recognise(const Value& root);

/// Why a file of `kind` is no evidence: for parameters, policy states and others.
[[nodiscard]] std::string_view why_no_evidence(EvidenceKind kind);

/// The error for a named file that is none (IOT6101), at its first character; the advice lists the kinds.
[[nodiscard]] Diagnostic not_evidence(const Value& root, EvidenceKind kind);

} // namespace iotsec::verifier
