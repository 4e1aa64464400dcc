// The model as files: one ARM resource a file, and a manifest that says in which order they are put.
#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/azure_policy/initiative.hpp"
#include "emitters/azure_policy/manifest.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace iotsec::emitters::azure_policy {

namespace {

Json resource(const std::string& name, std::string_view type, Json properties) {
    Json json = Json::object();
    json["name"] = name;
    json["type"] = fmt::format("Microsoft.Authorization/{}", type);
    json["properties"] = std::move(properties);
    return json;
}

} // namespace

std::string written(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string file_stem(std::string_view name) {
    std::string stem{name};
    for (char& c : stem) {
        const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
        if (!is_plain) c = '-';
    }
    return stem;
}

std::string scope_id(const std::string& management_group) {
    if (management_group.empty()) return "/subscriptions/{subscriptionId}";
    return fmt::format("/providers/Microsoft.Management/managementGroups/{}", management_group);
}

std::string resource_id(const Options& options, std::string_view type, std::string_view name) {
    return fmt::format("{}/providers/Microsoft.Authorization/{}/{}", scope_id(options.management_group), type,
                       name);
}

Emitted emit(const Model& model, const Options& options) {
    Emitted emitted;
    for (const Definition& definition : model.definitions)
        emitted.files.push_back(
            {fmt::format("definitions/{}.json", file_stem(definition.reference_id)),
             written(resource(definition.name, "policyDefinitions", *definition.properties))});
    for (const Initiative& initiative : model.initiatives)
        emitted.files.push_back({fmt::format("sets/{}.json", file_stem(initiative.symbol)),
                                 written(resource(initiative.name, "policySetDefinitions",
                                                  whole_properties(model, initiative, options)))});
    emitted.files.push_back({"manifest.json", written(manifest(model, options))});
    std::ranges::sort(emitted.files, {}, &OutputFile::path);
    emitted.coverage = model.coverage;
    return emitted;
}

} // namespace iotsec::emitters::azure_policy
