#include "emitters/azure_policy/manifest.hpp"

#include "emitters/azure_policy/names.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <map>
#include <set>

namespace iotsec::emitters::azure_policy {

namespace {

Json step(std::string_view file, const std::string& id, std::string_view phase) {
    Json json = Json::object();
    json["file"] = file;
    json["id"] = id;
    json["apiVersion"] = policy_api_version;
    json["phase"] = phase;
    return json;
}

Json steps(const Model& model, const Options& options) {
    Json json = Json::array();
    for (const Definition& definition : model.definitions)
        json.push_back(step(fmt::format("definitions/{}.json", file_stem(definition.reference_id)),
                            resource_id(options, "policyDefinitions", definition.name), "definitions"));
    for (const Initiative& initiative : model.initiatives)
        json.push_back(step(fmt::format("sets/{}.json", file_stem(initiative.symbol)),
                            resource_id(options, "policySetDefinitions", initiative.name), "sets"));
    return json;
}

/// One role that the identity of an assignment needs, where, and for which members.
struct RoleNeed {
    std::string scope, role, reason;
    auto operator<=>(const RoleNeed&) const = default;
};

/// Where a parameter names a resource that may lie elsewhere, the role is needed there, too.
std::vector<RoleNeed> needs(const Definition& definition) {
    std::vector<RoleNeed> result;
    const Json& properties = *definition.properties;
    const Json& then = properties["policyRule"]["then"];
    if (!then.contains("details") || !then["details"].contains("roleDefinitionIds")) return result;
    const bool modifies = definition.kind == DefinitionKind::Modify;
    for (const auto& role : then["details"]["roleDefinitionIds"]) {
        result.push_back(
            {"scope of the assignment", role.get<std::string>(),
             modifies ? "Modify writes the resource" : "DeployIfNotExists deploys what is missing"});
        for (const auto& [name, parameter] : properties["parameters"].items()) {
            if (parameter["metadata"].contains("assignPermissions"))
                result.push_back({fmt::format("[parameters('{}')]", name), role.get<std::string>(),
                                  fmt::format("{} may lie outside the scope of the assignment", name)});
        }
    }
    return result;
}

Json roles(const Model& model, const Initiative& initiative) {
    std::map<RoleNeed, std::set<std::string>> required_by;
    for (const Member& member : initiative.members) {
        const Definition& definition = model.definitions[member.definition];
        for (const RoleNeed& need : needs(definition))
            required_by[need].insert(definition.reference_id);
    }
    Json json = Json::array();
    for (const auto& [need, members] : required_by) {
        Json role = Json::object();
        role["scope"] = need.scope;
        role["roleDefinitionId"] = need.role;
        role["requiredBy"] = members;
        role["reason"] = need.reason;
        json.push_back(std::move(role));
    }
    return json;
}

/// What an assignment of the initiative should tell, in the form of its property of this name.
Json messages(const Model& model, const Initiative& initiative) {
    Json json = Json::array();
    for (const Member& member : initiative.members) {
        const Definition& definition = model.definitions[member.definition];
        json.push_back(
            {{"message", definition.message}, {"policyDefinitionReferenceId", definition.reference_id}});
    }
    return json;
}

Json environments(const Options& options) {
    Json json = Json::array();
    for (const Environment& environment : options.environments) {
        Json entry = Json::object();
        entry["name"] = environment.name;
        entry["definitions"] = scope_id(environment.management_group);
        json.push_back(std::move(entry));
    }
    return json;
}

} // namespace

Json manifest(const Model& model, const Options& options) {
    Json json = Json::object();
    json["schemaVersion"] = 1;
    if (!options.project.empty()) json["project"] = options.project;
    if (!options.environments.empty()) json["environments"] = environments(options);
    json["baselines"] = Json::array();
    for (const Initiative& initiative : model.initiatives) {
        const Json& metadata = (*initiative.properties)["metadata"];
        Json baseline = Json::object();
        baseline["name"] = initiative.symbol;
        baseline["module"] = metadata["source"];
        baseline["version"] = metadata["version"];
        baseline["roles"] = roles(model, initiative);
        baseline["nonComplianceMessages"] = messages(model, initiative);
        json["baselines"].push_back(std::move(baseline));
    }
    json["steps"] = steps(model, options);
    return json;
}

} // namespace iotsec::emitters::azure_policy
