// Requirements, baselines and parameters as they are lowered.
#include "compiler/ir/expr_text.hpp"
#include "compiler/ir/json.hpp"
#include "compiler/ir/lowering/instants.hpp"
#include "compiler/ir/lowering/lower.hpp"
#include "compiler/ir/lowering/lowered_test.hpp"
#include "compiler/ir/verify.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace iotsec;
using ir::testing::Lowered;
using ir::testing::module_text;
using sema::testing::requirement;

namespace {

/// The part of the text form from the first parameter or requirement on: without facts of the catalogue.
std::string meaning(const ir::Program& program) {
    const std::string text = ir::to_text(program);
    const auto begin = std::min(text.find("param $"), text.find("requirement "));
    return begin == std::string::npos ? text : text.substr(begin);
}

} // namespace

TEST_CASE("a requirement keeps its clauses, its message and its remedy") {
    const Lowered lowered{{module_text(requirement(
        "r",
        "when hub.location == 'westeurope'\n"
        "  expect hub.publicNetworkAccess == 'Disabled' otherwise 'access is ${hub.publicNetworkAccess}'\n"
        "  expect hub.comments\n    is present\n"
        "  remedy set hub.publicNetworkAccess = 'Disabled' roles [networkContributor]\n"
        "  effects audit"))}};
    CHECK(meaning(lowered.program) ==
          "requirement r m.r for hub: Contoso.Devices/hubs\n"
          "  high: a title\n"
          "  when hub.location == by location 'westeurope'\n"
          "  expect (hub.publicNetworkAccess ??default 'Enabled') == 'Disabled'\n"
          "    otherwise 'access is ${hub.publicNetworkAccess ??default 'Enabled'}'\n"
          "  expect hub.comments is present\n"
          "  remedy set hub.publicNetworkAccess = 'Disabled'\n"
          "    role 4d97b98b-1d4f-4787-a291-c67834d212e7\n"
          "  effects audit\n");
    CHECK(lowered.program.requirements[0].checks[1].source_text == "hub.comments is present");
}

TEST_CASE("a body that is deployed is in Azure's form, under the newest version that has it all") {
    const Lowered lowered{
        {module_text("param workspace: resourceId\n" +
                     requirement("r", "expect some s: Contoso.Monitor/settings of hub satisfies "
                                      "s.workspaceId is present\n"
                                      "  remedy deploy s: Contoso.Monitor/settings of hub {\n"
                                      "    name: '${hub.name}-logs'\n"
                                      "    workspaceId: workspace\n"
                                      "    logs: [{ category: 'all', enabled: true }]\n"
                                      "  } roles [networkContributor]"))}};
    CHECK(meaning(lowered.program) ==
          "param $workspace: resourceId\n"
          "requirement r m.r for hub: Contoso.Devices/hubs\n"
          "  high: a title\n"
          "  expect count(s in Contoso.Monitor/settings of hub where (s.workspaceId is present)) >= 1\n"
          "  remedy deploy s: Contoso.Monitor/settings of hub at 2023-06-30\n"
          "    { name: text(hub.name, '-logs'), properties: { workspaceId: $workspace, logs: [{ category: "
          "'all', "
          "enabled: true }] } }\n"
          "    role 4d97b98b-1d4f-4787-a291-c67834d212e7\n");
}

TEST_CASE("fleets have shares and values that occur once") {
    const Lowered lowered{{module_text(
        "param quota: percent = 99%\n" +
        requirement("r",
                    "expect at least quota of d in devices (or empty) where d.status == 'enabled' "
                    "satisfies d.deviceId startsWith 'a'\n"
                    "  expect unique d in devices by [d.key]",
                    "all devices: Contoso.Registry/devices"))}};
    CHECK(meaning(lowered.program) == "param $quota: percent = '99'\n"
                                      "requirement r m.r for all devices: Contoso.Registry/devices\n"
                                      "  high: a title\n"
                                      "  expect share(d in all devices where (d.status == 'enabled') with "
                                      "(d.deviceId prefix 'a')) >= $quota\n"
                                      "  expect distinct(d2 in all devices by d2.key)\n");
}

TEST_CASE("device ids compare with letter case") {
    const Lowered lowered{
        {module_text(requirement("r", "expect device.deviceId == 'A'", "device: Contoso.Registry/devices"))}};
    CHECK(meaning(lowered.program).find("device.deviceId == by exact 'A'") != std::string::npos);
}

TEST_CASE("a let of a requirement is expanded where it is used") {
    const Lowered lowered{{module_text(requirement("r", "let sku = hub.sku\n  let big = sku.name == 'S2'\n"
                                                        "  when big\n  expect sku.capacity > 1"))}};
    const std::string text = meaning(lowered.program);
    CHECK(text.find("  when hub.sku.name == 'S2'\n") != std::string::npos);
    CHECK(text.find("  expect hub.sku.capacity > by int 1\n") != std::string::npos);
}

TEST_CASE("a baseline binds parameters to literals and to other parameters") {
    const std::string library = "module lib\n"
                                "/// What is\n/// allowed.\n"
                                "param words: string[] = ['a'] { displayName: 'Words' }\n"
                                "param other: string = 'x'\n" +
                                requirement("a", "expect hub.comments in words") +
                                requirement("b", "expect hub.comments == other");
    const std::string own = "module m\nimport lib\nparam mine: string[] = ['b']\n"
                            "baseline base {\n  title: 'Base'\n  version: '1.2.0'\n"
                            "  include lib.a with { words: mine }\n  include lib.b with { other: 'y' }\n}\n";
    const Lowered lowered{{own}, {library}};
    const std::string text = ir::to_text(lowered.program);
    CHECK(text.substr(text.find("baseline")) == "baseline m.base 1.2.0\n"
                                                "  include a $words = $mine\n"
                                                "  include b $other = 'y'\n");
    REQUIRE(!lowered.program.params.empty());
    CHECK(lowered.program.params[0].description == "What is allowed.");
    CHECK(lowered.program.params[0].display_name == "Words");
}

TEST_CASE("what is lowered is well formed, and describes each property once") {
    const Lowered lowered{
        {module_text(requirement("r", "expect hub.comments == hub.comments\n"
                                      "  expect some e in hub.rules satisfies e.note == hub.comments"))}};
    CHECK(ir::verify(lowered.program) == std::vector<std::string>{});
    std::set<std::string> paths;
    for (const ir::Property& property : lowered.program.properties)
        CHECK(paths.insert(property.path).second);
    CHECK(paths == std::set<std::string>{"comments", "rules", "rules[*].note"});
}

TEST_CASE("an expansion that nests too deeply is reported, not followed (IOT5201)") {
    std::string clauses = "let l0 = hub.restricted\n";
    for (int i = 1; i < 150; ++i)
        clauses += "  let l" + std::to_string(i) + " = not l" + std::to_string(i - 1) + "\n";
    sema::testing::Checked checked{{module_text(requirement("r", clauses + "  expect l149"))}};
    REQUIRE_FALSE(checked.sink.has_errors());
    (void)ir::lower(checked.program, checked.sources, checked.sink);
    REQUIRE(checked.sink.has_errors());
    CHECK(checked.sink.all().back().code == "IOT5201");
}

TEST_CASE("instants move by durations") {
    CHECK(ir::lowering::moved("2026-11-25T00:00:00Z", 86'400) == "2026-11-26T00:00:00Z");
    CHECK(ir::lowering::moved("2026-01-01T00:00:00Z", -1) == "2025-12-31T23:59:59Z");
    CHECK(ir::lowering::moved("2024-02-28T12:30:00Z", 86'400) == "2024-02-29T12:30:00Z");
    CHECK(ir::lowering::moved("yesterday", 1) == "");
    CHECK(ir::lowering::moved("2026-11-25T00:00:00Z", INT64_MAX) == "");
}
