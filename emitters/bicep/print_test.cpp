#include "emitters/arm/print.hpp"
#include "emitters/bicep/print.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace iotsec::emitters;
using namespace iotsec::emitters::deployment;
using Json = nlohmann::ordered_json;

namespace {

/// A vault with a diagnostic setting, a child and what only a deployment knows.
Template sample() {
    Template result;
    result.name = "A vault";
    result.header = {"Built for a test."};
    result.params = {
        {.name = "name", .description = "Name of the vault."},
        {.name = "location", .default_value = Expr{GroupLocation{}}, .description = "Its region."},
        {.name = "tier", .description = "Its tier.", .allowed = {"A1", "B'2"}}};
    Resource vault{.symbol = "vault",
                   .type = "Contoso.Vaults/vaults",
                   .api_version = "2024-01-01",
                   .name = {ParamRef{"name"}}};
    vault.body.members.emplace_back("location", Expr{ParamRef{"location"}});
    vault.body.members.emplace_back("properties", constant(Json{{"text", "[parameters('x')]"},
                                                                {"copy", Json::array({1, "a\\b${c}"})},
                                                                {"odata.type", 1.5},
                                                                {"empty", Json::object()}}));
    Resource child{.symbol = "key",
                   .type = "Contoso.Vaults/vaults/keys",
                   .api_version = "2024-01-01",
                   .name = text("first")};
    child.parent = "vault";
    Resource setting{.symbol = "setting", .type = "Contoso.Logs/settings", .api_version = "2024-01-01"};
    setting.name = {Concat{{Expr{ParamRef{"name"}}, text("-{log}s")}}};
    setting.scope = "vault";
    setting.body.members.emplace_back("properties", Expr{ObjectExpr{{{"vaultId", Expr{IdOf{"key"}}}}}});
    result.resources = {vault, child, setting};
    return result;
}

} // namespace

TEST_CASE("a template is printed as Bicep writes it") {
    CHECK(bicep::print(sample()) == R"(// Built for a test.
targetScope = 'resourceGroup'

metadata name = 'A vault'

@description('Name of the vault.')
param name string

@description('Its region.')
param location string = resourceGroup().location

@description('Its tier.')
@allowed([
  'A1'
  'B\'2'
])
param tier string

resource vault 'Contoso.Vaults/vaults@2024-01-01' = {
  name: name
  location: location
  properties: {
    text: '[parameters(\'x\')]'
    copy: [
      1
      'a\\b\${c}'
    ]
    'odata.type': json('1.5')
    empty: {}
  }
}

resource key 'Contoso.Vaults/vaults/keys@2024-01-01' = {
  parent: vault
  name: 'first'
}

resource setting 'Contoso.Logs/settings@2024-01-01' = {
  scope: vault
  name: '${name}-{log}s'
  properties: {
    vaultId: key.id
  }
}
)");
}

TEST_CASE("the same template as ARM JSON escapes what Azure would read as an expression") {
    const Json printed = Json::parse(arm::print(sample()));
    const Json& vault = printed["resources"][0];
    CHECK(vault["properties"]["text"] == "[[parameters('x')]");
    CHECK(vault["properties"]["[string('copy')]"][0] == 1);
    CHECK(vault["properties"]["odata.type"] == "[json('1.5')]");
    CHECK(printed["resources"][1]["name"] == "[format('{0}/{1}', parameters('name'), 'first')]");
    const Json& setting = printed["resources"][2];
    CHECK(setting["name"] == "[format('{0}-{{log}}s', parameters('name'))]");
    CHECK(setting["scope"] == "[resourceId('Contoso.Vaults/vaults', parameters('name'))]");
    CHECK(setting["properties"]["vaultId"] ==
          "[resourceId('Contoso.Vaults/vaults/keys', parameters('name'), 'first')]");
    CHECK(setting["dependsOn"].size() == 2);
}

TEST_CASE("a parameters file asks for every parameter without a default") {
    CHECK(bicep::print_params(sample(), "vault.bicep") == R"(using 'vault.bicep'

param name = '<name>'
param tier = 'A1'
)");
}
