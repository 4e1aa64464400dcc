#include "azure/policy/read.hpp"
#include "tests/support/policies.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace iotsec;
using namespace iotsec::azure::policy;
using test::codes_of;
using test::json;

namespace {

std::string codes_of_condition(std::string_view condition) {
    DiagnosticSink sink;
    const Definition definition = read_rule(test::audit_rule(condition), sink);
    CHECK(definition.is_valid == !sink.has_errors());
    return codes_of(sink);
}

std::string codes_of_definition(std::string_view text) {
    DiagnosticSink sink;
    Documents documents;
    read_documents(json(text), documents, sink);
    return codes_of(sink);
}

} // namespace

TEST_CASE("conditions are read in any letter case") {
    for (const char* condition : {
             "{field: 'type', equals: 'a'}",
             "{FIELD: 'type', Equals: 'a'}",
             "{allof: [{field: 'type', notequals: 'a'}, {anyOf: [{not: {value: 1, equals: 1}}]}]}",
             "{count: {field: 'a[*]', where: {field: 'a[*].b', exists: 'True'}}, greater: 0}",
             "{count: {value: [1], name: 'n', where: {value: \"[current('n')]\", equals: 1}}, equals: 1}",
             "{field: \"[concat('tags[', parameters('t'), ']')]\", in: \"[parameters('l')]\"}",
             "{field: 'name', equals: '[unfinished'}",
         }) {
        CAPTURE(condition);
        CHECK(codes_of_condition(condition) == "");
    }
}

TEST_CASE("a condition that is none is reported with what is wrong") {
    struct Case {
        const char* condition;
        const char* codes;
    };
    for (const auto& [condition, codes] : {
             Case{"'text'", "IOT7001"},
             Case{"{}", "IOT7004 IOT7005"},
             Case{"{field: 'type'}", "IOT7005"},
             Case{"{equals: 'type'}", "IOT7004"},
             Case{"{field: 'type', value: 1, equals: 1}", "IOT7004"},
             Case{"{field: 'type', equals: 1, like: 'a'}", "IOT7005"},
             Case{"{field: 'type', equal: 1}", "IOT7003"},
             Case{"{source: 'action', equals: 'write'}", "IOT7003"},
             Case{"{allOf: 'no list'}", "IOT7001"},
             Case{"{not: [1]}", "IOT7001"},
             Case{"{not: {field: 'type', equals: 'a'}, field: 'name'}", "IOT7003"},
             Case{"{count: {}, equals: 0}", "IOT7001"},
             Case{"{count: {field: 'a[*]', value: [1]}, equals: 0}", "IOT7001"},
             Case{"{count: {field: 'a[*]', name: 'n'}, equals: 0}", "IOT7003"},
             Case{"{count: {value: [1], name: 42}, equals: 0}", "IOT7001"},
             Case{"{field: 5, equals: 0}", "IOT7001"},
             Case{"{field: 'type', in: 'a'}", "IOT7013"},
             Case{"{field: 'type', exists: 'perhaps'}", "IOT7013"},
             Case{"{field: 'type', equals: ['a']}", "IOT7013"},
             Case{"{value: \"[parameters('x']\", equals: 1}", "IOT7006"},
             Case{"{value: \"[resourceId('a/b', 'c')]\", equals: 1}", "IOT7007"},
             Case{"{value: \"[listKeys('a', 'b')]\", equals: 1}", "IOT7007"},
             Case{"{value: \"[contoso.mine()]\", equals: 1}", "IOT7007"},
             Case{"{value: \"[concatenate('a')]\", equals: 1}", "IOT7008"},
             Case{"{value: \"[current('a')]\", equals: 1}", "IOT7015"},
             Case{"{count: {value: [1], where: {count: {value: [2]}, equals: 1}}, equals: 1}", "IOT7002"},
             Case{"{count: {value: [1], where: {count: {value: [2], name: 'n'}, equals: 1}}, equals: 1}", ""},
             Case{"{field: 'a', equals: 1, Field: 'b'}", "IOT7009 IOT7004"},
         }) {
        CAPTURE(condition);
        CHECK(codes_of_condition(condition) == codes);
    }
}

TEST_CASE("advice names what was meant") {
    DiagnosticSink sink;
    (void)read_rule(test::audit_rule("{field: 'type', notEqual: 1}"), sink);
    (void)read_rule(test::audit_rule("{value: \"[toLowerr('a')]\", equals: 1}"), sink);
    REQUIRE(sink.all().size() == 2);
    CHECK(sink.all()[0].help == "did you mean `notEquals`?");
    CHECK(sink.all()[1].help == "did you mean `tolower`?");
}

TEST_CASE("conditions may be nested as deep as Azure takes them, and no deeper") {
    const auto nested = [](std::size_t depth) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i)
            text += "{\"not\":";
        text += "{\"field\":\"type\",\"equals\":\"a\"}";
        return "{\"if\":" + text + std::string(depth, '}') + ",\"then\":{\"effect\":\"audit\"}}";
    };
    DiagnosticSink sink;
    Documents documents;
    read_documents(SourceFile{SourceId{}, "deep.json", nested(500)}, documents, sink);
    CHECK(codes_of(sink) == "");
    read_documents(SourceFile{SourceId{}, "deeper.json", nested(600)}, documents, sink);
    CHECK(codes_of(sink) == "IOT7010");
    read_documents(SourceFile{SourceId{}, "deepest.json", nested(100'000)}, documents, sink);
    CHECK(sink.all().size() == 2); // JSON itself goes no deeper than 1,000
}

TEST_CASE("a definition is read with its parameters, mode and details") {
    DiagnosticSink sink;
    const Definition definition = read_definition(json(R"({
        name: 'd', properties: {
          displayName: 'Name', mode: 'indexed', version: '1.0.0', policyType: 'BuiltIn',
          parameters: {effect: {type: 'string', defaultValue: 'Audit', allowedValues: ['Audit', 'Deny']}},
          policyRule: {if: {field: 'type', equals: 'a'},
                       then: {effect: "[parameters('Effect')]", details: {
                         type: 'b', existenceCondition: {field: 'name', equals: 'x'},
                         roleDefinitionIds: ['/r'], deployment: {properties: {}}}}}}})"),
                                                  sink);
    CHECK(codes_of(sink) == "");
    CHECK(definition.display_name.value == "Name");
    CHECK(definition.mode == Mode::Indexed);
    REQUIRE(definition.parameter("EFFECT") != nullptr);
    CHECK(definition.parameter("EFFECT")->allowed_values->size() == 2);
    REQUIRE(definition.rule.details.related);
    CHECK(definition.rule.details.related->existence_condition);
    CHECK(definition.rule.details.role_definition_ids.front().value == "/r");
}

TEST_CASE("a definition that is none is reported") {
    struct Case {
        const char* text;
        const char* codes;
    };
    for (const auto& [text, codes] : {
             Case{"{displayName: 'x', mode: 'All', policyDefinitions: 3}", "IOT7001"},
             Case{"{properties: {policyRule: {if: {value: 1, equals: 1}}}}", "IOT7002"},
             Case{"{policyRule: {then: {effect: 'audit'}}}", "IOT7002"},
             Case{"{policyRule: {if: {value: 1, equals: 1}, then: {}}}", "IOT7002"},
             Case{"{type: 'Microsoft.Authorization/policyDefinitions', properties: {}}", "IOT7002"},
             Case{"{policyRule: {if: {value: 1, equals: 1}, then: {effect: 'frown'}}}", "IOT7012"},
             Case{"{policyRule: {if: {value: \"[parameters('y')]\", equals: 1}, then: {effect: 'audit'}}}",
                  "IOT7014"},
             Case{"{parameters: {a: {type: 'text'}}, policyRule: {if: {value: 1, equals: 1}, "
                  "then: {effect: 'audit'}}}",
                  "IOT7012"},
             Case{"{parameters: {a: {type: 'string'}, A: {type: 'string'}}, "
                  "policyRule: {if: {value: 1, equals: 1}, then: {effect: 'audit'}}}",
                  "IOT7009"},
             Case{"{policyRule: {if: {value: 1, equals: 1}, then: {effect: 'modify', "
                  "details: {operations: [{operation: 'add', field: 'tags.a'}, {operation: 'swap'}]}}}}",
                  "IOT7002 IOT7012"},
             Case{"{policyRule: {if: {value: 1, equals: 1}, then: {effect: 'modify', details: {operations: "
                  "[{operation: 'remove', field: 'tags.a', condition: \"[equals(field('name'), "
                  "resourceGroup().name)]\"}]}}}}",
                  "IOT7007 IOT7007"},
             Case{"{policyRule: {if: {value: 1, equals: 1}, then: {effect: 'modify', details: {operations: "
                  "[{operation: 'remove', field: 'tags.a', condition: \"[equals(requestContext().apiVersion, "
                  "'1')]\"}]}}}}",
                  ""},
             Case{"{some: 'thing'}", "IOT7011"},
             Case{"[1, 2]", "IOT7011"},
         }) {
        CAPTURE(text);
        CHECK(codes_of_definition(text) == codes);
    }
}

TEST_CASE("documents are found in lists, templates and lists of the REST interface") {
    const std::string rule = "policyRule: {if: {value: 1, equals: 1}, then: {effect: 'audit'}}";
    Documents documents;
    DiagnosticSink sink;
    read_documents(json("[{" + rule + "}, {properties: {" + rule + "}}]"), documents, sink);
    read_documents(json("{value: [{properties: {" + rule + "}}]}"), documents, sink);
    read_documents(json("{path: 'a.json', definition: {properties: {" + rule + "}}}"), documents, sink);
    CHECK(documents.definitions.size() == 4);
    read_documents(json(R"({
        $schema: 'https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#',
        resources: [
          {type: 'Microsoft.Authorization/policyDefinitions', name: 'd', properties: {
             parameters: {p: {type: 'string'}},
             policyRule: {if: {field: 'name', equals: "[[parameters('p')]"}, then: {effect: 'audit'}}}},
          {type: 'Microsoft.Authorization/policyAssignments', name: 'a', properties: {
             policyDefinitionId: '/x', notScopes: ['/s'], enforcementMode: 'DoNotEnforce',
             parameters: {p: {value: '[not read]'}},
             overrides: [{kind: 'policyEffect', value: 'Deny',
                          selectors: [{kind: 'policyDefinitionReferenceId', in: ['r']}]}],
             resourceSelectors: [{name: 's', selectors: [{kind: 'resourceLocation', notIn: ['eastus']}]}]}},
          {type: 'Microsoft.Authorization/policyExemptions', name: 'e', properties: {
             policyAssignmentId: '/a', exemptionCategory: 'Mitigated'}},
          {type: 'Microsoft.Authorization/policySetDefinitions', name: 'i', properties: {
             policyDefinitions: [{policyDefinitionId: '/x', policyDefinitionReferenceId: 'r',
                                  parameters: {p: {value: "[[parameters('q')]"}}}]}}]})"),
                   documents, sink);
    CHECK(codes_of(sink) == "");
    REQUIRE(documents.definitions.size() == 5);
    CHECK(documents.definitions.back().rule.tree.operands.size() == 4);
    REQUIRE(documents.assignments.size() == 1);
    CHECK(documents.assignments[0].enforcement == EnforcementMode::DoNotEnforce);
    CHECK(documents.assignments[0].overrides[0].selectors[0].values[0] == "r");
    CHECK(documents.assignments[0].resource_selectors[0].selectors[0].excludes);
    REQUIRE(documents.exemptions.size() == 1);
    CHECK(documents.exemptions[0].category == Exemption::Category::Mitigated);
    REQUIRE(documents.initiatives.size() == 1);
    CHECK(documents.initiatives[0].arguments.operands[0].expression);
}

TEST_CASE("assignments, exemptions and initiatives that lack something are reported") {
    struct Case {
        const char* text;
        const char* codes;
    };
    for (const auto& [text, codes] : {
             Case{"{type: 'Microsoft.Authorization/policyAssignments', properties: {}}", "IOT7002"},
             Case{"{policyDefinitionId: '/d', enforcementMode: 'Never'}", "IOT7012"},
             Case{"{policyDefinitionId: '/d', overrides: [{kind: 'mood', value: 'x'}]}", "IOT7012"},
             Case{"{policyDefinitionId: '/d', overrides: [{kind: 'policyEffect', value: 'x'}]}", "IOT7012"},
             Case{"{policyDefinitionId: '/d', resourceSelectors: [{selectors: [{kind: 'colour', in: []}]}]}",
                  "IOT7012"},
             Case{"{policyDefinitionId: '/d', resourceSelectors: [{selectors: [{kind: 'resourceType'}]}]}",
                  "IOT7001"},
             Case{"{policyAssignmentId: '/a', exemptionCategory: 'Sleepy'}", "IOT7012"},
             Case{"{policyAssignmentId: '/a', exemptionCategory: 'Waiver', expiresOn: 'next year'}",
                  "IOT7001"},
             Case{"{policyAssignmentId: '/a', exemptionCategory: 'Waiver', expiresOn: '2026-12-31'}", ""},
             Case{"{policyDefinitions: [{}]}", "IOT7002"},
         }) {
        CAPTURE(text);
        CHECK(codes_of_definition(text) == codes);
    }
}

TEST_CASE("the assignment trees of Enterprise Policy as Code stand for one assignment a scope") {
    Documents documents;
    DiagnosticSink sink;
    read_documents(json(R"({
        nodeName: '/root', definitionEntry: {policyName: 'd'}, assignment: {name: 'a-', displayName: 'A '},
        enforcementMode: 'DoNotEnforce', parameters: {p: 1},
        children: [
          {nodeName: 'prod', assignment: {name: 'prod', displayName: 'prod'}, parameters: {q: ['x']},
           scope: {tenant: ['/subscriptions/s1', '/subscriptions/s2']}, notScope: {tenant: ['/subscriptions/s1/g']}},
          {nodeName: 'dev', assignment: {name: 'dev', displayName: 'dev'}, scope: {tenant: ['/subscriptions/s3']}}]})"),
                   documents, sink);
    CHECK(codes_of(sink) == "");
    REQUIRE(documents.assignments.size() == 3);
    const Assignment& first = documents.assignments[0];
    CHECK(first.name.value == "a-prod");
    CHECK(first.display_name.value == "A prod");
    CHECK(first.definition_id.value == "d");
    CHECK(first.scope.value == "/subscriptions/s1");
    CHECK(first.not_scopes.size() == 1);
    CHECK(first.arguments.size() == 2);
    CHECK(first.enforcement == EnforcementMode::DoNotEnforce);
    CHECK(documents.assignments[2].not_scopes.empty());
    CHECK(documents.assignments[2].scope.value == "/subscriptions/s3");
}
