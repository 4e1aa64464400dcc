// The standard library as Azure Policy: what is carried, and the definitions of some requirements in full.
#include "emitters/azure_policy/azure_policy.hpp"
#include "tests/support/compile.hpp"
#include "tests/support/golden.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

using namespace iotsec;
using namespace iotsec::emitters;

namespace {

struct Library {
    test::CompiledText compiled = test::compile_library();
    DiagnosticSink sink;
    azure_policy::Options options{.management_group = "mg-contoso", .project = "contoso"};
    azure_policy::Model model = azure_policy::build(compiled.program, options, sink);

    [[nodiscard]] const nlohmann::ordered_json& properties(std::string_view reference_id) const {
        const auto found =
            std::ranges::find(model.definitions, reference_id, &azure_policy::Definition::reference_id);
        REQUIRE(found != model.definitions.end());
        return *found->properties;
    }
};

std::string_view name(Carriage carriage) {
    switch (carriage) {
    case Carriage::Carried:
        return "carried";
    case Carriage::Part:
        return "part";
    case Carriage::Attested:
        return "attested";
    case Carriage::No:
        return "no";
    }
    return "";
}

std::string coverage_text(const azure_policy::Model& model) {
    std::string text;
    for (const auto& coverage : model.coverage) {
        text += fmt::format("{}: {} [{}]\n", coverage.requirement, name(coverage.carriage),
                            fmt::join(coverage.effects, ", "));
        for (const auto& reason : coverage.reasons)
            text += fmt::format("  not: {}\n", reason.reason);
        for (const auto& note : coverage.notes)
            text += fmt::format("  note: {}\n", note);
    }
    return text;
}

} // namespace

TEST_CASE("the coverage of the library by Azure Policy is what it was") {
    const Library library;
    CHECK(!library.sink.has_errors());
    test::check_golden("tests/golden/azure_policy/library-coverage.txt", coverage_text(library.model));
}

TEST_CASE("definitions of the library are what they were") {
    const Library library;
    for (const char* reference_id :
         {"HUB-NET-1", "HUB-NET-2", "HUB-NET-2-remedy", "HUB-NET-3", "HUB-LOG-14"}) {
        CAPTURE(reference_id);
        test::check_golden(fmt::format("tests/golden/azure_policy/library/{}.json", reference_id),
                           library.properties(reference_id).dump(2) + "\n");
    }
}

TEST_CASE("the private endpoint is lowered as the reference works it out") {
    const Library library;
    const auto& rule = library.properties("HUB-NET-1")["policyRule"];
    const auto expected_if = nlohmann::ordered_json::parse(R"({"allOf": [
      { "field": "type", "equals": "Microsoft.Devices/IotHubs" },
      { "count": { "field": "Microsoft.Devices/IotHubs/privateEndpointConnections[*]",
          "where": { "field": "Microsoft.Devices/IotHubs/privateEndpointConnections[*].privateLinkServiceConnectionState.status",
                     "equals": "Approved" } },
        "less": 1 } ] })");
    const auto expected_existence = nlohmann::ordered_json::parse(R"({ "count": {
      "field": "Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*]", "where": { "allOf": [
        { "field": "Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].privateLinkServiceId",
          "equals": "[field('id')]" },
        { "count": { "field": "Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]",
                     "where": { "field": "Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]",
                                "equals": "iotHub" } },
          "greaterOrEquals": 1 } ] } },
      "greaterOrEquals": 1 })");
    CHECK(rule["if"] == expected_if);
    CHECK(rule["then"]["details"]["existenceScope"] == "subscription");
    CHECK(rule["then"]["details"]["existenceCondition"] == expected_existence);
}

TEST_CASE("the library has at least as many definitions as carried requirements, each with its own name") {
    const Library library;
    std::vector<std::string> names;
    for (const auto& definition : library.model.definitions)
        names.push_back(definition.name);
    std::ranges::sort(names);
    CHECK(std::ranges::adjacent_find(names) == names.end());
    CHECK(!names.empty());
}
