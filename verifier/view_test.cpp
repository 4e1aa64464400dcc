#include "tests/support/ir_builder.hpp"
#include "verifier/view.hpp"

#include <doctest/doctest.h>

using namespace iotsec;
using test::EvidenceBuilder;
using test::IrBuilder;
using verifier::Verdict;

namespace {

constexpr const char* hubs = "Microsoft.Devices/IotHubs";
constexpr const char* endpoints = "Microsoft.Network/privateEndpoints";
constexpr const char* devices = "IotHub.Registry/devices";

/// hubPrivateEndpoint: an approved connection, or an endpoint in the subscription that links to the hub.
IrBuilder private_endpoint() {
    IrBuilder ir;
    ir.add_type(endpoints);
    ir.property("id").json = "id";
    ir.list("privateEndpointConnections").visible_in = catalog::VisibleIn::Response;
    ir.property("privateEndpointConnections[*].status").json =
        "properties.privateEndpointConnections[*].properties.status";
    const auto approved = ir.some(
        ir::Items{ir.path("privateEndpointConnections")}, "connection",
        ir.eq(ir.path("connection", "privateEndpointConnections[*].status", hubs), ir.text("Approved")));
    const auto linked = ir.some(ir.related(endpoints, ir::RelatedBy::Subscription), "endpoint",
                                ir.eq(ir.path("endpoint", "target", endpoints), ir.path("id")));
    ir.require(ir.any({approved, linked}));
    return ir;
}

verifier::Finding judge(const IrBuilder& ir, EvidenceBuilder& evidence) {
    verifier::apply_view(ir.program, evidence.evidence);
    DiagnosticSink sink;
    const auto findings = verifier::evaluate(ir.program, evidence.evidence, {}, sink);
    REQUIRE(findings.size() == 1);
    return findings[0];
}

Cause cause_at(const Value& body, std::string_view name) {
    const Value* value = body.find(name);
    REQUIRE(value != nullptr);
    REQUIRE(value->as_unknown() != nullptr);
    return value->as_unknown()->cause;
}

} // namespace

TEST_CASE("a hub template without a private endpoint is unknown, with closed evidence a violation") {
    const IrBuilder ir = private_endpoint();
    EvidenceBuilder open;
    open.add(hubs, "h", R"({"properties": {}})").view = verifier::View::Request;
    const auto unknown = judge(ir, open);
    CHECK(unknown.verdict == Verdict::Unknown);
    REQUIRE(unknown.reasons.size() == 2);
    CHECK(unknown.reasons[0].cause == Cause::NotInRequest);
    CHECK(unknown.reasons[0].text == "`privateEndpointConnections` is not carried by a request body");
    CHECK(unknown.reasons[1].cause == Cause::NotInEvidence);

    EvidenceBuilder closed;
    closed.evidence.closed = true;
    closed.add(hubs, "h", R"({"properties": {}})").view = verifier::View::Request;
    CHECK(judge(ir, closed).verdict == Verdict::Violation);
}

TEST_CASE("what a request states is taken, even where the service fills it in") {
    const IrBuilder ir = private_endpoint();
    EvidenceBuilder none;
    none.evidence.complete_types = {endpoints};
    none.add(hubs, "h", R"({"properties": {"privateEndpointConnections": []}})").view =
        verifier::View::Request;
    CHECK(judge(ir, none).verdict == Verdict::Violation);
}

TEST_CASE("the same body in the stored view is judged as it stands") {
    const IrBuilder ir = private_endpoint();
    EvidenceBuilder evidence;
    evidence.evidence.complete_types = {endpoints};
    evidence.add(hubs, "h", R"({"properties": {}})");
    CHECK(judge(ir, evidence).verdict == Verdict::Violation);
}

TEST_CASE("a request tells some of what it cannot state") {
    IrBuilder ir;
    auto& host = ir.property("hostName");
    host.read_only = true;
    host.request_from = "{name}.azure-devices.net";
    ir.list("links");
    auto& name = ir.property("links[*].name");
    name.read_only = true;
    name.json = "properties.links[*].name";
    name.request_from = "{hostName} | {connectionString#HostName}";
    EvidenceBuilder evidence;
    auto& hub = evidence.add(hubs, "h", R"({"properties": {"links": [
        {"hostName": "a.net", "connectionString": "HostName=b.net"},
        {"connectionString": "HostName=b.net;SharedAccessKey=x"},
        {"connectionString": {"?": "key", "pieces": ["HostName=c.net;SharedAccessKey=", null]}},
        {"connectionString": {"?": "host", "pieces": ["HostName=", null, ".azure-devices.net;End=1"]}},
        {}]}})");
    hub.view = verifier::View::Request;
    hub.name = evidence.value(R"({"?": "parameter name", "there": true, "pieces": ["iot-", null]})");
    verifier::apply_view(ir.program, evidence.evidence);

    const Value& properties = *evidence.evidence.resources[0].body.find("properties");
    const Unknown* host_name = properties.find("hostName")->as_unknown();
    REQUIRE(host_name != nullptr);
    using Pieces = std::vector<std::optional<std::string>>;
    CHECK(host_name->pieces == Pieces{"iot-", std::nullopt, ".azure-devices.net"});
    const List& links = *properties.find("links")->as_list();
    CHECK(*links[0].find("name")->as_string() == "a.net");
    CHECK(*links[1].find("name")->as_string() == "b.net");
    CHECK(*links[2].find("name")->as_string() == "c.net");
    REQUIRE(links[3].find("name")->as_unknown() != nullptr);
    CHECK(links[3].find("name")->as_unknown()->pieces == Pieces{"", std::nullopt, ".azure-devices.net"});
    CHECK(cause_at(links[4], "name") == Cause::NotInRequest);
}

TEST_CASE("a stored secret is not exported, and a masked text keeps what it shows") {
    IrBuilder ir;
    ir.property("key").secret = true;
    ir.property("connection").secret = true;
    EvidenceBuilder evidence;
    evidence.add(hubs, "h", R"({"properties": {"connection": "HostName=h.net;Key=****"}})");
    verifier::apply_view(ir.program, evidence.evidence);
    const Value& properties = *evidence.evidence.resources[0].body.find("properties");
    CHECK(cause_at(properties, "key") == Cause::NotExported);
    const Unknown* masked = properties.find("connection")->as_unknown();
    REQUIRE(masked != nullptr);
    CHECK(masked->pieces == std::vector<std::optional<std::string>>{"HostName=h.net;Key=", std::nullopt, ""});
    CHECK_FALSE(masked->may_be_absent);
}

TEST_CASE("keys that a registry export leaves out are unknown, wherever they would stand") {
    IrBuilder ir{devices, "device"};
    ir.program.types[0].type_class = catalog::TypeClass::DataPlane;
    auto& key = ir.property("authentication.key");
    key.json = "authentication.key";
    key.secret = true;
    EvidenceBuilder evidence;
    evidence.add(devices, "d", "{}").view = verifier::View::Registry;
    evidence.add(devices, "d", R"({"authentication": {"key": "a"}})").view = verifier::View::Registry;
    verifier::apply_view(ir.program, evidence.evidence);
    CHECK(cause_at(*evidence.evidence.resources[0].body.find("authentication"), "key") == Cause::NotExported);
    CHECK(*evidence.evidence.resources[1].body.find("authentication")->find("key")->as_string() == "a");
}

TEST_CASE("of a resource that is only referred to, nothing is known") {
    IrBuilder ir;
    ir.require(ir.some(ir.related(hubs, ir::RelatedBy::Evidence), "other",
                       ir.eq(ir.path("other", "x", hubs), ir.text("a"))));
    EvidenceBuilder evidence;
    evidence.evidence.closed = true;
    evidence.add(hubs, "h", R"({"properties": {"x": "b"}})");
    CHECK(judge(ir, evidence).verdict == Verdict::Violation);
    evidence.add(hubs, "e", "{}").existing = true;
    CHECK(judge(ir, evidence).verdict == Verdict::Unknown);
}

TEST_CASE("a bool or a closed enumeration that is not shown has the values of its type") {
    IrBuilder ir;
    auto& flag = ir.property("flag");
    flag.kind = catalog::Kind::Bool;
    flag.read_only = true;
    flag.always_returned = true;
    ir.require(ir.one_of(ir.path("flag"), {ir.boolean(true), ir.boolean(false)}));
    EvidenceBuilder evidence;
    evidence.add(hubs, "h", "{}").view = verifier::View::Request;
    CHECK(judge(ir, evidence).verdict == Verdict::Compliant);
}
