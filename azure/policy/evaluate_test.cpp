#include "azure/policy/evaluate.hpp"
#include "azure/policy/read.hpp"
#include "tests/support/policies.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace iotsec;
using namespace iotsec::azure::policy;
using test::json;

namespace {

std::string words(Truth truth) {
    switch (truth) {
    case Truth::False:
        return "false";
    case Truth::True:
        return "true";
    case Truth::Unknown:
        return "unknown";
    case Truth::Error:
        return "error";
    }
    return {};
}

constexpr const char* hub = R"({
    type: 'Microsoft.Test/hubs', name: 'parent/hub-1', location: 'West Europe', kind: 'v2',
    id: '/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Test/hubs/hub-1',
    tags: {Env: 'Prod', 'a.b': '1'},
    properties: {text: 'Abc', number: 7, flag: true, nothing: null, empty: '', list: ['x', 'y'], object: {k: 1},
                 date: '2024-06-01T12:00:00+02:00',
                 rules: [{name: 'r1', ports: [22, 80]}, {name: 'r2', ports: [443]}, {name: 'r3'}], none: []}})";

std::string truth_of(std::string_view condition, const Options& options = {}, const Object& arguments = {}) {
    DiagnosticSink sink;
    const Definition definition = read_rule(test::audit_rule(condition), sink);
    const test::PropertiesAliases aliases;
    const Policy policy{definition, arguments, aliases, options, sink};
    if (sink.has_errors()) return std::string{sink.all().front().code};
    const Value body = json(hub);
    return words(holds(policy, Resource{body, "2024-01-01"}, Request{}));
}

struct Case {
    const char* condition;
    const char* truth;
};

void check(std::initializer_list<Case> cases) {
    for (const auto& [condition, truth] : cases) {
        CAPTURE(condition);
        CHECK(truth_of(condition) == truth);
    }
}

} // namespace

TEST_CASE("fields of every resource") {
    check({
        {"{field: 'type', equals: 'microsoft.test/HUBS'}", "true"},
        {"{field: 'name', equals: 'hub-1'}", "true"},
        {"{field: 'fullName', equals: 'parent/hub-1'}", "true"},
        {"{field: 'location', equals: 'westeurope'}", "true"},
        {"{field: 'location', in: ['North Europe', 'west europe']}", "true"},
        {"{field: 'location', like: 'westeu*'}", "true"},
        {"{field: 'kind', equals: 'V2'}", "true"},
        {"{field: 'id', contains: '/resourcegroups/RG1/'}", "true"},
        {"{field: 'apiVersion', less: '2025-01-01'}", "true"},
        {"{field: 'tags.env', equals: 'PROD'}", "true"},
        {"{field: \"tags['a.b']\", equals: 1}", "true"},
        {"{field: 'tags[a.b]', equals: '1'}", "true"},
        {"{field: 'tags', containsKey: 'ENV'}", "true"},
        {"{field: \"[concat('tags[', 'env', ']')]\", exists: 'true'}", "true"},
        {"{field: 'identity.type', exists: false}", "true"},
    });
}

TEST_CASE("operators on values that are there, null, or not there") {
    check({
        {"{field: 'T/text', equals: 'aBC'}", "true"},
        {"{field: 'T/number', equals: '7'}", "true"},
        {"{field: 'T/flag', equals: 'TRUE'}", "true"},
        {"{field: 'T/missing', equals: 'x'}", "false"},
        {"{field: 'T/missing', notEquals: 'x'}", "true"},
        {"{field: 'T/missing', equals: null}", "true"},
        {"{field: 'T/list', equals: 'x'}", "false"},
        {"{field: 'T/text', like: 'a*c'}", "true"},
        {"{value: '\u20accd', like: '*?cd'}", "true"},
        {"{value: '\u20accd', like: '*??cd'}", "false"},
        {"{field: 'T/missing', notLike: '*'}", "true"},
        {"{field: 'T/empty', like: '*'}", "true"},
        {"{field: 'T/text', match: '?\?\?'}", "true"},
        {"{field: 'T/text', match: 'abc'}", "false"},
        {"{field: 'T/text', matchInsensitively: 'abc'}", "true"},
        {"{field: 'T/number', match: '#'}", "true"},
        {"{field: 'T/text', contains: 'BC'}", "true"},
        {"{field: 'T/list', contains: 'X'}", "true"},
        {"{field: 'T/object', contains: 'K'}", "true"},
        {"{field: 'T/text', in: ['z', 'abc']}", "true"},
        {"{field: 'T/nothing', notIn: ['z']}", "true"},
        {"{field: 'T/number', less: 8}", "true"},
        {"{field: 'T/number', greaterOrEquals: '7'}", "true"},
        {"{field: 'T/missing', less: 8}", "false"},
        {"{not: {field: 'T/missing', less: 8}}", "true"},
        {"{field: 'T/text', less: 8}", "error"},
        {"{not: {field: 'T/text', less: 8}}", "error"},
        {"{field: 'T/list', greater: 'a'}", "error"},
        {"{field: 'T/nothing', exists: true}", "false"},
        {"{field: 'T/empty', exists: true}", "true"},
        {"{field: 'T/nothing.child', exists: false}", "true"},
    });
}

TEST_CASE("letter case does not count in any script") {
    check({
        {"{value: 'Straße', equals: 'STRASSE'}", "true"},
        {"{value: 'ΣΕΛΑΣ', equals: 'σελας'}", "true"},
        {"{value: 'the OFFICE', contains: 'oﬃce'}", "true"},
        {"{value: 'straße-42', matchInsensitively: 'STRASSE-##'}", "true"},
        {"{value: 'e', equals: 'é'}", "false"},
    });
}

TEST_CASE("`[*]` means all") {
    check({
        {"{field: 'T/list[*]', in: ['x', 'y', 'z']}", "true"},
        {"{field: 'T/list[*]', equals: 'x'}", "false"},
        {"{not: {field: 'T/list[*]', notEquals: 'x'}}", "true"},
        {"{field: 'T/none[*]', exists: true}", "true"},
        {"{field: 'T/missing[*]', equals: 'x'}", "true"},
        {"{field: 'T/rules[*].ports[*]', greater: 0}", "true"},
        {"{field: 'T/rules[*].ports[*]', greater: 22}", "false"},
        {"{field: 'T/rules[*].name', like: 'r*'}", "true"},
        {"{field: 'T/rules[*].ports', exists: true}", "false"},
    });
}

TEST_CASE("counts of fields bind what they look at") {
    check({
        {"{count: {field: 'T/rules[*]'}, equals: 3}", "true"},
        {"{count: {field: 'T/rules[*].ports[*]'}, equals: 3}", "true"},
        {"{count: {field: 'T/missing[*]'}, equals: 0}", "true"},
        {"{count: {field: 'T/text[*]'}, equals: 0}", "true"},
        {"{count: {field: 'T/rules[*]', where: {field: 'T/rules[*].ports[*]', less: 100}}, equals: 2}",
         "true"},
        {"{count: {field: 'T/rules[*]', where: {count: {field: 'T/rules[*].ports[*]', "
         "where: {value: '[current()]', equals: 22}}, equals: 1}}, equals: 1}",
         "true"},
        {"{count: {field: 'T/rules[*]', where: {value: \"[current('T/rules[*]').name]\", equals: 'r2'}}, "
         "equals: 1}",
         "true"},
        {"{count: {field: 'T/rules[*]', where: {value: \"[current('T/rules[*].name')]\", like: 'r*'}}, "
         "equals: 3}",
         "true"},
        {"{count: {field: 'T/list[*]', where: {value: \"[first(field('T/list[*]'))]\", equals: 'y'}}, "
         "equals: 1}",
         "true"},
        {"{count: {field: 'T/rules[*]', where: {field: 'T/list[*]', equals: 'x'}}, greater: 0}", "false"},
        {"{count: {field: 'T/rules[*].ports[*]', where: {field: 'T/rules[*].name', equals: 'r1'}}, equals: "
         "2}",
         "true"},
    });
}

TEST_CASE("counts of values have names") {
    check({
        {"{count: {value: ['a*', 'h*'], name: 'p', where: {field: 'name', like: \"[current('p')]\"}}, "
         "equals: 1}",
         "true"},
        {"{count: {value: [{k: 'v2'}], where: {field: 'kind', equals: \"[current('default').k]\"}}, equals: "
         "1}",
         "true"},
        {"{count: {value: ['a', 'b'], name: 'o', where: {count: {value: ['b', 'c'], name: 'i', where: "
         "{value: \"[current('i')]\", equals: \"[current('o')]\"}}, greater: 0}}, equals: 1}",
         "true"},
        {"{count: {value: [1, 2, 3]}, equals: 3}", "true"},
        {"{count: {value: \"[range(0, 101)]\", name: 'i', where: {value: true, equals: true}}, greater: 0}",
         "error"},
        {"{count: {value: \"[current('x')]\"}, equals: 0}", "IOT7015"},
    });
}

TEST_CASE("functions that policies have and templates have not") {
    check({
        {"{value: \"[field('T/missing')]\", equals: ''}", "true"},
        {"{value: \"[length(field('T/missing[*]'))]\", equals: 0}", "true"},
        {"{value: \"[length(field('T/rules[*].ports'))]\", equals: 2}", "true"},
        {"{value: \"[requestContext().apiVersion]\", equals: '2024-01-01'}", "true"},
        {"{value: \"[tryGet(requestContext().identity, 'appid')]\", exists: false}", "true"},
        {"{value: \"[resourceGroup().name]\", equals: 'rg1'}", "true"},
        {"{value: \"[resourceGroup().location]\", equals: 'x'}", "unknown"},
        {"{value: \"[subscription().subscriptionId]\", equals: 's1'}", "true"},
        {"{value: \"[policy().assignmentId]\", equals: 'x'}", "unknown"},
        {"{value: \"[addDays('2024-02-28T00:00:00.0Z', 2)]\", equals: '2024-03-01T00:00:00.0Z'}", "true"},
        {"{value: \"[addDays('soon', 2)]\", equals: 'x'}", "error"},
        {"{value: \"[utcNow('yyyy')]\", equals: '2026'}", "true"},
        {"{value: \"[ipRangeContains('10.0.0.0/8', '10.1.0.0-10.2.0.0')]\", equals: true}", "true"},
        {"{value: \"[ipRangeContains('10.0.0.0/24', '10.0.0.0/16')]\", equals: false}", "true"},
        {"{value: \"[ipRangeContains('10.0.0.0/8', 'fd00::/8')]\", equals: true}", "error"},
        {"{value: \"[ipRangeContains('10.0.0', '10.0.0.1')]\", equals: true}", "false"},
        {"{value: \"[ipRangeContains('', '10.0.0.1')]\", equals: true}", "error"},
        {"{value: \"[int(field('name'))]\", equals: 1}", "error"},
        {"{value: \"[createObject('a', 1).b]\", equals: 1}", "error"},
        {"{value: \"[claims()]\", equals: 1}", "error"},
    });
}

TEST_CASE("earlier members protect later ones, and errors are no falsehoods") {
    check({
        {"{allOf: [{value: 1, equals: 2}, {value: \"[int('x')]\", equals: 1}]}", "false"},
        {"{anyOf: [{value: 1, equals: 1}, {value: \"[int('x')]\", equals: 1}]}", "true"},
        {"{allOf: [{value: 1, equals: 1}, {value: \"[int('x')]\", equals: 1}]}", "error"},
        {"{not: {anyOf: [{value: \"[int('x')]\", equals: 1}]}}", "error"},
        {"{allOf: [{value: \"[policy().x]\", equals: 1}, {value: 1, equals: 2}]}", "false"},
        {"{allOf: [{value: \"[policy().x]\", equals: 1}, {value: 1, equals: 1}]}", "unknown"},
        {"{allOf: []}", "true"},
        {"{anyOf: []}", "false"},
    });
}

TEST_CASE("arguments are data, and names of parameters ignore letter case") {
    const Object arguments{{"P", {}, Value{std::string{"[concat('a', 'b')]"}}}};
    const char* condition = "{value: \"[parameters('p')]\", equals: 'ab'}";
    CHECK(truth_of(condition, {}, arguments) == "false");
    const Options evaluated{.brackets_in_argument = BracketsInArgument::AreEvaluated};
    CHECK(truth_of(condition, evaluated, arguments) == "true");
    CHECK(truth_of("{value: \"[parameters('q')]\", equals: 'ab'}") == "error");
}

namespace {

/// The questions that the state of a definition with `condition` hangs on: `A1 A8`.
std::string hangs_on(std::string_view condition) {
    DiagnosticSink sink;
    const Definition definition = read_rule(test::audit_rule(condition), sink);
    const test::PropertiesAliases aliases;
    const Policy policy{definition, {}, aliases, {}, sink};
    const Value body = json(hub);
    std::string text;
    for (const Question question : evaluate(policy, Resource{body}, Request{}).hangs_on)
        text += (text.empty() ? "" : " ") + std::string{id(question)};
    return text;
}

} // namespace

TEST_CASE("a verdict that hangs on an open question says so") {
    struct Open {
        const char* condition;
        const char* questions;
    };
    for (const auto& [condition, questions] : {
             Open{"{field: 'T/missing[*]', equals: 'x'}", "A1"},
             Open{"{field: 'T/missing', equals: ''}", "A2"},
             Open{"{field: 'T/nothing', equals: ''}", "A2"},
             Open{"{value: \"[equals('A', 'a')]\", equals: true}", "A3"},
             Open{"{field: 'T/text', less: 5}", "A4"},
             Open{"{value: '080', equals: 80}", "A5"},
             Open{"{field: 'T/date', less: '2024-06-01T11:00:00Z'}", "A6"},
             Open{"{value: \"[createObject('a', 1).b]\", equals: null}", "A7"},
             Open{"{field: 'T/rules[*].ports', exists: false}", "A8"},
             Open{"{count: {value: 'text'}, equals: 0}", "A9"},
             Open{"{anyOf: [{value: 1, equals: 1}, {value: \"[int(field('name'))]\", equals: 1}]}", "A11"},
             Open{"{anyOf: [{value: 1, equals: 1}, {field: 'T/missing[*]', equals: 1}]}", ""},
             Open{"{allOf: [{value: 1, equals: 2}, {value: \"[concat(field('name'))]\", equals: 1}]}", ""},
             Open{"{count: {value: ['1'], where: {value: \"[int(current())]\", equals: 1}}, equals: 1}", ""},
         }) {
        CAPTURE(condition);
        CHECK(hangs_on(condition) == questions);
    }
}

TEST_CASE("reasons name the conditions that decided, and what they read") {
    DiagnosticSink sink;
    const Definition definition =
        read_rule(test::audit_rule("{allOf: [{field: 'type', equals: 'Microsoft.Test/hubs'}, {anyOf: ["
                                   "{field: 'T/missing', exists: true}, {field: 'T/text', like: 'a*'}]}]}"),
                  sink);
    const test::PropertiesAliases aliases;
    const Policy policy{definition, {}, aliases, {}, sink};
    const Value body = json(hub);
    const auto reasons = explain(policy, Resource{body}, Request{});
    REQUIRE(reasons.size() == 2);
    CHECK(reasons[0].text == "`type` is \"Microsoft.Test/hubs\": `equals` \"Microsoft.Test/hubs\" holds");
    CHECK(reasons[1].text == "`T/text` is \"Abc\": `like` \"a*\" holds");
}

TEST_CASE("what does not fit the definition is reported when it is bound") {
    const auto codes = [](std::string_view definition_text, std::string_view arguments) {
        DiagnosticSink sink;
        const Definition definition = read_definition(json(definition_text), sink);
        const test::PropertiesAliases aliases;
        const Policy policy{definition, *json(arguments).as_object(), aliases, {}, sink};
        return test::codes_of(sink);
    };
    const char* definition =
        "{parameters: {e: {type: 'String', allowedValues: ['Audit', 'Deny']}, "
        "n: {type: 'Integer', defaultValue: 1}}, policyRule: {if: {value: 1, equals: 1}, "
        "then: {effect: \"[parameters('e')]\"}}}";
    CHECK(codes(definition, "{E: 'Audit'}") == "");
    CHECK(codes(definition, "{}") == "IOT7101");
    CHECK(codes(definition, "{e: 'audit'}") == "IOT7102");
    CHECK(codes(definition, "{e: 'Deny', n: '2'}") == "IOT7102");
    CHECK(codes(definition, "{e: 'Deny', x: 1}") == "IOT7106");
    CHECK(codes("{policyRule: {if: {field: 'nonsense', equals: 1}, then: {effect: 'audit'}}}", "{}") ==
          "IOT7103");
    CHECK(codes("{policyRule: {if: {value: 1, equals: 1}, then: {effect: 'modify', details: {operations: "
                "[{operation: 'add', field: 'T/readOnly', value: 1}]}}}}",
                "{}") == "IOT7104");
}

TEST_CASE("every question has a name, a default and another reading") {
    for (std::size_t i = 0; i < question_count; ++i) {
        const auto question = static_cast<Question>(i);
        CHECK(reading({}, question) == 0);
        CHECK(alternatives({}, question).size() + 1 == readings(question).size());
        CHECK(!text(question).empty());
        CHECK(!name(question).empty());
    }
}
