#include "compiler/catalog/body.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using namespace iotsec;
using namespace iotsec::catalog;

namespace {

struct Row {
    std::string name, json;
    Kind kind;
    bool list;
    int parent; ///< row of the parent; -1: none
    std::string since;
};

/// A type like a private endpoint: inner `properties` in the resource and in the items of a list.
ResourceType endpoint() {
    const std::vector<Row> rows{
        {"name", "name", Kind::String, false, -1, ""},
        {"location", "location", Kind::Location, false, -1, ""},
        {"tags", "tags", Kind::Map, false, -1, ""},
        {"subnet", "properties.subnet", Kind::Object, false, -1, ""},
        {"id", "properties.subnet.id", Kind::ResourceId, false, 3, ""},
        {"links", "properties.links", Kind::Object, true, -1, "2022-01-01"},
        {"name", "properties.links[*].name", Kind::String, false, 5, ""},
        {"serviceId", "properties.links[*].properties.serviceId", Kind::ResourceId, false, 5, ""},
        {"groupIds", "properties.links[*].properties.groupIds", Kind::String, true, 5, "2024-01-01-preview"},
        {"odata.type", "properties.odata.type", Kind::String, false, -1, ""},
        {"free", "properties.free", Kind::Any, false, -1, ""},
    };
    ResourceType type;
    type.name = "Contoso.Network/endpoints";
    type.api_versions = {"2020-01-01", "2022-01-01", "2023-01-01", "2024-01-01-preview"};
    for (const Row& row : rows) {
        Property property;
        property.name = row.name;
        property.json = row.json;
        property.kind = row.kind;
        property.list = row.list;
        property.since = row.since;
        const PropertyId id{static_cast<std::uint32_t>(type.properties.size())};
        if (row.parent < 0) {
            type.roots.push_back(id);
        } else {
            property.parent = PropertyId{static_cast<std::uint32_t>(row.parent)};
            type.properties[static_cast<std::size_t>(row.parent)].children.push_back(id);
        }
        type.properties.push_back(std::move(property));
    }
    return type;
}

Value text(const char* value) {
    return Value{std::string{value}};
}

Value object(std::vector<std::pair<std::string, Value>> members) {
    Object result;
    for (auto& [name, value] : members)
        result.push_back({std::move(name), {}, std::move(value)});
    return Value{std::move(result)};
}

Value body_as_written() {
    Value link =
        object({{"name", text("c")}, {"serviceId", text("/x")}, {"groupIds", Value{List{text("hub")}}}});
    return object({{"name", text("e")},
                   {"location", text("westeurope")},
                   {"tags", object({{"properties", text("a tag")}})},
                   {"subnet", object({{"id", text("/s")}})},
                   {"links", Value{List{std::move(link)}}},
                   {"odata.type", text("t")},
                   {"free", object({{"links", text("not ours")}})},
                   {"unheardOf", Value{std::int64_t{1}}}});
}

} // namespace

TEST_CASE("a body gets its inner properties where Azure has them, in list items too") {
    const Value link =
        object({{"name", text("c")},
                {"properties", object({{"serviceId", text("/x")}, {"groupIds", Value{List{text("hub")}}}})}});
    const Value expected = object({{"name", text("e")},
                                   {"location", text("westeurope")},
                                   {"tags", object({{"properties", text("a tag")}})},
                                   {"properties", object({{"subnet", object({{"id", text("/s")}})},
                                                          {"links", Value{List{link}}},
                                                          {"odata.type", text("t")},
                                                          {"free", object({{"links", text("not ours")}})}})},
                                   {"unheardOf", Value{std::int64_t{1}}}});
    CHECK(same_value(to_azure(endpoint(), body_as_written()), expected));
}

TEST_CASE("the way back gives the body as it was written") {
    const Value azure = to_azure(endpoint(), body_as_written());
    CHECK(same_value(from_azure(endpoint(), azure), body_as_written()));
}

TEST_CASE("the api-version of a body is the newest stable one that has everything in it") {
    const ResourceType type = endpoint();
    const auto with = [&](const char* a, std::optional<PropertyId> below = {}) {
        return api_version_with(type, {*type.child(below, a)});
    };
    CHECK(with("location") == "2023-01-01");
    CHECK(with("links") == "2023-01-01");
    CHECK(with("groupIds", type.child({}, "links")) == "2024-01-01-preview");
}
