#include "verifier/inputs/template_input.hpp"

#include <doctest/doctest.h>

using namespace iotsec;
using namespace iotsec::verifier;

TEST_CASE("a template becomes evidence whose resources know what they hang on") {
    Sources sources;
    DiagnosticSink sink;
    const auto evidence = read_template({.file = sources.add("t.json", R"({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0", // comments are fine
        "parameters": {"hub": {"type": "string"}},
        "resources": [
            {"type": "Microsoft.Devices/IotHubs/certificates", "apiVersion": "1", "name": "[concat(parameters('hub'), '/ca')]"},
            {"type": "Microsoft.Devices/IotHubs", "apiVersion": "2023-06-30", "name": "[parameters('hub')]",
             "properties": {"publicNetworkAccess": "Disabled"}},
            {"type": "Microsoft.Insights/diagnosticSettings", "apiVersion": "1", "name": "d",
             "scope": "[resourceId('Microsoft.Devices/IotHubs', parameters('hub'))]"}]})"),
                                         .parameters = nullptr,
                                         .facts = {}},
                                        sink);
    REQUIRE(evidence);
    REQUIRE(evidence->resources.size() == 3);
    CHECK(evidence->resources[0].parent == 1);
    CHECK(evidence->resources[2].parent == 1);
    CHECK(evidence->resources[1].view == View::Request);
    CHECK(evidence->resources[1].api_version == "2023-06-30");
    CHECK_FALSE(evidence->closed);
    CHECK(sink.all().empty());
}

TEST_CASE("a template of which a part cannot be read is complete in nothing") {
    Sources sources;
    DiagnosticSink sink;
    const auto evidence = read_template({.file = sources.add("t.json", R"({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [
            {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "linked",
             "properties": {"mode": "Incremental", "templateLink": {"uri": "https://example.org/t.json"}}},
            {"type": "Microsoft.Devices/IotHubs", "apiVersion": "2023-06-30", "name": "h"}]})"),
                                         .parameters = nullptr,
                                         .facts = {},
                                         .closed = true},
                                        sink);
    REQUIRE(evidence);
    CHECK_FALSE(evidence->is_whole);
    CHECK(is_declared_complete(*evidence, "Microsoft.Insights/diagnosticSettings"));
    CHECK_FALSE(is_complete(*evidence, "Microsoft.Insights/diagnosticSettings"));
}

TEST_CASE("a file that is no template says so") {
    Sources sources;
    DiagnosticSink sink;
    const SourceFile& other = sources.add("x.json", R"({"name": "package"})");
    CHECK_FALSE(read_template({.file = other, .parameters = nullptr, .facts = {}}, sink));
    CHECK(sink.all().at(0).code == "IOT6101");
    CHECK_FALSE(
        read_template({.file = sources.add("y.json", "{"), .parameters = nullptr, .facts = {}}, sink));
    CHECK(sink.all().at(1).code == "IOT0101");
}
