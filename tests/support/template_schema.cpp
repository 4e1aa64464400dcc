#include "tests/support/template_schema.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <vector>

namespace iotsec::test {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::string_view base = "https://schema.management.azure.com/schemas/";
constexpr std::string_view all_resources = "/definitions/resource";

/// The published schemas say `oneOf` where a text may be written out or as an expression, and an expression
/// is a text: what matches both must pass.
void relax(json& schema) {
    if (schema.is_object()) {
        if (const auto found = schema.find("oneOf"); found != schema.end() && found->is_array()) {
            json branches = std::move(*found);
            schema.erase(found);
            schema["anyOf"] = std::move(branches);
        }
    }
    for (json& member : schema)
        if (member.is_structured()) relax(member);
}

/// The file that a reference names: `common/definitions.json`.
std::string file_of(const std::string& uri) {
    const std::string_view text = std::string_view{uri}.substr(0, uri.find('#'));
    return std::string{text.starts_with(base) ? text.substr(base.size()) : text};
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// Whether `definition` is the schema of `type`.
bool describes(const json& definition, const std::string& type) {
    const auto& names = definition.value("/properties/type/enum"_json_pointer, json::array());
    return std::ranges::any_of(
        names, [&](const json& name) { return lower(name.get<std::string>()) == lower(type); });
}

/// Where the sections of resources at `scope` stand.
std::vector<std::string> sections(std::string_view scope) {
    const std::string own = scope.empty() ? "" : std::string{scope} + "_";
    return {own + "resourceDefinitions", "extension_resourceDefinitions", "unknown_resourceDefinitions",
            "resourceDefinitions"};
}

/// Where `document` describes resources of `type` at `scope`; empty: nowhere.
std::string pointer_to(const json& document, const std::string& type, std::string_view scope) {
    for (const std::string& section : sections(scope)) {
        if (!document.contains(section)) continue;
        for (const auto& [key, definition] : document.at(section).items())
            if (describes(definition, type)) return fmt::format("/{}/{}", section, key);
    }
    return {};
}

/// The resource as its schema knows it: without what belongs to the template language.
json as_described(json resource, const std::string& api_version) {
    for (const char* key : {"condition", "copy", "comments", "scope", "dependsOn"})
        resource.erase(key);
    resource["apiVersion"] = api_version;
    return resource;
}

std::string_view scope_of(std::string_view schema) {
    if (schema.find("managementGroupDeploymentTemplate") != std::string_view::npos) return "managementGroup";
    if (schema.find("subscriptionDeploymentTemplate") != std::string_view::npos) return "subscription";
    return "";
}

} // namespace

TemplateSchemas::TemplateSchemas(fs::path folder) : folder_{std::move(folder)} {}

const json* TemplateSchemas::load(const std::string& file) {
    auto& document = documents_[file];
    if (document) return document.get();
    std::ifstream in{folder_ / file};
    // Some references dangle in the published files.
    document = std::make_unique<json>(in ? json::parse(in) : json{{"definitions", json::object()}});
    if (file.find("policyDefinition.json") == std::string::npos) relax(*document);
    if (!in) (*document)["definitions"]["DeploymentProperties"] = json::object();
    // The schema of all resources is not published as a file; each is judged by its own.
    const json::json_pointer all{std::string{all_resources}};
    if (document->contains(all))
        (*document)[all] = {{"type", "object"}, {"required", {"type", "apiVersion"}}};
    return document.get();
}

const JsonSchema& TemplateSchemas::schema_at(const std::string& file, const std::string& pointer) {
    const std::string uri = std::string{base} + file + "#" + pointer;
    const auto known = schemas_.find(uri);
    if (known != schemas_.end()) return known->second;
    const auto find = [this](const std::string& referred) { return load(file_of(referred)); };
    const json reference{{"$ref", uri}};
    return schemas_.try_emplace(uri, reference, SchemaDraft::Draft4, find).first->second;
}

std::optional<TemplateSchemas::Definition> TemplateSchemas::definition_of(const std::string& type,
                                                                          const std::string& api_version,
                                                                          std::string_view scope) {
    const std::string provider = lower(type.substr(0, type.find('/'))) + ".";
    std::vector<std::string> versions;
    for (const auto& entry : fs::directory_iterator{folder_}) {
        const std::string version = entry.path().filename().string();
        if (version <= api_version) versions.push_back(version);
    }
    std::ranges::sort(versions, std::ranges::greater{});
    for (const std::string& version : versions) {
        for (const auto& entry : fs::directory_iterator{folder_ / version}) {
            const std::string name = entry.path().filename().string();
            if (!lower(name).starts_with(provider)) continue;
            const std::string file = fmt::format("{}/{}", version, name);
            if (const auto pointer = pointer_to(*load(file), type, scope); !pointer.empty())
                return Definition{file, pointer, version};
        }
    }
    return std::nullopt;
}

std::string TemplateSchemas::problems_of_rule(const json& rule) {
    return schema_at("2020-10-01/policyDefinition.json", "").problems(rule);
}

std::string TemplateSchemas::problems_of_resource(const json& resource, std::string_view scope) {
    const std::string type = resource.at("type");
    const std::string version = resource.at("apiVersion");
    const auto definition = definition_of(type, version, scope);
    if (!definition) return type + "@" + version + " has no schema\n";
    const json described = as_described(resource, definition->api_version);
    const std::string problems = schema_at(definition->file, definition->pointer).problems(described);
    return problems.empty() ? problems : type + "@" + definition->api_version + "\n" + problems;
}

std::string TemplateSchemas::problems_of_template(const json& document) {
    const std::string uri = document.at("$schema");
    std::string problems = schema_at(file_of(uri), "").problems(document);
    for (const json& resource : document.at("resources"))
        problems += problems_of_resource(resource, scope_of(uri));
    return problems;
}

} // namespace iotsec::test
