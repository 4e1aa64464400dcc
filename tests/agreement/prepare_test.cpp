// What of a program is compared, and what is left out and why.
#include "tests/support/compile.hpp"
#include "verifier/agreement/agree.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace iotsec;
namespace agreement = iotsec::verifier::agreement;

namespace {

agreement::Prepared prepared(const std::string& requirements) {
    const test::CompiledText compiled = test::compile_text("module contoso.test\n" + requirements);
    REQUIRE(!compiled.program.requirements.empty());
    return agreement::prepare(compiled.program);
}

std::vector<std::string> compared(const agreement::Prepared& prepared) {
    std::vector<std::string> ids;
    for (const agreement::Subject& subject : prepared.subjects)
        ids.push_back(prepared.program.requirements[subject.requirement].meta.id);
    return ids;
}

} // namespace

TEST_CASE("a requirement that policies carry in part is compared conjunct by conjunct") {
    const agreement::Prepared result = prepared(R"(
requirement mixed for hub: Microsoft.Devices/IotHubs {
  id: 'M-1'
  title: 'Mixed'
  severity: low
  expect hub.sku.name == 'S1' and hub.comments == 'plant'
  expect every key in hub.encryption.keyVaultProperties (or empty) satisfies
           key.keyIdentifier in hub.allowedFqdnList
  remedy set hub.comments = 'plant'
}
)");
    CHECK(compared(result) == std::vector<std::string>{"M-1 part 1", "M-1 part 2"});
    REQUIRE(result.left_out.size() == 1);
    CHECK(result.left_out.front().id == "M-1 part 3");
    CHECK(!result.left_out.front().reason.empty());
}

TEST_CASE("what is attested or has no policy is left out by name") {
    const agreement::Prepared result = prepared(R"(
requirement told for hub: Microsoft.Devices/IotHubs {
  id: 'M-1'
  title: 'Told'
  severity: low
  attest every 180d asking 'Is it so?'
}
requirement local for dps: Microsoft.Devices/provisioningServices {
  id: 'M-2'
  title: 'Local'
  severity: low
  expect dps.disableLocalAuth
}
)");
    CHECK(result.subjects.empty());
    REQUIRE(result.left_out.size() == 2);
    CHECK(result.left_out[0].reason == "it is attested, not evaluated");
    CHECK(result.left_out[1].reason.find("no alias is published") != std::string::npos);
}
