// `--arm-functions`: one expression a case.
#include "base/diagnostic.hpp"
#include "tests/conformance/arm/arm.hpp"
#include "tests/conformance/arm_cases.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace iotsec::test {

namespace {

std::string schema(std::string_view scope) {
    const std::string_view file = scope == "subscription" ? "2018-05-01/subscriptionDeploymentTemplate"
                                  : scope == "managementGroup"
                                      ? "2019-08-01/managementGroupDeploymentTemplate"
                                  : scope == "tenant" ? "2019-08-01/tenantDeploymentTemplate"
                                                      : "2019-04-01/deploymentTemplate";
    return fmt::format("https://schema.management.azure.com/schemas/{}.json#", file);
}

/// The template that the engine was given for a case.
Value template_of(const Value& one, const Value& context) {
    const std::string place = text_at(context, "place");
    Value value = *one.find("expression");
    if (place == "key") value = Value{Object{{*value.as_string(), {}, Value{std::int64_t{1}}}}};
    if (place == "array-item") value = Value{List{value}};
    Object resource{{"type", {}, text_value("Microsoft.Test/cases")},
                    {"apiVersion", {}, text_value("2020-01-01")},
                    {"name", {}, text_value("c")}};
    if (place != "output") resource.push_back({"properties", {}, Value{Object{{"v", {}, value}}}});
    if (place == "copy") {
        resource.push_back(
            {"copy",
             {},
             Value{Object{{"name", {}, text_value("loop")}, {"count", {}, Value{std::int64_t{3}}}}}});
    }
    Object root{{"$schema", {}, text_value(schema(text_at(context, "scope")))},
                {"contentVersion", {}, text_value("1.0.0.0")}};
    for (const char* section : {"parameters", "variables", "functions", "languageVersion"}) {
        if (const Value* given = context.find(section)) root.push_back({section, {}, *given});
    }
    const bool is_new = context.find("languageVersion") != nullptr;
    root.push_back({"resources",
                    {},
                    is_new ? Value{Object{{"c", {}, Value{std::move(resource)}}}}
                           : Value{List{Value{std::move(resource)}}}});
    if (place == "output") {
        Object output{{"type", {}, text_value(text_at(context, "outputType"))}, {"value", {}, value}};
        root.push_back({"outputs", {}, Value{Object{{"v", {}, Value{std::move(output)}}}}});
    }
    return Value{std::move(root)};
}

/// `properties.v` of what came out; the list of them for a loop.
Value result_of(const azure::Prediction& found, std::string_view place) {
    if (place == "output") return found.outputs.empty() ? Value{} : found.outputs.front().value;
    List all;
    for (const Value& resource : found.resources) {
        const Value* properties = resource.find("properties");
        const Value* value = properties == nullptr ? nullptr : properties->find("v");
        all.push_back(value == nullptr ? Value{} : *value);
    }
    return place == "copy" ? Value{std::move(all)} : all.empty() ? Value{} : all.front();
}

} // namespace

ArmReport run_arm_functions(const std::filesystem::path& file) {
    ArmReport report;
    const Value none;
    for (const Value& one : arm_cases(file)) {
        const Value& context = one.find("context") != nullptr ? *one.find("context") : none;
        const azure::DeploymentFacts facts{.tenant_id = "11111111-1111-1111-1111-111111111111",
                                           .subscription_id = "22222222-2222-2222-2222-222222222222",
                                           .resource_group = "rg-test",
                                           .location = "westeurope",
                                           .management_group = {},
                                           .name = "main"};
        DiagnosticSink sink;
        const auto found = azure::predict(template_of(one, context), {.facts = facts}, sink);
        const Value* expected = one.find("value");
        std::string problem;
        if (expected == nullptr) {
            problem = found.is_refused ? "" : "it should be refused";
        } else if (found.is_refused) {
            problem = fmt::format("it is refused: {}", sink.all().empty() ? "" : sink.all().front().message);
        } else {
            problem = difference(*expected, reread(result_of(found, text_at(context, "place"))), "v");
        }
        report.add(problem.empty(), text_at(one, "id"),
                   fmt::format("{} {}", text_at(one, "expression"), problem));
    }
    return report;
}

} // namespace iotsec::test
