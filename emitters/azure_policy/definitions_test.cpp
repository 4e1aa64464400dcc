// Whole definitions: which there are, with which effects, and what is said where there is none.
#include "emitters/azure_policy/built_test.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/policy_program.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace iotsec;
using namespace iotsec::emitters;
using catalog::Kind;
using ir::CompareOp;
using test::PolicyProgram;
using Json = nlohmann::ordered_json;
using testing::all_files;
using testing::baseline;
using testing::build;
using testing::Built;
using testing::is_on;

namespace {

constexpr const char* setting_type = "Contoso.Insights/settings";

/// `some s: settings of x satisfies (s.target is present and some entry in s.logs satisfies …)`.
ir::ExprId has_setting(PolicyProgram& b, ir::RelatedBy relation = ir::RelatedBy::Of,
                       const char* type = setting_type) {
    const auto target = b.property_of(type, "target", Kind::ResourceId, false);
    const auto logs = b.property_of(type, "logs", Kind::Object, true);
    const auto enabled = b.property_of(type, "logs[*].enabled", Kind::Bool, false);
    const auto is_enabled = b.equal(b.program.add(ir::Path{"entry", enabled, {}, {}}), b.truth(true));
    const auto list = b.program.add(ir::Path{"s", logs, {}, {}});
    const auto is_there = b.present(b.program.add(ir::Path{"s", target, {}, {}}));
    const auto some_log = b.some(ir::Items{list}, "entry", is_enabled);
    return b.some(ir::Related{type, relation, "x"}, "s", b.all({is_there, some_log}));
}

ir::Remedy set_remedy(PolicyProgram& b) {
    ir::Remedy remedy;
    const auto path = b.path("f");
    remedy.sets = {{path, b.text("On")}};
    return remedy;
}

/// A setting with a name that is also a key that ARM reads as a loop.
ir::Remedy deploy_remedy(PolicyProgram& b) {
    ir::Remedy remedy;
    const auto copy = b.program.add(ir::ObjectOf{{{"copy", b.text("[verbatim]")}}});
    const auto logs = b.program.add(ir::ListOf{{b.program.add(ir::ObjectOf{{{"enabled", b.truth(true)}}})}});
    const auto properties = b.program.add(ir::ObjectOf{
        {{"target", b.param("workspace", ir::ParamType::ResourceId)}, {"logs", logs}, {"rule", copy}}});
    const auto name = b.concat({b.path("name"), b.text("-logs")});
    const auto body = b.program.add(ir::ObjectOf{{{"name", name}, {"properties", properties}}});
    remedy.deploy = ir::Deploy{"setting", setting_type, ir::RelatedBy::Of, "x", body, "2021-05-01"};
    remedy.role_ids = {"92aaf0da-9dab-42b6-94a3-d43ce8d16293"};
    return remedy;
}

PolicyProgram with_extension() {
    PolicyProgram b;
    b.program.types.push_back(
        {setting_type, catalog::TypeClass::Extension, {}, false, false, {"2021-05-01"}});
    return b;
}

} // namespace

TEST_CASE("an expectation about a related resource is a search, with a deployment where there is one") {
    PolicyProgram b = with_extension();
    auto& requirement = b.require("LOG-1", {has_setting(b)});
    requirement.remedies = {deploy_remedy(b)};
    requirement.meta.section = "logging";
    b.program.baselines = {baseline({{0, {}}})};
    const Built built = build(b.program);
    CHECK(built.diagnostics.empty());
    CHECK(built.names() == std::vector<std::string>{"LOG-1"});
    CHECK(built.effects(0) == Json{"AuditIfNotExists", "DeployIfNotExists", "Disabled"});
    test::check_golden("tests/golden/azure_policy/search-and-deploy.txt",
                       all_files(azure_policy::emit(built.model, {.management_group = "mg", .project = {}})));
}

TEST_CASE("local and related conjuncts get a definition each") {
    PolicyProgram b = with_extension();
    b.require("MIX-1", {b.all({is_on(b), has_setting(b)}), has_setting(b)});
    CHECK(build(b.program).names() == std::vector<std::string>{"MIX-1", "MIX-1-exists", "MIX-1-exists-2"});
}

TEST_CASE("a local alternative to a related resource moves into the if") {
    PolicyProgram b = with_extension();
    b.require("ALT-1", {b.any({is_on(b), has_setting(b)})});
    const Built built = build(b.program);
    CHECK(built.rule(0)["if"]["allOf"][1] == Json{{"field", "Contoso.Things/things/f"}, {"notEquals", "On"}});
    CHECK(built.rule(0)["then"]["details"]["type"] == setting_type);
}

TEST_CASE("related resources have an Azure form only where one is required to exist") {
    const auto reason = [](const std::function<ir::ExprId(PolicyProgram&)>& make) {
        PolicyProgram b = with_extension();
        b.program.types.push_back(
            {"Contoso.Net/endpoints", catalog::TypeClass::Resource, {}, true, false, {}});
        b.require("R-1", {make(b)});
        const Built built = build(b.program);
        REQUIRE(!built.model.coverage.at(0).reasons.empty());
        return built.model.coverage[0].reasons[0].reason;
    };
    CHECK(reason([](PolicyProgram& b) { return b.negate(has_setting(b)); }) ==
          "Azure Policy can require that a related resource exists, not that none does; write the "
          "requirement for "
          "Contoso.Insights/settings");
    CHECK(reason([](PolicyProgram& b) {
              return b.any(
                  {has_setting(b), has_setting(b, ir::RelatedBy::Subscription, "Contoso.Net/endpoints")});
          }) == "a definition can look at one related type only");
    CHECK(reason([](PolicyProgram& b) {
              return has_setting(b, ir::RelatedBy::Evidence, "Contoso.Net/endpoints");
          }) == "Azure Policy does not search beyond a subscription");
    CHECK(reason([](PolicyProgram& b) { return has_setting(b, ir::RelatedBy::Subscription); }) ==
          "Azure Policy finds an extension resource only at the resource it is attached to");
}

TEST_CASE("deny is offered only for what a request can carry and mend") {
    const auto effects = [](void (*change)(ir::Property&), std::vector<ir::Effect> wanted) {
        PolicyProgram b;
        auto& requirement = b.require("D-1", {is_on(b)});
        requirement.effects = std::move(wanted);
        change(b.program.properties[0]);
        const Built built = build(b.program);
        return std::pair{built.effects(0), built.code()};
    };
    using Result = std::pair<Json, std::string>;
    CHECK(effects([](ir::Property&) {}, {}) == Result{{"Audit", "Deny", "Disabled"}, ""});
    CHECK(effects([](ir::Property&) {}, {ir::Effect::Audit}) == Result{{"Audit", "Disabled"}, ""});
    CHECK(effects([](ir::Property& p) { p.create_only = true; }, {}) == Result{{"Audit", "Disabled"}, ""});
    CHECK(effects([](ir::Property& p) { p.create_only = true; }, {ir::Effect::Audit, ir::Effect::Deny}) ==
          Result{{"Audit", "Disabled"}, "IOT5005"});
    CHECK(effects([](ir::Property& p) { p.visible_in = catalog::VisibleIn::Response; }, {}) ==
          Result{{"Audit", "Disabled"}, ""});
}

TEST_CASE("a remedy is a definition of its own, off by default, and never for what Azure cannot set") {
    PolicyProgram b;
    auto& requirement = b.require("M-1", {is_on(b)});
    requirement.remedies = {set_remedy(b)};
    const Built built = build(b.program);
    CHECK(built.names() == std::vector<std::string>{"M-1", "M-1-remedy"});
    const Json& parameters = (*built.model.definitions[1].properties)["parameters"];
    CHECK(parameters["effect"]["defaultValue"] == "Disabled");
    CHECK(built.rule(1)["then"]["details"]["operations"][0]["condition"] ==
          "[greaterOrEquals(requestContext().apiVersion, '2020-01-01')]");

    requirement.effects = {ir::Effect::Audit, ir::Effect::Modify};
    b.program.properties[0].create_only = true;
    const Built refused = build(b.program);
    CHECK(refused.names() == std::vector<std::string>{"M-1"});
    CHECK(refused.code() == "IOT5005");
}

TEST_CASE("a remedy that presupposes something narrows the subjects that it is for") {
    PolicyProgram b = with_extension();
    auto& requirement = b.require("LOG-2", {has_setting(b)});
    requirement.remedies = {deploy_remedy(b)};
    requirement.remedies[0].presupposes = is_on(b);
    const Built built = build(b.program);
    CHECK(built.names() == std::vector<std::string>{"LOG-2", "LOG-2-deploy"});
    CHECK(built.effects(0) == Json{"AuditIfNotExists", "Disabled"});
    CHECK(built.rule(1)["if"]["allOf"][1] == Json{{"field", "Contoso.Things/things/f"}, {"equals", "On"}});
}

TEST_CASE("nothing is enforced by default") {
    PolicyProgram b = with_extension();
    b.require("E-1", {is_on(b)}).effects = {ir::Effect::Deny};
    auto& requirement = b.require("E-2", {has_setting(b)});
    requirement.remedies = {deploy_remedy(b)};
    requirement.effects = {ir::Effect::Deploy};
    const Built built = build(b.program);
    CHECK(built.effects(0) == Json{"Deny", "Disabled"});
    CHECK(built.effects(1) == Json{"DeployIfNotExists", "Disabled"});
    for (const auto& definition : built.model.definitions)
        CHECK((*definition.properties)["parameters"]["effect"]["defaultValue"] == "Disabled");
}

TEST_CASE("check and remedy can be one definition") {
    PolicyProgram b;
    auto& requirement = b.require("M-1", {is_on(b)});
    requirement.remedies = {set_remedy(b)};
    const Built built = build(b.program, {.management_group = "mg", .merged_remedies = true, .project = "p"});
    CHECK(built.names() == std::vector<std::string>{"M-1"});
    CHECK(built.effects(0) == Json{"Audit", "Deny", "Modify", "Disabled"});
    CHECK((*built.model.definitions[0].properties)["metadata"]["iotsec"]["kind"] == "merged");
    CHECK(built.rule(0)["then"]["details"].contains("operations"));
}

TEST_CASE("a deployment for a local expectation looks at the subject itself") {
    PolicyProgram b = with_extension();
    auto& requirement = b.require("L-1", {is_on(b)});
    requirement.remedies = {deploy_remedy(b)};
    const Built built = build(b.program);
    CHECK(built.names() == std::vector<std::string>{"L-1", "L-1-deploy"});
    const Json& details = built.rule(1)["then"]["details"];
    CHECK(details["type"] == PolicyProgram::type);
    CHECK(details["name"] == "[field('name')]");
    CHECK(details["existenceCondition"] == Json{{"field", "Contoso.Things/things/f"}, {"equals", "On"}});
}

TEST_CASE("an attestation is a manual definition") {
    PolicyProgram b;
    auto& requirement = b.require("A-1", {});
    requirement.attest = ir::Attest{90 * 86'400, "The report of the registry check"};
    const Built built = build(b.program);
    CHECK(built.effects(0) == Json{"Manual", "Disabled"});
    CHECK(built.rule(0)["then"]["details"] == Json{{"defaultState", "Unknown"}});
    CHECK((*built.model.definitions[0].properties)["description"] ==
          "Asks for an attestation every 90 days: The report of the registry check.");
    CHECK(built.model.coverage[0].carriage == Carriage::Attested);
}

TEST_CASE("a part is built only where the requirement says so, and then says what is left out") {
    PolicyProgram b;
    auto& requirement = b.require(
        "P-1", {is_on(b), b.compare(CompareOp::Ge, ir::CompareBy::Version, b.path("g"), b.text("1.2"))});
    Built built = build(b.program);
    CHECK(built.code() == "IOT5003");
    CHECK(built.model.definitions.empty());
    CHECK(built.model.coverage[0].carriage == Carriage::Part);

    requirement.meta.partial_ok = true;
    built = build(b.program);
    CHECK(built.diagnostics.empty());
    CHECK(
        (*built.model.definitions.at(0).properties)["description"] ==
        "Things are as they should be. Not carried by Azure Policy: Azure Policy compares versions as text.");
}

TEST_CASE("what a policy cannot be about is a fact of coverage") {
    PolicyProgram b;
    b.program.types.push_back({"Registry/devices", catalog::TypeClass::DataPlane, {}, false, false, {}});
    b.require("DEV-1", {is_on(b)}).type = "Registry/devices";
    b.require("DEV-2", {is_on(b)}).all = true;
    const Built built = build(b.program);
    CHECK(built.model.definitions.empty());
    CHECK(built.model.coverage.at(0).reasons.at(0).reason == "not a resource of Azure Resource Manager");
    CHECK(built.model.coverage.at(1).reasons.at(0).reason == "a policy sees one resource");
}

TEST_CASE("two definitions of one name are refused") {
    PolicyProgram b;
    b.require("N-1", {is_on(b)}).remedies = {set_remedy(b)};
    b.require("N-1-remedy", {is_on(b)});
    const Built built = build(b.program);
    CHECK(built.code() == "IOT5006");
}

TEST_CASE("mode is All for types without tags and location") {
    PolicyProgram b;
    b.require("T-1", {is_on(b)});
    CHECK((*build(b.program).model.definitions[0].properties)["mode"] == "Indexed");
    b.program.types[0].has_tags_and_location = false;
    CHECK((*build(b.program).model.definitions[0].properties)["mode"] == "All");
}

TEST_CASE("files stay in their folder, and two builds give the same bytes") {
    PolicyProgram b;
    b.require("../../evil", {is_on(b)});
    b.program.baselines = {baseline({{0, {}}})};
    const azure_policy::Options options{.management_group = "mg", .project = "p"};
    const auto first = azure_policy::emit(build(b.program).model, options);
    const auto second = azure_policy::emit(build(b.program).model, options);
    CHECK(first.files.at(0).path == "definitions/------evil.json");
    CHECK(all_files(first) == all_files(second));
}
