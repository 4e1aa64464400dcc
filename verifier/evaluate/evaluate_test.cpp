#include "tests/support/ir_builder.hpp"
#include "verifier/evaluate/evaluate.hpp"

#include <doctest/doctest.h>

using namespace iotsec;
using iotsec::verifier::Verdict;

namespace {

constexpr const char* hubs = "Microsoft.Devices/IotHubs";

/// hubPublicAccessOff of the standard library (reference, section 11).
test::IrBuilder public_access_off() {
    test::IrBuilder ir;
    const auto access = ir.or_default(ir.path("publicNetworkAccess"), ir.text("Enabled"));
    ir.require(ir.eq(access, ir.text("Disabled"))).checks[0].message = {
        std::string{"public network access is "}, access};
    return ir;
}

/// The one finding on a hub with this body.
verifier::Finding judge(const ir::Program& program, test::EvidenceBuilder& evidence, std::string body) {
    evidence.add(hubs, "h", std::move(body));
    DiagnosticSink sink;
    const auto findings = verifier::evaluate(program, evidence.evidence, {}, sink);
    REQUIRE(findings.size() == 1);
    return findings[0];
}

} // namespace

TEST_CASE("a hub that is open to the public is a violation at the value that says so") {
    test::EvidenceBuilder evidence;
    const auto finding =
        judge(public_access_off().program, evidence, R"({"properties": {"publicNetworkAccess": "Enabled"}})");
    CHECK(finding.verdict == Verdict::Violation);
    REQUIRE(finding.failed.size() == 1);
    CHECK(finding.failed[0].message == "public network access is Enabled");
    CHECK(evidence.sources.text(finding.failed[0].place) == "\"Enabled\"");
    CHECK(finding.failed[0].expected == "'Disabled'");
}

TEST_CASE("an absent property with a service default is judged by the default, at its resource") {
    test::EvidenceBuilder evidence;
    const auto finding = judge(public_access_off().program, evidence, R"({"properties": {}})");
    CHECK(finding.verdict == Verdict::Violation);
    REQUIRE(finding.failed.size() == 1);
    CHECK(finding.failed[0].message == "public network access is Enabled (default)");
    CHECK(finding.failed[0].place == evidence.evidence.resources[0].name_span);
}

TEST_CASE("a hub that keeps the public out is compliant, whatever the letter case") {
    test::EvidenceBuilder evidence;
    const auto finding = judge(public_access_off().program, evidence,
                               R"({"properties": {"PublicNetworkAccess": "disabled"}})");
    CHECK(finding.verdict == Verdict::Compliant);
    CHECK(finding.failed.empty());
}

TEST_CASE("a value that nobody knows yet is unknown, with its cause and place") {
    test::EvidenceBuilder evidence;
    const auto finding =
        judge(public_access_off().program, evidence,
              R"({"properties": {"publicNetworkAccess": {"?": "parameter access has no value"}}})");
    CHECK(finding.verdict == Verdict::Unknown);
    REQUIRE(finding.reasons.size() == 1);
    CHECK(finding.reasons[0].text == "parameter access has no value");
    CHECK(evidence.sources.text(finding.reasons[0].place) == R"({"?": "parameter access has no value"})");
    REQUIRE(finding.failed.size() == 1);
    CHECK(finding.failed[0].message == "public network access is unknown (parameter access has no value)");
}

TEST_CASE("an unknown whose every value gives one answer is decided") {
    test::EvidenceBuilder evidence;
    const auto finding = judge(
        public_access_off().program, evidence,
        R"({"properties": {"publicNetworkAccess": {"?": "p", "of": ["Enabled", "SecuredByPerimeter"]}}})");
    CHECK(finding.verdict == Verdict::Violation);
}
