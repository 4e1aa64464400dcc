#include "azure/policy/evaluate.hpp"
#include "azure/policy/read.hpp"
#include "tests/support/policies.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace iotsec;
using namespace iotsec::azure::policy;
using test::json;

namespace {

Outcome outcome_of(std::string_view definition_text, std::string_view body_text,
                   const Related* related = nullptr) {
    static DiagnosticSink sink;
    static std::vector<Definition> kept;
    kept.clear();
    kept.push_back(read_definition(json(definition_text), sink));
    const test::PropertiesAliases aliases;
    const Policy policy{kept.back(), {}, aliases, {}, sink};
    const Value body = json(body_text);
    return evaluate(policy, Resource{body}, Request{}, related);
}

std::string with_effect(std::string_view effect, std::string_view details = "null") {
    return "{properties: {mode: 'All', policyRule: {if: {allOf: [{field: 'type', equals: "
           "'Microsoft.Test/hubs'}, "
           "{field: 'Microsoft.Test/hubs/bad', equals: true}]}, then: {effect: '" +
           std::string{effect} + "', details: " + std::string{details} + "}}}}";
}

} // namespace

TEST_CASE("effects give states") {
    const char* bad = "{type: 'Microsoft.Test/hubs', name: 'h', properties: {bad: true}}";
    const char* good = "{type: 'Microsoft.Test/hubs', name: 'h', properties: {}}";
    const char* other = "{type: 'Microsoft.Test/other', name: 'h', properties: {bad: true}}";
    for (const char* effect : {"audit", "Deny", "append", "modify"}) {
        CAPTURE(effect);
        CHECK(outcome_of(with_effect(effect), bad).state == State::NonCompliant);
        CHECK(outcome_of(with_effect(effect), good).state == State::Compliant);
        CHECK(outcome_of(with_effect(effect), other).state == State::NotApplicable);
    }
    CHECK(outcome_of(with_effect("disabled"), bad).state == State::Compliant);
    CHECK(outcome_of(with_effect("denyAction"), bad).state == State::Protected);
    CHECK(outcome_of(with_effect("manual"), bad).state == State::Unknown);
    CHECK(outcome_of(with_effect("manual", "{defaultState: 'Non-compliant'}"), bad).state ==
          State::NonCompliant);
}

TEST_CASE("related resources satisfy, are missing, or cannot be told") {
    const char* vm = "{type: 'Microsoft.Test/hubs', name: 'h', id: "
                     "'/subscriptions/s/resourceGroups/g/providers/Microsoft.Test/hubs/h', "
                     "properties: {bad: true}}";
    const std::string definition =
        with_effect("auditIfNotExists", "{type: 'Microsoft.Insights/diagnosticSettings', "
                                        "existenceCondition: {field: 'X/on', equals: true}}");
    const std::string id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Test/hubs/";
    const auto setting = [&](std::string_view of, std::string_view on) {
        return json(
            "{type: 'Microsoft.Insights/diagnosticSettings', name: 'd', id: '" + id + std::string{of} +
            "/providers/Microsoft.Insights/diagnosticSettings/d', properties: {on: " + std::string{on} +
            "}}");
    };
    const Value on = setting("h", "true");
    const Value off = setting("h", "false");
    const Value foreign = setting("h2", "true");
    CHECK(outcome_of(definition, vm).state == State::Unknown);
    Inventory inventory;
    CHECK(outcome_of(definition, vm, &inventory).state == State::NonCompliant);
    CHECK(outcome_of(definition, vm, &inventory).message ==
          "there is no related resource of type `Microsoft.Insights/diagnosticSettings`");
    inventory.add(foreign);
    inventory.add(off);
    CHECK(outcome_of(definition, vm, &inventory).state == State::NonCompliant);
    inventory.add(on);
    CHECK(outcome_of(definition, vm, &inventory).state == State::Compliant);
    Inventory blind;
    blind.set_not_listed("microsoft.insights/diagnosticsettings");
    CHECK(outcome_of(definition, vm, &blind).state == State::Unknown);
    blind.add(on);
    CHECK(outcome_of(definition, vm, &blind).state == State::Compliant);
}

TEST_CASE("modes leave resources out") {
    const auto in_mode = [](std::string_view mode, std::string_view type) {
        return outcome_of("{properties: {mode: '" + std::string{mode} +
                              "', policyRule: {if: {value: 1, equals: 1}, then: {effect: 'audit'}}}}",
                          "{type: '" + std::string{type} + "', name: 'n'}")
            .state;
    };
    CHECK(in_mode("All", "Microsoft.Test/children") == State::NonCompliant);
    CHECK(in_mode("Indexed", "Microsoft.Test/hubs") == State::NonCompliant);
    CHECK(in_mode("Indexed", "Microsoft.Test/children") == State::NotApplicable);
    CHECK(in_mode("Indexed", "Microsoft.Resources/subscriptions") == State::NotApplicable);
    CHECK(in_mode("All", "Microsoft.Resources/subscriptions") == State::NonCompliant);
    CHECK(in_mode("All", "Microsoft.Resources/deployments") == State::NotApplicable);
    CHECK(in_mode("Microsoft.Kubernetes.Data", "Microsoft.Test/hubs") == State::NotEvaluated);
    CHECK(
        outcome_of("{policyType: 'Static', policyRule: {if: {value: 1, equals: 1}, then: {effect: 'audit'}}}",
                   "{type: 'T'}")
            .state == State::NotEvaluated);
}
