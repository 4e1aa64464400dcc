#include "base/json/reader.hpp"
#include "verifier/ignored_properties.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace iotsec;
using namespace iotsec::verifier;

namespace {

ir::Program program() {
    ir::Program program;
    const auto add = [&](const char* path, const char* json, const char* since) {
        ir::Property property;
        property.type = "Contoso.Things/things";
        property.path = path;
        property.json = json;
        property.since = since;
        program.properties.push_back(property);
    };
    add("access", "properties.access", "2020-03-01");
    add("rules[*].mask", "properties.rules[*].mask", "2021-01-01");
    add("always", "properties.always", "");
    return program;
}

/// What is reported on a resource of `version` with `properties`.
std::string reported(const std::string& version, const std::string& properties) {
    Sources sources;
    DiagnosticSink sink;
    const auto body = read_json(sources.add("body.json", R"({"properties": )" + properties + "}"));
    REQUIRE(body);
    Evidence evidence;
    evidence.resources.push_back(
        {.type = "contoso.things/Things", .body = body.value(), .api_version = version});
    const ir::Program rules = program();
    LaterProperties{rules}.apply(evidence, sink);
    std::string text;
    for (const Diagnostic& diagnostic : sink.take_sorted())
        text += std::string{diagnostic.code} + " " + diagnostic.message + "\n";
    return text;
}

} // namespace

TEST_CASE("a property that the API version does not have is told, and is unknown") {
    CHECK(reported("2019-11-04", R"({"access": "Disabled", "always": 1})") ==
          "IOT6112 `access` is not in API version 2019-11-04, it came with 2020-03-01\n");
    CHECK(reported("2020-03-01", R"({"access": "Disabled"})") == "");
    CHECK(reported("2020-03-01", R"({"rules": [{"name": "a"}, {"mask": "10.0.0.0/8"}, {"mask": "x"}]})") ==
          "IOT6112 `rules[*].mask` is not in API version 2020-03-01, it came with 2021-01-01\n");
    CHECK(reported("2019-11-04", R"({"access": null, "rules": []})") == "");
    CHECK(reported("2018-01-01-preview", R"({"access": "Disabled"})") == "");
    CHECK(reported("", R"({"access": "Disabled"})") == "");
}

TEST_CASE("what the API version does not have is unknown in every item of a list") {
    Evidence evidence;
    Sources sources;
    const auto body = read_json(sources.add(
        "body.json", R"({"properties": {"rules": [{"mask": "a"}, {"name": "b"}, {"mask": "c"}]}})"));
    REQUIRE(body);
    evidence.resources.push_back(
        {.type = "Contoso.Things/things", .body = body.value(), .api_version = "2020-03-01"});
    DiagnosticSink sink;
    const ir::Program rules = program();
    LaterProperties{rules}.apply(evidence, sink);
    const List& items = *evidence.resources.front().body.find("properties")->find("rules")->as_list();
    CHECK(items[0].find("mask")->as_unknown()->reason ==
          "API version 2020-03-01 does not have `rules[*].mask`");
    CHECK(*items[1].find("name")->as_string() == "b");
    CHECK(items[2].find("mask")->as_unknown() != nullptr);
}
