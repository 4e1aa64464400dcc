// Everything that the library is built to, by Azure's published schemas: rules, policies as resources,
// templates.
#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/azure_policy/deployables.hpp"
#include "emitters/hardened/hardened.hpp"
#include "stdlib/built_in.hpp"
#include "tests/support/compile.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/template_schema.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <string>

using namespace iotsec;
using namespace iotsec::emitters;
using nlohmann::json;

namespace {

std::optional<test::TemplateSchemas> schemas(std::string_view what) {
    const auto folder = test::shared_folder("corpus/schemas/arm", what);
    if (!folder) return std::nullopt;
    return test::TemplateSchemas{*folder};
}

azure_policy::Model model_of(const ir::Program& program, const azure_policy::Options& options) {
    DiagnosticSink sink;
    return azure_policy::build(program, options, sink);
}

/// The template inside a definition that deploys, where it has one.
const json* deployed_template(const json& definition) {
    static const json::json_pointer place{
        "/properties/policyRule/then/details/deployment/properties/template"};
    return definition.contains(place) ? &definition.at(place) : nullptr;
}

const std::vector<azure_policy::Options> both_scopes{{.management_group = "mg-contoso", .project = "contoso"},
                                                     {.project = "contoso"}};

std::string_view scope_of(const azure_policy::Options& options) {
    return options.management_group.empty() ? "subscription" : "managementGroup";
}

} // namespace

TEST_CASE("every policy of the library is valid by Azure's schemas, as a rule and as a resource") {
    auto azure = schemas("policies against Azure's schemas");
    if (!azure) return;
    const auto library = test::compile_library();
    std::size_t templates = 0;
    for (const auto& options : both_scopes) {
        for (const auto& file : azure_policy::emit(model_of(library.program, options), options).files) {
            if (file.path == "manifest.json") continue;
            CAPTURE(file.path);
            json resource = json::parse(file.content);
            resource["apiVersion"] = "2023-04-01"; // stated in the manifest
            CHECK(azure->problems_of_resource(resource, scope_of(options)) == "");
            if (!file.path.starts_with("definitions/")) continue;
            CHECK(azure->problems_of_rule(resource["properties"]["policyRule"]) == "");
            const json* deployed = deployed_template(resource);
            if (deployed == nullptr) continue;
            CHECK(azure->problems_of_template(*deployed) == "");
            ++templates;
        }
    }
    CHECK(templates > 0);
}

TEST_CASE("every template that the library is built to is valid by Azure's schemas") {
    auto azure = schemas("templates against Azure's schemas");
    if (!azure) return;
    const auto library = test::compile_library();
    OutputFiles files = hardened::emit(library.program, stdlib::catalogue(), {.project = "contoso"}).files;
    for (const auto& options : both_scopes) {
        const auto deployables = azure_policy::emit_deployables(model_of(library.program, options), options);
        files.insert(files.end(), deployables.begin(), deployables.end());
    }
    std::size_t checked = 0;
    for (const auto& file : files) {
        if (!file.path.ends_with(".json")) continue;
        CAPTURE(file.path);
        CHECK(azure->problems_of_template(json::parse(file.content)) == "");
        ++checked;
    }
    CHECK(checked > both_scopes.size());
}

TEST_CASE("the schemas do find mistakes") {
    auto azure = schemas("mistakes against Azure's schemas");
    if (!azure) return;
    CHECK(azure->problems_of_rule({{"if", {{"feeld", "type"}}}}) != "");
    const json hub{{"type", "Microsoft.Devices/IotHubs"},
                   {"apiVersion", "2023-06-30"},
                   {"name", "h"},
                   {"location", "westeurope"},
                   {"sku", {{"name", "S1"}, {"capacity", 1}}},
                   {"properties", {{"disableLocalAuth", true}}}};
    CHECK(azure->problems_of_resource(hub, "") == "");
    auto wrong = hub;
    wrong["properties"]["disableLocalAuth"] = "yes";
    CHECK(azure->problems_of_resource(wrong, "") != "");
    wrong = hub;
    wrong["type"] = "Microsoft.Devices/IotHobs";
    CHECK(azure->problems_of_resource(wrong, "") == "Microsoft.Devices/IotHobs@2023-06-30 has no schema\n");
}
