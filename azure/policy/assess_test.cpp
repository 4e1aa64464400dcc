#include "azure/policy/assess.hpp"
#include "azure/policy/read.hpp"
#include "tests/support/policies.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace iotsec;
using namespace iotsec::azure::policy;
using test::json;

namespace {

constexpr const char* id_prefix = "/providers/Microsoft.Authorization/";

/// A definition that wants `properties.on`, and an initiative of it taken twice.
Documents documents(std::string_view assignment_properties) {
    Documents result;
    DiagnosticSink sink;
    const std::string prefix{id_prefix};
    read_documents(
        json("[{id: '" + prefix +
             "policyDefinitions/d', name: 'd', type: 'Microsoft.Authorization/policyDefinitions', "
             "properties: {mode: 'All', parameters: {effect: {type: 'String', defaultValue: 'Audit', "
             "allowedValues: ['Audit', 'Deny', 'Disabled']}}, policyRule: {if: {allOf: "
             "[{field: 'type', equals: 'T'}, {field: 'T/on', notEquals: true}]}, "
             "then: {effect: \"[parameters('effect')]\"}}}},"
             "{id: '" +
             prefix +
             "policySetDefinitions/s', name: 's', type: 'Microsoft.Authorization/policySetDefinitions', "
             "properties: {parameters: {e: {type: 'String', defaultValue: 'Deny'}}, policyDefinitions: ["
             "{policyDefinitionId: '" +
             prefix +
             "policyDefinitions/d', policyDefinitionReferenceId: 'first', "
             "parameters: {effect: {value: \"[parameters('e')]\"}}}, "
             "{policyDefinitionId: '" +
             prefix +
             "policyDefinitions/D', policyDefinitionReferenceId: 'second', "
             "parameters: {effect: {value: \"[if(equals(parameters('e'), 'Deny'), 'Disabled', "
             "'Audit')]\"}}}]}},"
             "{id: '/subscriptions/s1" +
             prefix +
             "policyAssignments/a', name: 'a', "
             "type: 'Microsoft.Authorization/policyAssignments', properties: " +
             std::string{assignment_properties} + "}]"),
        result, sink);
    CHECK(test::codes_of(sink) == "");
    return result;
}

struct Assessed {
    std::string states;   ///< `first: non-compliant; second: compliant`
    std::string messages; ///< joined by `; `
};

constexpr const char* resource_text =
    "{type: 'T', name: 'r', location: 'West Europe', "
    "id: '/subscriptions/s1/resourceGroups/g/providers/T/r', properties: {}}";

Assessed assessed(std::string_view assignment, std::string_view exemptions = "[]",
                  std::string_view resource = resource_text) {
    Documents all = documents(assignment);
    DiagnosticSink sink;
    if (exemptions != "[]") read_documents(json(exemptions), all, sink);
    const test::PropertiesAliases aliases;
    const Assigned assigned = bind(all.assignments[0], all, aliases, {}, sink);
    CHECK(test::codes_of(sink) == "");
    const Value body = json(resource);
    Assessed result;
    for (const Assessment& one :
         assess(assigned, Resource{body}, Request{}, nullptr, all.exemptions, "2026-01-01T00:00:00Z")) {
        const std::string& reference = one.policy->reference_id;
        result.states += (result.states.empty() ? "" : "; ") + (reference.empty() ? "it" : reference) + ": " +
                         std::string{spelling(one.outcome.state)};
        if (!one.message.empty()) result.messages += (result.messages.empty() ? "" : "; ") + one.message;
    }
    return result;
}

std::string of_initiative(std::string_view more = "") {
    return "{policyDefinitionId: '" + std::string{id_prefix} + "policySetDefinitions/s'" + std::string{more} +
           "}";
}

std::string of_definition(std::string_view more = "") {
    return "{policyDefinitionId: '" + std::string{id_prefix} + "policyDefinitions/d'" + std::string{more} +
           "}";
}

std::string exemption(std::string_view more) {
    return "[{type: 'Microsoft.Authorization/policyExemptions', name: 'x', id: '/subscriptions/s1" +
           std::string{id_prefix} +
           "policyExemptions/x', properties: {displayName: 'until spring', "
           "exemptionCategory: 'Waiver', policyAssignmentId: '/subscriptions/s1" +
           std::string{id_prefix} + "policyAssignments/a'" + std::string{more} + "}}]";
}

} // namespace

TEST_CASE("a definition is assessed with its message") {
    const Assessed result = assessed(of_definition(", nonComplianceMessages: [{message: 'switch it on'}]"));
    CHECK(result.states == "it: non-compliant");
    CHECK(result.messages == "switch it on");
}

TEST_CASE("members of an initiative get arguments that are computed from its own") {
    CHECK(assessed(of_initiative()).states == "first: non-compliant; second: compliant");
    CHECK(assessed(of_initiative(", parameters: {E: {value: 'Audit'}}")).states ==
          "first: non-compliant; second: non-compliant");
}

TEST_CASE("overrides replace effects, the first that matches") {
    const std::string two = ", overrides: [{kind: 'policyEffect', value: 'Disabled', selectors: "
                            "[{kind: 'policyDefinitionReferenceId', in: ['FIRST']}]}, "
                            "{kind: 'policyEffect', value: 'Audit'}]";
    CHECK(assessed(of_initiative(two)).states == "first: compliant; second: non-compliant");
    const std::string here = ", overrides: [{kind: 'policyEffect', value: 'Disabled', selectors: "
                             "[{kind: 'resourceLocation', in: ['westeurope']}]}]";
    CHECK(assessed(of_definition(here)).states == "it: compliant");
    const std::string there = ", overrides: [{kind: 'policyEffect', value: 'Disabled', selectors: "
                              "[{kind: 'resourceLocation', notIn: ['westeurope']}]}]";
    CHECK(assessed(of_definition(there)).states == "it: non-compliant");
    const std::string other = ", overrides: [{kind: 'policyEffect', value: 'Disabled', selectors: "
                              "[{kind: 'resourceType', in: ['other']}]}]";
    CHECK(assessed(of_definition(other)).states == "it: non-compliant");
}

TEST_CASE("scopes and selectors leave resources out") {
    CHECK(assessed(of_definition(", notScopes: ['/subscriptions/S1/resourceGroups/G']")).states == "");
    CHECK(assessed(of_definition(", notScopes: ['/subscriptions/s1/resourceGroups/ga']")).states ==
          "it: non-compliant");
    CHECK(assessed(of_definition(", scope: '/subscriptions/s2'")).states == "");
    const auto selector = [](std::string_view one) {
        return of_definition(", resourceSelectors: [{selectors: [" + std::string{one} + "]}]");
    };
    CHECK(assessed(selector("{kind: 'resourceLocation', in: ['westeurope']}")).states == "it: non-compliant");
    CHECK(assessed(selector("{kind: 'resourceType', notIn: ['t']}")).states == "");
    CHECK(
        assessed(selector("{kind: 'resourceWithoutLocation', in: ['subscriptionLevelResources']}")).states ==
        "");
    const std::string member = ", resourceSelectors: [{selectors: "
                               "[{kind: 'policyDefinitionReferenceId', in: ['second']}]}]";
    CHECK(assessed(of_initiative(member)).states == "second: compliant");
}

TEST_CASE("exemptions hold until they expire, for the members they name") {
    CHECK(assessed(of_definition(), exemption("")).states == "it: exempt");
    CHECK(assessed(of_definition(), exemption("")).messages == "exempt by `until spring` (waiver)");
    CHECK(assessed(of_definition(), exemption(", expiresOn: '2025-12-31T00:00:00Z'")).states ==
          "it: non-compliant");
    CHECK(assessed(of_definition(), exemption(", expiresOn: '2026-12-31T00:00:00Z'")).states == "it: exempt");
    CHECK(assessed(of_initiative(), exemption(", policyDefinitionReferenceIds: ['First']")).states ==
          "first: exempt; second: compliant");
}

TEST_CASE("an assignment without its document, or with arguments it does not take, is reported") {
    const auto codes = [](const std::string& assignment) {
        const Documents all = documents(assignment);
        DiagnosticSink sink;
        const test::PropertiesAliases aliases;
        (void)bind(all.assignments[0], all, aliases, {}, sink);
        return test::codes_of(sink);
    };
    CHECK(codes("{policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/x'}") ==
          "IOT7105");
    CHECK(codes("{policyDefinitionId: '/providers/Microsoft.Authorization/policySetDefinitions/x'}") ==
          "IOT7105");
    CHECK(codes(of_initiative(", parameters: {z: {value: 1}}")) == "IOT7106");
    CHECK(codes(of_definition(", parameters: {effect: {value: 'Frown'}}")) == "IOT7102 IOT7012");
}

TEST_CASE("the state of a resource is the worst") {
    CHECK(worst({State::Exempt, State::Compliant, State::Unknown}) == State::Compliant);
    CHECK(worst({State::Compliant, State::NonCompliant}) == State::NonCompliant);
    CHECK(worst({}) == State::NotApplicable);
}
