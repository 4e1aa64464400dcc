#include "verifier/agreement/real.hpp"

#include "azure/template/template.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "verifier/agreement/world.hpp"
#include "verifier/inputs/template_input.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::verifier::agreement {

namespace {

std::string text_member(const Value& body, std::string_view name) {
    const Value* member = body.find(name);
    const std::string* text = member == nullptr ? nullptr : member->as_string();
    return text == nullptr ? std::string{} : *text;
}

bool is_resource(const Value& value) {
    const std::string type = text_member(value, "type");
    return value.as_object() != nullptr && type.find('/') != std::string::npos &&
           type.find('.') != std::string::npos;
}

/// Every resource in an answer of Azure.
void collect_bodies(const Value& root, std::vector<const Value*>& bodies) {
    if (is_resource(root)) return bodies.push_back(&root);
    const List* list = root.as_list();
    for (const char* name : {"value", "data"}) {
        const Value* member = list == nullptr ? root.find(name) : nullptr;
        if (member != nullptr) list = member->as_list();
    }
    if (list == nullptr) return;
    for (const Value& item : *list) {
        if (is_resource(item)) bodies.push_back(&item);
    }
}

/// The names out of an id, as many as the type has segments for them.
std::string full_name(const std::string& id, const std::string& name, std::string_view type) {
    const auto depth = static_cast<std::size_t>(std::ranges::count(type, '/'));
    const auto segments = split(id, '/');
    if (segments.size() < depth * 2) return name.empty() ? "real" : name;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < depth; ++i)
        names.emplace_back(segments[segments.size() - 1 - 2 * (depth - 1 - i)]);
    return join(names, "/");
}

void complete(Resource& resource) {
    resource.body = known_value(resource.body);
    const std::string* id = resource.id.as_string();
    if (id == nullptr) {
        const std::string stated = text_member(resource.body, "id");
        const std::string* name = resource.name.as_string();
        resource.id = stated.starts_with('/')
                          ? Value{stated}
                          : Value{id_in_group(resource.type, name == nullptr ? "real" : *name)};
        id = resource.id.as_string();
    }
    if (resource.name.as_string() == nullptr)
        resource.name = Value{full_name(*id, text_member(resource.body, "name"), resource.type)};
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
    const auto root = read_json(file);
    if (!root) {
        sink.add(root.error());
        return evidence;
    }
    if (azure::file_kind(root.value()) == azure::FileKind::Template) {
        DiagnosticSink ignored; // what a template cannot know is no matter here
        evidence = template_evidence(root.value(), {}, ignored);
    } else {
        std::vector<const Value*> bodies;
        collect_bodies(root.value(), bodies);
        for (const Value* body : bodies) {
            Resource& resource = evidence.resources.emplace_back();
            resource.type = text_member(*body, "type");
            resource.body = *body;
            resource.api_version = text_member(*body, "apiVersion");
        }
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
