#include "emitters/azure_policy/hash.hpp"
#include "emitters/azure_policy/literal.hpp"
#include "emitters/azure_policy/names.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <string>

using namespace iotsec;
using namespace iotsec::emitters::azure_policy;

TEST_CASE("no literal is ever read as an expression, and each reads back as itself") {
    const bool holds = rc::check([] {
        const auto text =
            *rc::gen::container<std::string>(rc::gen::element('[', ']', 'a', '\'', '*', '\\', '"'));
        const std::string written = escaped(text);
        RC_ASSERT(!is_expression(Json(written)));
        RC_ASSERT(unescaped(written) == text);
    });
    CHECK(holds);
    CHECK(escaped("[a]") == "[[a]");
    CHECK(escaped("[a") == "[a");
    CHECK(in_quotes("it's") == "'it''s'");
}

TEST_CASE("names are UUIDs of module and id, as the published outputs have them") {
    CHECK(definition_name("contoso.iot.factory", "HUB-NET-2", "check") ==
          "0d2a3b5a-5343-5711-aee3-000a03cee601");
    CHECK(definition_name("contoso.iot.factory", "HUB-NET-2", "remedy") ==
          "b4e05660-cd28-5951-ae0a-a2b649d9c474");
    CHECK(initiative_name("contoso.iot.factory", "iotHubProduction") ==
          "322ed5f7-4a7d-5652-ba2e-42a99e07159c");
}

TEST_CASE("texts and names that are too long are cut") {
    CHECK(cut_text("abc", 3) == "abc");
    CHECK(cut_text("äöüß", 3) == "äö…");
    CHECK(length("äöü") == 3);
    CHECK(cut_name("abcdefghij", 9).starts_with("ab-"));
    CHECK(cut_name("abcdefghij", 9).size() == 9);
}

TEST_CASE("the content hash does not depend on the order of keys") {
    const Json a{{"b", 1}, {"a", {{"d", 2}, {"c", 3}}}};
    const Json b{{"a", {{"c", 3}, {"d", 2}}}, {"b", 1}};
    CHECK(content_hash(a) == content_hash(b));
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
