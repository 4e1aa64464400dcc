#include "emitters/azure_policy/limits.hpp"

#include "base/diagnostics/targets.hpp"
#include "emitters/azure_policy/condition.hpp"
#include "emitters/azure_policy/names.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

namespace iotsec::emitters::azure_policy {

namespace {

/// One limit: how many of what, who says so, and what to do about it.
struct Limit {
    std::size_t max = 0;
    std::string_view unit;
    std::string_view source;
    std::string_view way_out;
};

constexpr std::string_view service_limits = "Azure Policy limits, azure-subscription-service-limits";
constexpr std::string_view structure = "policy definition structure";

constexpr Limit name_limit{64, "characters in its name", "naming rules of Microsoft.Authorization",
                           "shorten it"};
constexpr Limit display_name_limit{max_display_name, "characters in its display name", structure,
                                   "shorten `title`"};
constexpr Limit description_limit{max_description, "characters in its description", structure,
                                  "shorten the documentation comment"};
constexpr Limit metadata_limit{1024, "characters in one metadata value", structure, "shorten the metadata"};
constexpr Limit parameter_limit{20, "parameters", service_limits, "split the requirement"};
constexpr Limit initiative_parameter_limit{400, "parameters", service_limits,
                                           "bind parameters in the baseline, or split it"};
constexpr Limit member_limit{1000, "members", service_limits, "split the baseline"};
constexpr Limit nesting_limit{512, "nested conditions", service_limits, "split the requirement"};
constexpr Limit condition_limit{4096, "conditions", service_limits, "split the requirement"};
constexpr Limit field_count_limit{5, "counts over one list", service_limits, "split the requirement"};
constexpr Limit value_count_limit{10, "counts over lists of values", service_limits, "split the requirement"};
constexpr Limit iteration_limit{100, "iterations of nested counts over values", service_limits,
                                "shorten the lists"};
constexpr Limit body_limit{1'048'576, "bytes", service_limits, "split it"};
constexpr Limit definition_limit{500, "policy definitions", service_limits,
                                 "build less into one scope, or another management group"};
constexpr Limit initiative_limit{200, "initiatives", service_limits,
                                 "build less into one scope, or another management group"};

/// Reports against one thing that has limits.
class Checker {
  public:
    Checker(std::string what, Span span, DiagnosticSink& sink)
        : what_{std::move(what)}, span_{span}, sink_{sink} {}

    void check(const Limit& limit, std::size_t actual) {
        if (actual <= limit.max) return;
        sink_
            .report(diag::over_limit, span_, what_, std::to_string(actual), limit.unit,
                    std::to_string(limit.max))
            .with_help(fmt::format("{} ({})", limit.way_out, limit.source));
    }

  private:
    std::string what_;
    Span span_;
    DiagnosticSink& sink_;
};

/// What the conditions of one rule add up to.
struct Tally {
    std::size_t conditions = 0, depth = 0, value_counts = 0, iterations = 1;
    std::map<std::string, std::size_t> field_counts;
};

void tally_condition(const Condition& condition, std::size_t depth, std::size_t iterations, Tally& tally);

void tally_count(const Json& count, std::size_t depth, std::size_t iterations, Tally& tally) {
    if (const auto value = count.find("value"); value != count.end()) {
        ++tally.value_counts;
        if (value->is_array()) iterations *= std::max<std::size_t>(value->size(), 1);
        tally.iterations = std::max(tally.iterations, iterations);
    } else if (const auto field = count.find("field"); field != count.end()) {
        ++tally.field_counts[field->get<std::string>()];
    }
    if (const auto where = count.find("where"); where != count.end())
        tally_condition(*where, depth + 1, iterations, tally);
}

void tally_condition(const Condition& condition, std::size_t depth, std::size_t iterations, Tally& tally) {
    tally.depth = std::max(tally.depth, depth);
    for (const char* key : {"allOf", "anyOf"}) {
        const auto parts = condition.find(key);
        if (parts == condition.end()) continue;
        for (const auto& part : *parts)
            tally_condition(part, depth + 1, iterations, tally);
        return;
    }
    if (const auto negated = condition.find("not"); negated != condition.end()) {
        tally_condition(*negated, depth + 1, iterations, tally);
        return;
    }
    ++tally.conditions;
    if (const auto count = condition.find("count"); count != condition.end())
        tally_count(*count, depth, iterations, tally);
}

void check_rule(const Json& rule, Checker& checker) {
    Tally tally;
    tally_condition(rule["if"], 1, 1, tally);
    if (const auto details = rule["then"].find("details"); details != rule["then"].end()) {
        const auto existence = details->find("existenceCondition");
        if (existence != details->end()) tally_condition(*existence, 1, 1, tally);
    }
    checker.check(nesting_limit, tally.depth);
    checker.check(condition_limit, tally.conditions);
    checker.check(value_count_limit, tally.value_counts);
    checker.check(iteration_limit, tally.iterations);
    for (const auto& [field, count] : tally.field_counts)
        checker.check(field_count_limit, count);
}

std::size_t bytes(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace).size();
}

void check_texts(const Json& properties, Checker& checker) {
    checker.check(display_name_limit, length(properties["displayName"].get_ref<const std::string&>()));
    checker.check(description_limit, length(properties["description"].get_ref<const std::string&>()));
    for (const auto& [key, value] : properties["metadata"].items()) {
        const bool is_text = value.is_string();
        checker.check(metadata_limit, is_text ? length(value.get_ref<const std::string&>()) : bytes(value));
    }
}

} // namespace

void check_limits(const Definition& definition, Span span, DiagnosticSink& sink) {
    Checker checker{fmt::format("definition `{}`", definition.reference_id), span, sink};
    const Json& properties = *definition.properties;
    checker.check(name_limit, length(definition.name));
    check_texts(properties, checker);
    checker.check(parameter_limit, properties["parameters"].size());
    check_rule(properties["policyRule"], checker);
    checker.check(body_limit, bytes(properties));
}

void check_limits(const Initiative& initiative, const Json& properties_with_members, Span span,
                  DiagnosticSink& sink) {
    Checker checker{fmt::format("initiative `{}`", initiative.symbol), span, sink};
    checker.check(name_limit, length(initiative.name));
    check_texts(*initiative.properties, checker);
    checker.check(initiative_parameter_limit, (*initiative.properties)["parameters"].size());
    checker.check(member_limit, initiative.members.size());
    checker.check(body_limit, bytes(properties_with_members));
}

void check_scope_limits(const Model& model, DiagnosticSink& sink) {
    Checker checker{"the scope of the definitions", {}, sink};
    checker.check(definition_limit, model.definitions.size());
    checker.check(initiative_limit, model.initiatives.size());
}

} // namespace iotsec::emitters::azure_policy
