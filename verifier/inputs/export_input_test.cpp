#include "base/json/reader.hpp"
#include "verifier/inputs/export_input.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using namespace iotsec;
using namespace iotsec::verifier;

namespace {

Value read(const std::string& text) {
    auto root = read_json(SourceFile{SourceId{0}, "e.json", text});
    REQUIRE(root.ok());
    return std::move(root).value();
}

/// One line a resource: type, name, what it hangs on. Then the codes of what was reported.
std::string resources(const std::string& text) {
    DiagnosticSink sink;
    const auto exported = export_evidence(read(text), sink);
    if (!exported) return "none";
    std::string result;
    for (const Resource& resource : exported->evidence.resources) {
        result += resource.type + " " + *resource.name.as_string();
        if (resource.parent) result += " of #" + std::to_string(*resource.parent);
        if (resource.scope) result += " on " + *resource.scope->as_string();
        result += '\n';
    }
    for (const Diagnostic& diagnostic : sink.all())
        result += std::string{diagnostic.code} + '\n';
    return result;
}

const std::string hub_id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Devices/IotHubs/h";
const std::string hub =
    R"({"id": ")" + hub_id + R"(", "name": "h", "type": "Microsoft.Devices/IotHubs", "properties": {}})";
const std::string one = "Microsoft.Devices/IotHubs h\n";

} // namespace

TEST_CASE("a resource is found as each tool prints it") {
    CHECK(resources(hub) == one);
    CHECK(resources("[" + hub + ", " + hub + "]") == one + one);
    CHECK(resources(R"({"value": [)" + hub + R"(], "nextLink": null})") == one);
    CHECK(resources(R"({"totalRecords": 1, "resultTruncated": "false", "data": [)" + hub + "]}") == one);
    CHECK(resources(R"({"count": 1, "data": [)" + hub + R"(], "skip_token": null, "total_records": 1})") ==
          one);
    CHECK(
        resources(
            R"({"data": {"columns": [{"name": "id"}, {"name": "name"}, {"name": "properties"}], "rows": [[")" +
            hub_id + R"(", "h", {}]]}})") == one);
    CHECK(resources(R"([{"ResourceId": ")" + hub_id + R"(", "Name": "h", "Properties": {}}])") == "none");
    CHECK(resources(R"([{"Id": ")" + hub_id + R"(", "ResourceName": "h", "Name": "h", "Properties": {}}])") ==
          one);
}

TEST_CASE("the id of a resource tells its full name, and what it hangs on") {
    const std::string certificate = R"({"id": ")" + hub_id + R"(/certificates/c", "name": "c",
        "type": "Microsoft.Devices/IotHubs/certificates", "properties": {}})";
    const std::string setting =
        R"({"id": ")" + hub_id + R"(/providers/microsoft.insights/diagnosticSettings/d",
        "name": "d", "type": "Microsoft.Insights/diagnosticSettings", "properties": {}})";
    CHECK(resources("[" + certificate + ", " + setting + ", " + hub + "]") ==
          "Microsoft.Devices/IotHubs/certificates h/c of #2\n"
          "microsoft.insights/diagnosticSettings d of #2 on " +
              hub_id + "\n" + one);
}

TEST_CASE("properties that an export leaves out are unknown, and it says so") {
    const std::string listed = R"({"id": ")" + hub_id + R"(", "name": "h", "properties": null})";
    CHECK(resources(listed) == one + "IOT6113\n");
    DiagnosticSink sink;
    const auto exported = export_evidence(read(listed), sink);
    const Unknown* unknown = exported->evidence.resources[0].body.find("properties")->as_unknown();
    REQUIRE(unknown != nullptr);
    CHECK(unknown->cause == Cause::NotExported);
}

TEST_CASE("a what-if result shows what will be, and what is") {
    const auto change = [](const std::string& type, const std::string& before, const std::string& after) {
        return R"({"resourceId": "r", "changeType": ")" + type + R"(", "before": )" + before +
               R"(, "after": )" + after + "}";
    };
    const std::string changes = "[" + change("Create", "null", hub) + ", " + change("Delete", hub, "null") +
                                ", " + change("NoChange", hub, "null") + ", " +
                                change("Modify", "null", "null") + "]";
    for (const std::string& root :
         {R"({"status": "Succeeded", "changes": )" + changes + "}",
          R"({"status": "Succeeded", "properties": {"changes": )" + changes + "}}"}) {
        CHECK(resources(root) == one + one + "IOT6114\n");
        DiagnosticSink sink;
        const auto exported = export_evidence(read(root), sink);
        REQUIRE(exported->before);
        CHECK(exported->before->resources.size() == 2);
        CHECK(exported->evidence.resources[0].view == View::Request);
    }
}

TEST_CASE("the state of a hub is judged by the template in it") {
    const std::string schema =
        R"("https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#")";
    const Value state = read(R"({"arm": {"$schema": )" + schema + R"(, "resources": []}, "devices": {}})");
    CHECK(&template_in(state) == state.find("arm"));
    const Value other = read(R"({"arm": {"cpu": 1}})");
    CHECK(&template_in(other) == &other);
}

TEST_CASE("what holds no resource is none, and why is told") {
    for (const char* text :
         {"[]", "[1, null, \"a\"]", "{}", R"({"type": "module", "name": "x"})", R"({"value": 3})",
          R"({"id": "x", "name": "y"})", R"({"changes": 3})", R"({"data": {"columns": 1, "rows": 2}})",
          R"({"data": {"columns": [{"name": 1}], "rows": [1, [2]]}})"}) {
        CAPTURE(text);
        CHECK(resources(text) == "none");
    }
    CHECK(why_no_evidence(read("[]")) == "it is an empty list");
    CHECK(why_no_evidence(read(R"([{"resourceId": "r", "complianceState": "NonCompliant"}])"))
              .starts_with("these are policy states"));
    CHECK(why_no_evidence(read("{}")).starts_with("its `$schema` names no deployment template"));
}
