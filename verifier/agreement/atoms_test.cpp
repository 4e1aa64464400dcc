#include "tests/support/ir_builder.hpp"
#include "verifier/agreement/atoms.hpp"
#include "verifier/agreement/rule_side.hpp"

#include <doctest/doctest.h>

using namespace iotsec;
namespace agreement = iotsec::verifier::agreement;

TEST_CASE("every atom is counted, whether or not the verdict hung on it") {
    test::IrBuilder ir;
    ir.list("rules").kind = catalog::Kind::Object;
    ir.property("rules[*].action").json = "properties.rules[*].action";
    const auto reject =
        ir.eq(ir.path("rule", "rules[*].action", "Microsoft.Devices/IotHubs"), ir.text("Reject"));
    const auto some = ir.some(ir::Items{ir.path("rules")}, "rule", reject);
    ir.require(ir.any({ir.is("access", "Disabled"), some}));

    test::EvidenceBuilder evidence;
    evidence.add("Microsoft.Devices/IotHubs", "one",
                 R"({ "properties": { "access": "Disabled", "rules": [{ "action": "Reject" }, {}] } })");
    const verifier::Plan plan{ir.program};
    const std::vector<agreement::Setting> settings(1);
    const agreement::RuleSide rule{plan, 0, settings};
    agreement::AtomCounts atoms{ir.program, ir.program.requirements.front()};
    const agreement::Sample sample{.evidence = evidence.evidence, .as_of = {}};
    CHECK(rule.judge(sample, &atoms).verdict == verifier::Verdict::Compliant);

    REQUIRE(atoms.atoms().size() == 3);
    CHECK(atoms.atoms()[0].was_true == 1); // access
    CHECK(atoms.atoms()[1].was_true == 1); // some rule
    CHECK(atoms.atoms()[2].was_both());    // of two rules one is a Reject
    CHECK(!atoms.were_all_both());
}

TEST_CASE("a derivation says what each condition was") {
    test::IrBuilder ir;
    ir.require(ir.no(ir.is("access", "Enabled")));
    test::EvidenceBuilder evidence;
    evidence.add("Microsoft.Devices/IotHubs", "one", R"({ "properties": { "access": "Enabled" } })");
    const verifier::Plan plan{ir.program};
    const std::vector<agreement::Setting> settings(1);
    const agreement::RuleSide rule{plan, 0, settings};
    CHECK(rule.derivation({.evidence = evidence.evidence, .as_of = {}}) ==
          "expect: false\n"
          "  not: false\n"
          "    hub.access == 'Enabled': true\n");
    CHECK(rule.missed({.evidence = evidence.evidence, .as_of = {}}) == std::vector<std::size_t>{0});
}
