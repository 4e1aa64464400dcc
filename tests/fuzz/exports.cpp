#include "base/json/reader.hpp"
#include "tests/fuzz/entries.hpp"
#include "verifier/inputs/evidence_kind.hpp"
#include "verifier/inputs/exported_resources.hpp"
#include "verifier/inputs/what_if.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

namespace {

using namespace iotsec;

void check(const verifier::Evidence& evidence, bool needs_type) {
    for (const verifier::Resource& resource : evidence.resources) {
        const bool has_body = resource.body.as_object() != nullptr || resource.body.as_unknown() != nullptr;
        if (has_body && (!needs_type || resource.type.find('/') != std::string::npos)) continue;
        std::fprintf(stderr, "a resource without type or body\n");
        std::abort();
    }
}

} // namespace

int fuzz_exports(const std::uint8_t* data, std::size_t size) {
    Sources sources;
    DiagnosticSink sink;
    auto root = read_json(sources.add("fuzz.json", std::string{data, data + size}));
    if (!root) return 0;
    const auto kind = verifier::recognise(root.value());
    if (kind == verifier::EvidenceKind::WhatIf) {
        const auto what_if = verifier::what_if_evidence(root.value(), sink);
        check(what_if.after, false);
        check(what_if.before, false);
    }
    if (kind == verifier::EvidenceKind::Resources)
        check(verifier::export_evidence(std::move(root).value(), sink), true);
    return 0;
}
