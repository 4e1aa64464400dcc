// Which document a piece of JSON is, and where documents hide: lists, templates, EPAC files.
#include "azure/policy/read.hpp"
#include "azure/policy/read/epac.hpp"
#include "azure/policy/read/reader.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iotsec::azure::policy {

namespace {

enum class Kind { None, Definition, Initiative, Assignment, Exemption };

Kind kind_by_type(const Value& root) {
    const Value* type = root.find("type");
    if (type == nullptr || type->as_string() == nullptr) return Kind::None;
    constexpr std::array<std::pair<std::string_view, Kind>, 4> types{{
        {"policyDefinitions", Kind::Definition},
        {"policySetDefinitions", Kind::Initiative},
        {"policyAssignments", Kind::Assignment},
        {"policyExemptions", Kind::Exemption},
    }};
    constexpr std::string_view provider = "Microsoft.Authorization/";
    std::string_view text = *type->as_string();
    if (!starts_with_ignoring_case(text, provider)) return Kind::None;
    text.remove_prefix(provider.size());
    for (const auto& [word, kind] : types) {
        if (equal_ignoring_case(text, word)) return kind;
    }
    return Kind::None;
}

Kind kind_of_document(const Value& root) {
    if (root.as_object() == nullptr) return Kind::None;
    if (const Kind kind = kind_by_type(root); kind != Kind::None) return kind;
    const Value& properties = properties_of(root);
    const auto has = [&](std::string_view name) { return properties.find(name) != nullptr; };
    if (has("policyRule") || (has("if") && has("then"))) return Kind::Definition;
    if (has("policyDefinitions")) return Kind::Initiative;
    if (has("policyAssignmentId")) return Kind::Exemption;
    if (has("policyDefinitionId")) return Kind::Assignment;
    return Kind::None;
}

/// The lists and objects in which other documents stand.
std::vector<const Value*> insides(const Value& root) {
    std::vector<const Value*> result;
    for (const char* name : {"value", "resources", "definition", "exemptions", "policyAssignments"}) {
        const Value* found = root.find(name);
        if (found != nullptr && (found->as_list() != nullptr || found->as_object() != nullptr))
            result.push_back(found);
    }
    return result;
}

bool is_template(const Value& root) {
    const Value* schema = root.find("$schema");
    return root.find("resources") != nullptr && schema != nullptr && schema->as_string() != nullptr &&
           find_ignoring_case(*schema->as_string(), "deploymentTemplate") != std::string_view::npos;
}

/// What a deployment makes of the texts in a template: `[[x]` is `[x]`.
void unescape_once(Value& value) {
    if (auto* items = std::get_if<List>(&value.data)) {
        std::ranges::for_each(*items, unescape_once);
    } else if (auto* members = std::get_if<Object>(&value.data)) {
        for (Member& member : *members)
            unescape_once(member.value);
    } else if (auto* text = std::get_if<std::string>(&value.data)) {
        if (text->starts_with("[[") && text->ends_with(']')) text->erase(0, 1);
    }
}

/// Lists nest no deeper than this: `{"value": [[…]]}` has no meaning.
constexpr std::size_t max_nesting = 8;

bool add(const Value& root, Documents& documents, DiagnosticSink& sink, std::size_t depth);

bool add_each(const Value& inside, Documents& documents, DiagnosticSink& sink, std::size_t depth) {
    bool found = false;
    if (const List* items = inside.as_list()) {
        for (const Value& item : *items)
            found = add(item, documents, sink, depth + 1) || found;
        return found;
    }
    if (kind_of_document(inside) != Kind::None) return add(inside, documents, sink, depth + 1);
    for (const Member& member : *inside.as_object())
        found = add(member.value, documents, sink, depth + 1) || found;
    return found;
}

bool add(const Value& root, Documents& documents, DiagnosticSink& sink, std::size_t depth) {
    if (depth > max_nesting) return false;
    if (root.as_list() != nullptr) return add_each(root, documents, sink, depth);
    if (root.as_object() == nullptr) return false;
    if (is_template(root)) {
        Value resources = *root.find("resources");
        unescape_once(resources);
        return add_each(resources, documents, sink, depth);
    }
    if (is_epac_assignment(root)) {
        for (const Value& assignment : epac_assignments(root))
            documents.assignments.push_back(read_assignment(assignment, sink));
        return true;
    }
    switch (kind_of_document(root)) {
    case Kind::Definition:
        documents.definitions.push_back(read_definition(root, sink));
        return true;
    case Kind::Initiative:
        documents.initiatives.push_back(read_initiative(root, sink));
        return true;
    case Kind::Assignment:
        documents.assignments.push_back(read_assignment(root, sink));
        return true;
    case Kind::Exemption:
        documents.exemptions.push_back(read_exemption(root, sink));
        return true;
    case Kind::None:
        break;
    }
    bool found = false;
    for (const Value* inside : insides(root))
        found = add_each(*inside, documents, sink, depth) || found;
    return found;
}

bool has_document(const Value& root, std::size_t depth) {
    if (depth > max_nesting) return false;
    if (kind_of_document(root) != Kind::None || is_epac_assignment(root)) return true;
    const auto any = [&](const List& items) {
        return std::ranges::any_of(items, [&](const Value& item) { return has_document(item, depth + 1); });
    };
    if (const List* items = root.as_list()) return any(*items);
    if (root.as_object() == nullptr) return false;
    for (const Value* inside : insides(root)) {
        if (inside->as_list() != nullptr && any(*inside->as_list())) return true;
        if (inside->as_object() == nullptr) continue;
        if (kind_of_document(*inside) != Kind::None) return true;
        for (const Member& member : *inside->as_object()) {
            if (has_document(member.value, depth + 1)) return true;
        }
    }
    return false;
}

} // namespace

bool is_policy_document(const Value& root) {
    return has_document(root, 0);
}

void read_documents(const Value& root, Documents& documents, DiagnosticSink& sink) {
    if (add(root, documents, sink, 0)) return;
    sink.report(diag::not_a_policy, root.span,
                "expected `policyRule`, `policyDefinitions`, `policyDefinitionId` or `policyAssignmentId`");
}

void read_documents(const SourceFile& file, Documents& documents, DiagnosticSink& sink) {
    const auto root = read_json(file, {.max_depth = 1000});
    if (!root) {
        sink.add(root.error());
        return;
    }
    read_documents(root.value(), documents, sink);
}

} // namespace iotsec::azure::policy
