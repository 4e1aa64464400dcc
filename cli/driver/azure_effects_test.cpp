#include "cli/driver/azure_effects.hpp"
#include "tests/support/compile.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace iotsec;

TEST_CASE("each requirement says what an Azure policy can do with a finding") {
    const auto compiled = test::compile_text(R"(module contoso.hubs

requirement z for hub: Microsoft.Devices/IotHubs {
  id: 'Z-1'
  title: 'No public traffic'
  severity: high

  expect hub.publicNetworkAccess == 'Disabled'
}

requirement half for hub: Microsoft.Devices/IotHubs {
  id: 'P-1'
  title: 'One half is carried'
  severity: high
  partial: ok

  expect hub.publicNetworkAccess == 'Disabled'
  expect hub.rootCertificate.enableRootCertificateV2 ?? false
}

requirement none for hub: Microsoft.Devices/IotHubs {
  id: 'N-1'
  title: 'Nothing is carried'
  severity: high

  expect hub.rootCertificate.enableRootCertificateV2 ?? false
}

requirement asked for hub: Microsoft.Devices/IotHubs {
  id: 'A-1'
  title: 'Device secrets live in hardware'
  severity: high

  attest every 180d asking 'The secure element'
}
)");
    REQUIRE(compiled.program.requirements.size() == 4);
    std::map<std::string, std::string> told;
    const auto sentences = cli::azure_effects(compiled.program, cli::Project{});
    for (std::size_t i = 0; i < sentences.size(); ++i)
        told[compiled.program.requirements[i].meta.id] = sentences[i];
    CHECK(told["Z-1"] == "The Azure policy can be assigned with: `Audit`, `Deny`, `Disabled`.");
    CHECK(told["P-1"] ==
          "The Azure policy, which carries a part of it, can be assigned with: `Audit`, `Deny`, `Disabled`.");
    CHECK(told["N-1"] == "No Azure policy carries this requirement.");
    CHECK(told["A-1"] == "The Azure policy asks for an attestation of each resource (`Manual`).");
}
