// What a finding tells people: the place, what was wanted there, the message, the causes.
#include "tests/support/ir_builder.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace iotsec;
using test::EvidenceBuilder;
using test::IrBuilder;

namespace {

constexpr const char* hubs = "Microsoft.Devices/IotHubs";

/// `expected @ the text that is pointed at` of the one failed check of a hub with this body.
std::string failed(const std::function<ir::ExprId(IrBuilder&)>& condition, const std::string& body) {
    IrBuilder ir;
    ir.require(condition(ir));
    EvidenceBuilder evidence;
    evidence.add(hubs, "h", body).name_span = {};
    DiagnosticSink sink;
    const auto findings = verifier::evaluate(ir.program, evidence.evidence, {}, sink);
    REQUIRE(findings.size() == 1);
    if (findings[0].failed.empty()) return "none failed";
    const verifier::FailedCheck& check = findings[0].failed[0];
    return check.expected + " @ " + std::string{evidence.sources.text(check.place)};
}

} // namespace

TEST_CASE("a violation points at the value that decides and says what is wanted there") {
    const auto open = [](IrBuilder& ir) { return ir.no(ir.is("x", "open")); };
    CHECK(failed(open, R"({"properties": {"x": "open"}})") == "not 'open' @ \"open\"");
    const auto both = [](IrBuilder& ir) { return ir.all({ir.is("x", "a"), ir.is("y", "b")}); };
    CHECK(failed(both, R"({"properties": {"x": "a", "y": "c"}})") == "'b' @ \"c\"");
    const auto either = [](IrBuilder& ir) { return ir.any({ir.is("x", "a"), ir.is("x", "b")}); };
    CHECK(failed(either, R"({"properties": {"x": "c"}})") == "'a' or 'b' @ \"c\"");
    const auto listed = [](IrBuilder& ir) { return ir.one_of(ir.path("x"), {ir.text("a"), ir.text("b")}); };
    CHECK(failed(listed, R"({"properties": {"x": "c"}})") == "one of 'a', 'b' @ \"c\"");
    const auto there = [](IrBuilder& ir) { return ir.present(ir.path("a.x")); };
    CHECK(failed(there, R"({"properties": {"a": {"y": 1}}})") == R"(a value @ {"y": 1})");
    CHECK(failed(there, R"({"properties": {"a": {"x": null}}})") == "a value @ null");
    const auto many = [](IrBuilder& ir) {
        ir.property("n").kind = catalog::Kind::Int;
        return ir.compare(ir.path("n"), ir::CompareOp::Ge, ir.number(5), ir::CompareBy::Int);
    };
    CHECK(failed(many, R"({"properties": {"n": 4}})") == "5 or more @ 4");
    const auto starts = [](IrBuilder& ir) {
        return ir.match(ir::MatchOp::Prefix, ir.path("x"), ir.text("a"));
    };
    CHECK(failed(starts, R"({"properties": {"x": "c"}})") == "text that starts with 'a' @ \"c\"");
}

TEST_CASE("what is absent is pointed at where it should stand") {
    const auto x = [](IrBuilder& ir) { return ir.is("x", "a"); };
    const std::string body = R"({"properties": {"y": 1}})";
    CHECK(failed(x, body) == "'a' @ " + body);
    const auto deep = [](IrBuilder& ir) { return ir.is("a.b.x", "a"); };
    CHECK(failed(deep, R"({"properties": {"a": {"b": {}}}})") == "'a' @ {}");
    CHECK(failed(deep, R"({"properties": {"a": {"c": 1}}})") == R"('a' @ {"c": 1})");
}

TEST_CASE("a quantifier points at the element that is too many, or at the list where one is missing") {
    const auto every = [](IrBuilder& ir) {
        ir.list("rules");
        ir.property("rules[*].mask").kind = catalog::Kind::Cidr;
        const auto mask = ir.path("rule", "rules[*].mask", hubs);
        ir.property("rules[*].mask").json = "properties.rules[*].mask";
        return ir.none(ir::Items{ir.path("rules")}, "rule", ir.no(ir.within(mask, {ir.text("10.0.0.0/8")})));
    };
    CHECK(failed(every, R"({"properties": {"rules": [{"mask": "10.1.0.0/16"}, {"mask": "0.0.0.0/0"}]}})") ==
          "within '10.0.0.0/8' @ \"0.0.0.0/0\"");
    const auto some = [](IrBuilder& ir) {
        ir.list("rules");
        return ir.some(ir::Items{ir.path("rules")}, "rule", ir.eq(ir.element("rule"), ir.text("a")));
    };
    CHECK(failed(some, R"({"properties": {"rules": ["b"]}})") ==
          R"(at least 1 item of rules that meets the condition @ ["b"])");
    const auto none = [](IrBuilder& ir) {
        ir.list("rules");
        return ir.none(ir::Items{ir.path("rules")}, "rule", {});
    };
    CHECK(failed(none, R"({"properties": {"rules": ["b"]}})") == R"(no item of rules @ ["b"])");
}

TEST_CASE("messages show values as people read them, and never a secret") {
    struct Row {
        const char* body;
        const char* message;
    };
    IrBuilder ir;
    ir.property("key").secret = true;
    const auto access = ir.or_default(ir.path("access"), ir.text("Enabled"));
    const auto hours = ir.program.add(ir::Literal{ir::LiteralType::Duration, Value{std::int64_t{7'200}}});
    const auto share = ir.program.add(ir::Literal{ir::LiteralType::Percent, Value{std::string{"99.5"}}});
    ir.require(ir.program.add(ir::Const{false})).checks[0].message = {
        std::string{"access "}, access,         std::string{", x "}, ir.path("x"),
        std::string{", key "},  ir.path("key"), std::string{", "},   hours,
        std::string{", "},      share};
    for (const Row& row : {
             Row{R"({"properties": {"access": "Disabled", "x": 5, "key": "s3cret"}})",
                 "access Disabled, x 5, key (secret), 2h, 99.5%"},
             Row{R"({"properties": {"x": true}})",
                 "access Enabled (default), x true, key (secret), 2h, 99.5%"},
             Row{R"({"properties": {"x": {"?": "parameter p has no value"}}})",
                 "access Enabled (default), x unknown (parameter p has no value), key (secret), 2h, 99.5%"},
             Row{"{}", "access Enabled (default), x (not set), key (secret), 2h, 99.5%"},
         }) {
        EvidenceBuilder evidence;
        evidence.add(hubs, "h", row.body);
        DiagnosticSink sink;
        const auto findings = verifier::evaluate(ir.program, evidence.evidence, {}, sink);
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].failed.at(0).message == row.message);
    }
}

TEST_CASE("a requirement without a message says its clause") {
    IrBuilder ir;
    ir.require(ir.is("x", "a"));
    EvidenceBuilder evidence;
    evidence.add(hubs, "h", "{}");
    DiagnosticSink sink;
    CHECK(verifier::evaluate(ir.program, evidence.evidence, {}, sink)[0].failed.at(0).message ==
          "the clause");
}

namespace {

std::vector<std::string> causes(const IrBuilder& ir, const std::string& body) {
    EvidenceBuilder evidence;
    evidence.add(hubs, "h", body);
    DiagnosticSink sink;
    const auto findings = verifier::evaluate(ir.program, evidence.evidence, {}, sink);
    std::vector<std::string> result;
    for (const verifier::Reason& reason : findings.at(0).reasons)
        result.push_back(reason.text);
    return result;
}

} // namespace

TEST_CASE("an unknown names the causes of everything that could still decide it, each once") {
    using Causes = std::vector<std::string>;
    IrBuilder ir;
    ir.require(ir.all({ir.is("x", "a"), ir.is("y", "a"), ir.any({ir.is("z", "a"), ir.is("x", "b")})}));
    CHECK(causes(ir, R"({"properties": {"x": {"?": "p"}, "y": {"?": "q"}, "z": "a"}})") == Causes{"p", "q"});
    CHECK(causes(ir, R"({"properties": {"x": {"?": "p"}, "y": "a", "z": {"?": "r"}}})") == Causes{"p", "r"});
    CHECK(causes(ir, R"({"properties": {"x": {"?": "p"}, "y": "b", "z": {"?": "r"}}})")
              .empty()); // decided by y
    ir.require(ir.program.add(ir::Const{true})).when = ir.is("x", "a");
    IrBuilder guarded;
    guarded.require(guarded.is("y", "a")).when = guarded.is("x", "a");
    CHECK(causes(guarded, R"({"properties": {"x": {"?": "p"}, "y": {"?": "q"}}})") == Causes{"p", "q"});
    CHECK(causes(guarded, R"({"properties": {"x": {"?": "p"}, "y": "b"}})") == Causes{"p"});
    CHECK(causes(guarded, R"({"properties": {"x": "a", "y": {"?": "q"}}})") == Causes{"q"});
    IrBuilder malformed;
    malformed.property("n").kind = catalog::Kind::Int;
    malformed.require(
        malformed.compare(malformed.path("n"), ir::CompareOp::Lt, malformed.number(5), ir::CompareBy::Int));
    CHECK(causes(malformed, R"({"properties": {"n": "many"}})") ==
          Causes{"`n` is malformed: expected a whole number, found `many`"});
}

TEST_CASE("the verdict follows from `when` and `expect` as the table of section 1.4 says") {
    IrBuilder ir;
    ir.require(ir.is("e", "t")).when = ir.is("w", "t");
    EvidenceBuilder evidence;
    const std::string u = R"({"?": "c"})";
    for (const std::string when : {"\"t\"", "\"f\"", u.c_str()}) {
        for (const std::string expected : {"\"t\"", "\"f\"", u.c_str()})
            evidence.add(hubs, "h", R"({"properties": {"w": )" + when + R"(, "e": )" + expected + "}}");
    }
    DiagnosticSink sink;
    const auto findings = verifier::evaluate(ir.program, evidence.evidence, {}, sink);
    using enum verifier::Verdict;
    const std::vector<verifier::Verdict> expected{Compliant,     Violation,     Unknown,
                                                  NotApplicable, NotApplicable, NotApplicable,
                                                  Compliant,     Unknown,       Unknown};
    REQUIRE(findings.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(i);
        CHECK(findings[i].verdict == expected[i]);
    }
    CHECK(findings[6].holds_in_either_case);
    CHECK_FALSE(findings[0].holds_in_either_case);
}

TEST_CASE("an attestation that is not in the evidence is unknown where the requirement applies") {
    IrBuilder ir;
    auto& requirement = ir.require(ir.program.add(ir::Const{true}));
    requirement.checks.clear();
    requirement.attest = ir::Attest{180 * 86'400, "who calls the hub"};
    requirement.when = ir.is("x", "a");
    CHECK(causes(ir, R"({"properties": {"x": "a"}})") ==
          std::vector<std::string>{"no attestation: who calls the hub"});
    CHECK(causes(ir, R"({"properties": {"x": "b"}})").empty());
}

TEST_CASE("a resource that a template only refers to is no subject") {
    IrBuilder ir;
    ir.require(ir.is("x", "a"));
    EvidenceBuilder evidence;
    evidence.add(hubs, "h", "{}").existing = true;
    DiagnosticSink sink;
    CHECK(verifier::evaluate(ir.program, evidence.evidence, {}, sink).empty());
}
