#include "tests/support/ir_builder.hpp"
#include "verifier/tests/run_tests.hpp"

#include <doctest/doctest.h>

using namespace iotsec;
using ir::ExpectedVerdict;
using test::EvidenceBuilder;
using test::IrBuilder;

namespace {

constexpr const char* hubs = "Microsoft.Devices/IotHubs";
constexpr const char* endpoints = "Microsoft.Network/privateEndpoints";
constexpr const char* settings = "Microsoft.Insights/diagnosticSettings";

/// hubPublicAccessOff with its remedy.
IrBuilder public_access_off() {
    IrBuilder ir;
    const auto access = ir.path("publicNetworkAccess");
    const auto effective = ir.or_default(access, ir.text("Enabled"));
    const auto disabled = ir.text("Disabled");
    auto& requirement = ir.require(ir.eq(effective, disabled));
    requirement.checks[0].message = {std::string{"public network access is "}, effective};
    requirement.remedies.push_back(
        {.sets = {{access, disabled}}, .deploy = {}, .presupposes = {}, .role_ids = {}, .span = {}});
    return ir;
}

ir::GivenResource given(std::string name, std::string type, Value body) {
    ir::GivenResource result;
    result.id = Value{"/subscriptions/s/resourceGroups/g/providers/" + type + "/" + name};
    result.full_name = Value{name};
    result.name = std::move(name);
    result.type = std::move(type);
    result.body = std::move(body);
    result.subscription = "s";
    result.resource_group = "g";
    return result;
}

ir::TestCase test_of(std::vector<ir::GivenResource> givens, std::vector<ir::Expectation> expectations) {
    ir::TestCase test;
    test.title = "t";
    test.givens = std::move(givens);
    test.expectations = std::move(expectations);
    return test;
}

ir::Expectation expect(ExpectedVerdict verdict, std::optional<std::string> with = {},
                       bool after_remedy = false) {
    return {
        .verdict = verdict, .subject = {}, .with = std::move(with), .after_remedy = after_remedy, .span = {}};
}

/// The failures of one test, `IOT6201 message | help` each on a line.
std::string failures(const ir::Program& program, const ir::TestCase& test) {
    DiagnosticSink sink;
    const auto results = verifier::run_tests(program, {test}, sink);
    REQUIRE(results.size() == 1);
    std::string result;
    for (const Diagnostic& failure : results[0].failures) {
        result += fmt::format("{} {}", failure.code, failure.message);
        result += failure.help.empty() ? "\n" : " | " + failure.help + "\n";
    }
    CHECK(results[0].passed() == result.empty());
    return result;
}

Value access(std::string value) {
    EvidenceBuilder evidence;
    return evidence.value(R"({"properties": {"publicNetworkAccess": )" + value + "}}");
}

} // namespace

TEST_CASE("a test passes where every verdict is as expected") {
    const auto ir = public_access_off();
    CHECK(
        failures(ir.program, test_of({given("hub", hubs, Value{Object{}})},
                                     {expect(ExpectedVerdict::Violation, "public network access is Enabled"),
                                      expect(ExpectedVerdict::Compliant, {}, true)}))
            .empty());
    CHECK(failures(ir.program, test_of({given("hub", hubs, access(R"({"?": "parameter access"})"))},
                                       {expect(ExpectedVerdict::Unknown, "parameter access")}))
              .empty());
}

TEST_CASE("a verdict that is not as expected fails with IOT6201 and says why it is as it is") {
    const auto ir = public_access_off();
    CHECK(failures(ir.program, test_of({given("hub", hubs, access("\"Enabled\""))},
                                       {expect(ExpectedVerdict::Compliant)})) ==
          "IOT6201 test `t`: expected compliant, found violation | the verdict is because of: public network "
          "access is "
          "Enabled\n");
    CHECK(failures(ir.program, test_of({given("hub", hubs, access("\"Disabled\""))},
                                       {expect(ExpectedVerdict::Violation)})) ==
          "IOT6201 test `t`: expected violation, found compliant\n");
}

TEST_CASE("a message that is not as expected fails with IOT6202") {
    const auto ir = public_access_off();
    CHECK(failures(ir.program, test_of({given("hub", hubs, access("\"Enabled\""))},
                                       {expect(ExpectedVerdict::Violation, "something else")})) ==
          "IOT6202 test `t`: expected a message with `something else`, found `public network access is "
          "Enabled`\n");
}

TEST_CASE("a given that is no subject of the requirement fails with IOT6203") {
    const auto ir = public_access_off();
    CHECK(failures(ir.program,
                   test_of({given("e", endpoints, Value{Object{}})}, {expect(ExpectedVerdict::Violation)})) ==
          "IOT6203 test `t`: no verdict, as the given is no `Microsoft.Devices/IotHubs`\n");
    CHECK(failures(ir.program, test_of({}, {expect(ExpectedVerdict::Violation)})).starts_with("IOT6203"));
}

TEST_CASE("`for` names another subject, `set` gives a parameter, `at` the time") {
    IrBuilder ir;
    const auto wanted = ir.of(ir.param("wanted"));
    const auto now = ir.program.add(ir::Context{ir::ContextValue::Now});
    ir.require(
        ir.all({ir.eq(ir.path("publicNetworkAccess"), wanted),
                ir.compare(now, ir::CompareOp::Gt, ir.instant("2026-01-01"), ir::CompareBy::Instant)}));
    auto test = test_of({given("a", hubs, access("\"Enabled\"")), given("b", hubs, access("\"Disabled\""))},
                        {expect(ExpectedVerdict::Violation), expect(ExpectedVerdict::Compliant)});
    test.expectations[1].subject = "b";
    test.sets = {{"wanted", Value{std::string{"Disabled"}}}};
    test.at = "2026-06-01T00:00:00Z";
    CHECK(failures(ir.program, test).empty());
    test.at.clear();
    test.expectations = {expect(ExpectedVerdict::Unknown, "the time of the check is not given")};
    test.expectations[0].subject = "b";
    CHECK(failures(ir.program, test).empty());
}

namespace {

/// An endpoint in the subscription that names the hub, or an approved connection that only Azure shows.
IrBuilder private_endpoint() {
    IrBuilder ir;
    ir.add_type(endpoints);
    ir.property("id").json = "id";
    ir.list("connections").visible_in = catalog::VisibleIn::Response;
    const auto connected = ir.some(ir::Items{ir.path("connections")}, "c", {});
    const auto linked = ir.some(ir.related(endpoints, ir::RelatedBy::Subscription), "endpoint",
                                ir.eq(ir.path("endpoint", "target", endpoints), ir.path("id")));
    ir.require(ir.any({connected, linked}));
    return ir;
}

} // namespace

TEST_CASE("the inventory of a test is complete, except for what it calls incomplete") {
    const auto ir = private_endpoint();
    auto test = test_of({given("hub", hubs, Value{Object{}})}, {expect(ExpectedVerdict::Violation)});
    CHECK(failures(ir.program, test).empty());
    test.incomplete = {endpoints};
    test.expectations = {expect(ExpectedVerdict::Unknown, "may exist")};
    CHECK(failures(ir.program, test).empty());
    Value body;
    body.set("properties", Value{Object{}}).set("target", *&test.givens[0].id);
    test.givens.push_back(given("e", endpoints, body));
    test.expectations = {expect(ExpectedVerdict::Compliant)};
    CHECK(failures(ir.program, test).empty());
}

TEST_CASE("in the request view what the service fills in is unknown unless given") {
    const auto ir = private_endpoint();
    auto test = test_of({given("hub", hubs, Value{Object{}})},
                        {expect(ExpectedVerdict::Unknown, "`connections` is not carried by a request body")});
    test.request_view = true;
    CHECK(failures(ir.program, test).empty());
    EvidenceBuilder evidence;
    test.givens[0].body = evidence.value(R"({"properties": {"connections": []}})");
    test.expectations = {expect(ExpectedVerdict::Violation)};
    CHECK(failures(ir.program, test).empty());
}

TEST_CASE("a deployment that a remedy makes is judged as a related resource") {
    IrBuilder ir;
    ir.add_type(settings, catalog::TypeClass::Extension);
    const auto kept = ir.eq(ir.path("setting", "workspaceId", settings), ir.text("w"));
    auto& requirement = ir.require(ir.some(ir.related(settings, ir::RelatedBy::Of), "setting", kept));
    const auto properties = ir.program.add(ir::ObjectOf{{{"workspaceId", ir.text("w")}}});
    const auto body = ir.program.add(ir::ObjectOf{{{"name", ir.text("logs")}, {"properties", properties}}});
    ir::Remedy remedy;
    remedy.deploy = ir::Deploy{"setting", settings, ir::RelatedBy::Of, "hub", body, {}};
    requirement.remedies.push_back(remedy);
    auto test = test_of({given("hub", hubs, Value{Object{}})},
                        {expect(ExpectedVerdict::Violation), expect(ExpectedVerdict::Compliant, {}, true)});
    CHECK(failures(ir.program, test).empty());
    ir.program.requirements[0].remedies[0].presupposes = ir.program.add(ir::Const{false});
    test.expectations[1].verdict = ExpectedVerdict::Violation;
    CHECK(failures(ir.program, test).empty());
}
