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

} // namespace iotsec::test
