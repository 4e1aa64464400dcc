#include "azure/policy/read/epac.hpp"

#include "base/text.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace iotsec::azure::policy {

namespace {

/// What the nodes from the root down to here have said.
struct Branch {
    std::string name, display_name;
    Value definition; ///< text: an id or a name
    Value parameters{Object{}};
    List not_scopes;
    std::vector<std::string> scopes;
    Object properties; ///< taken as they are
};

constexpr std::size_t deepest_branch = 32;

/// Scopes stand under a selector: `{"prod": ["/subscriptions/…"]}`; or as a plain list.
void each_scope(const Value* scopes, auto use) {
    if (scopes == nullptr) return;
    if (const List* items = scopes->as_list()) {
        for (const Value& item : *items)
            if (item.as_string() != nullptr) use(item);
    }
    if (const Object* members = scopes->as_object()) {
        for (const Member& member : *members)
            if (member.value.as_list() != nullptr) each_scope(&member.value, use);
    }
}

void take_definition(Branch& path, const Value& entry) {
    for (const char* name :
         {"policyName", "policyId", "initiativeName", "initiativeId", "policySetName", "policySetId"}) {
        const Value* found = entry.find(name);
        if (found != nullptr && found->as_string() != nullptr) path.definition = *found;
    }
}

void take_names(Branch& path, const Value& from) {
    const Value* assignment = from.find("assignment");
    if (assignment == nullptr) return;
    path.name += assignment->text_at("name");
    path.display_name += assignment->text_at("displayName");
}

Branch below(Branch path, const Value& node) {
    take_names(path, node);
    if (const Value* entry = node.find("definitionEntry")) {
        take_definition(path, *entry);
        take_names(path, *entry);
    }
    const Value* parameters = node.find("parameters");
    if (parameters != nullptr && parameters->as_object() != nullptr) {
        for (const Member& member : *parameters->as_object())
            path.parameters.set(member.name, Value{Object{{"value", {}, member.value}}, member.name_span});
    }
    for (const char* name : {"notScope", "notScopes"})
        each_scope(node.find(name), [&](const Value& scope) { path.not_scopes.push_back(scope); });
    const Value* scopes = node.find("scope");
    if (scopes != nullptr) path.scopes.clear();
    each_scope(scopes, [&](const Value& scope) { path.scopes.push_back(*scope.as_string()); });
    for (const char* name :
         {"enforcementMode", "nonComplianceMessages", "overrides", "resourceSelectors", "metadata"}) {
        if (const Value* found = node.find(name)) path.properties.push_back({name, found->span, *found});
    }
    return path;
}

Value assignment(const Branch& path, const std::string& scope, Span span) {
    Value properties{path.properties, span};
    properties.set("displayName", Value{path.display_name, span});
    properties.set("policyDefinitionId", path.definition);
    properties.set("parameters", path.parameters);
    properties.set("notScopes", Value{path.not_scopes, span});
    properties.set("scope", Value{scope, span});
    const std::string id = scope + "/providers/Microsoft.Authorization/policyAssignments/" + path.name;
    return Value{Object{{"type", {}, Value{std::string{"Microsoft.Authorization/policyAssignments"}, span}},
                        {"name", {}, Value{path.name, span}},
                        {"id", {}, Value{id, span}},
                        {"properties", {}, std::move(properties)}},
                 span};
}

void add_leaf(const Branch& path, const Value& node, std::vector<Value>& result) {
    if (path.definition.is_null()) return;
    for (const std::string& scope : path.scopes)
        result.push_back(assignment(path, scope, node.span));
}

void walk(const Branch& above, const Value& node, std::size_t depth, std::vector<Value>& result) {
    if (depth > deepest_branch || node.as_object() == nullptr) return;
    const Branch path = below(above, node);
    const Value* children = node.find("children");
    const Value* entries = node.find("definitionEntryList");
    if (children != nullptr && children->as_list() != nullptr) {
        for (const Value& child : *children->as_list())
            walk(path, child, depth + 1, result);
    } else if (entries != nullptr && entries->as_list() != nullptr) {
        for (const Value& entry : *entries->as_list()) {
            Branch own = path;
            take_definition(own, entry);
            take_names(own, entry);
            add_leaf(own, entry, result);
        }
    } else {
        add_leaf(path, node, result);
    }
}

} // namespace

bool is_epac_assignment(const Value& root) {
    return root.find("nodeName") != nullptr &&
           (root.find("children") != nullptr || root.find("definitionEntry") != nullptr ||
            root.find("definitionEntryList") != nullptr);
}

std::vector<Value> epac_assignments(const Value& root) {
    std::vector<Value> result;
    walk({}, root, 0, result);
    return result;
}

} // namespace iotsec::azure::policy
