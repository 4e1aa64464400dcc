#include "base/json/reader.hpp"
#include "verifier/inputs/evidence_kind.hpp"
#include "verifier/inputs/exported_resources.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace iotsec;
using verifier::EvidenceKind;

namespace {

Value json(Sources& sources, std::string text) {
    auto root = read_json(sources.add("export.json", std::move(text)));
    REQUIRE(root.ok());
    return std::move(root).value();
}

EvidenceKind kind(std::string text) {
    Sources sources;
    return verifier::recognise(json(sources, std::move(text)));
}

/// An export that was read, with what was reported about it.
struct Read {
    Sources sources;
    DiagnosticSink sink;
    verifier::Evidence evidence;

    explicit Read(std::string text) {
        evidence = verifier::export_evidence(json(sources, std::move(text)), sink);
    }

    /// The full names of the resources, in order.
    [[nodiscard]] std::string names() const {
        std::string result;
        for (const verifier::Resource& resource : evidence.resources) {
            const std::string* name = resource.name.as_string();
            result += (name == nullptr ? "?" : *name) + " ";
        }
        return result;
    }

    [[nodiscard]] std::string codes() const {
        std::string result;
        for (const Diagnostic& diagnostic : sink.all())
            result += std::string{diagnostic.code} + " ";
        return result;
    }
};

std::string names(std::string text) {
    return Read{std::move(text)}.names();
}

const std::string hub = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Devices/IotHubs/plant";

} // namespace

TEST_CASE("resources are found in every form in which they are exported") {
    CHECK(names(R"({ "type": "A.B/c", "name": "one" })") == "one ");
    CHECK(names(R"([{ "type": "A.B/c", "name": "one" }, { "type": "A.B/c", "name": "two" }])") == "one two ");
    CHECK(names(R"({ "value": [{ "type": "A.B/c", "name": "one" }], "nextLink": "x" })") == "one ");
    CHECK(names(R"({ "id": "/subscriptions/s/providers/A.B/c/one" })") == "one ");
    CHECK(names(R"({ "count": 2, "data": [{ "type": "A.B/c", "id": "/x", "name": "one" },
                                         { "type": "A.B/c", "id": "/y", "name": "two" }] })") == "one two ");
    CHECK(names(R"({ "data": { "columns": [{ "name": "name", "type": "string" }, { "name": "type" }],
                               "rows": [["one", "A.B/c"], ["two", "A.B/c"]] } })") == "one two ");
    CHECK(
        names(R"([{ "value": [{ "type": "A.B/c", "name": "one" }] }, { "type": "A.B/c", "name": "two" }])") ==
        "one two ");
}

TEST_CASE("wrappers and names may be those of PowerShell") {
    const Read read{R"({ "SkipToken": null, "Data": [{ "ResourceId": ")" + hub +
                    R"(", "ResourceName": "plant",
        "ResourceType": "Microsoft.Devices/IotHubs", "Properties": { "PublicNetworkAccess": "Enabled" } }] })"};
    CHECK(read.names() == "plant ");
    const verifier::Resource& resource = read.evidence.resources.at(0);
    CHECK(resource.type == "Microsoft.Devices/IotHubs");
    REQUIRE(resource.id.as_string() != nullptr);
    CHECK(*resource.id.as_string() == hub);
    CHECK(resource.body.find("properties")->find("publicNetworkAccess") != nullptr);
}

TEST_CASE("what an id tells is known of a resource: its type, its names, what it is a child of") {
    const Read read{R"([{ "id": ")" + hub + R"(/certificates/root", "name": "root" }])"};
    CHECK(read.names() == "plant/root ");
    CHECK(read.evidence.resources.at(0).type == "Microsoft.Devices/IotHubs/certificates");
    CHECK(read.evidence.resources.at(0).view == verifier::View::Stored);
    const Read attached{R"([{ "id": ")" + hub +
                        R"(/providers/Microsoft.Insights/diagnosticSettings/logs" }])"};
    CHECK(attached.names() == "logs ");
    CHECK(attached.evidence.resources.at(0).type == "Microsoft.Insights/diagnosticSettings");
}

TEST_CASE("what an export leaves out is unknown, what it shows as null is absent") {
    const auto is_unknown = [](const std::string& text, const char* name) {
        const Read read{text};
        const Value* member = read.evidence.resources.at(0).body.find(name);
        return member != nullptr && member->as_unknown() != nullptr &&
               member->as_unknown()->cause == Cause::NotExported;
    };
    const std::string start = R"({ "id": ")" + hub + R"(")";
    CHECK(is_unknown(start + "}", "properties"));
    CHECK(is_unknown(start + R"(, "properties": null })", "properties"));
    CHECK_FALSE(is_unknown(start + R"(, "properties": {} })", "properties"));
    CHECK_FALSE(is_unknown(start + R"(, "properties": {} })", "tags"));
    const std::string row = R"({ "count": 1, "data": [)" + start + R"(, "identity": null }] })";
    CHECK(is_unknown(row, "tags"));
    CHECK_FALSE(is_unknown(row, "identity"));
}

TEST_CASE("a list without properties says so once") {
    const Read read{
        R"([{ "type": "A.B/c", "name": "one", "properties": null }, { "type": "A.B/c", "name": "two" }])"};
    CHECK(read.codes() == "IOT6113 ");
}

TEST_CASE("what is no resource is left out and told once") {
    const Read read{
        R"({ "value": [{ "name": "no type" }, 7, null, { "type": "A.B/c", "name": "one", "properties": {} }] })"};
    CHECK(read.names() == "one ");
    CHECK(read.codes() == "IOT6115 ");
    CHECK(read.sink.all().at(0).message.find("2 more") != std::string::npos);
}

TEST_CASE("an answer that is cut is not whole") {
    const std::string list = R"("value": [{ "type": "A.B/c", "name": "one", "properties": {} }])";
    for (const char* more : {R"("nextLink": "https://x")", R"("$skipToken": "t")", R"("skip_token": "t")",
                             R"("resultTruncated": "true")"}) {
        CAPTURE(more);
        const Read read{"{" + list + ", " + more + "}"};
        CHECK_FALSE(read.evidence.is_whole);
        CHECK(read.codes() == "IOT6116 ");
    }
    const Read whole{"{" + list + R"(, "nextLink": null, "resultTruncated": "false"})"};
    CHECK(whole.evidence.is_whole);
    CHECK(whole.codes().empty());
}

TEST_CASE("each kind of file is recognised by what stands in it") {
    const std::string schema =
        R"({ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#" })";
    CHECK(kind(schema) == EvidenceKind::Template);
    CHECK(kind(R"({ "contentVersion": "1.0.0.0", "parameters": {} })") == EvidenceKind::Parameters);
    CHECK(kind(R"({ "devices": {}, "arm": )" + schema + "}") == EvidenceKind::HubState);
    CHECK(kind(R"({ "status": "Succeeded", "changes": [] })") == EvidenceKind::WhatIf);
    CHECK(kind(R"({ "properties": { "changes": [{ "resourceId": "/x", "changeType": "Create" }] } })") ==
          EvidenceKind::WhatIf);
    CHECK(kind(R"([{ "resourceId": ")" + hub + R"(", "complianceState": "NonCompliant" }])") ==
          EvidenceKind::PolicyStates);
    CHECK(kind("[]") == EvidenceKind::Resources);
    CHECK(kind(R"({ "count": 0, "data": [], "skip_token": null, "total_records": 0 })") ==
          EvidenceKind::Resources);
    CHECK(kind(R"([1, null, { "type": "A.B/c", "name": "one" }])") == EvidenceKind::Resources);
}

TEST_CASE("a file without anything that is known is of no kind") {
    for (const char* text :
         {"5", "null", "{}", "[1, 2]", "[null]", R"({ "value": 5 })", R"({ "value": [1] })",
          R"({ "name": "package", "type": "module" })", R"([{ "deviceId": "d", "status": "enabled" }])",
          R"({ "arm": {} })",
          R"([{ "resources": [{ "type": "A.B/c", "name": "[parameters('of a template')]" }] }])",
          R"({ "changes": [] })", R"({ "changes": [1] })",
          R"([[[[[[[[[[{ "type": "A.B/c", "name": "deep" }]]]]]]]]]])"}) {
        CAPTURE(text);
        CHECK(kind(text) == EvidenceKind::Other);
    }
}
