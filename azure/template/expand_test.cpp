#include "azure/expression/json_writer.hpp"
#include "azure/template/template.hpp"
#include "base/json/reader.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

using namespace iotsec;
using namespace iotsec::azure;

namespace {

/// A text, or an unknown as `«piece?piece»`.
std::string shown(const Value& value) {
    if (value.as_string() != nullptr) return *value.as_string();
    const Unknown* unknown = value.as_unknown();
    if (unknown == nullptr) return json_text_of(value);
    std::string result;
    for (const auto& piece : unknown->pieces)
        result += piece.value_or("?");
    return "«" + (result.empty() ? unknown->reason : result) + "»";
}

struct Expanded {
    Sources sources;
    DiagnosticSink sink;
    ExpandedTemplate result;

    /// `type name` of every resource, one a line.
    [[nodiscard]] std::string names() const {
        std::string text;
        for (const auto& resource : result.resources)
            text += fmt::format("{} {}\n", resource.type, shown(resource.name));
        return text;
    }
    /// `IOT6104 "text under it": message` of every diagnostic.
    [[nodiscard]] std::string problems() const {
        std::string text;
        for (const auto& d : sink.all())
            text += fmt::format("{} \"{}\": {}\n", d.code, sources.text(d.span).substr(0, 60), d.message);
        return text;
    }
};

constexpr std::string_view head =
    R"("$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0")";

/// The template with these sections; facts are known unless told otherwise.
Expanded expanded(std::string_view sections, std::string_view parameters = {},
                  const DeploymentFacts& facts = {
                      .subscription_id = "S", .resource_group = "g", .location = "westeurope"}) {
    Expanded all;
    const auto root = read_json(all.sources.add("t.json", fmt::format("{{{}, {}}}", head, sections)));
    if (!root) FAIL(root.error().message);
    std::optional<Value> file;
    if (!parameters.empty()) file = read_json(all.sources.add("p.json", std::string{parameters})).value();
    all.result = expand(root.value(), {.facts = facts, .parameters = file ? &*file : nullptr}, all.sink);
    return all;
}

/// `properties.v` of the first resource.
std::string value_of(std::string_view sections, std::string_view expression) {
    const auto all = expanded(fmt::format(
        R"({}"resources": [{{"type": "A.B/c", "apiVersion": "1", "name": "n", "properties": {{"v": {}}}}}])",
        sections, expression));
    if (all.result.resources.empty()) return all.problems();
    const std::string value = shown(*all.result.resources[0].body.find("properties")->find("v"));
    return all.problems().empty() ? value : value + " " + all.problems();
}

} // namespace

TEST_CASE("a literal resource is taken as it is") {
    const auto all = expanded(
        R"("resources": [{"type": "Microsoft.Devices/IotHubs", "apiVersion": "2023-06-30", "name": "hub",
            "location": "westeurope", "dependsOn": [], "properties": {"publicNetworkAccess": "Disabled"}}])");
    REQUIRE(all.result.resources.size() == 1);
    const TemplateResource& hub = all.result.resources[0];
    CHECK(shown(hub.id) == "/subscriptions/S/resourceGroups/g/providers/Microsoft.Devices/IotHubs/hub");
    CHECK(hub.api_version == "2023-06-30");
    CHECK(json_text_of(hub.body) ==
          R"({"location":"westeurope","properties":{"publicNetworkAccess":"Disabled"}})");
    CHECK(all.sources.text(hub.body.find("properties")->find("publicNetworkAccess")->span) == "\"Disabled\"");
    CHECK(all.sources.text(hub.name_span) == "\"hub\"");
    CHECK(all.problems().empty());
}

TEST_CASE("parameters, variables and functions have their values") {
    constexpr std::string_view sections = R"("parameters": {"p": {"type": "string", "defaultValue": "x"},
        "env": {"type": "string", "allowedValues": ["dev", "prod"]}, "free": {"type": "string"}, "flag": {"type": "bool"}},
        "variables": {"v": "[concat(parameters('p'), '-', variables('w').a)]", "w": {"a": "[toUpper('b')]"}},)";
    CHECK(value_of(sections, R"("[variables('v')]")") == "x-B");
    CHECK(value_of(sections, R"("[parameters('free')]")") == "«parameter free has no value»");
    CHECK(value_of(sections, R"("[concat('a-', parameters('free'), '-z')]")") == "«a-?-z»");
    CHECK(value_of(sections, R"("[equals(concat('a', parameters('free')), 'b')]")") == "false");
    CHECK(value_of(sections, R"("[if(equals(parameters('env'), 'qa'), 1, 2)]")") == "2");
    CHECK(value_of(sections, R"("[if(parameters('flag'), 'Same', 'Same')]")") == "Same");
    CHECK(value_of(sections, R"("[and(parameters('flag'), false())]")") == "false");
    CHECK(value_of(sections, R"("[or(parameters('flag'), true())]")") == "true");
    CHECK(value_of(sections, R"("[[literal]")") == "[literal]");
}

TEST_CASE("an unknown condition leaves the values of both branches") {
    constexpr std::string_view sections = R"("parameters": {"flag": {"type": "bool"}},)";
    const auto all = expanded(fmt::format(
        R"({}"resources": [{{"type": "A.B/c", "apiVersion": "1", "name": "n", "properties":
            "[if(parameters('flag'), createObject('a', 1, 'b', 2), createObject('a', 1))]"}}])",
        sections));
    const Value& properties = *all.result.resources[0].body.find("properties");
    CHECK(*properties.find("a")->as_int() == 1);
    const Unknown* b = properties.find("b")->as_unknown();
    REQUIRE(b != nullptr);
    CHECK(b->may_be_absent);
    REQUIRE(b->domain.size() == 2);
    CHECK(*b->domain[0].as_int() == 2);
    CHECK(b->domain[1].is_null());
}

TEST_CASE("ids made in different ways are the same unknown") {
    const auto all = expanded(R"("parameters": {"hub": {"type": "string"}}, "resources": [
        {"type": "Microsoft.Devices/IotHubs", "apiVersion": "1", "name": "[parameters('hub')]"},
        {"type": "A.B/c", "apiVersion": "1", "name": "n", "properties": {
            "one": "[resourceId('Microsoft.Devices/IotHubs', parameters('hub'))]",
            "two": "[concat(resourceGroup().id, '/providers/Microsoft.Devices/iothubs/', parameters('hub'))]",
            "three": "[format('{0}/providers/{1}/{2}', resourceGroup().id, 'Microsoft.Devices/IotHubs', parameters('hub'))]",
            "other": "[resourceId('other', 'Microsoft.Devices/IotHubs', parameters('hub'))]"}}])",
                              {}, {});
    REQUIRE(all.result.resources.size() == 2);
    const Value& id = all.result.resources[0].id;
    const Value& properties = *all.result.resources[1].body.find("properties");
    CHECK(shown(id) == "«/subscriptions/?/resourceGroups/?/providers/Microsoft.Devices/IotHubs/?»");
    CHECK(same_value(id, *properties.find("one")));
    CHECK(same_value(id, *properties.find("two")));
    CHECK(same_value(id, *properties.find("three")));
    CHECK_FALSE(same_value(id, *properties.find("other")));
}

TEST_CASE("children and extensions have full types, names and what they hang on") {
    const auto all = expanded(R"("resources": [
        {"type": "Microsoft.Devices/IotHubs", "apiVersion": "1", "name": "hub", "resources": [
            {"type": "certificates", "apiVersion": "1", "name": "ca"},
            {"type": "providers/diagnosticSettings", "apiVersion": "1", "name": "Microsoft.Insights/old"}]},
        {"type": "Microsoft.Devices/IotHubs/eventHubEndpoints/ConsumerGroups", "apiVersion": "1", "name": "hub/events/g"},
        {"type": "Microsoft.Devices/IotHubs/providers/diagnosticSettings", "apiVersion": "1", "name": "hub/Microsoft.Insights/d"},
        {"type": "Microsoft.Insights/diagnosticSettings", "apiVersion": "1", "name": "s", "scope": "Microsoft.Devices/IotHubs/hub"}])");
    CHECK(all.names() == "Microsoft.Devices/IotHubs hub\n"
                         "Microsoft.Devices/IotHubs/certificates hub/ca\n"
                         "Microsoft.Insights/diagnosticSettings old\n"
                         "Microsoft.Devices/IotHubs/eventHubEndpoints/ConsumerGroups hub/events/g\n"
                         "Microsoft.Insights/diagnosticSettings d\n"
                         "Microsoft.Insights/diagnosticSettings s\n");
    const std::string hub = shown(all.result.resources[0].id);
    CHECK(shown(all.result.resources[1].id) == hub + "/certificates/ca");
    CHECK(shown(*all.result.resources[1].above) == hub);
    for (const std::size_t extension : {2U, 4U, 5U}) {
        CHECK(shown(*all.result.resources[extension].scope) == hub);
        CHECK(shown(*all.result.resources[extension].above) == hub);
    }
    CHECK(shown(all.result.resources[4].id) == hub + "/providers/Microsoft.Insights/diagnosticSettings/d");
}

TEST_CASE("loops are unrolled, on resources and on properties") {
    const auto all = expanded(
        R"("variables": {"copy": [{"name": "names", "count": 2, "input": "[concat('n', copyIndex('names'))]"}]},
        "resources": [{"type": "A.B/c", "apiVersion": "1", "name": "[concat('r', copyIndex(1))]", "copy": {"name": "l", "count": 2},
            "properties": {"copy": [{"name": "items", "count": 2, "input": "[add(mul(10, copyIndex()), copyIndex('items'))]"}],
                           "names": "[variables('names')]"}}])");
    CHECK(all.names() == "A.B/c r1\nA.B/c r2\n");
    CHECK(json_text_of(*all.result.resources[1].body.find("properties")) ==
          R"({"items":[10,11],"names":["n0","n1"]})");
}

TEST_CASE("a loop of unknown length stands as one resource that may not be there") {
    const auto all = expanded(R"("parameters": {"n": {"type": "int"}}, "resources": [
        {"type": "A.B/c", "apiVersion": "1", "name": "[concat('r', copyIndex())]", "copy": {"name": "l", "count": "[parameters('n')]"}}])");
    CHECK(all.names() == "A.B/c «r?»\n");
    CHECK(all.result.resources[0].condition.as_unknown() != nullptr);
    CHECK_FALSE(all.result.is_whole);
}

TEST_CASE("conditions drop what is surely off, and keep what may be on") {
    const auto all = expanded(R"("parameters": {"flag": {"type": "bool"}}, "resources": [
        {"type": "A.B/c", "apiVersion": "1", "name": "off", "condition": false, "properties": {"v": "[div(1, 0)]"}},
        {"type": "A.B/c", "apiVersion": "1", "name": "on", "condition": "[not(false())]"},
        {"type": "A.B/c", "apiVersion": "1", "name": "maybe", "condition": "[parameters('flag')]"}])");
    CHECK(all.names() == "A.B/c on\nA.B/c maybe\n");
    CHECK(all.result.resources[1].condition.as_unknown() != nullptr);
    CHECK(all.problems().empty());
}

TEST_CASE("nested deployments give their resources, in the group that they go to") {
    const auto all =
        expanded(R"("parameters": {"p": {"type": "string", "defaultValue": "outer"}}, "resources": [
        {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "in", "resourceGroup": "other", "properties": {
            "mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"p": {"value": "[concat(parameters('p'), '!')]"}},
            "template": {"parameters": {"p": {"type": "string"}}, "resources": [
                {"type": "A.B/c", "apiVersion": "1", "name": "[parameters('p')]", "properties": {"g": "[resourceGroup().name]"}}]}}},
        {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "out", "properties": {
            "template": {"resources": [{"type": "A.B/c", "apiVersion": "1", "name": "[parameters('p')]"}]}}}])");
    CHECK(all.names() == "A.B/c outer!\nA.B/c outer\n");
    CHECK(shown(all.result.resources[0].id) ==
          "/subscriptions/S/resourceGroups/other/providers/A.B/c/outer!");
    CHECK(shown(*all.result.resources[0].body.find("properties")->find("g")) == "other");
}

TEST_CASE("parameters of a nested deployment may be made by a loop") {
    const auto all = expanded(R"("resources": [
        {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "dep", "properties": {
            "expressionEvaluationOptions": {"scope": "inner"},
            "parameters": {"p": {"copy": [{"name": "value", "count": 2, "input": "[concat('a', copyIndex('value'))]"}]}},
            "template": {"parameters": {"p": {"type": "array"}}, "resources": [
                {"type": "A.B/c", "apiVersion": "1", "name": "[parameters('p')[1]]"}]}}}])");
    CHECK(all.problems().empty());
    CHECK(all.names() == "A.B/c a1\n");
}

TEST_CASE("symbolic names and existing resources are known as such") {
    const auto all = expanded(R"("languageVersion": "2.0", "resources": {
        "hub": {"existing": true, "type": "Microsoft.Devices/IotHubs", "apiVersion": "1", "name": "hub"},
        "cert": {"type": "Microsoft.Devices/IotHubs/certificates", "apiVersion": "1", "name": "hub/ca"}})");
    CHECK(all.names() == "Microsoft.Devices/IotHubs hub\nMicrosoft.Devices/IotHubs/certificates hub/ca\n");
    CHECK(all.result.resources[0].existing);
    CHECK(all.result.resources[1].symbol == "cert");
}

TEST_CASE("user functions see their own parameters") {
    CHECK(
        value_of(
            R"("functions": [{"namespace": "my", "members": {"twice": {"parameters": [{"name": "x", "type": "string"}],
        "output": {"type": "string", "value": "[concat(parameters('x'), parameters('x'))]"}}}}],)",
            R"("[MY.Twice('ab')]")") == "abab");
}

TEST_CASE("a parameter file gives values, and they are checked") {
    constexpr std::string_view sections =
        R"("parameters": {"p": {"type": "string", "allowedValues": ["a", "b"]}, "n": {"type": "int"}, "s": {"type": "string"}},
        "resources": [{"type": "A.B/c", "apiVersion": "1", "name": "[parameters('p')]", "properties": {"n": "[parameters('n')]", "s": "[parameters('s')]"}}])";
    const auto all =
        expanded(sections, R"({"parameters": {"P": {"value": "[b]"}, "n": {"value": "5"}, "x": {"value": 1},
        "s": {"reference": {"keyVault": {"id": "/v"}, "secretName": "k"}}}})");
    CHECK(all.names() == "A.B/c [b]\n");
    CHECK(shown(*all.result.resources[0].body.find("properties")->find("s")) ==
          "«parameter s comes from a key vault»");
    CHECK(all.problems() ==
          "IOT6105 \"\"x\"\": there is no parameter `x`\n"
          "IOT6107 \"\"[b]\"\": the value of parameter `p` is not among its allowed values\n"
          "IOT6107 \"\"5\"\": the value of parameter `n` is a text, and its type is `int`\n");
}

TEST_CASE("the bounds of a parameter are kept") {
    const auto all = expanded(
        R"("parameters": {"s": {"type": "string", "minLength": 3, "defaultValue": "ab"}, "n": {"type": "int", "maxValue": 5, "defaultValue": 6}},
        "resources": [{"type": "A.B/c", "apiVersion": "1", "name": "[parameters('s')]", "properties": {"n": "[parameters('n')]"}}])");
    CHECK(all.problems() ==
          "IOT6107 \"\"ab\"\": the value of parameter `s` is shorter than its `minLength`, 3\n"
          "IOT6107 \"6\": the value of parameter `n` is more than its `maxValue`, 5\n");
}

TEST_CASE("what the template itself tells of its resources and deployments is known to `reference`") {
    const auto all = expanded(R"("parameters": {"hub": {"type": "string"}}, "resources": [
        {"type": "Microsoft.Devices/IotHubs", "apiVersion": "1", "name": "[parameters('hub')]", "properties": {"minTlsVersion": "1.2"}},
        {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "dep", "properties": {
            "expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"h": {"value": "[parameters('hub')]"}},
            "template": {"parameters": {"h": {"type": "string"}}, "resources": [],
                "outputs": {"id": {"type": "string", "value": "[resourceId('Microsoft.Devices/IotHubs', parameters('h'))]"}}}}},
        {"type": "A.B/c", "apiVersion": "1", "name": "n", "properties": {
            "set": "[reference(resourceId('Microsoft.Devices/IotHubs', parameters('hub'))).minTlsVersion]",
            "filled": "[reference(resourceId('Microsoft.Devices/IotHubs', parameters('hub')), '1').hostName]",
            "output": "[reference('dep').outputs.id.value]",
            "itself": "[reference('n').set]"}}])");
    CHECK(all.problems().empty());
    const Value& properties = *all.result.resources[1].body.find("properties");
    CHECK(shown(*properties.find("set")) == "1.2");
    CHECK(shown(*properties.find("filled")) == "«`reference()` is known after deployment»");
    CHECK(same_value(*properties.find("output"), all.result.resources[0].id));
    CHECK(shown(*properties.find("itself")) == "1.2");
}

TEST_CASE("what has no value is said, with its place, and is unknown") {
    struct Case {
        std::string_view expression;
        std::string_view expected;
    };
    for (const auto& [expression, expected] : {
             Case{R"("[div(1, 0)]")", "«the expression has no value: `div`: a number is divided by zero» "
                                      "IOT6104 \"div(1, 0)\": the "
                                      "expression has no value: `div`: a number is divided by zero\n"},
             Case{R"("[concat('a', nope('x'))]")",
                  "«a?» IOT6105 \"nope('x')\": there is no function `nope`\n"},
             Case{R"("[parameters('nope')]")",
                  "IOT6105 \"parameters('nope')\": there is no parameter `nope`\n"},
             Case{R"("[variables('a')]")", "IOT6106 \"\"a\"\": the value of variable `a` needs itself\n"},
             Case{R"("[f(]")", "IOT6103 \"\": the expression cannot be read: expected a function call, a "
                               "text in single quotes or a whole number, found the end of the expression\n"},
             Case{R"("[split('a,b', ',')[2]]")", "IOT6104 \"split('a,b', ',')[2]\": the expression has no "
                                                 "value: there is no item 2 in a list of 2\n"},
             Case{R"("[length(5)]")", "IOT6104 \"length(5)\": the expression has no value: `length`: "
                                      "argument 1 is a text, a list or an object, found a whole number\n"},
         }) {
        CAPTURE(expression);
        const std::string found =
            value_of(R"("variables": {"a": "[variables('b')]", "b": "[variables('a')]"},)", expression);
        CAPTURE(found);
        CHECK(found.find(expected) != std::string::npos);
    }
}

TEST_CASE("a template that is not as it should be is told where") {
    CHECK(expanded(R"("resources": [5])").problems() ==
          "IOT6102 \"5\": expected an object as a resource, found a whole number\n");
    CHECK(expanded(R"("resources": [{"type": "A.B/c", "name": "a/b", "apiVersion": "1"}])").problems() ==
          "IOT6110 \"\"a/b\"\": the name `a/b` does not have as many segments as the type `A.B/c`\n");
    CHECK(
        expanded(
            R"("resources": [{"type": "Microsoft.Resources/deployments", "name": "d", "properties": {"templateLink": {"uri": "https://x"}}}])")
            .problems()
            .starts_with("IOT6108"));
    Sources sources;
    DiagnosticSink sink;
    const auto other = read_json(
        sources.add("x.json", R"({"$schema": "https://x/createUiDefinition.json", "resources": []})"));
    CHECK(expand(other.value(), {}, sink).resources.empty());
    CHECK(sink.all().at(0).code == "IOT6101");
}

TEST_CASE("what a template may ask for is bounded") {
    std::string variables = R"("v0": [1, 2, 3, 4])";
    for (int i = 1; i < 40; ++i)
        variables +=
            fmt::format(R"(, "v{}": "[concat(variables('v{}'), variables('v{}'))]")", i, i - 1, i - 1);
    const auto all = expanded(fmt::format(
        R"("variables": {{{}}}, "resources": [{{"type": "A.B/c", "apiVersion": "1", "name": "n", "properties": "[variables('v39')]"}}])",
        variables));
    CHECK(all.problems().find("IOT6109") != std::string::npos);
    CHECK(all.sink.error_count() == 1);
    std::string chain = R"("v0": 1)";
    for (int i = 1; i < 5000; ++i)
        chain += fmt::format(R"(, "v{}": "[variables('v{}')]")", i, i - 1);
    const auto deep = expanded(fmt::format(
        R"("variables": {{{}}}, "resources": [{{"type": "A.B/c", "apiVersion": "1", "name": "n", "properties": "[variables('v4999')]"}}])",
        chain));
    CHECK(deep.problems().find("nested too deeply") != std::string::npos);
}
