// The table of atoms (reference, section 2): each form on an absent value, null, '', c and another text, in
// both positions, and on values that are not known or not as they should be.
#include "tests/support/ir_builder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

using namespace iotsec;
using test::IrBuilder;
using Condition = std::function<ir::ExprId(IrBuilder&)>;

namespace {

constexpr const char* hubs = "Microsoft.Devices/IotHubs";

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

char complement(char c) {
    return c == 'T' ? 'F' : c == 'F' ? 'T' : c;
}

struct Judged {
    std::string truths;
    std::vector<std::string> codes; ///< of the findings about the evidence
};

/// The truth of a condition on one hub for each value of `x` (JSON; `-` for none); its negation is checked to
/// be the complement.
Judged judged(const Condition& condition, const std::vector<std::string>& values,
              verifier::Options options = {}) {
    IrBuilder ir;
    ir.require(condition(ir));
    ir.require(ir.no(ir.program.requirements[0].checks[0].condition));
    test::EvidenceBuilder evidence;
    for (const std::string& value : values) {
        evidence.add(hubs, "h",
                     value == "-" ? "{\"properties\": {}}" : "{\"properties\": {\"x\": " + value + "}}");
    }
    options.as_of = "2026-01-31T00:00:00Z";
    DiagnosticSink sink;
    const auto findings = verifier::evaluate(ir.program, evidence.evidence, options, sink);
    Judged result;
    REQUIRE(findings.size() == 2 * values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        result.truths += letter(findings[i].verdict);
        CHECK(letter(findings[values.size() + i].verdict) == complement(result.truths.back()));
    }
    for (const Diagnostic& diagnostic : sink.all())
        result.codes.emplace_back(diagnostic.code);
    return result;
}

struct Row {
    std::string form;
    Condition condition;
    std::string expected;
};

void check(const std::vector<Row>& rows, const std::vector<std::string>& values,
           const verifier::Options& options = {}) {
    for (const Row& row : rows) {
        CAPTURE(row.form);
        CHECK(judged(row.condition, values, options).truths == row.expected);
    }
}

ir::ExprId x(IrBuilder& ir) {
    return ir.path("x");
}

Condition matches(ir::MatchOp op, std::string pattern) {
    return [=](IrBuilder& ir) { return ir.match(op, x(ir), ir.text(pattern)); };
}

Condition ordered(ir::CompareBy by, ir::CompareOp op, std::string right, catalog::Kind kind) {
    return [=](IrBuilder& ir) {
        ir.property("x").kind = kind;
        return ir.compare(x(ir), op, ir.text(right), by);
    };
}

Condition rank(ir::CompareOp op, std::string right) {
    return [=](IrBuilder& ir) {
        return ir.program.add(
            ir::Compare{op, ir::CompareBy::Rank, x(ir), ir.text(right), {"1.0", "1.1", "1.2", "1.3"}});
    };
}

Condition version(ir::CompareOp op, std::string right) {
    return [=](IrBuilder& ir) {
        const auto of = ir.program.add(ir::Call{ir::Function::Version, x(ir)});
        return ir.compare(of, op, ir.text(right), ir::CompareBy::Version);
    };
}

const std::vector<std::string> texts{"-", "null", "''", "'c'", "'o'"};

std::vector<std::string> json(std::vector<std::string> values) {
    for (std::string& value : values)
        std::ranges::replace(value, '\'', '"');
    return values;
}

} // namespace

TEST_CASE("text atoms are false on absence, and their negation is the complement") {
    check(
        {
            {"x == 'c'", [](IrBuilder& ir) { return ir.is("x", "c"); }, "FFFTF"},
            {"x == ''", [](IrBuilder& ir) { return ir.is("x", ""); }, "FFTFF"},
            {"x == 'C'", [](IrBuilder& ir) { return ir.is("x", "C"); }, "FFFTF"},
            {"x in ['c', 'd']",
             [](IrBuilder& ir) {
                 return ir.one_of(x(ir), {ir.text("c"), ir.text("d")});
             },
             "FFFTF"},
            {"x in ['', 'c']",
             [](IrBuilder& ir) {
                 return ir.one_of(x(ir), {ir.text(""), ir.text("c")});
             },
             "FFTTF"},
            {"x in []", [](IrBuilder& ir) { return ir.one_of(x(ir), {}); }, "FFFFF"},
            {"x startsWith 'c'", matches(ir::MatchOp::Prefix, "C"), "FFFTF"},
            {"x endsWith 'c'", matches(ir::MatchOp::Suffix, "c"), "FFFTF"},
            {"x contains 'c'", matches(ir::MatchOp::Contains, "c"), "FFFTF"},
            {"x like 'c*'", matches(ir::MatchOp::Like, "c*"), "FFFTF"},
            {"x is present", [](IrBuilder& ir) { return ir.present(x(ir)); }, "FFTTT"},
            {"x == x", [](IrBuilder& ir) { return ir.eq(x(ir), x(ir)); }, "FFTTT"},
            {"x == y, y absent", [](IrBuilder& ir) { return ir.eq(x(ir), ir.path("y")); }, "FFFFF"},
            {"lastSegment(x) == 'c'",
             [](IrBuilder& ir) {
                 return ir.eq(ir.program.add(ir::Call{ir::Function::LastSegment, x(ir)}), ir.text("c"));
             },
             "FFFTF"},
            {"'${x}-${x}' == 'c-c'",
             [](IrBuilder& ir) {
                 return ir.eq(ir.program.add(ir::Text{{x(ir), ir.text("-"), x(ir)}}), ir.text("c-c"));
             },
             "FFFTF"},
        },
        json(texts));
}

TEST_CASE("a default stands in for an absent value, and only for that") {
    const auto effective = [](std::string fallback) {
        return [=](IrBuilder& ir) { return ir.eq(ir.or_default(x(ir), ir.text(fallback)), ir.text("c")); };
    };
    check({{"default c", effective("c"), "TTFTF"}, {"default d", effective("d"), "FFFTF"}}, json(texts));
    check({{"(x ?? y) == 'c', y absent",
            [](IrBuilder& ir) { return ir.eq(ir.or_default(x(ir), ir.path("y")), ir.text("c")); }, "FFFTF"},
           {"(x ?? y ?? 'c') == 'c'",
            [](IrBuilder& ir) {
                const auto inner = ir.or_default(x(ir), ir.path("y"));
                return ir.eq(ir.or_default(inner, ir.text("c")), ir.text("c"));
            },
            "TTFTF"}},
          json(texts));
}

TEST_CASE("equality is that of texts, whatever the type") {
    check({{"x == true", [](IrBuilder& ir) { return ir.eq(x(ir), ir.boolean(true)); }, "FTTFFFF"},
           {"x == 5", [](IrBuilder& ir) { return ir.eq(x(ir), ir.number(5)); }, "FFFFTTF"}},
          json({"-", "true", "'True'", "false", "5", "'5'", "'05'"}));
    check({{"letters beyond ASCII", [](IrBuilder& ir) { return ir.is("x", "\u00C4\u0416\u03A3"); }, "TTF"}},
          json({"'\u00E4\u0436\u03C3'", "'\u00C4\u0416\u03C2'", "'a'"}));
}

TEST_CASE("an exact property tells letter case apart, a location ignores blanks") {
    const auto by = [](ir::CompareBy how, std::string right) {
        return [=](IrBuilder& ir) { return ir.compare(x(ir), ir::CompareOp::Eq, ir.text(right), how); };
    };
    check({{"exact", by(ir::CompareBy::Exact, "Key"), "TFFF"}}, json({"'Key'", "'key'", "'Key '", "-"}));
    check({{"location", by(ir::CompareBy::Location, "westeurope"), "TTTF"}},
          json({"'West Europe'", "'westeurope'", "'WEST EUROPE '", "'eastus'"}));
    check({{"exact startsWith",
            [](IrBuilder& ir) {
                ir.property("x").exact = true;
                return ir.match(ir::MatchOp::Prefix, x(ir), ir.text("Ke"));
            },
            "TF"}},
          json({"'Key'", "'key'"}));
}

TEST_CASE("orders: numbers, instants, versions, api-versions and listed values") {
    using ir::CompareOp;
    const auto integer = [](CompareOp op) {
        return [=](IrBuilder& ir) {
            ir.property("x").kind = catalog::Kind::Int;
            return ir.compare(x(ir), op, ir.number(5), ir::CompareBy::Int);
        };
    };
    check({{"x < 5", integer(CompareOp::Lt), "FTFFT"},
           {"x <= 5", integer(CompareOp::Le), "FTTFT"},
           {"x > 5", integer(CompareOp::Gt), "FFFTF"},
           {"x >= 5", integer(CompareOp::Ge), "FFTTF"}},
          json({"-", "4", "5", "6", "'-7'"}));
    check({{"x > instant",
            ordered(ir::CompareBy::Instant, CompareOp::Gt, "2026-01-31T00:00:00Z", catalog::Kind::Instant),
            "FFTTFT"}},
          json({"-", "'2026-01-31'", "'2026-01-31T00:00:00.1Z'", "'Sun, 01 Feb 2026 00:00:00 GMT'",
                "'2026-01-31T01:00:00+01:00'", "'2026-01-31T00:30:00'"}));
    check({{"version(x) >= '1.12.2'", version(CompareOp::Ge, "1.12.2"), "FFTTTF"}},
          json({"-", "'1.9.9'", "'1.12.2'", "'1.12.2.0'", "'2'", "'1.12.2-beta'"}));
    check({{"version(x) == '1.2'", version(CompareOp::Eq, "1.2"), "TTFF"}},
          json({"'1.2'", "'1.2.0'", "'1.2.1'", "'1.2-rc.1'"}));
    check({{"x >= '1.2'", rank(CompareOp::Ge, "1.2"), "FFTTF"},
           {"x < '1.2'", rank(CompareOp::Lt, "1.2"), "FTFFF"}},
          json({"-", "'1.0'", "'1.2'", "'1.3'", "'2.0'"}));
    check({{"x >= date",
            ordered(ir::CompareBy::ApiVersion, CompareOp::Ge, "2020-03-01", catalog::Kind::ApiVersion),
            "FFTT"}},
          json({"-", "'2019-11-04'", "'2020-03-01'", "'2020-03-01-preview'"}));
}

TEST_CASE("now is an input, and instants move by durations") {
    const auto in_30_days = [](IrBuilder& ir) {
        ir.property("x").kind = catalog::Kind::Instant;
        const auto now = ir.program.add(ir::Context{ir::ContextValue::Now});
        const auto later = ir.program.add(ir::Shift{now, 30 * 86'400});
        return ir.compare(x(ir), ir::CompareOp::Gt, later, ir::CompareBy::Instant);
    };
    check({{"x > now + 30d", in_30_days, "FFT"}}, json({"-", "'2026-03-02'", "'2026-03-03'"}));
}

TEST_CASE("ranges lie within one single range, ids under a whole segment") {
    const auto within = [](IrBuilder& ir) {
        ir.property("x").kind = catalog::Kind::Cidr;
        return ir.within(x(ir), {ir.text("10.0.0.0/8"), ir.text("11.0.0.0/8"), ir.text("2001:db8::/32")});
    };
    check({{"x within ranges", within, "FTTFFTF"}},
          json({"-", "'10.1.2.3'", "'11.9.9.9/16'", "'10.0.0.0/7'", "'192.168.0.0/16'", "'2001:DB8:1::/48'",
                "'::/0'"}));
    const auto under = [](IrBuilder& ir) {
        return ir.under(x(ir), ir.text("/subscriptions/s/resourceGroups/g"));
    };
    check({{"x under group", under, "FTTFF"}},
          json({"-", "'/subscriptions/S/resourcegroups/g'", "'/subscriptions/s/resourceGroups/g/providers/p'",
                "'/subscriptions/s/resourceGroups/g2'", "'/subscriptions/s'"}));
}

TEST_CASE("an unknown is decided where all its values agree") {
    const auto is_c = [](IrBuilder& ir) { return ir.is("x", "c"); };
    check({{"x == 'c'", is_c, "UUTUFU"}},
          json({"{'?': 'p'}", "{'?': 'p', 'there': true}", "{'?': 'p', 'there': true, 'of': ['c', 'C']}",
                "{'?': 'p', 'of': ['c']}", "{'?': 'p', 'of': ['d', 'e']}", "{'?': 'p', 'of': ['c', 'd']}"}));
    check({{"x is present", [](IrBuilder& ir) { return ir.present(x(ir)); }, "UTUF"}},
          json({"{'?': 'p'}", "{'?': 'p', 'there': true}", "{'?': 'p', 'of': ['c']}",
                "{'?': 'p', 'of': [null]}"}));
    check({{"(x ?? 'c') == 'c'",
            [](IrBuilder& ir) { return ir.eq(ir.or_default(x(ir), ir.text("c")), ir.text("c")); }, "UTF"}},
          json({"{'?': 'p'}", "{'?': 'p', 'of': ['c']}", "{'?': 'p', 'there': true, 'of': ['d']}"}));
    check({{"x == x", [](IrBuilder& ir) { return ir.eq(x(ir), x(ir)); }, "UTT"}},
          json({"{'?': 'p'}", "{'?': 'p', 'there': true}", "{'?': 'p', 'there': true, 'of': ['a', 'b']}"}));
    check({{"unknown against absent", [](IrBuilder& ir) { return ir.eq(x(ir), ir.path("y")); }, "F"}},
          json({"{'?': 'p'}"}));
}

TEST_CASE("known pieces of a text decide patterns and equality") {
    const std::vector<std::string> pieces =
        json({"{'?': 'p', 'there': true, 'pieces': ['HostName=', null, '.azure-devices.net;End']}"});
    check(
        {
            {"prefix", matches(ir::MatchOp::Prefix, "hostname="), "T"},
            {"longer prefix", matches(ir::MatchOp::Prefix, "HostName=hub"), "U"},
            {"other prefix", matches(ir::MatchOp::Prefix, "Endpoint"), "F"},
            {"suffix", matches(ir::MatchOp::Suffix, ";end"), "T"},
            {"other suffix", matches(ir::MatchOp::Suffix, "x"), "F"},
            {"contains", matches(ir::MatchOp::Contains, "azure-devices"), "T"},
            {"contains elsewhere", matches(ir::MatchOp::Contains, "servicebus"), "U"},
            {"like", matches(ir::MatchOp::Like, "Host*;End"), "T"},
            {"unlike", matches(ir::MatchOp::Like, "Host*;Start"), "F"},
            {"equal", [](IrBuilder& ir) { return ir.is("x", "HostName=h.azure-devices.net;End"); }, "U"},
            {"too short", [](IrBuilder& ir) { return ir.is("x", "HostName=.azure-devices.net;En"); }, "F"},
            {"lastSegment",
             [](IrBuilder& ir) {
                 return ir.eq(ir.program.add(ir::Call{ir::Function::LastSegment, x(ir)}), ir.text("x"));
             },
             "F"},
        },
        pieces);
    check({{"under", [](IrBuilder& ir) { return ir.under(x(ir), ir.text("/subscriptions/s")); }, "TUF"}},
          json({"{'?': 'p', 'there': true, 'pieces': ['/subscriptions/s/', null]}",
                "{'?': 'p', 'there': true, 'pieces': ['/subscriptions/', null, '/providers/p']}",
                "{'?': 'p', 'there': true, 'pieces': ['/managementGroups/', null]}"}));
}

TEST_CASE("malformed evidence is unknown, with a finding IOT6001 of its own") {
    using ir::CompareOp;
    const auto number = [](IrBuilder& ir) {
        ir.property("x").kind = catalog::Kind::Int;
        return ir.compare(x(ir), CompareOp::Lt, ir.number(5), ir::CompareBy::Int);
    };
    const auto range = [](IrBuilder& ir) {
        ir.property("x").kind = catalog::Kind::Cidr;
        return ir.within(x(ir), {ir.text("10.0.0.0/8")});
    };
    const auto items = [](IrBuilder& ir) {
        ir.list("x");
        return ir.none(ir::Items{x(ir)}, "e", {});
    };
    const auto due = ordered(ir::CompareBy::Instant, CompareOp::Gt, "2026-01-31", catalog::Kind::Instant);
    struct Malformed {
        std::string form;
        Condition condition;
        std::string value;
    };
    for (const Malformed& row : {
             Malformed{"text where a number is ordered", number, "'many'"},
             Malformed{"a range of addresses", range, "'10.0.0.0-10.0.0.9'"},
             Malformed{"no instant", due, "'soon'"},
             Malformed{"no version", version(CompareOp::Ge, "1"), "'one'"},
             Malformed{"a text where a list is wanted", items, "'a'"},
             Malformed{"an object where a text is wanted", [](IrBuilder& ir) { return ir.is("x", "c"); },
                       "{'a': 1}"},
             Malformed{"a list where a text is wanted", [](IrBuilder& ir) { return ir.is("x", "c"); },
                       "['c']"},
         }) {
        CAPTURE(row.form);
        const Judged result = judged(row.condition, json({row.value}));
        CHECK(result.truths == "U");
        CHECK(result.codes == std::vector<std::string>{"IOT6001"});
    }
}

TEST_CASE("a value that an order does not list compares false, with the note IOT6002") {
    const Judged result = judged(rank(ir::CompareOp::Ge, "1.2"), json({"'2.0'"}));
    CHECK(result.truths == "F");
    CHECK(result.codes == std::vector<std::string>{"IOT6002"});
}

TEST_CASE("free-form lists and objects equal nothing and are not malformed") {
    const auto free = [](IrBuilder& ir) {
        ir.property("x").kind = catalog::Kind::Any;
        return ir.is("x", "c");
    };
    const Judged result = judged(free, json({"{'a': 1}", "['c']", "'c'"}));
    CHECK(result.truths == "FFT");
    CHECK(result.codes.empty());
}

TEST_CASE("parameters: given, by default, or unknown within what is allowed") {
    const auto is_param = [](std::optional<Value> fallback, std::vector<Value> allowed) {
        return [=](IrBuilder& ir) {
            const auto p = ir.param("p");
            ir.program.params[p.index].default_value = fallback;
            ir.program.params[p.index].allowed = allowed;
            return ir.eq(x(ir), ir.of(p));
        };
    };
    const Value c{std::string{"c"}};
    const Value d{std::string{"d"}};
    const auto values = json({"-", "'c'", "'o'"});
    check({{"no value", is_param({}, {}), "FUU"},
           {"allowed values", is_param({}, {c, d}), "FUF"},
           {"default", is_param(c, {}), "FTF"}},
          values);
    verifier::Options given;
    given.params = {{"p", d}, {"test.p", c}};
    check({{"given, by its module's name first", is_param({}, {}), "FTF"}}, values, given);
}

TEST_CASE("membership in a list parameter") {
    const auto in_list = [](IrBuilder& ir) {
        const auto p = ir.param("p", ir::ParamType::Text, true);
        return ir.program.add(ir::OneOf{x(ir), {}, p, ir::CompareBy::Text});
    };
    const auto values = json({"-", "'c'", "'o'"});
    check({{"no value", in_list, "FUU"}}, values);
    verifier::Options given;
    given.params = {{"p", Value{List{Value{std::string{"C"}}, Value{std::string{"d"}}}}}};
    check({{"given", in_list, "FTF"}}, values, given);
    given.params = {{"p", Value{List{}}}};
    check({{"empty", in_list, "FFF"}}, values, given);
}
