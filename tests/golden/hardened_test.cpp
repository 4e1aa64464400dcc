// Hardened snippets are derived: they change with the requirements, and what they write satisfies them.
#include "azure/template/template.hpp"
#include "base/json/reader.hpp"
#include "emitters/arm/print.hpp"
#include "emitters/hardened/hardened.hpp"
#include "stdlib/built_in.hpp"
#include "tests/support/compile.hpp"
#include "tests/support/golden.hpp"
#include "verifier/evaluate/evaluate.hpp"
#include "verifier/inputs/template_input.hpp"
#include "verifier/view.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace iotsec;
using namespace iotsec::emitters;

namespace {

/// A module with one requirement on hubs and a baseline that includes it.
test::CompiledText one_requirement(const std::string& clauses) {
    auto compiled = test::compile_text(fmt::format(R"(module sample
requirement rule for hub: Microsoft.Devices/IotHubs {{
  id: 'T-1'
  title: 'A rule'
  severity: low
  {}
}}
baseline all {{
  title: 'All'
  version: '1.0.0'
  include sample.rule
}}
)",
                                                   clauses));
    CAPTURE(fmt::format("{}", fmt::join(compiled.diagnostics, "\n")));
    REQUIRE(compiled.program.baselines.size() == 1);
    return compiled;
}

std::vector<hardened::Snippet> snippets(const ir::Program& program) {
    return hardened::snippets(program, program.baselines.front(), stdlib::catalogue(), {});
}

/// A value of the right type for every parameter without a default, as a parameter file.
std::string parameter_file(const deployment::Template& content) {
    std::string values;
    for (const auto& param : content.params) {
        if (param.default_value) continue;
        std::string value =
            "\"" + (param.allowed.empty() ? "/subscriptions/s/x/" + param.name : param.allowed.front()) +
            "\"";
        if (param.type == deployment::ParamType::Int) value = "1";
        if (param.type == deployment::ParamType::Bool) value = "true";
        if (param.type == deployment::ParamType::Array) value = "[]";
        if (param.type == deployment::ParamType::Object) value = "{}";
        if (param.name == "name") value = "\"sample\"";
        values += fmt::format("{}\"{}\": {{ \"value\": {} }}", values.empty() ? "" : ", ", param.name, value);
    }
    return R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
"contentVersion": "1.0.0.0", "parameters": {)" +
           values + "}}";
}

/// The verdicts of the program on what the snippet deploys, by requirement id: the worst of its resources.
std::string verdicts(const ir::Program& program, const hardened::Snippet& snippet) {
    Sources sources;
    DiagnosticSink sink;
    const SourceFile& file = sources.add("snippet.json", arm::print(snippet.content));
    const SourceFile& params = sources.add("snippet.parameters.json", parameter_file(snippet.content));
    auto evidence = verifier::read_template({.file = file, .parameters = &params, .closed = true}, sink);
    REQUIRE(evidence.has_value());
    verifier::apply_view(program, *evidence);
    std::string result;
    for (const auto& finding : verifier::evaluate(program, *evidence, {}, sink)) {
        const std::string& id = program.requirements[finding.requirement].meta.id;
        const bool good = finding.verdict == verifier::Verdict::Compliant ||
                          finding.verdict == verifier::Verdict::NotApplicable;
        if (good) continue;
        result += id + (finding.verdict == verifier::Verdict::Violation ? " violation" : " unknown");
        for (const auto& reason : finding.reasons)
            result += ": " + reason.text;
        result += "\n";
    }
    return result;
}

} // namespace

TEST_CASE("a snippet changes with its requirement, and then satisfies it") {
    struct Case {
        std::string clauses;
        std::string written; // in the body of the resource
    };
    for (const auto& [clauses, written] : {
             Case{"expect hub.publicNetworkAccess == 'Disabled'", R"("publicNetworkAccess": "Disabled")"},
             Case{"expect hub.publicNetworkAccess != 'Enabled'", R"("publicNetworkAccess": "Disabled")"},
             Case{"expect hub.minTlsVersion >= '1.2'", R"("minTlsVersion": "1.2")"},
             Case{"expect hub.disableLocalAuth and hub.disableDeviceSAS", R"("disableDeviceSAS": true)"},
             Case{"expect hub.networkRuleSets.defaultAction == 'Deny'", R"("defaultAction": "Deny")"},
             Case{"expect some rule in hub.networkRuleSets.ipRules satisfies rule.ipMask == '10.0.0.0/8'",
                  R"("ipMask": "10.0.0.0/8")"},
             Case{"expect some setting: Microsoft.Insights/diagnosticSettings of hub satisfies "
                  "setting.workspaceId is present",
                  R"("workspaceId": "[parameters('workspaceId')]")"},
             Case{"expect hub.tags['owner'] is present", R"("owner": "[parameters('tagsOwner')]")"},
             Case{"expect hub.tags['cost.centre'] == '42'", R"("cost.centre": "42")"},
             Case{"expect hub.tags['env'] in ['test', 'prod'] and hub.tags['owner'] is present",
                  R"("env": "test")"},
             Case{"expect hub.location in ['westeurope', 'northeurope']", R"("northeurope")"},
             Case{"expect hub.location == 'westeurope'", R"("location": "[parameters('location')]")"},
             Case{"expect hub.sku.name in ['S1', 'S2'] and hub.sku.capacity <= 3", R"("capacity": 3)"},
             Case{"expect hub.sku.name startsWith 'S'", R"("name": "S1")"},
             Case{"expect not hub.sku.name startsWith 'S'", R"("name": "F1")"},
             Case{"expect hub.sku.name not in ['F1', 'B1']", R"("name": "S1")"},
             Case{"expect not hub.disableLocalAuth or hub.allowedFqdnList is not empty", ""},
         }) {
        CAPTURE(clauses);
        const auto compiled = one_requirement(clauses);
        const auto made = snippets(compiled.program);
        REQUIRE(made.size() == 1);
        const std::string text = arm::print(made.front().content);
        CHECK_MESSAGE(text.find(written) != std::string::npos, text);
        CHECK(made.front().coverage.front().carriage == Carriage::Carried);
        CHECK(verdicts(compiled.program, made.front()) == "");
    }
}

TEST_CASE("a parameter of the rules becomes one of the snippet, also where a condition compares with it") {
    auto compiled = test::compile_text(R"(module sample
param name: string
requirement rule for hub: Microsoft.Devices/IotHubs {
  id: 'T-1'
  title: 'A rule'
  severity: low
  expect hub.publicNetworkAccess == name
}
baseline all {
  title: 'All'
  version: '1.0.0'
  include sample.rule
}
)");
    REQUIRE(compiled.program.baselines.size() == 1);
    const auto made = snippets(compiled.program);
    const std::string text = arm::print(made.front().content);
    CHECK_MESSAGE(text.find(R"("publicNetworkAccess": "[parameters('name2')]")") != std::string::npos, text);
    CHECK_MESSAGE(text.find(R"("name2": {)") != std::string::npos, text);
}

TEST_CASE("what no request can carry is not covered, and says so") {
    const auto compiled = one_requirement("expect hub.state == 'Active'");
    const auto made = snippets(compiled.program);
    CHECK(made.front().coverage.front().carriage == Carriage::No);
    CHECK(made.front().coverage.front().reasons.size() == 1);
}

TEST_CASE("the snippets of the library satisfy its requirements") {
    const auto compiled = test::compile_library();
    REQUIRE(!compiled.program.baselines.empty());
    for (const auto& snippet : snippets(compiled.program)) {
        CAPTURE(snippet.type);
        CHECK(verdicts(compiled.program, snippet) == "");
        test::check_golden("tests/golden/hardened/" + snippet.file_stem + ".json",
                           arm::print(snippet.content));
    }
}
