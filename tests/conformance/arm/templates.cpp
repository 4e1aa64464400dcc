// `--arm-constructs` and `--arm-expansion`: whole templates.
#include "azure/expression/lenient_json.hpp"
#include "base/diagnostic.hpp"
#include "base/json/reader.hpp"
#include "tests/conformance/arm/arm.hpp"
#include "tests/conformance/arm_cases.hpp"

#include <fmt/format.h>

#include <utility>

namespace iotsec::test {

namespace {

azure::DeploymentFacts facts_in(const Value& one) {
    const Value none;
    const Value* metadata = one.find("metadata");
    azure::DeploymentFacts facts = facts_of(metadata == nullptr ? none : *metadata);
    if (metadata != nullptr && facts.management_group.empty())
        facts.management_group = text_at(*metadata, "managementGroupId");
    return facts;
}

/// Parameters that a parameter file takes from a vault.
void add_vault_parameters(const Value& one, Value& parameters) {
    const Value* names = one.find("key_vault_parameters");
    if (names == nullptr) return;
    const auto add = [&](const std::string& name) {
        parameters.find("parameters")->set(name, Value{Object{{"reference", {}, Value{Object{}}}}});
    };
    if (const Object* members = names->as_object()) {
        for (const Member& member : *members)
            add(member.name);
    } else if (const List* items = names->as_list()) {
        for (const Value& name : *items) {
            if (const std::string* text = name.as_string()) add(*text);
        }
    }
}

/// Gives a parameter its value by its default, as the engine was given it.
void set_default(Value& root, Value& parameters, const std::string& name) {
    Value* given = parameters.find("parameters")->find(name);
    Value* declared = root.find("parameters") == nullptr ? nullptr : root.find("parameters")->find(name);
    if (given == nullptr || declared == nullptr) return;
    declared->set("defaultValue", *given->find("value"));
    parameters.find("parameters")->erase(name);
}

/// What was changed in a template of the corpus before the engine was given it.
void repair(const Value& one, Value& root, Value& parameters) {
    const Value* steps = one.find("preprocessed");
    for (std::size_t i = 0; steps != nullptr && steps->as_list() != nullptr && i < steps->as_list()->size();
         ++i) {
        const Value& step = (*steps->as_list())[i];
        const std::string text = step.as_string() == nullptr ? std::string{} : *step.as_string();
        constexpr std::string_view schema = "$schema set to ", names = "no Bicep identifier: ";
        if (text == "contentVersion added") root.set("contentVersion", Value{std::string{"1.0.0.0"}});
        if (text == "resources added") root.set("resources", Value{List{}});
        if (text.starts_with(schema)) root.set("$schema", Value{text.substr(schema.size())});
        const Object given = *parameters.find("parameters")->as_object();
        const bool is_all = text.starts_with("all values set through defaultValue");
        const std::size_t at = text.find(names);
        for (const Member& member : given) {
            const bool is_named = at != std::string::npos && text.find(member.name, at) != std::string::npos;
            if (is_all || is_named) set_default(root, parameters, member.name);
        }
    }
}

void judge(const Value& one, Value root, const Value* expect, ArmReport& report) {
    Value parameters = arm_parameters(one.find("parameters"));
    repair(one, root, parameters);
    add_vault_parameters(one, parameters);
    const std::string lines = text_at(one, "parametersText");
    if (lines.find("az.getSecret") !=
        std::string::npos) // the one form that cases use: `param p = az.getSecret(…)`
        parameters.find("parameters")
            ->set(lines.substr(6, lines.find(' ', 6) - 6), Value{Object{{"reference", {}, Value{Object{}}}}});
    DiagnosticSink sink;
    const auto found = azure::predict(root, {.facts = facts_in(one), .parameters = &parameters}, sink);
    ArmExpectation expected{.is_refused = expect == nullptr || expect->find("error") != nullptr};
    if (expect != nullptr) {
        expected.resources = expect->find("resources");
        expected.outputs = expect->find("outputs");
        expected.diagnostics = expect->find("diagnostics");
    }
    std::string problem = difference(expected, found);
    if (!problem.empty() && found.is_refused && !sink.all().empty())
        problem += ": " + sink.all().front().message;
    report.add(problem.empty(), text_at(one, "id"), problem);
}

/// `{"predictedResources", "diagnostics"}` as the other cases have it.
Value expectation_in(const std::string& text) {
    auto read = azure::read_lenient_json(text, {});
    if (!read.value) return {};
    Object result;
    if (const Value* resources = read.value->find("predictedResources"))
        result.push_back({"resources", {}, *resources});
    return Value{std::move(result)};
}

/// One expression as the only property of the only resource.
void judge_expression(const Value& one, const Value& expression, const Value& expect, ArmReport& report) {
    constexpr std::string_view around = R"({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0", "parameters": {"p": {"type": "string", "defaultValue": "pv"}},
        "variables": {"v": {"a": 1}}, "resources": [{"type": "X.Y/z", "apiVersion": "2020-01-01", "name": "r",
        "properties": {}}]})";
    Value root = *azure::read_lenient_json(around, {}).value;
    auto& resource = std::get<List>(root.find("resources")->data).front();
    resource.find("properties")->set("v", expression);
    DiagnosticSink sink;
    const azure::DeploymentFacts facts{.tenant_id = "11111111-1111-1111-1111-111111111111",
                                       .subscription_id = "22222222-2222-2222-2222-222222222222",
                                       .resource_group = "rg-test",
                                       .location = "westeurope",
                                       .management_group = {},
                                       .name = "main"};
    const auto found = azure::predict(root, {.facts = facts}, sink);
    const Value* value = expect.find("value");
    std::string problem;
    if (value == nullptr) {
        problem = found.is_refused ? "" : "it should be refused";
    } else if (found.is_refused) {
        problem = "it is refused: " + sink.all().front().message;
    } else {
        const Value printed = reread(Value{found.resources});
        problem = difference(*value, *printed.as_list()->front().find("properties")->find("v"), "v");
    }
    report.add(problem.empty(), text_at(one, "id"), text_at(one, "expression") + " " + problem);
}

} // namespace

ArmReport run_arm_constructs(const std::filesystem::path& file) {
    ArmReport report;
    for (const Value& one : arm_cases(file)) {
        const Value* expect = one.find("expect");
        const std::string exact = text_at(one, "expectText");
        const Value from_text = exact.empty() ? Value{} : expectation_in(exact);
        if (!exact.empty()) expect = &from_text;
        std::string text = text_at(one, "templateText");
        if (const Value* generator = one.find("templateBy")) text = generated_template(*generator);
        if (const Value* root = one.find("template")) {
            judge(one, *root, expect, report);
            continue;
        }
        const SourceFile source{SourceId{}, "template.json", std::move(text)};
        const auto read = read_json(source, engine_json);
        if (read) {
            judge(one, read.value(), expect, report);
        } else {
            const bool is_refused = expect != nullptr && expect->find("error") != nullptr;
            report.add(is_refused, text_at(one, "id"), "it is not read: " + read.error().message);
        }
    }
    return report;
}

ArmReport run_arm_expansion(const std::filesystem::path& file, const std::filesystem::path& corpus) {
    ArmReport report;
    for (const Value& one : arm_cases(file)) {
        const Value* expect = one.find("expect");
        if (expect == nullptr || (one.find("template") == nullptr && one.find("template_inline") == nullptr &&
                                  one.find("expression") == nullptr)) {
            report.add(false, text_at(one, "id") + text_at(one, "name"),
                       "it is no case: nothing is expected");
            continue;
        }
        if (const Value* expression = one.find("expression")) {
            judge_expression(one, *expression, *expect, report);
            continue;
        }
        const std::string path = text_at(one, "template");
        if (path.empty()) {
            judge(one, *one.find("template_inline"), expect, report);
            continue;
        }
        const SourceFile source{SourceId{}, path, file_text(corpus / path)};
        const auto read = read_json(source, engine_json);
        if (read) {
            judge(one, read.value(), expect, report);
        } else {
            const bool is_refused = expect != nullptr && expect->find("error") != nullptr;
            report.add(is_refused, text_at(one, "id"), "it is not read: " + read.error().message);
        }
    }
    return report;
}

} // namespace iotsec::test
