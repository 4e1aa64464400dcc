#include "base/json/reader.hpp"
#include "verifier/inputs/exported_resources.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace iotsec;

namespace {

/// The names of the resources in `text`, in order.
std::string names(std::string text) {
    Sources sources;
    const auto root = read_json(sources.add("export.json", std::move(text)));
    REQUIRE(root.ok());
    std::string result;
    for (const Value& resource : verifier::exported_resources(root.value())) {
        const Value* name = resource.find("name");
        result += (name == nullptr ? "?" : *name->as_string()) + " ";
    }
    return result;
}

} // namespace

TEST_CASE("resources are found in every form in which they are exported") {
    CHECK(names(R"({ "type": "A.B/c", "name": "one" })") == "one ");
    CHECK(names(R"([{ "type": "A.B/c", "name": "one" }, { "type": "A.B/c", "name": "two" }])") == "one two ");
    CHECK(names(R"({ "value": [{ "type": "A.B/c", "name": "one" }], "nextLink": "x" })") == "one ");
    CHECK(names(R"({ "id": "/subscriptions/s/providers/A.B/c/one" })") == "? ");
    CHECK(names(R"({ "count": 2, "data": [{ "type": "A.B/c", "id": "/x", "name": "one" },
                                         { "type": "A.B/c", "id": "/y", "name": "two" }] })") == "one two ");
    CHECK(names(R"({ "data": { "columns": [{ "name": "name", "type": "string" }, { "name": "type" }],
                               "rows": [["one", "A.B/c"], ["two", "A.B/c"]] } })") == "one two ");
    CHECK(
        names(R"([{ "value": [{ "type": "A.B/c", "name": "one" }] }, { "type": "A.B/c", "name": "two" }])") ==
        "one two ");
}

TEST_CASE("what is no resource is left out, however deep it stands") {
    CHECK(names("5").empty());
    CHECK(names(R"({ "value": [{ "name": "no type" }, 7, null] })").empty());
    CHECK(names("[[[[[[[[[[{ \"type\": \"A.B/c\", \"name\": \"deep\" }]]]]]]]]]]").empty());
}
