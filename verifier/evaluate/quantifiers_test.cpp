// Collections, related resources and fleets (reference, sections 3 and 4).
#include "tests/support/ir_builder.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace iotsec;
using test::EvidenceBuilder;
using test::IrBuilder;
using Condition = std::function<ir::ExprId(IrBuilder&)>;

namespace {

constexpr const char* hubs = "Microsoft.Devices/IotHubs";
constexpr const char* endpoints = "Microsoft.Network/privateEndpoints";
constexpr const char* certificates = "Microsoft.Devices/IotHubs/certificates";
constexpr const char* settings = "Microsoft.Insights/diagnosticSettings";

char letter(verifier::Verdict verdict) {
    switch (verdict) {
    case verifier::Verdict::Compliant:
        return 'T';
    case verifier::Verdict::Violation:
        return 'F';
    case verifier::Verdict::Unknown:
        return 'U';
    case verifier::Verdict::NotApplicable:
        return '-';
    }
    return '?';
}

std::string letters(const verifier::Findings& findings) {
    std::string result;
    for (const verifier::Finding& finding : findings)
        result += letter(finding.verdict);
    return result;
}

/// The truth of a condition on one hub for each value of its list `xs`.
std::string over_lists(const Condition& condition, const std::vector<std::string>& lists) {
    IrBuilder ir;
    ir.require(condition(ir));
    EvidenceBuilder evidence;
    for (const std::string& list : lists)
        evidence.add(hubs, "h", list == "-" ? "{}" : R"({"properties": {"xs": )" + list + "}}");
    DiagnosticSink sink;
    return letters(verifier::evaluate(ir.program, evidence.evidence, {}, sink));
}

ir::Items xs(IrBuilder& ir) {
    ir.list("xs");
    return {ir.path("xs")};
}

/// `e.k == 'p'` on an item of `xs`.
ir::ExprId is_p(IrBuilder& ir) {
    ir.property("xs[*].k").json = "properties.xs[*].properties.k";
    return ir.eq(ir.path("e", "xs[*].k", hubs), ir.text("p"));
}

const std::string p = R"({"properties": {"k": "p"}})";
const std::string q = R"({"properties": {"k": "q"}})";
const std::string u = R"({"properties": {"k": {"?": "cause"}}})";

const std::vector<std::string> lists{"-",
                                     "null",
                                     "[]",
                                     "[" + p + "]",
                                     "[" + q + "]",
                                     "[" + p + "," + q + "]",
                                     "[" + u + "]",
                                     "[null]",
                                     R"({"?": "cause"})",
                                     R"([{"?": "item"}])",
                                     R"({"?": "d", "of": [[], null]})"};

} // namespace

TEST_CASE("quantifiers over items: absent, null, [], P, not P, both, unknown, a null item, an unknown list") {
    struct Row {
        const char* form;
        Condition condition;
        const char* expected;
    };
    for (const Row& row : {
             Row{"some", [](IrBuilder& ir) { return ir.some(xs(ir), "e", is_p(ir)); }, "FFFTFTUFUUF"},
             Row{"no", [](IrBuilder& ir) { return ir.none(xs(ir), "e", is_p(ir)); }, "TTTFTFUTUUT"},
             Row{"every (or empty)", [](IrBuilder& ir) { return ir.none(xs(ir), "e", ir.no(is_p(ir))); },
                 "TTTTFFUFUUT"},
             Row{"every (not empty)",
                 [](IrBuilder& ir) {
                     return ir.all({ir.none(xs(ir), "e", ir.no(is_p(ir))), ir.some(xs(ir), "e", {})});
                 },
                 "FFFTFFUFUUF"},
             Row{"is empty", [](IrBuilder& ir) { return ir.none(xs(ir), "e", {}); }, "TTTFFFFFUFT"},
             Row{"exactly 1",
                 [](IrBuilder& ir) { return ir.count(xs(ir), "e", is_p(ir), ir::CompareOp::Eq, 1); },
                 "FFFTFTUFUUF"},
             Row{"at most 1",
                 [](IrBuilder& ir) { return ir.count(xs(ir), "e", is_p(ir), ir::CompareOp::Le, 1); },
                 "TTTTTTTTUTT"},
         }) {
        CAPTURE(row.form);
        CHECK(over_lists(row.condition, lists) == row.expected);
    }
}

TEST_CASE("items may be scalars, and lists may nest") {
    const auto has_a = [](IrBuilder& ir) {
        return ir.some(xs(ir), "e", ir.eq(ir.element("e"), ir.text("a")));
    };
    CHECK(over_lists(has_a, {R"(["b", "A"])", R"(["b"])", R"([{"?": "c"}])", R"([["a"]])"}) == "TFUU");
    const auto nested = [](IrBuilder& ir) {
        ir.list("xs[*].ys").json = "properties.xs[*].ys";
        const auto inner =
            ir.some(ir::Items{ir.path("e", "xs[*].ys", hubs)}, "f", ir.eq(ir.element("f"), ir.text("a")));
        return ir.some(xs(ir), "e", inner);
    };
    CHECK(over_lists(nested, {R"([{"ys": []}, {"ys": ["a"]}])", R"([{"ys": ["b"]}])", R"([{}])"}) == "TFF");
}

TEST_CASE("literal lists and list parameters") {
    const auto both = [](IrBuilder& ir) {
        const auto has = ir.some(xs(ir), "e", ir.eq(ir.element("e"), ir.element("v")));
        return ir.none(ir::Values{{ir.text("a"), ir.text("b")}, {}}, "v", ir.no(has));
    };
    CHECK(over_lists(both, {R"(["a", "b"])", R"(["a"])", "[]", R"({"?": "c"})"}) == "TFFU");
    const auto records = [](IrBuilder& ir) {
        const auto param = ir.param("wanted", ir::ParamType::Record, true);
        Value record;
        record.set("name", Value{std::string{"a"}});
        ir.program.params[param.index].default_value = Value{List{record}};
        const auto field = ir.program.add(ir::Path{"r", {}, {}, {"name"}});
        const auto has = ir.some(xs(ir), "e", ir.eq(ir.element("e"), field));
        return ir.none(ir::Values{{}, param}, "r", ir.no(has));
    };
    CHECK(over_lists(records, {R"(["a", "b"])", R"(["b"])"}) == "TF");
    const auto unknown = [](IrBuilder& ir) {
        const auto param = ir.param("wanted", ir::ParamType::Text, true);
        return ir.none(ir::Values{{}, param}, "r", ir.no(ir.eq(ir.element("r"), ir.text("a"))));
    };
    CHECK(over_lists(unknown, {"[]"}) == "U");
}

TEST_CASE("a bound may be a parameter") {
    const auto at_least = [](std::optional<std::int64_t> n) {
        return [=](IrBuilder& ir) {
            const auto param = ir.param("n", ir::ParamType::Int);
            if (n) ir.program.params[param.index].default_value = Value{*n};
            return ir.program.add(ir::Count{xs(ir), "e", {}, ir::CompareOp::Ge, ir.of(param)});
        };
    };
    CHECK(over_lists(at_least(2), {"[1, 2]", "[1]"}) == "TF");
    CHECK(over_lists(at_least({}), {"[1, 2]"}) == "U");
}

namespace {

/// `some endpoint in <relation> satisfies endpoint.target == hub.id`
IrBuilder linked_endpoint(ir::RelatedBy relation) {
    IrBuilder ir;
    ir.add_type(endpoints);
    ir.property("target", endpoints);
    ir.property("id").json = "id";
    const auto link = ir.eq(ir.path("endpoint", "target", endpoints), ir.path("id"));
    ir.require(ir.some(ir.related(endpoints, relation), "endpoint", link));
    return ir;
}

std::string judged(const IrBuilder& ir, const EvidenceBuilder& evidence) {
    DiagnosticSink sink;
    return letters(verifier::evaluate(ir.program, evidence.evidence, {}, sink));
}

constexpr const char* hub_id = "/subscriptions/s1/resourceGroups/g1/providers/Microsoft.Devices/IotHubs/h";

} // namespace

TEST_CASE("a related resource is looked for where the relation says") {
    struct Row {
        ir::RelatedBy relation;
        const char* same_group;
        const char* same_subscription;
        const char* elsewhere;
        const char* nobody_knows_where;
    };
    for (const Row& row : {
             Row{ir::RelatedBy::ResourceGroup, "T", "F", "F", "U"},
             Row{ir::RelatedBy::Subscription, "T", "T", "F", "U"},
             Row{ir::RelatedBy::Evidence, "T", "T", "T", "T"},
         }) {
        const IrBuilder ir = linked_endpoint(row.relation);
        const auto with_endpoint_in = [&](std::string subscription, std::string group) {
            EvidenceBuilder evidence;
            evidence.evidence.closed = true;
            evidence.add(hubs, "h", "{}");
            auto& endpoint =
                evidence.add(endpoints, "e", std::string{R"({"properties": {"target": ")"} + hub_id + "\"}}");
            endpoint.subscription = std::move(subscription);
            endpoint.resource_group = std::move(group);
            if (endpoint.subscription.empty()) endpoint.id = {};
            return judged(ir, evidence);
        };
        CHECK(with_endpoint_in("S1", "G1") == row.same_group);
        CHECK(with_endpoint_in("s1", "g2") == row.same_subscription);
        CHECK(with_endpoint_in("s2", "g1") == row.elsewhere);
        CHECK(with_endpoint_in("", "") == row.nobody_knows_where);
    }
}

TEST_CASE("what is not in incomplete evidence may be elsewhere: unknown, never a violation") {
    const IrBuilder ir = linked_endpoint(ir::RelatedBy::Subscription);
    EvidenceBuilder evidence;
    evidence.add(hubs, "h", "{}");
    CHECK(judged(ir, evidence) == "U");
    DiagnosticSink sink;
    const auto findings = verifier::evaluate(ir.program, evidence.evidence, {}, sink);
    REQUIRE(findings[0].reasons.size() == 1);
    CHECK(findings[0].reasons[0].cause == Cause::NotInEvidence);
    CHECK(findings[0].reasons[0].text ==
          "Microsoft.Network/privateEndpoints may exist that are not in this evidence");
    evidence.evidence.complete_types = {endpoints};
    CHECK(judged(ir, evidence) == "F");
    evidence.evidence.incomplete_types = {endpoints};
    CHECK(judged(ir, evidence) == "U");
    evidence.add(endpoints, "e", std::string{R"({"properties": {"target": ")"} + hub_id + "\"}}");
    CHECK(judged(ir, evidence) == "T");
}

TEST_CASE("children and extensions hang on their owner, by place in the template or by id") {
    IrBuilder children;
    children.add_type(certificates, catalog::TypeClass::Child);
    children.require(children.some(children.related(certificates, ir::RelatedBy::Of), "c", {}));
    IrBuilder extensions;
    extensions.add_type(settings, catalog::TypeClass::Extension);
    extensions.require(extensions.some(extensions.related(settings, ir::RelatedBy::Of), "s", {}));

    EvidenceBuilder evidence;
    evidence.add(hubs, "h", "{}").view = verifier::View::Request;
    CHECK(judged(children, evidence) == "U"); // other templates and policies make them, too
    evidence.evidence.closed = true;
    CHECK(judged(children, evidence) == "F");
    evidence.evidence.closed = false;
    evidence.evidence.resources[0].view = verifier::View::Stored;
    CHECK(judged(children, evidence) == "U");

    auto& child = evidence.add(certificates, "h/c", "{}");
    child.id = Value{std::string{hub_id} + "/certificates/c"};
    CHECK(judged(children, evidence) == "T");
    child.id = {};
    CHECK(judged(children, evidence) == "U");
    child.parent = 0;
    CHECK(judged(children, evidence) == "T");

    auto& setting = evidence.add(settings, "s", "{}");
    setting.id = Value{std::string{hub_id} + "/providers/Microsoft.Insights/diagnosticSettings/s"};
    CHECK(judged(extensions, evidence) == "T");
    setting.scope = Value{std::string{"/subscriptions/s1"}};
    CHECK(judged(extensions, evidence) == "U");
    evidence.evidence.closed = true;
    CHECK(judged(extensions, evidence) == "F");
}

TEST_CASE("a resource that is perhaps not deployed decides nothing alone") {
    const IrBuilder ir = linked_endpoint(ir::RelatedBy::Subscription);
    EvidenceBuilder evidence;
    evidence.evidence.closed = true;
    evidence.add(hubs, "h", "{}");
    auto& endpoint =
        evidence.add(endpoints, "e", std::string{R"({"properties": {"target": ")"} + hub_id + "\"}}");
    endpoint.condition = evidence.value(R"({"?": "parameter deploy has no value"})");
    CHECK(judged(ir, evidence) == "U");
    endpoint.condition = Value{false};
    CHECK(judged(ir, evidence) == "F");
    evidence.evidence.resources[0].condition = evidence.value(R"({"?": "parameter deploy has no value"})");
    CHECK(judged(ir, evidence) == "U");
    evidence.evidence.resources[0].condition = Value{false};
    CHECK(judged(ir, evidence) == "");
}

namespace {

constexpr const char* devices = "IotHub.Registry/devices";

/// One requirement on all devices; `condition` sees the device as `d`.
IrBuilder fleet(const Condition& condition) {
    IrBuilder ir{devices, "devices"};
    ir.program.types[0].type_class = catalog::TypeClass::DataPlane;
    for (const char* name : {"status", "key", "second"})
        ir.property(name).json = name;
    ir.require(condition(ir)).all = true;
    return ir;
}

std::string over_fleet(const IrBuilder& ir, const std::vector<std::string>& bodies,
                       bool is_incomplete = false) {
    EvidenceBuilder evidence;
    for (const std::string& body : bodies)
        evidence.add(devices, "d", body);
    if (is_incomplete) evidence.evidence.incomplete_types = {devices};
    return judged(ir, evidence);
}

} // namespace

TEST_CASE("a share is counted exactly, with unknowns on either side") {
    const auto share = [](std::string percent) {
        return fleet([=](IrBuilder& ir) {
            const auto enabled = ir.eq(ir.path("d", "status", devices), ir.text("on"));
            const auto limit = ir.program.add(ir::Literal{ir::LiteralType::Percent, Value{percent}});
            return ir.program.add(
                ir::Share{ir::Fleet{"devices"}, "d", {}, enabled, ir::CompareOp::Ge, limit});
        });
    };
    const std::string on = R"({"status": "on"})";
    const std::string off = R"({"status": "off"})";
    const std::string open = R"({"status": {"?": "status"}})";
    CHECK(over_fleet(share("50"), {on, off}) == "T");
    CHECK(over_fleet(share("50.1"), {on, off}) == "F");
    CHECK(over_fleet(share("66.6"), {on, on, off}) == "T");
    CHECK(over_fleet(share("66.7"), {on, on, off}) == "F");
    CHECK(over_fleet(share("50"), {on, open}) == "T");
    CHECK(over_fleet(share("60"), {on, open}) == "U");
    CHECK(over_fleet(share("60"), {off, off, open}) == "F");
    CHECK(over_fleet(share("50"), {on, on}, true) == "U");
    CHECK(over_fleet(share("0"), {off}, true) == "T");
    CHECK(over_fleet(share("50"), {}) == "");
}

TEST_CASE("a value may occur under one element only; absent ones do not take part") {
    const IrBuilder ir = fleet([](IrBuilder& builder) {
        return builder.program.add(
            ir::Distinct{ir::Fleet{"devices"},
                         "d",
                         {},
                         {builder.path("d", "key", devices), builder.path("d", "second", devices)}});
    });
    CHECK(over_fleet(ir, {R"({"key": "a"})", R"({"key": "b"})", "{}", "{}"}) == "T");
    CHECK(over_fleet(ir, {R"({"key": "a"})", R"({"second": "A"})"}) == "F");
    CHECK(over_fleet(ir, {R"({"key": "a", "second": "a"})"}) == "T");
    CHECK(over_fleet(ir, {R"({"key": "a"})", R"({"key": {"?": "not exported"}})"}) == "U");
    CHECK(over_fleet(ir, {R"({"key": "a"})", R"({"key": {"?": "not exported"}})", R"({"key": "a"})"}) == "F");
    CHECK(over_fleet(ir, {R"({"key": "a"})"}, true) == "U");
    IrBuilder exact = ir;
    exact.property("key").exact = true;
    exact.property("second").exact = true;
    CHECK(over_fleet(exact, {R"({"key": "a"})", R"({"key": "A"})"}) == "T");
}

TEST_CASE("a member of a fleet that is perhaps not there decides nothing alone") {
    const IrBuilder ir = fleet([](IrBuilder& builder) {
        return builder.none(ir::Fleet{"devices"}, "d",
                            builder.eq(builder.path("d", "status", devices), builder.text("off")));
    });
    EvidenceBuilder evidence;
    auto& device = evidence.add(devices, "d", R"({"status": "off"})");
    CHECK(judged(ir, evidence) == "F");
    device.condition = evidence.value(R"({"?": "condition"})");
    CHECK(judged(ir, evidence) == "U");
}
