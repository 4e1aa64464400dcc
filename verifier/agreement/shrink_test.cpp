#include "tests/support/ir_builder.hpp"
#include "verifier/agreement/shrink.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace iotsec;
using namespace iotsec::verifier;
using namespace iotsec::verifier::agreement;

namespace {

/// The text at `properties.<name>` of the subject; empty where there is none.
std::string text_at(const Sample& sample, std::string_view name) {
    const Value* properties = sample.evidence.resources.front().body.find("properties");
    const Value* value = properties == nullptr ? nullptr : properties->find(name);
    return value != nullptr && value->as_string() != nullptr ? *value->as_string() : "";
}

} // namespace

TEST_CASE("a sample shrinks to what still shows the same") {
    test::EvidenceBuilder builder;
    builder.add("Test.Demo/hubs", "one", R"({
      "id": "x", "name": "one", "type": "Test.Demo/hubs", "sku": { "name": "S1" },
      "properties": { "access": "Enabled", "label": "a long text", "rules": [1, { "a": 2 }], "flag": true }
    })");
    builder.add("Test.Demo/others", "two", "{}");
    Sample sample{.evidence = builder.evidence, .setting = 3, .as_of = "2026-01-01T00:00:00Z"};
    sample.evidence.incomplete_types = {"Test.Demo/others"};
    int asked = 0;
    const Sample small = shrunk(sample, [&](const Sample& candidate) {
        ++asked;
        return text_at(candidate, "access") == "Enabled" && !text_at(candidate, "label").empty();
    });
    CHECK(small.evidence.resources.size() == 1);
    CHECK(small.setting == 0);
    CHECK(small.evidence.incomplete_types.empty());
    const Value expected = builder.value(R"({
      "id": "x", "name": "one", "type": "Test.Demo/hubs", "properties": { "access": "Enabled", "label": "a" }
    })");
    CHECK(same_value(small.evidence.resources.front().body, expected));
    CHECK(asked < 100);
}

TEST_CASE("a sample of which everything is needed stays as it is") {
    test::EvidenceBuilder builder;
    builder.add("Test.Demo/hubs", "one", R"({ "properties": { "list": [[], null] } })");
    const Sample sample{.evidence = builder.evidence, .as_of = {}};
    const Value whole = sample.evidence.resources.front().body;
    const Sample small = shrunk(sample, [&](const Sample& candidate) {
        return same_value(candidate.evidence.resources.front().body, whole);
    });
    CHECK(same_value(small.evidence.resources.front().body, whole));
}
