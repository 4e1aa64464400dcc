#include "base/json/reader.hpp"
#include "verifier/inputs/what_if.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace iotsec;

namespace {

const std::string hub = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Devices/IotHubs/";

/// A what-if answer with one change, of which so many problems are reported.
verifier::WhatIf one_change(const std::string& members, std::size_t problems = 0) {
    Sources sources;
    const auto root = read_json(sources.add("what-if.json", R"({ "status": "Succeeded", "changes": [
        { "resourceId": ")" + hub + R"(plant", )" + members + "}] }"));
    REQUIRE(root.ok());
    DiagnosticSink sink;
    auto what_if = verifier::what_if_evidence(root.value(), sink);
    CHECK(sink.all().size() == problems);
    return what_if;
}

} // namespace

TEST_CASE("what-if gives the resource that will be and the one that was") {
    const auto what_if = one_change(R"("changeType": "Modify",
        "before": { "properties": { "minTlsVersion": "1.0" } },
        "after": { "apiVersion": "2023-06-30", "properties": { "minTlsVersion": "1.2" } })");
    REQUIRE(what_if.after.resources.size() == 1);
    REQUIRE(what_if.before.resources.size() == 1);
    const verifier::Resource& after = what_if.after.resources.front();
    CHECK(after.view == verifier::View::Request);
    CHECK(after.type == "Microsoft.Devices/IotHubs");
    CHECK(after.api_version == "2023-06-30");
    CHECK(*after.name.as_string() == "plant");
    CHECK(*after.body.find("properties")->find("minTlsVersion")->as_string() == "1.2");
}

TEST_CASE("what is created was not there, what is deleted will not be") {
    const auto created =
        one_change(R"("changeType": "Create", "before": null, "after": { "properties": {} })");
    CHECK(created.after.resources.size() == 1);
    CHECK(created.before.resources.empty());
    const auto deleted =
        one_change(R"("changeType": "Delete", "before": { "properties": {} }, "after": null)");
    CHECK(deleted.after.resources.empty());
}

TEST_CASE("what does not change is judged as it is") {
    const auto same =
        one_change(R"("changeType": "NoChange", "before": { "properties": { "a": 1 } }, "after": null)");
    REQUIRE(same.after.resources.size() == 1);
    CHECK(same.after.resources.front().body.find("properties")->find("a") != nullptr);
}

TEST_CASE("what the deployment leaves alone is only referred to") {
    const auto ignored = one_change(R"("changeType": "Ignore", "before": { "properties": {} }, "after": {})");
    REQUIRE(ignored.after.resources.size() == 1);
    CHECK(ignored.after.resources.front().existing);
}

TEST_CASE("a body that is not told is unknown, and so is an expression that is left") {
    const auto without = one_change(R"("changeType": "Modify", "before": null, "after": null)", 1);
    REQUIRE(without.after.resources.size() == 1);
    REQUIRE(without.after.resources.front().body.as_unknown() != nullptr);
    CHECK(without.after.resources.front().body.as_unknown()->cause == Cause::NotExported);

    const auto left = one_change(R"("changeType": "Create", "after": { "properties": {
        "a": "[reference('x').y]", "b": "[[text]" } })");
    const Value& properties = *left.after.resources.front().body.find("properties");
    REQUIRE(properties.find("a")->as_unknown() != nullptr);
    CHECK(properties.find("a")->as_unknown()->cause == Cause::KnownAfterDeployment);
    CHECK(properties.find("b")->as_string() != nullptr);
}
