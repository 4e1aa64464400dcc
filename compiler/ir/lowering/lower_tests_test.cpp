// `test` declarations as they are lowered: bodies in Azure's form, ids, references between givens.
#include "compiler/ir/expr_text.hpp"
#include "compiler/ir/lowering/lowered_test.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace iotsec;
using ir::testing::Lowered;
using ir::testing::module_text;
using sema::testing::requirement;

namespace {

Lowered with_test(const std::string& body, const std::string& clauses = "expect hub.restricted") {
    return Lowered{{module_text("param words: string[] = ['a']\n" +
                                requirement("r", clauses + "\n  expect hub.comments in words") +
                                "test 't' of m.r {\n" + body + "\n}\n")}};
}

} // namespace

TEST_CASE("a given has its body in Azure's form, an id and a name") {
    const Lowered lowered = with_test("given hub: Contoso.Devices/hubs {\n"
                                      "  name: 'h'\n  location: 'westeurope'\n  sku: { name: 'S1' }\n"
                                      "  rules: [{ action: 'Accept', mask: '10.0.0.0/8' }]\n}\n"
                                      "set words = ['b']\nat 2026-11-25\n"
                                      "expect violation with 'x'\nexpect compliant for hub");
    REQUIRE(lowered.tests.size() == 1);
    const ir::TestCase& test = lowered.tests[0];
    REQUIRE(test.givens.size() == 1);
    const ir::GivenResource& hub = test.givens[0];
    const std::string id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/"
                           "Contoso.Devices/hubs/h";
    CHECK(ir::value_text(hub.id) == "'" + id + "'");
    CHECK(ir::value_text(hub.full_name) == "'h'");
    CHECK(hub.resource_group == "rg");
    CHECK(hub.api_version == "2023-06-30");
    CHECK(ir::value_text(hub.body) == "{ name: 'h', location: 'westeurope', properties: { sku: { name: 'S1' "
                                      "}, rules: [{ action: 'Accept', mask: "
                                      "'10.0.0.0/8' }] }, id: '" +
                                          id + "', type: 'Contoso.Devices/hubs' }");
    REQUIRE(test.sets.size() == 1);
    CHECK(ir::value_text(test.sets[0].second) == "['b']");
    CHECK(test.at == "2026-11-25T00:00:00Z");
    REQUIRE(test.expectations.size() == 2);
    CHECK(test.expectations[0].with == "x");
    CHECK(test.expectations[1].subject == "hub");
}

TEST_CASE("givens refer to each other, whichever comes first") {
    const Lowered lowered =
        with_test("given hub: Contoso.Devices/hubs { name: 'h', workspaceId: point.id, "
                  "comments: '${point.name} of ${hub.name}' }\n"
                  "given point: Contoso.Network/endpoints in subscription {\n"
                  "  name: 'e', location: 'westeurope', links: [{ serviceId: hub.id }]\n}\n"
                  "given cert: Contoso.Devices/hubs/certificates of hub { name: 'c' }\n"
                  "given setting: Contoso.Monitor/settings of hub { name: 's' }\n"
                  "expect compliant");
    REQUIRE(lowered.tests.size() == 1);
    const auto& givens = lowered.tests[0].givens;
    REQUIRE(givens.size() == 4);
    const std::string scope = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/";
    const Value* properties = givens[0].body.find("properties");
    REQUIRE(properties != nullptr);
    CHECK(ir::value_text(*properties) ==
          "{ workspaceId: '" + scope +
              "rg-other/providers/Contoso.Network/endpoints/e', comments: 'e of h' }");
    CHECK(ir::value_text(givens[2].id) ==
          "'" + scope + "rg/providers/Contoso.Devices/hubs/h/certificates/c'");
    CHECK(ir::value_text(givens[2].full_name) == "'h/c'");
    CHECK(ir::value_text(givens[3].id) ==
          "'" + scope + "rg/providers/Contoso.Devices/hubs/h/providers/Contoso.Monitor/settings/s'");
    CHECK(givens[2].relation == ir::RelatedBy::Of);
    CHECK(givens[2].of == "hub");
}

TEST_CASE("an unknown value has the values of its property, and keeps its cause in texts") {
    const Lowered lowered =
        with_test("given hub: Contoso.Devices/hubs { name: 'h', restricted: unknown('why'), "
                  "comments: 'a-${hub.state}', state: unknown }\nview: request\nexpect unknown");
    REQUIRE(lowered.tests.size() == 1);
    CHECK(lowered.tests[0].request_view);
    const Value* properties = lowered.tests[0].givens[0].body.find("properties");
    REQUIRE(properties != nullptr);
    const Unknown* restricted = properties->find("restricted")->as_unknown();
    REQUIRE(restricted != nullptr);
    CHECK(restricted->reason == "why");
    CHECK(restricted->domain.size() == 2);
    CHECK(restricted->may_be_absent);
    const Unknown* comments = properties->find("comments")->as_unknown();
    REQUIRE(comments != nullptr);
    REQUIRE(comments->pieces.size() == 2);
    CHECK(comments->pieces[0] == "a-");
    CHECK_FALSE(comments->pieces[1].has_value());
}
