#include "azure/expression/json_writer.hpp"
#include "verifier/agreement/real.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace iotsec;
using verifier::agreement::known_value;
using verifier::agreement::real_resources;

namespace {

std::vector<std::string> bodies(const std::string& text) {
    Sources sources;
    DiagnosticSink sink;
    std::vector<std::string> result;
    for (const verifier::Resource& resource : real_resources(sources.add("file.json", text), sink).resources)
        result.push_back(azure::json_text_of(resource.body));
    return result;
}

} // namespace

TEST_CASE("resources are found in one body, in a list and in an answer") {
    const std::string id = "/subscriptions/s/resourceGroups/g/providers/Test.Demo/hubs/one";
    const std::string body = R"({"id":")" + id + R"(","name":"one","type":"Test.Demo/hubs","x":1})";
    for (const std::string& text :
         {body, "[" + body + "]", R"({"value":[)" + body + "]}", R"({"data":[1,)" + body + "]}"}) {
        CAPTURE(text);
        CHECK(bodies(text) == std::vector{body});
    }
    CHECK(bodies(R"({"name":"no type"})").empty());
    CHECK(bodies("[").empty());
}

TEST_CASE("a resource of a template has names, an id and nothing unknown") {
    const auto found = bodies(R"({
      "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "contentVersion": "1.0.0.0",
      "parameters": { "mode": { "type": "string", "allowedValues": ["on", "off"] }, "label": { "type": "string" } },
      "resources": [{
        "type": "Test.Demo/hubs", "apiVersion": "2024-01-01", "name": "[concat('hub-', parameters('label'))]",
        "properties": { "mode": "[parameters('mode')]", "label": "[parameters('label')]" }
      }]
    })");
    REQUIRE(found.size() == 1);
    CHECK(found.front().find("\"mode\":\"on\"") != std::string::npos);
    CHECK(found.front().find("\"name\":\"hub-x\"") != std::string::npos);
    CHECK(found.front().find("/providers/Test.Demo/hubs/hub-x\"") != std::string::npos);
}

TEST_CASE("an unknown becomes one of the values that it may have") {
    const auto unknown = [](Unknown what) { return make_unknown(std::move(what)); };
    CHECK(known_value(unknown({.reason = "", .domain = {}, .pieces = {}, .gaps = {}})).is_null());
    const Value text =
        known_value(unknown({.reason = "", .domain = {}, .pieces = {"a-", std::nullopt, "-b"}, .gaps = {}}));
    REQUIRE(text.as_string() != nullptr);
    CHECK(*text.as_string() == "a-x-b");
    const Value flag =
        known_value(unknown({.reason = "", .domain = {Value{false}, Value{true}}, .pieces = {}, .gaps = {}}));
    REQUIRE(flag.as_bool() != nullptr);
    CHECK(!*flag.as_bool());
}
