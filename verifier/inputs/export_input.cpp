#include "verifier/inputs/export_input.hpp"

#include "azure/template/template.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"
#include "verifier/inputs/exported_resources.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::verifier {

namespace {

std::string text_at(const Value& body, std::string_view name) {
    const Value* member = body.find(name);
    return member == nullptr || member->as_string() == nullptr ? std::string{} : *member->as_string();
}

/// What the id of a resource tells of it.
struct IdParts {
    std::string type, name; ///< full: `Microsoft.Devices/IotHubs/certificates`, `hub/cert`
    std::string above; ///< the id of its parent, or of what it is attached to; empty where it stands alone
    bool is_extension = false;
    std::string subscription, resource_group;
};

IdParts parts_of(std::string_view id) {
    constexpr std::string_view provider = "/providers/";
    IdParts parts;
    const auto segments = split(id, '/');
    for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
        if (equal_ignoring_case(segments[i], "subscriptions")) parts.subscription = segments[i + 1];
        if (equal_ignoring_case(segments[i], "resourceGroups")) parts.resource_group = segments[i + 1];
    }
    const std::size_t at = to_lower(id).rfind(provider);
    if (at == std::string::npos) return parts;
    const auto names = split(id.substr(at + provider.size()), '/');
    if (names.size() < 3) return parts;
    parts.type = names[0];
    for (std::size_t i = 1; i + 1 < names.size(); i += 2) {
        parts.type += "/" + std::string{names[i]};
        parts.name += (parts.name.empty() ? "" : "/") + std::string{names[i + 1]};
    }
    const std::string_view scope = id.substr(0, at);
    parts.is_extension = names.size() == 3 && find_ignoring_case(scope, provider) != std::string::npos;
    if (parts.is_extension) parts.above = scope;
    if (names.size() > 3) parts.above = id.substr(0, id.rfind('/', id.rfind('/') - 1));
    return parts;
}

/// The members as Azure's API writes them: some tools begin them with a capital, or call them otherwise.
Value normal(Value body) {
    constexpr std::array<std::string_view, 11> names{
        "id", "name", "type", "location", "tags", "sku", "kind", "plan", "identity", "zones", "properties"};
    for (Member& member : *std::get_if<Object>(&body.data)) {
        const auto found =
            std::ranges::find_if(names, [&](auto n) { return equal_ignoring_case(n, member.name); });
        if (found != names.end()) member.name = *found;
    }
    const auto rename = [&](std::string_view from, std::string_view to) {
        const Value* other = body.find(from);
        if (body.find(to) == nullptr && other != nullptr) body.set(to, Value{*other});
    };
    rename("resourceId", "id");
    rename("resourceType", "type");
    return body;
}

/// `properties` that were not printed are not absent.
void mark_left_out(Resource& resource, DiagnosticSink& sink) {
    const Value* properties = resource.body.find("properties");
    if (properties != nullptr && !properties->is_null()) return;
    Unknown unknown;
    unknown.cause = Cause::NotExported;
    unknown.reason = "the export leaves out `properties`";
    unknown.may_be_absent = false;
    resource.body.set("properties", make_unknown(std::move(unknown), resource.name_span));
    sink.report(diag::properties_left_out, resource.name_span)
        .with_help("`az resource show`, `az iot hub show` and Resource Graph print them, `az resource list` "
                   "does not");
}

Resource resource_of(Value from, View view, DiagnosticSink& sink) {
    Resource resource;
    resource.body = normal(std::move(from));
    const std::string id = text_at(resource.body, "id");
    IdParts parts = parts_of(id);
    resource.type = parts.type.empty() ? text_at(resource.body, "type") : std::move(parts.type);
    const Value* name = resource.body.find("name");
    resource.name_span = name == nullptr ? resource.body.span : name->span;
    resource.span = resource.body.span;
    resource.name = Value{parts.name.empty() ? text_at(resource.body, "name") : std::move(parts.name),
                          resource.name_span};
    if (!id.empty()) resource.id = *resource.body.find("id");
    resource.api_version = text_at(resource.body, "apiVersion");
    resource.view = view;
    resource.subscription = std::move(parts.subscription);
    resource.resource_group = std::move(parts.resource_group);
    if (parts.is_extension) resource.scope = Value{parts.above};
    if (view == View::Stored) mark_left_out(resource, sink);
    return resource;
}

Evidence evidence_of(std::vector<Value> bodies, View view, DiagnosticSink& sink) {
    Evidence evidence;
    std::map<std::string, std::size_t> by_id;
    for (Value& body : bodies) {
        evidence.resources.push_back(resource_of(std::move(body), view, sink));
        const std::string* id = evidence.resources.back().id.as_string();
        if (id != nullptr) by_id.emplace(to_lower(*id), evidence.resources.size() - 1);
    }
    for (Resource& resource : evidence.resources) {
        const std::string* id = resource.id.as_string();
        const auto above = id == nullptr ? by_id.end() : by_id.find(to_lower(parts_of(*id).above));
        if (above != by_id.end()) resource.parent = above->second;
    }
    return evidence;
}

/// The changes of a what-if result; null where `root` is none.
const List* changes_of(const Value& root) {
    const Value* properties = root.find("properties");
    const Value* changes = (properties != nullptr ? *properties : root).find("changes");
    const List* list = changes == nullptr ? nullptr : changes->as_list();
    if (list == nullptr) return nullptr;
    const auto is_change = [](const Value& change) { return change.find("changeType") != nullptr; };
    return std::ranges::all_of(*list, is_change) ? list : nullptr;
}

/// What a change has under `when`; where nothing changes, what there is.
const Value* body_at(const Value& change, std::string_view when, std::string_view other) {
    const auto body = [&](std::string_view name) {
        const Value* found = change.find(name);
        return found == nullptr || found->as_object() == nullptr ? nullptr : found;
    };
    if (const Value* found = body(when)) return found;
    const std::string type = text_at(change, "changeType");
    const bool is_unchanged = equal_ignoring_case(type, "NoChange") || equal_ignoring_case(type, "Ignore");
    return is_unchanged ? body(other) : nullptr;
}

ExportedEvidence what_if_evidence(const List& changes, DiagnosticSink& sink) {
    std::vector<Value> after, before;
    for (const Value& change : changes) {
        if (const Value* body = body_at(change, "after", "before")) {
            after.push_back(*body);
        } else if (!equal_ignoring_case(text_at(change, "changeType"), "Delete")) {
            sink.report(diag::change_without_body, change.span, text_at(change, "resourceId"))
                .with_help("run what-if with `--result-format FullResourcePayloads`");
        }
        if (const Value* body = body_at(change, "before", "after")) before.push_back(*body);
    }
    DiagnosticSink unheard; // what is wrong with a resource is told of what it will be
    return {evidence_of(std::move(after), View::Request, sink),
            evidence_of(std::move(before), View::Request, unheard)};
}

} // namespace

const Value& template_in(const Value& root) {
    const Value* inner = root.find("arm");
    const bool is_state = inner != nullptr && azure::file_kind(*inner) == azure::FileKind::Template;
    return is_state ? *inner : root;
}

std::optional<ExportedEvidence> export_evidence(const Value& root, DiagnosticSink& sink) {
    if (const List* changes = changes_of(root)) return what_if_evidence(*changes, sink);
    std::vector<Value> bodies = exported_resources(root);
    if (bodies.empty()) return std::nullopt;
    return ExportedEvidence{evidence_of(std::move(bodies), View::Stored, sink), std::nullopt};
}

std::string_view why_no_evidence(const Value& root) {
    const Value* value = root.find("value");
    const List* list = value != nullptr ? value->as_list() : root.as_list();
    const auto is_state = [](const Value& v) { return v.find("complianceState") != nullptr; };
    if (list != nullptr && !list->empty() && std::ranges::all_of(*list, is_state)) {
        return "these are policy states: they say what Azure found, and not how the resources are";
    }
    if (list != nullptr && list->empty()) return "it is an empty list";
    return "its `$schema` names no deployment template, and there is no resource in it";
}

} // namespace iotsec::verifier
