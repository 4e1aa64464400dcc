#include "verifier/inputs/evidence_kind.hpp"

#include "azure/template/template.hpp"
#include "base/diagnostics/evidence.hpp"
#include "verifier/inputs/exported_resources.hpp"
#include "verifier/inputs/what_if.hpp"

#include <algorithm>

namespace iotsec::verifier {

namespace {

bool holds_policy_states(const Value& root) {
    const Value* value = root.find("value");
    const List* list = value != nullptr ? value->as_list() : root.as_list();
    return list != nullptr && !list->empty() && std::ranges::all_of(*list, [](const Value& item) {
               return item.find("complianceState") != nullptr;
           });
}

} // namespace

EvidenceKind recognise(const Value& root) {
    switch (azure::file_kind(root)) {
    case azure::FileKind::Template:
        return EvidenceKind::Template;
    case azure::FileKind::Parameters:
        return EvidenceKind::Parameters;
    case azure::FileKind::Other:
        break;
    }
    const Value* arm = root.find("arm");
    if (arm != nullptr && azure::file_kind(*arm) == azure::FileKind::Template) return EvidenceKind::HubState;
    if (changes_of(root) != nullptr) return EvidenceKind::WhatIf;
    if (holds_policy_states(root)) return EvidenceKind::PolicyStates;
    return holds_resources(root) ? EvidenceKind::Resources : EvidenceKind::Other;
}

std::string_view why_no_evidence(EvidenceKind kind) {
    switch (kind) {
    case EvidenceKind::Parameters:
        return "a parameter file; give it with --parameters";
    case EvidenceKind::PolicyStates:
        return "these are policy states: they say what Azure found, and not how the resources are";
    default:
        return "its `$schema` names no deployment template, and there is no resource in it";
    }
}

Diagnostic not_evidence(const Value& root, EvidenceKind kind) {
    const Span start{root.span.source, root.span.begin, root.span.begin + 1};
    return make_diagnostic(diag::not_a_template, start, why_no_evidence(kind))
        .with_help("give an ARM template, a resource, a list of resources, the answer of a Resource Graph "
                   "query, the JSON of what-if, or `az iot hub state export`");
}

} // namespace iotsec::verifier
