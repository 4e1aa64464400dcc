#include "tests/conformance/arm_cases.hpp"

#include "base/json/reader.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

namespace iotsec::test {

namespace {

bool is_residual(const Value& value) {
    const std::string* text = value.as_string();
    return text != nullptr && text->starts_with('[') && text->ends_with(']');
}

Match compare_objects(const Object& expected, const Object& found) {
    if (expected.size() != found.size()) return Match::Wrong;
    Match result = Match::Same;
    for (const Member& member : expected) {
        const auto other = std::ranges::find(found, member.name, &Member::name);
        if (other == found.end()) return Match::Wrong;
        result = worse(result, compare(member.value, other->value));
    }
    return result;
}

Match compare_lists(const List& expected, const List& found) {
    if (expected.size() != found.size()) return Match::Wrong;
    Match result = Match::Same;
    for (std::size_t i = 0; i < expected.size(); ++i)
        result = worse(result, compare(expected[i], found[i]));
    return result;
}

} // namespace

std::string file_text(const std::filesystem::path& file) {
    const std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

std::vector<Value> json_lines(const std::filesystem::path& file) {
    std::vector<Value> cases;
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);) {
        auto value = read_json(SourceFile{SourceId{}, file.string(), std::move(line)}, strict_json);
        cases.push_back(value ? std::move(value).value() : Value{});
    }
    return cases;
}

std::string text_at(const Value& value, std::string_view name) {
    const Value* found = value.find(name);
    return found != nullptr && found->as_string() != nullptr ? *found->as_string() : std::string{};
}

azure::DeploymentFacts facts_of(const Value& metadata) {
    return {.tenant_id = text_at(metadata, "tenantId"),
            .subscription_id = text_at(metadata, "subscriptionId"),
            .resource_group = text_at(metadata, "resourceGroup"),
            .location = text_at(metadata, "location"),
            .management_group = text_at(metadata, "managementGroup"),
            .name = text_at(metadata, "deploymentName")};
}

Match worse(Match a, Match b) {
    return std::max(a, b);
}

Match compare(const Value& expected, const Value& found) {
    if (found.as_unknown() != nullptr) return is_residual(expected) ? Match::Same : Match::Less;
    if (const Object* members = expected.as_object()) {
        return found.as_object() == nullptr ? Match::Wrong : compare_objects(*members, *found.as_object());
    }
    if (const List* items = expected.as_list()) {
        return found.as_list() == nullptr ? Match::Wrong : compare_lists(*items, *found.as_list());
    }
    if (same_value(expected, found)) return Match::Same;
    // The engine hides the values of secure parameters behind their names.
    const bool is_hidden =
        is_residual(expected) && expected.as_string()->find("parameters('") != std::string::npos;
    return is_hidden ? Match::Same : Match::Wrong;
}

void Tally::add(Match match, std::string what) {
    if (match == Match::Same) ++same;
    if (match == Match::Less) ++less;
    if (match == Match::Wrong) ++wrong;
    if (match == Match::Same) return;
    failures.push_back((match == Match::Less ? "less  " : "wrong ") + std::move(what));
}

std::string Tally::summary() const {
    return fmt::format("{} of {} the same, {} less known, {} wrong", same, total(), less, wrong);
}

void keep_failures(std::string_view name, const Tally& tally) {
    const char* folder = std::getenv("IOTSEC_FAILURES");
    if (folder == nullptr) return;
    std::ofstream out{std::filesystem::path{folder} / fmt::format("{}.txt", name)};
    for (const std::string& failure : tally.failures)
        out << failure << '\n';
}

namespace {

std::string schema(std::string_view scope) {
    const std::string_view file = scope == "subscription" ? "2018-05-01/subscriptionDeploymentTemplate"
                                  : scope == "managementGroup"
                                      ? "2019-08-01/managementGroupDeploymentTemplate"
                                  : scope == "tenant" ? "2019-08-01/tenantDeploymentTemplate"
                                                      : "2019-04-01/deploymentTemplate";
    return fmt::format("https://schema.management.azure.com/schemas/{}.json#", file);
}

} // namespace

Value expression_template(const Value& one) {
    const Value none;
    const Value& context = one.find("context") != nullptr ? *one.find("context") : none;
    const std::string place = text_at(context, "place");
    Value value = *one.find("expression");
    if (place == "key") value = Value{Object{{*value.as_string(), {}, Value{std::int64_t{1}}}}};
    if (place == "array-item") value = Value{List{value}};
    Object resource{{"type", {}, text_value("Microsoft.Test/cases")},
                    {"apiVersion", {}, text_value("2020-01-01")},
                    {"name", {}, text_value("c")}};
    if (place != "output") resource.push_back({"properties", {}, Value{Object{{"v", {}, value}}}});
    if (place == "copy") {
        resource.push_back(
            {"copy",
             {},
             Value{Object{{"name", {}, text_value("loop")}, {"count", {}, Value{std::int64_t{3}}}}}});
    }
    Object root{{"$schema", {}, text_value(schema(text_at(context, "scope")))},
                {"contentVersion", {}, text_value("1.0.0.0")}};
    for (const char* section : {"parameters", "variables", "functions", "languageVersion"}) {
        if (const Value* given = context.find(section)) root.push_back({section, {}, *given});
    }
    const bool is_new = context.find("languageVersion") != nullptr;
    root.push_back({"resources",
                    {},
                    is_new ? Value{Object{{"c", {}, Value{std::move(resource)}}}}
                           : Value{List{Value{std::move(resource)}}}});
    if (place == "output") {
        Object output{{"type", {}, text_value(text_at(context, "outputType"))}, {"value", {}, value}};
        root.push_back({"outputs", {}, Value{Object{{"v", {}, Value{std::move(output)}}}}});
    }
    return Value{std::move(root)};
}

} // namespace iotsec::test
