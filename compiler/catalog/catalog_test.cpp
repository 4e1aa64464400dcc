#include "compiler/catalog/catalog.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace iotsec::catalog {

namespace {

ResourceType type_with(const std::vector<std::string>& paths) {
    ResourceType type;
    type.name = "Contoso.Things/things";
    for (const std::string& path : paths) {
        Property property;
        property.path = path;
        type.properties.push_back(property);
    }
    connect(type);
    return type;
}

} // namespace

TEST_CASE("a property is found by its path, with or without the marks of lists, in any letter case") {
    const auto type = type_with({"rules", "rules[*].mask", "rules[*].mask.bits", "tags", "tags.*"});
    CHECK(type.at("rules") == PropertyId{0});
    CHECK(type.at("rules[*]") == PropertyId{0});
    CHECK(type.at("rules[*].mask") == PropertyId{1});
    CHECK(type.at("Rules.Mask.BITS") == PropertyId{2});
    CHECK(type.at("tags.*") == PropertyId{4});
    CHECK_FALSE(type.at("rules.mas"));
    CHECK_FALSE(type.at(""));
    CHECK_FALSE(type.at("."));
    CHECK(type.child(PropertyId{0}, "mask") == PropertyId{1});
    CHECK_FALSE(type.child(std::nullopt, "mask"));
}

TEST_CASE("a name may hold a dot") {
    const auto type =
        type_with({"criteria", "criteria.odata.type", "criteria.allOf", "criteria.allOf[*].name"});
    CHECK(type[PropertyId{1}].name == "odata.type");
    CHECK(type.at("criteria.odata.type") == PropertyId{1});
    CHECK(type[PropertyId{3}].parent == PropertyId{2});
}

TEST_CASE("versions know which properties their bodies have") {
    auto type = type_with({"always", "later", "gone", "previews"});
    type.api_versions = {"2019-01-01", "2020-01-01-preview", "2021-01-01", "2022-01-01",
                         "2023-01-01-preview"};
    type.properties[1].since = "2021-01-01";
    type.properties[1].also_in = {"2020-01-01-preview"};
    type.properties[2].until = "2020-01-01-preview";
    type.properties[3].since = type.properties[3].until = "2023-01-01-preview";
    const auto versions = [&](std::uint32_t index) {
        std::string result;
        for (const auto& version : type.api_versions)
            result += type.has({index}, version) ? '1' : '0';
        return result;
    };
    CHECK(versions(0) == "11111");
    CHECK(versions(1) == "01111");
    CHECK(versions(2) == "11000");
    CHECK(versions(3) == "00001");
    CHECK(type.newest_api_version() == "2022-01-01");
}

TEST_CASE("types, roles and controls are found by name") {
    const Catalog catalog{{type_with({"a"})},
                          {{"reader", "1", "Reader", ""}, {"contributor", "2", "Contributor", ""}},
                          {{"mcsb", "NS-2", "", "g2", ""}, {"mcsb", "NS-10", "", "g10", ""}}};
    CHECK(catalog.type("contoso.THINGS/things") == catalog.types().data());
    CHECK(catalog.type("Contoso.Things/thing") == nullptr);
    REQUIRE(catalog.role("reader"));
    CHECK(catalog.role("reader")->id == "1");
    CHECK(catalog.role("owner") == nullptr);
    REQUIRE(catalog.control("mcsb", "NS-2"));
    CHECK(catalog.control("mcsb", "NS-2")->policy_group == "g2");
    CHECK(catalog.control("mcsb", "NS-3") == nullptr);
    CHECK(catalog.control("nist", "NS-2") == nullptr);
}

TEST_CASE("the version of a catalogue changes with what it says") {
    const Catalog one{{type_with({"a"})}, {}, {}};
    auto other_type = type_with({"a"});
    other_type.properties[0].alias = "x";
    const Catalog other{{std::move(other_type)}, {}, {}};
    CHECK(one.version().size() == 16);
    CHECK(one.version() != other.version());
    CHECK(Catalog{std::vector<ResourceType>{}, {}, {}, "given"}.version() == "given");
}

TEST_CASE("types that are kept elsewhere are read when they are asked for, each once") {
    std::vector<std::size_t> read;
    const auto named = [&](std::size_t index) {
        read.push_back(index);
        ResourceType type;
        type.name = index == 0 ? "Contoso.Access/grants" : "Contoso.Things/things";
        return type;
    };
    const Catalog catalog{{{"Contoso.Access/grants", "Contoso.Things/things"}, named}, {}, {}, "v1"};
    CHECK(catalog.type("Contoso.Things/other") == nullptr);
    CHECK(read.empty());
    const ResourceType* const things = catalog.type("contoso.things/THINGS");
    REQUIRE(things);
    CHECK(things->name == "Contoso.Things/things");
    CHECK(catalog.type("Contoso.Things/things") == things);
    CHECK(read == std::vector<std::size_t>{1});
    CHECK(catalog.types().size() == 2);
    CHECK(&catalog.types()[1] == things);
    CHECK(read == std::vector<std::size_t>{1, 0});
    CHECK(catalog.version() == "v1");
}

} // namespace iotsec::catalog
