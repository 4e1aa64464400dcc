#include "azure/policy/aliases/table.hpp"
#include "base/text.hpp"
#include "stdlib/built_in.hpp"
#include "tests/support/shared.hpp"
#include "verifier/catalog_aliases.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <string>

using namespace iotsec;
using namespace iotsec::azure::policy;

TEST_CASE("the aliases of the catalogue stand for the paths that it knows") {
    const auto table = AliasTable::of(verifier::alias_list(stdlib::catalogue()));
    const auto shown = [&](std::string_view name) {
        std::string text;
        for (const Alias& alias : table->find(name))
            text += fmt::format("{} {} {}", alias.resource_type, alias.default_path, alias.token_type);
        return text;
    };
    CHECK(shown("microsoft.devices/iothubs/publicnetworkaccess") ==
          "Microsoft.Devices/IotHubs properties.publicNetworkAccess String");
    CHECK(shown("Microsoft.Devices/IotHubs/networkRuleSets.ipRules") ==
          "Microsoft.Devices/IotHubs properties.networkRuleSets.ipRules Array");
    CHECK(shown("Microsoft.Devices/IotHubs/networkRuleSets.ipRules[*]") ==
          "Microsoft.Devices/IotHubs properties.networkRuleSets.ipRules[*] Object");
    CHECK(shown("Microsoft.Devices/IotHubs/networkRuleSets.ipRules[*].ipMask") ==
          "Microsoft.Devices/IotHubs properties.networkRuleSets.ipRules[*].ipMask String");
    CHECK(table->find("location").empty());
    CHECK(table->find("Microsoft.Devices/IotHubs/publicNetworkAccess").front().modifiable == Modifiable::Yes);
    CHECK(table->type("Microsoft.Devices/IotHubs")->tags == Capability::Yes);
    CHECK(table->type("Microsoft.Devices/IotHubs/certificates")->tags == Capability::No);
}

TEST_CASE("every alias of the catalogue is a published one, with the published path") {
    const auto folder = test::shared_folder("corpus/aliases", "aliases of the catalogue");
    if (!folder) return;
    std::ifstream in{*folder / "aliases.tsv"};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    Sources sources;
    DiagnosticSink sink;
    const auto published = AliasTable::of(read_alias_list(sources.add("aliases.tsv", text), sink));
    for (const ListedType& type : verifier::alias_list(stdlib::catalogue()).types) {
        for (const ListedAlias& alias : type.aliases) {
            const auto found = published->find(alias.name);
            const Alias* own = alias_of_type(found, type.name);
            CHECK_MESSAGE(own != nullptr, alias.name);
            if (own != nullptr) CHECK(equal_ignoring_case(own->default_path, alias.default_path));
        }
    }
}
