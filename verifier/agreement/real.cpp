#include "verifier/agreement/real.hpp"

#include "azure/template/template.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "verifier/agreement/world.hpp"
#include "verifier/inputs/evidence_kind.hpp"
#include "verifier/inputs/exported_resources.hpp"
#include "verifier/inputs/template_input.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::verifier::agreement {

namespace {

/// What an export left out is not there.
void drop_left_out(Value& body) {
    auto* members = std::get_if<Object>(&body.data);
    if (members == nullptr) return;
    std::erase_if(*members, [](const iotsec::Member& member) {
        const Unknown* unknown = member.value.as_unknown();
        return unknown != nullptr && unknown->cause == Cause::NotExported;
    });
}

/// The names out of an id, as many as the type has segments for them.
std::string names_in(const std::string& id, std::string_view name, std::string_view type) {
    const auto depth = static_cast<std::size_t>(std::ranges::count(type, '/'));
    const auto segments = split(id, '/');
    if (segments.size() < depth * 2) return name.empty() ? "real" : std::string{name};
    std::vector<std::string> names;
    for (std::size_t i = 0; i < depth; ++i)
        names.emplace_back(segments[segments.size() - 1 - 2 * (depth - 1 - i)]);
    return join(names, "/");
}

void complete(Resource& resource) {
    drop_left_out(resource.body);
    resource.body = known_value(resource.body);
    const std::string* id = resource.id.as_string();
    if (id == nullptr) {
        const std::string stated{resource.body.text_at("id")};
        const std::string* name = resource.name.as_string();
        resource.id = stated.starts_with('/')
                          ? Value{stated}
                          : Value{id_in_group(resource.type, name == nullptr ? "real" : *name)};
        id = resource.id.as_string();
    }
    if (resource.name.as_string() == nullptr)
        resource.name = Value{names_in(*id, resource.body.text_at("name"), resource.type)};
    resource.condition = {};
    resource.parent.reset(); // ids say it, to both sides
    resource.subscription.clear();
    resource.resource_group.clear();
    resource.view = View::Stored;
    add_envelope(resource);
}

} // namespace

Value known_value(const Value& value) {
    if (const Unknown* unknown = value.as_unknown()) {
        if (!unknown->domain.empty()) return known_value(unknown->domain.front());
        if (unknown->pieces.empty()) return {};
        std::string text;
        for (const auto& piece : unknown->pieces)
            text += piece.value_or("x");
        return Value{std::move(text)};
    }
    Value result = value;
    if (auto* list = std::get_if<List>(&result.data)) {
        for (Value& item : *list)
            item = known_value(item);
    }
    if (auto* object = std::get_if<Object>(&result.data)) {
        for (Member& member : *object)
            member.value = known_value(member.value);
    }
    return result;
}

Evidence real_resources(const SourceFile& file, DiagnosticSink& sink) {
    Evidence evidence;
    auto root = read_json(file, evidence_json);
    if (!root) {
        sink.add(root.error());
        return evidence;
    }
    if (azure::file_kind(root.value()) == azure::FileKind::Template) {
        DiagnosticSink ignored; // what a template cannot know is no matter here
        evidence = template_evidence(root.value(), {}, ignored);
    } else {
        DiagnosticSink ignored; // likewise of what an export leaves out
        if (recognise(root.value()) == EvidenceKind::Resources)
            evidence = export_evidence(std::move(root).value(), ignored);
    }
    std::erase_if(evidence.resources, [](const Resource& resource) { return resource.existing; });
    for (Resource& resource : evidence.resources) {
        resource.name = known_value(resource.name);
        resource.id = known_value(resource.id);
        if (resource.scope) resource.scope = known_value(*resource.scope);
        complete(resource);
    }
    evidence.closed = true;
    evidence.source_path = file.path();
    return evidence;
}

} // namespace iotsec::verifier::agreement
