#include "stdlib/generate/describe.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::generate {

namespace {

namespace fs = std::filesystem;
using catalog::Kind;
using catalog::Property;
using catalog::VisibleIn;

// Two versions of a made-up type: `mode` is new, `legacy` is gone, `isOn` moved into `properties`, and
// `rules` has an inner `properties` of its own with a name that is taken outside.
constexpr std::string_view index = R"({"resources": {
  "Contoso.Things/things@2020-01-01": {"$ref": "old.json#/0"},
  "contoso.things/Things@2022-01-01": {"$ref": "new.json#/0"}}})";
constexpr std::string_view versions =
    R"({"Contoso.Things/things": ["2020-01-01", "2022-01-01"], "Contoso.Others/others": ["2021-01-01"]})";
constexpr std::string_view old_types = R"([
  {"$type": "ResourceType", "name": "Contoso.Things/things@2020-01-01", "body": {"$ref": "#/1"}, "writableScopes": 8},
  {"$type": "ObjectType", "name": "T", "properties": {
    "isOn": {"type": {"$ref": "#/3"}, "flags": 4},
    "properties": {"type": {"$ref": "#/2"}, "flags": 0}}},
  {"$type": "ObjectType", "name": "P", "properties": {"legacy": {"type": {"$ref": "#/4"}, "flags": 0}}},
  {"$type": "BooleanType"},
  {"$type": "StringType"}])";
constexpr std::string_view new_types = R"([
  {"$type": "ResourceType", "name": "contoso.things/Things@2022-01-01", "body": {"$ref": "#/1"}, "writableScopes": 8},
  {"$type": "ObjectType", "name": "T", "properties": {
    "location": {"type": {"$ref": "#/8"}, "flags": 1},
    "tags": {"type": {"$ref": "#/9"}, "flags": 0},
    "properties": {"type": {"$ref": "#/2"}, "flags": 1}}},
  {"$type": "ObjectType", "name": "P", "properties": {
    "mode": {"type": {"$ref": "#/3"}, "flags": 1},
    "isOn": {"type": {"$ref": "#/4"}, "flags": 0},
    "secretKey": {"type": {"$ref": "#/10"}, "flags": 4},
    "state": {"type": {"$ref": "#/11"}, "flags": 2},
    "rules": {"type": {"$ref": "#/5"}, "flags": 0}}},
  {"$type": "UnionType", "elements": [{"$ref": "#/12"}, {"$ref": "#/8"}]},
  {"$type": "BooleanType"},
  {"$type": "ArrayType", "itemType": {"$ref": "#/6"}, "minLength": 1},
  {"$type": "ObjectType", "name": "R", "properties": {
    "name": {"type": {"$ref": "#/8"}, "flags": 0},
    "properties": {"type": {"$ref": "#/7"}, "flags": 0}}},
  {"$type": "ObjectType", "name": "RP", "properties": {
    "mask": {"type": {"$ref": "#/8"}, "flags": 1},
    "name": {"type": {"$ref": "#/8"}, "flags": 0},
    "self": {"type": {"$ref": "#/6"}, "flags": 0}}},
  {"$type": "StringType"},
  {"$type": "ObjectType", "name": "Tags", "properties": {}, "additionalProperties": {"$ref": "#/8"}},
  {"$type": "StringType", "sensitive": true},
  {"$type": "ObjectType", "name": "S", "properties": {"since": {"type": {"$ref": "#/8"}, "flags": 0}}},
  {"$type": "StringLiteralType", "value": "Fast"}])";
constexpr std::string_view aliases =
    "resourceType\talias\tdefaultPath\n"
    "contoso.things/THINGS\tContoso.Things/things/mode\tproperties.mode\n"
    "Contoso.Things/things\tContoso.Things/things/rules\tproperties.rules\n"
    "Contoso.Things/things\tContoso.Things/things/rules[*]\tproperties.rules[*]\n"
    "Contoso.Things/things\tContoso.Things/things/rules.mask\t"
    "properties.rules[*].properties.mask\n"
    "Contoso.Things/things\tContoso.Things/things/rules[*].mask\t"
    "properties.rules[*].properties.mask\n";

/// The files of this test in a folder of their own.
struct Corpus {
    fs::path folder = fs::temp_directory_path() / "iotsec-describe-test";

    Corpus() {
        fs::create_directories(folder);
        for (const auto& [name, text] : {std::pair{"index.json", index}, std::pair{"versions.json", versions},
                                         std::pair{"old.json", old_types}, std::pair{"new.json", new_types},
                                         std::pair{"aliases.tsv", aliases}})
            std::ofstream{folder / name} << text;
    }
    Corpus(const Corpus&) = delete;
    Corpus& operator=(const Corpus&) = delete;
    ~Corpus() { fs::remove_all(folder); }

    catalog::ResourceType describe(const catalog::TypeOverlay& overlay, DiagnosticSink& sink,
                                   const std::vector<catalog::Correction>& names = {}) const {
        auto schemas = Schemas::open(folder);
        REQUIRE(schemas);
        const auto schema = schemas.value().type(overlay.type);
        REQUIRE(schema);
        const auto table = Aliases::open(folder / "aliases.tsv");
        REQUIRE(table);
        return generate::describe(*schema, overlay, names, table.value(), sink);
    }
};

catalog::TypeOverlay overlay_of(std::string type) {
    catalog::TypeOverlay overlay;
    overlay.type = std::move(type);
    return overlay;
}

const Property& at(const catalog::ResourceType& type, std::string_view path) {
    CAPTURE(path);
    REQUIRE(type.at(path));
    return type[*type.at(path)];
}

} // namespace

TEST_CASE("a schema becomes the catalogue's form of it") {
    const Corpus corpus;
    DiagnosticSink sink;
    const auto type = corpus.describe(overlay_of("Contoso.Things/things"), sink);
    CHECK(type.name == "Contoso.Things/things");
    CHECK(type.has_tags_and_location);
    CHECK(type.api_versions == std::vector<std::string>{"2020-01-01", "2022-01-01"});

    const Property& mode = at(type, "mode");
    CHECK(mode.json == "properties.mode");
    CHECK(mode.alias == "Contoso.Things/things/mode");
    CHECK(mode.kind == Kind::Enum);
    CHECK(mode.open);
    CHECK(mode.values == std::vector<std::string>{"Fast"});
    CHECK(mode.required);
    CHECK(mode.since == "2022-01-01");

    CHECK(at(type, "legacy").until == "2020-01-01");
    CHECK(at(type, "isOn").json == "properties.isOn");
    CHECK(at(type, "secretKey").secret);
    CHECK(at(type, "secretKey").visible_in == VisibleIn::Request);
    CHECK(at(type, "state").kind == Kind::Object);
    CHECK(at(type, "state.since").visible_in == VisibleIn::Response);
    CHECK(at(type, "tags").kind == Kind::Map);
}

TEST_CASE("the inner properties of list items are left out, but for names that are taken") {
    const Corpus corpus;
    DiagnosticSink sink;
    const auto type = corpus.describe(overlay_of("Contoso.Things/things"), sink);
    CHECK(at(type, "rules").min_items == 1);
    CHECK(at(type, "rules").alias == "Contoso.Things/things/rules[*]");
    CHECK(at(type, "rules[*].mask").json == "properties.rules[*].properties.mask");
    CHECK(at(type, "rules[*].mask").alias == "Contoso.Things/things/rules[*].mask");
    CHECK_FALSE(at(type, "rules[*].mask").required); // the inner `properties` may be absent
    CHECK(at(type, "rules[*].name").json == "properties.rules[*].name");
    CHECK(at(type, "rules[*].properties.name").json == "properties.rules[*].properties.name");
    CHECK(at(type, "rules[*].name").no_alias_reason ==
          "no alias is published for `properties.rules[*].name`");
    CHECK(at(type, "rules[*].self").kind == Kind::Any); // a shape within itself ends there
}

TEST_CASE("the overlay corrects properties by path and by name, and has to hit something") {
    const Corpus corpus;
    DiagnosticSink sink;
    auto overlay = overlay_of("Contoso.Things/things");
    catalog::Correction on{"isOn", {}, {"default"}, {}};
    on.facts.service_default = Value{std::string{"true"}};
    on.facts.source = "a page";
    overlay.properties = {on, {"nowhere", {}, {}, {}}};
    overlay.prune = {{"rules", {"name"}}};
    catalog::Correction mask{"mode", {}, {"secret"}, {}};
    mask.facts.secret = true;
    const auto type = corpus.describe(overlay, sink, {mask});
    REQUIRE(at(type, "isOn").service_default);
    CHECK(*at(type, "isOn").service_default->as_bool());
    CHECK(at(type, "isOn").source == "types; a page");
    CHECK(at(type, "mode").secret);
    CHECK(type.at("rules[*].name"));
    CHECK_FALSE(type.at("rules[*].mask"));
    const auto reported = sink.take_sorted();
    REQUIRE(reported.size() == 1);
    CHECK(reported[0].code == "IOT4507");
}

TEST_CASE("sources that are not there are reported") {
    const Corpus corpus;
    const auto schemas = Schemas::open(corpus.folder / "nowhere");
    REQUIRE_FALSE(schemas.ok());
    CHECK(schemas.error().code == "IOT0001");
    CHECK_FALSE(Aliases::open(corpus.folder / "nowhere.tsv").ok());
    auto all = Schemas::open(corpus.folder);
    REQUIRE(all);
    CHECK_FALSE(all.value().type("Contoso.Others/others"));
}

} // namespace iotsec::generate
