#include "azure/expression/json_writer.hpp"
#include "azure/template/prediction.hpp"
#include "base/json/reader.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <optional>
#include <string>

using namespace iotsec;
using namespace iotsec::azure;

namespace {

struct Predicted {
    Sources sources;
    DiagnosticSink sink;
    Prediction result;

    /// The names of the resources in their order.
    [[nodiscard]] std::string names() const {
        std::string text;
        for (const Value& resource : result.resources)
            text += *resource.find("name")->as_string() + " ";
        return text;
    }
    /// `properties` of the last resource.
    [[nodiscard]] std::string properties() const {
        const Value* found = result.resources.empty() ? nullptr : result.resources.back().find("properties");
        return found == nullptr ? "" : json_text_of(*found);
    }
    /// `IOT6111 "text under it": message` of the first diagnostic.
    [[nodiscard]] std::string problem() const {
        if (sink.all().empty()) return {};
        const Diagnostic& first = sink.all().front();
        return fmt::format("{} \"{}\": {}", first.code, sources.text(first.span).substr(0, 40),
                           first.message);
    }
};

constexpr std::string_view head =
    R"("$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0")";

Predicted predicted(std::string_view sections, std::string_view parameters = {}) {
    Predicted all;
    const auto root =
        read_json(all.sources.add("t.json", fmt::format("{{{}, {}}}", head, sections)), engine_json);
    if (!root) FAIL(root.error().message);
    std::optional<Value> file;
    if (!parameters.empty())
        file =
            read_json(all.sources.add("p.json", fmt::format("{{\"parameters\": {}}}", parameters))).value();
    all.result = predict(root.value(),
                         {.facts = {.subscription_id = "22222222-2222-2222-2222-222222222222",
                                    .resource_group = "g",
                                    .location = "westeurope"},
                          .parameters = file ? &*file : nullptr},
                         all.sink);
    return all;
}

/// A resource of the type `A.B/c` with these members.
std::string resource(std::string_view name, std::string_view members = {}) {
    return fmt::format(R"({{"type": "A.B/c", "apiVersion": "1", "name": "{}"{}{}}})", name,
                       members.empty() ? "" : ", ", members);
}

} // namespace

TEST_CASE("resources stand in the order of their dependencies") {
    CHECK(predicted(fmt::format(R"("resources": [{}, {}, {}])", resource("x", R"("dependsOn": ["z"])"),
                                resource("y"), resource("z")))
              .names() == "z x y ");
    CHECK(predicted(fmt::format(R"("resources": [{}, {}])",
                                resource("x", R"("properties": {"v": "[reference('y').k]"})"), resource("y")))
              .names() == "y x ");
    CHECK(predicted(fmt::format(R"("resources": [{}, {}])", resource("x", R"("dependsOn": ["y"])"),
                                resource("y", R"("dependsOn": ["x"])")))
              .names() == "y x ");
}

TEST_CASE("what the engine lets pass and Azure does not is told") {
    const auto circle =
        predicted(fmt::format(R"("resources": [{}, {}])", resource("x", R"("dependsOn": ["y"])"),
                              resource("y", R"("dependsOn": ["x"])")));
    CHECK_FALSE(circle.result.is_refused);
    CHECK(circle.problem() == R"(IOT6111 ""x"": Azure refuses the template: resources depend on each other)");
    const auto twice = predicted(fmt::format(R"("resources": [{0}, {0}])", resource("x")));
    CHECK_FALSE(twice.result.is_refused);
    CHECK(twice.problem().ends_with("providers/A.B/c/x` is there twice"));
}

TEST_CASE("what only the deployment computes stays as an expression") {
    for (const auto& [written, printed] : {
             std::pair{"[concat('a', reference('x').y, 'it''s')]",
                       "[concat('a', reference('x').y, 'it''s')]"},
             std::pair{"[concat(concat('a', 'b'), reference('x')['y z'])]",
                       "[concat('ab', reference('x')['y z'])]"},
             std::pair{"[if(reference('x').y, add(1, 2), concat('a','b'))]",
                       "[if(reference('x').y, add(1, 2), concat('a', 'b'))]"},
             std::pair{"[and(true(), reference('x').y)]", "[and(true(), reference('x').y)]"},
             std::pair{"[resourceGroup().tags.env]", "[resourceGroup().tags.env]"},
             std::pair{
                 "[resourceId('A.B/d', reference('x').y)]",
                 "[resourceId('22222222-2222-2222-2222-222222222222', 'g', 'A.B/d', reference('x').y)]"},
             std::pair{"[format('{0}', json('1.5'), reference('x').y)]",
                       "[format('{0}', json('1.5'), reference('x').y)]"},
         }) {
        CAPTURE(written);
        const auto found = predicted(fmt::format(
            R"("resources": [{}])", resource("r", fmt::format(R"("properties": {{"v": "{}"}})", written))));
        CHECK(found.problem() == "");
        CHECK(found.properties() == fmt::format(R"({{"v":"{}"}})", printed));
    }
}

TEST_CASE("a reference to a resource of the template is answered where the template tells it") {
    const std::string target = resource("a", R"("properties": {"x": "k", "o": {"l": [1, 2]}})");
    for (
        const auto& [written, printed] : {
            std::pair{"[reference('a').x]", R"("k")"},
            std::pair{"[reference('a').o.l[1]]", "2"},
            std::pair{"[reference('a', '1').x]", R"("k")"},
            std::pair{
                "[reference('a', '2').x]",
                R"("[reference('/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/g/providers/A.B/c/a', '2').x]")"},
            std::pair{
                "[reference('a').nope]",
                R"("[reference('/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/g/providers/A.B/c/a', '1').nope]")"},
            std::pair{
                "[listKeys('a').key]",
                R"("[listKeys('/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/g/providers/A.B/c/a', '1').key]")"},
            std::pair{"[reference('b').x]", R"("[reference('b').x]")"},
        }) {
        CAPTURE(written);
        const auto found =
            predicted(fmt::format(R"("resources": [{}, {}])", target,
                                  resource("r", fmt::format(R"("properties": {{"v": "{}"}})", written))));
        CHECK(found.problem() == "");
        CHECK(found.properties() == fmt::format(R"({{"v":{}}})", printed));
    }
}

TEST_CASE("secrets that are given are not shown, and their defaults are") {
    constexpr std::string_view sections =
        R"("parameters": {"p": {"type": "securestring", "defaultValue": "d"}}, "resources": [{"type": "A.B/c",
           "apiVersion": "1", "name": "r", "properties": {"v": "[parameters('p')]"}}])";
    CHECK(predicted(sections).properties() == R"({"v":"d"})");
    CHECK(predicted(sections, R"({"p": {"value": "s"}})").properties() == R"({"v":"[parameters('p')]"})");
}

TEST_CASE("what Azure refuses is refused, with its place") {
    for (const auto& [sections, expected] : {
             std::pair{R"("resources": [{"type": "A.B/c", "name": "r"}])",
                       R"(IOT6111 "{"type": "A.B/c", "name": "r"}": Azure refuses the template: )"
                       "a resource has an `apiVersion`"},
             std::pair{R"("resources": [{"type": "A.B/c", "apiVersion": "1", "name": "r", "etag": "x"}])",
                       R"(IOT6111 ""etag"": Azure refuses the template: a resource has no `etag`)"},
             std::pair{
                 R"~("variables": {"unused": "[div(1, 0)]"}, "resources": [])~",
                 R"~(IOT6104 "div(1, 0)": the expression has no value: `div`: a number is divided by zero)~"},
             std::pair{R"("parameters": {"p": {"type": "string"}}, "resources": [])",
                       R"(IOT6107 ""p"": the value of parameter `p` is not given)"},
             std::pair{R"("parameters": {"p": {"type": "int", "defaultValue": "1"}}, "resources": [])",
                       R"(IOT6107 ""1"": the value of parameter `p` is a text, and its type is `int`)"},
         }) {
        CAPTURE(sections);
        const auto found = predicted(sections);
        CHECK(found.result.is_refused);
        CHECK(found.problem() == expected);
    }
}

TEST_CASE("a nested deployment stands as its resources, and one that cannot be seen into is told") {
    constexpr std::string_view nested =
        R"({"type": "Microsoft.Resources/deployments", "apiVersion": "2020-10-01",
        "name": "d", "resourceGroup": "h", "properties": {"expressionEvaluationOptions": {"scope": "inner"},
        "template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0", "resources": [{"type": "A.B/c", "apiVersion": "1", "name": "n",
        "properties": {"g": "[resourceGroup().name]", "l": "[resourceGroup().location]"}}],
        "outputs": {"o": {"type": "string", "value": "k"}}}}})";
    const auto inside = predicted(fmt::format(R"("resources": [{}])", nested));
    CHECK(inside.properties() == R"({"g":"h","l":"[resourceGroup().location]"})");
    const auto used =
        predicted(fmt::format(R"("resources": [{}, {}])", nested,
                              resource("r", R"("properties": {"v": "[reference('d').outputs.o.value]"})")));
    CHECK(used.properties() == R"({"v":"k"})");
    const auto linked = predicted(
        R"("resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d",
           "properties": {"templateLink": {"uri": "https://x"}}}])");
    CHECK(linked.result.resources.empty());
    REQUIRE(linked.result.diagnostics.size() == 1);
    CHECK(linked.result.diagnostics[0].starts_with(
        "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/g/providers/Microsoft.Resources/"
        "deployments/d Warning "
        "NestedDeploymentShortCircuited: "));
}

namespace {

/// A deployment with scope `inner`, of these `properties` and with this template.
std::string deployment(std::string_view name, std::string_view members, std::string_view properties,
                       std::string_view sections) {
    return fmt::format(
        R"({{"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "{}"{}, "properties":
           {{"mode": "Incremental", "expressionEvaluationOptions": {{"scope": "inner"}}{}, "template": {{{}, {}}}}}}})",
        name, members, properties, head, sections);
}

} // namespace

TEST_CASE("parameters of a deployment may be made by a loop") {
    const std::string inside = fmt::format(R"("parameters": {{"p": {{"type": "array"}}}}, "resources": [{}])",
                                           resource("x", R"("properties": {"v": "[parameters('p')]"})"));
    const std::string loop = R"(, "parameters": {"p": {"copy": [
        {"name": "value", "count": 2, "input": "[concat('a', copyIndex('value'))]"}]}})";
    CHECK(predicted(fmt::format(R"("resources": [{}])", deployment("d", "", loop, inside))).properties() ==
          R"({"v":["a0","a1"]})");
}

TEST_CASE("parameters of a linked template are evaluated, though it is not fetched") {
    const auto all = predicted(R"("resources": [{"type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01", "name": "d", "properties": {"mode": "Incremental",
        "templateLink": {"uri": "https://example.com/t.json"},
        "parameters": {"p": {"value": "[resourceId('s', 'g', 'A.B/c', 'x')]"}}}}])");
    CHECK(all.problem() == R"-(IOT6104 "resourceId('s', 'g', 'A.B/c', 'x')": )-"
                           "the expression has no value: `resourceId`: `s` is no id of a subscription");
}

TEST_CASE("a deployment goes to a subscription that has the id of one") {
    const auto all = predicted(fmt::format(
        R"("resources": [{}])",
        deployment("d", R"(, "subscriptionId": "mine", "resourceGroup": "g")", "", R"("resources": [])")));
    CHECK(all.result.is_refused);
    CHECK(all.problem().ends_with("Azure refuses the template: `mine` is no id of a subscription"));
}

TEST_CASE("what is left of the id of a group is a call") {
    const std::string inside =
        fmt::format(R"("resources": [{}])", resource("x", R"("properties": {"v": "[resourceGroup().id]"})"));
    CHECK(
        predicted(
            fmt::format(R"("parameters": {{"s": {{"type": "string", "defaultValue":
                                "[subscription().displayName]"}}}}, "resources": [{}])",
                        deployment("d", R"(, "subscriptionId": "[parameters('s')]", "resourceGroup": "h")",
                                   "", inside)))
            .properties() ==
        R"({"v":"[subscriptionResourceId(subscription().displayName, 'Microsoft.Resources/resourceGroups', 'h')]"})");
}

TEST_CASE("an output that refers to a resource may have members that only the deployment adds") {
    const std::string inside = fmt::format(
        R"("resources": [{}], "outputs": {{"o": {{"type": "array", "value": "[reference('y').k]"}}}})",
        resource("y", R"("properties": {"k": [{"n": "a"}]})"));
    const auto read = [&](std::string_view member) {
        return predicted(fmt::format(R"("resources": [{}, {}])", deployment("d", "", "", inside),
                                     resource("x", fmt::format(R"("dependsOn": ["d"], "properties": {{"v":
                                             "[reference('d').outputs.o.value[0].{}]"}})",
                                                               member))))
            .properties();
    };
    CHECK(read("n") == R"({"v":"a"})");
    CHECK(
        read("id") ==
        R"({"v":"[reference('/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/g/providers/A.B/c/y', '1').k[0].id]"})");
}

TEST_CASE("in outer scope a text is evaluated twice, the second time with the parameters of the deployment") {
    CHECK(predicted(
              fmt::format(
                  R"("resources": [{{"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01",
                           "name": "d", "properties": {{"mode": "Incremental",
                           "parameters": {{"p": {{"value": "given"}}}}, "template": {{{},
                           "parameters": {{"p": {{"type": "string"}}}}, "resources": [{}]}}}}}}])",
                  head, resource("x", R"("properties": {"v": "[[parameters('p')]"})")))
              .properties() == R"({"v":"given"})");
}

TEST_CASE("an output written as null is none, one that evaluates to null is null") {
    const auto all = predicted(R"("languageVersion": "2.0", "resources": {}, "outputs": {
        "a": {"type": "string", "nullable": true, "value": null},
        "b": {"type": "string", "nullable": true, "value": "[null()]"}})");
    CHECK(json_text_of(Value{all.result.outputs}) == R"({"b":null})");
}
