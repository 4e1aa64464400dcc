// Evidence out of an ARM template.
#pragma once

#include "azure/template/template.hpp"
#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "verifier/evaluate/evidence.hpp"

#include <optional>

namespace iotsec::verifier {

/// A template, and what is known besides.
struct TemplateInput {
    const SourceFile& file;
    const SourceFile* parameters = nullptr; ///< a parameter file
    azure::DeploymentFacts facts;
    bool closed = false; ///< the template is all there is (`--complete`)
};

/// The resources that the template asks for, in the request view; how the catalogue's columns apply to them
/// is the caller's next step. Nothing where a file is no JSON, or not what it should be: that is reported,
/// IOT01xx and IOT6101.
[[nodiscard]] std::optional<Evidence> read_template(const TemplateInput& input, DiagnosticSink& sink);

/// The same for a template that is read already.
[[nodiscard]] Evidence template_evidence(const Value& root, const azure::TemplateOptions& options,
                                         DiagnosticSink& sink);

} // namespace iotsec::verifier
