#include "verifier/inputs/template_input.hpp"

#include "azure/expression/unknown.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/json/reader.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::verifier {

namespace {

using azure::FileKind;
using azure::TemplateResource;

std::string known_text(const Value& value) {
    return value.as_string() != nullptr ? *value.as_string() : std::string{};
}

Resource resource_of(TemplateResource from) {
    Resource resource;
    resource.type = std::move(from.type);
    resource.name = std::move(from.name);
    resource.id = std::move(from.id);
    resource.body = std::move(from.body);
    resource.api_version = std::move(from.api_version);
    resource.existing = from.existing;
    resource.scope = std::move(from.scope);
    resource.subscription = known_text(from.subscription);
    resource.resource_group = known_text(from.resource_group);
    resource.condition = std::move(from.condition);
    resource.span = from.span;
    resource.name_span = from.name_span;
    return resource;
}

/// Which resource has which id; an id that two have is nobody's (conditions
/// choose between them).
std::map<std::string, std::optional<std::size_t>> by_id(const std::vector<Resource>& resources) {
    std::map<std::string, std::optional<std::size_t>> result;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        const auto [place, is_new] = result.emplace(azure::key_of(resources[i].id), i);
        if (!is_new) place->second.reset();
    }
    result.erase(std::string{});
    return result;
}

std::optional<Value> read(const SourceFile& file, FileKind wanted, std::string_view what,
                          DiagnosticSink& sink) {
    auto root = read_json(file);
    if (!root) {
        sink.add(root.error());
        return std::nullopt;
    }
    if (azure::file_kind(root.value()) == wanted) return std::move(root).value();
    const Span start{file.id(), root.value().span.begin, root.value().span.begin};
    sink.report(diag::not_a_template, start, what);
    return std::nullopt;
}

} // namespace

Evidence template_evidence(const Value& root, const azure::TemplateOptions& options, DiagnosticSink& sink) {
    azure::ExpandedTemplate expanded = azure::expand(root, options, sink);
    Evidence evidence;
    evidence.is_whole = expanded.is_whole;
    std::vector<std::string> above;
    for (TemplateResource& resource : expanded.resources) {
        above.push_back(resource.above ? azure::key_of(*resource.above) : std::string{});
        evidence.resources.push_back(resource_of(std::move(resource)));
    }
    const auto ids = by_id(evidence.resources);
    for (std::size_t i = 0; i < above.size(); ++i) {
        const auto found = ids.find(above[i]);
        if (found != ids.end() && found->second != i) evidence.resources[i].parent = found->second;
    }
    return evidence;
}

std::optional<Evidence> read_template(const TemplateInput& input, DiagnosticSink& sink) {
    const auto root =
        read(input.file, FileKind::Template, "its `$schema` names no deployment template", sink);
    std::optional<Value> parameters;
    if (input.parameters != nullptr) {
        parameters = read(*input.parameters, FileKind::Parameters,
                          "it is given as a parameter file, and its `$schema` "
                          "names no deployment parameters",
                          sink);
        if (!parameters) return std::nullopt;
    }
    if (!root) return std::nullopt;
    const azure::TemplateOptions options{.facts = input.facts,
                                         .parameters = parameters ? &*parameters : nullptr};
    Evidence evidence = template_evidence(*root, options, sink);
    evidence.closed = input.closed;
    evidence.source_path = input.file.path();
    return evidence;
}

} // namespace iotsec::verifier
