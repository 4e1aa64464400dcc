#include "emitters/azure_policy/groups.hpp"

#include "base/text.hpp"
#include "emitters/azure_policy/literal.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace iotsec::emitters::azure_policy {

namespace {

constexpr std::string_view metadata_prefix = "/providers/Microsoft.PolicyInsights/policyMetadata/";

/// Frameworks whose controls Azure knows by name; the texts of such a group come from Azure.
constexpr std::array<std::pair<std::string_view, std::string_view>, 1> known_frameworks{{
    {"mcsb", "Azure_Security_Benchmark_v3.0_"},
}};

/// The sections of the guidance that the library follows.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> known_sections{{
    {"network", "Network security"},
    {"identity", "Identity and access management"},
    {"data", "Data protection"},
    {"logging", "Logging and monitoring"},
    {"governance", "Compliance and governance"},
    {"devices", "Device security"},
}};

std::string_view known_prefix(std::string_view framework) {
    const auto* const found = std::ranges::find_if(
        known_frameworks, [&](const auto& known) { return equal_ignoring_case(known.first, framework); });
    return found == known_frameworks.end() ? std::string_view{} : found->second;
}

std::string control_group_name(const ir::ControlRef& control) {
    const auto prefix = known_prefix(control.framework);
    return prefix.empty() ? fmt::format("{}-{}", control.framework, control.id)
                          : fmt::format("{}{}", prefix, control.id);
}

std::string section_group_name(std::string_view section) {
    return fmt::format("iotsec-{}", section);
}

Json control_group(const ir::ControlRef& control) {
    Json json = Json::object();
    const std::string name = control_group_name(control);
    json["name"] = name;
    if (!known_prefix(control.framework).empty()) {
        json["additionalMetadataId"] = std::string{metadata_prefix} + name;
    } else {
        json["displayName"] = escaped(fmt::format("{} {}", control.framework, control.id));
        json["category"] = escaped(control.framework);
    }
    return json;
}

Json section_group(const std::string& section) {
    const auto* const known = std::ranges::find(known_sections, std::string_view{section},
                                                &std::pair<std::string_view, std::string_view>::first);
    Json json = Json::object();
    json["name"] = section_group_name(section);
    json["displayName"] = escaped(known == known_sections.end() ? std::string_view{section} : known->second);
    json["category"] = "Secure your Azure IoT Hub deployment";
    json["description"] = "Section of the guidance that the requirements of this group serve.";
    return json;
}

} // namespace

std::vector<std::string> group_names(const ir::Meta& meta) {
    std::vector<std::string> names;
    names.reserve(meta.controls.size() + 1);
    for (const auto& control : meta.controls)
        names.push_back(control_group_name(control));
    if (!meta.section.empty()) names.push_back(section_group_name(meta.section));
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Json groups(const std::vector<const ir::Meta*>& metas) {
    std::map<std::string, Json> by_name;
    for (const ir::Meta* meta : metas) {
        for (const auto& control : meta->controls)
            by_name.try_emplace(control_group_name(control), control_group(control));
        if (!meta->section.empty())
            by_name.try_emplace(section_group_name(meta->section), section_group(meta->section));
    }
    Json json = Json::array();
    for (auto& [name, group] : by_name)
        json.push_back(std::move(group));
    return json;
}

} // namespace iotsec::emitters::azure_policy
