// Our own cases, out of Azure's documentation: conditions, related resources, modify.
#include "azure/expression/json_writer.hpp"
#include "azure/policy/effects.hpp"
#include "azure/policy/evaluate.hpp"
#include "azure/policy/read.hpp"
#include "base/text.hpp"
#include "tests/conformance/forms/cases.hpp"
#include "tests/conformance/forms/form.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace iotsec::test {

namespace policy = azure::policy;

namespace {

std::string_view words(policy::Truth truth) {
    switch (truth) {
    case policy::Truth::False:
        return "false";
    case policy::Truth::True:
        return "true";
    case policy::Truth::Unknown:
        return "unknown";
    case policy::Truth::Error:
        return "error";
    }
    return {};
}

/// true, false or `error`, as cases write it.
std::string expected(const Value& value) {
    if (value.as_bool() != nullptr) return *value.as_bool() ? "true" : "false";
    return value.as_string() == nullptr ? std::string{} : *value.as_string();
}

/// The effect is of no interest in these cases.
Value rule_of(const Value& condition) {
    return Value{Object{{"if", {}, condition},
                        {"then", {}, Value{Object{{"effect", {}, Value{std::string{"audit"}}}}}}}};
}

std::optional<policy::Question> question_of(std::string_view id) {
    for (std::size_t i = 0; i < policy::question_count; ++i) {
        if (policy::id(static_cast<policy::Question>(i)) == id) return static_cast<policy::Question>(i);
    }
    return std::nullopt;
}

void judge(const Value& one, const RunOptions& options, Report& report) {
    const std::string id = member_text(one, "id");
    const auto question = question_of(member_text(one, "ambiguity"));
    const Value& alternative = member_value(one, "alternative");
    const bool is_alternative = options.alternatives && question && !alternative.is_null();
    policy::Options readings = options.readings;
    if (is_alternative) {
        // A7: the reading that gives null is the last.
        readings = policy::with_reading(readings, *question, policy::readings(*question).size() - 1);
    }
    const std::string wanted = expected(is_alternative ? alternative : member_value(one, "expect"));
    const bool is_default = !question || policy::reading(readings, *question) == 0;
    DiagnosticSink sink;
    const policy::Definition definition = policy::read_rule(rule_of(member_value(one, "rule")), sink);
    const StatedAliases aliases{member_value(one, "aliases")};
    const policy::Policy bound{definition, member_object(one, "parameters"), aliases, readings, sink};
    const policy::Resource resource{member_value(one, "resource")};
    const policy::Request request = request_of(one, false);
    std::string found;
    if (sink.has_errors()) {
        found = fmt::format("refused: {}", sink.all().front().message);
    } else {
        const policy::Outcome outcome = policy::evaluate(bound, resource, request);
        const bool is_failed = outcome.state == policy::State::Error;
        found = words(is_failed ? policy::Truth::Error : policy::holds(bound, resource, request));
    }
    if (found != wanted && !is_default && !is_alternative) {
        report.aside.push_back({id, fmt::format("{} under another reading", found)});
        return;
    }
    report.add(found == wanted, id,
               fmt::format("expected {}, found {}: {}", wanted, found, member_text(one, "why")));
}

std::string_view state_name(policy::State state) {
    switch (state) {
    case policy::State::NotApplicable:
        return "NotApplicable";
    case policy::State::Compliant:
        return "Compliant";
    case policy::State::NonCompliant:
        return "NonCompliant";
    case policy::State::Unknown:
        return "Unknown";
    case policy::State::Protected:
    case policy::State::Exempt:
    case policy::State::Conflicting:
    case policy::State::Error:
    case policy::State::NotEvaluated:
        break;
    }
    return policy::spelling(state);
}

void judge_related(const Value& one, const RunOptions& options, Report& report) {
    const std::string id = member_text(one, "id");
    DiagnosticSink sink;
    const policy::Definition definition = policy::read_rule(member_value(one, "policyRule"), sink);
    const StatedAliases aliases{member_value(one, "aliases")};
    const policy::Policy bound{definition, member_object(one, "parameters"), aliases, options.readings, sink};
    const policy::Resource resource{member_value(one, "resource")};
    policy::Inventory inventory;
    const Value& listed = member_value(one, "inventory");
    for (std::size_t i = 0; listed.as_list() != nullptr && i < listed.as_list()->size(); ++i)
        inventory.add((*listed.as_list())[i]);
    const Value& missing = member_value(one, "typesNotInInventory");
    for (std::size_t i = 0; missing.as_list() != nullptr && i < missing.as_list()->size(); ++i)
        inventory.set_not_listed(*(*missing.as_list())[i].as_string());
    const policy::Outcome outcome = policy::evaluate(bound, resource, request_of(one, false), &inventory);
    const std::string_view found = state_name(outcome.state);
    const std::string wanted = member_text(one, "expectState");
    report.add(!sink.has_errors() && found == wanted, id,
               fmt::format("expected {}, found {}: {}", wanted, found, outcome.message));
}

void judge_modify(const Value& one, const RunOptions& options, Report& report) {
    const std::string id = member_text(one, "id");
    const auto text = [](std::string_view known) { return Value{std::string{known}}; };
    const Value& before = member_value(one, "before");
    const Value condition{
        Object{{"field", {}, text("type")}, {"equals", {}, text(member_text(before, "type"))}}};
    const Value details{Object{{"operations", {}, member_value(one, "operations")}}};
    const Value rule{
        Object{{"if", {}, condition},
               {"then", {}, Value{Object{{"effect", {}, text("modify")}, {"details", {}, details}}}}}};
    DiagnosticSink sink;
    const policy::Definition definition = policy::read_rule(rule, sink);
    const StatedAliases aliases{member_value(one, "aliases")};
    const policy::Policy bound{definition, {}, aliases, options.readings, sink};
    const policy::Resource resource{before};
    const policy::Changed changed = policy::apply_changes(bound, resource, request_of(one, false));
    const Value& after = member_value(one, "after");
    report.add(
        !sink.has_errors() && same_value(after, changed.body), id,
        fmt::format("expected {}, found {}", azure::json_text_of(after), azure::json_text_of(changed.body)));
}

} // namespace

Report run_policy_cases(const std::filesystem::path& file, const RunOptions& options) {
    Report report;
    for (const Value& one : cases_in(file))
        judge(one, options, report);
    return report;
}

Report run_related_cases(const std::filesystem::path& file, const RunOptions& options) {
    Report report;
    for (const Value& one : cases_in(file)) {
        if (one.find("operations") != nullptr) {
            judge_modify(one, options, report);
        } else {
            judge_related(one, options, report);
        }
    }
    return report;
}

} // namespace iotsec::test
