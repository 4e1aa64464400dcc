// Rules on resources, as Microsoft's open implementation tests them.
#include "azure/expression/json_writer.hpp"
#include "azure/policy/evaluate.hpp"
#include "azure/policy/read.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "tests/conformance/forms/cases.hpp"
#include "tests/conformance/forms/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <utility>

namespace iotsec::test {

namespace policy = azure::policy;

namespace {

/// Answers look-ups of related resources in the order of the case.
class Answers : public policy::Related {
  public:
    explicit Answers(const Value& answers) {
        if (answers.as_list() == nullptr) return;
        for (const Value& answer : *answers.as_list()) {
            const Value& response = member_value(answer, "response");
            bodies_.push_back(response.is_null() ? Value{} : response);
            types_.push_back(member_text(answer, "resource_type"));
        }
    }

    [[nodiscard]] policy::RelatedAnswer find(const policy::RelatedQuery& query) const override {
        policy::RelatedAnswer answer;
        if (next_ >= bodies_.size()) return answer;
        const Value& body = bodies_[next_];
        const std::string& type = types_[next_].empty() ? query.type : types_[next_];
        ++next_;
        if (body.is_null()) return answer;
        answer.resources.push_back(&resources_.emplace_back(body, query.resource.api_version(), type));
        return answer;
    }

  private:
    std::deque<Value> bodies_;
    std::vector<std::string> types_;
    mutable std::deque<policy::Resource> resources_;
    mutable std::size_t next_ = 0;
};

/// Aliases by file; read once for a run.
class AliasFiles {
  public:
    explicit AliasFiles(std::filesystem::path folder) : folder_{std::move(folder)} {}

    const policy::AliasIndex& get(const std::string& name) {
        if (name.empty()) return plain_;
        auto& index = by_name_[name];
        if (index == nullptr) index = alias_table(folder_ / name);
        return *index;
    }

  private:
    std::filesystem::path folder_;
    PlainPaths plain_;
    std::map<std::string, std::unique_ptr<policy::AliasTable>> by_name_;
};

/// The document of a case: JSON, or a text that is none on purpose.
std::optional<Value> document_of(const Value& one) {
    const Value& rule = member_value(one, "policyRule");
    const Value& document = rule.is_null() ? member_value(one, "policyDefinition") : rule;
    const Value* raw = document.find("$raw");
    if (raw == nullptr) return document;
    auto value = read_json(SourceFile{SourceId{}, "case", *raw->as_string()});
    return value ? std::optional{std::move(value).value()} : std::nullopt;
}

/// Whether `expected` is part of `found`: members that a case does not name are free.
bool is_part(const Value& expected, const Value& found) {
    if (const Object* members = expected.as_object()) {
        return std::ranges::all_of(*members, [&](const Member& member) {
            const Value* other = found.find(member.name);
            return other != nullptr && is_part(member.value, *other);
        });
    }
    if (const List* items = expected.as_list()) {
        const List* others = found.as_list();
        return others != nullptr && std::ranges::equal(*items, *others, is_part);
    }
    return same_value(expected, found);
}

/// `found` with the names of fields as the definition writes them, which is how cases show details.
Value with_written_fields(Value found, const Value& written) {
    if (auto* items = std::get_if<List>(&found.data)) {
        const List& others = *written.as_list();
        for (std::size_t i = 0; i < items->size(); ++i)
            (*items)[i] = with_written_fields(std::move((*items)[i]), others[i]);
    }
    if (auto* members = std::get_if<Object>(&found.data)) {
        for (Member& member : *members) {
            const Value* other = written.find(member.name);
            if (other == nullptr || other->data.index() != member.value.data.index()) continue;
            member.value = equal_ignoring_case(member.name, "field")
                               ? *other
                               : with_written_fields(std::move(member.value), *other);
        }
    }
    return found;
}

std::string errors_in(const DiagnosticSink& sink) {
    std::string text;
    for (const Diagnostic& one : sink.all()) {
        if (one.severity == Severity::Error)
            text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", one.code, one.message);
    }
    return text;
}

/// Errors but for calls that Azure forbids (the open implementation allows those of dates), and for
/// parameters without a value, which a rule may never read.
bool is_refused(const DiagnosticSink& sink) {
    return std::ranges::any_of(sink.all(), [](const Diagnostic& one) {
        return one.severity == Severity::Error && one.code != diag::forbidden_function.info.code &&
               one.code != diag::policy_argument_missing.info.code &&
               one.code != diag::policy_argument_value.info.code &&
               one.code != diag::unknown_policy_argument.info.code;
    });
}

struct Verdict {
    std::string effect; ///< empty: none
    std::string message;
    Value details;
};

Verdict verdict_of(const policy::Policy& bound, const policy::Resource& resource,
                   const policy::Request& request, const Answers& answers) {
    Verdict verdict;
    const policy::Truth truth = policy::holds(bound, resource, request);
    if (truth == policy::Truth::Error) verdict.effect = "evaluation error";
    if (truth == policy::Truth::Unknown) verdict.effect = "unknown";
    const policy::Outcome outcome = policy::evaluate(bound, resource, request, &answers);
    verdict.message = outcome.message;
    if (truth != policy::Truth::True) return verdict;
    const bool asks = outcome.effect == policy::Effect::AuditIfNotExists ||
                      outcome.effect == policy::Effect::DeployIfNotExists;
    if (outcome.state == policy::State::Error) verdict.effect = "evaluation error";
    if (!asks || outcome.applies) verdict.effect = outcome.effect_text;
    if (outcome.effect == policy::Effect::Disabled) verdict.effect.clear();
    verdict.details = with_written_fields(policy::evaluated_details(bound, resource, request),
                                          bound.definition().rule.details.value);
    return verdict;
}

void judge(const Value& one, AliasFiles& files, const RunOptions& options, Report& report) {
    const std::string id = member_text(one, "id");
    const Value& expect = member_value(one, "expect");
    const std::string error = member_text(expect, "error");
    const auto document = document_of(one);
    DiagnosticSink sink;
    if (!document) {
        report.add(error == "parse", id, "the text is no JSON");
        return;
    }
    const policy::Definition definition = policy::read_definition(*document, sink);
    const bool could_read = !sink.has_errors();
    const policy::AliasIndex& aliases = files.get(member_text(one, "aliases"));
    const policy::Policy bound{definition, member_object(one, "parameters"), aliases, options.readings, sink};
    if (!error.empty()) {
        const bool is_right = error == "parse" ? !could_read : sink.has_errors();
        report.add(is_right, id, fmt::format("an error of kind `{}` is expected", error));
        return;
    }
    if (is_refused(sink)) {
        report.add(false, id, fmt::format("refused: {}", errors_in(sink)));
        return;
    }
    const Value* effect = expect.find("effect");
    if (effect == nullptr) {
        report.add(true, id, {});
        return;
    }
    const policy::Resource resource{member_value(one, "resource"), member_text(one, "apiVersion")};
    const policy::Request request = request_of(one, true);
    const Verdict verdict = verdict_of(bound, resource, request, Answers{member_value(one, "related")});
    const std::string wanted = effect->as_string() == nullptr ? std::string{} : *effect->as_string();
    const Value& details = member_value(expect, "details");
    const bool has_details = details.is_null() || is_part(details, verdict.details);
    report.add(wanted == verdict.effect && has_details, id,
               fmt::format("expected `{}` {}, found `{}` {} {}", wanted,
                           details.is_null() ? "" : azure::json_text_of(details), verdict.effect,
                           details.is_null() ? "" : azure::json_text_of(verdict.details), verdict.message));
}

} // namespace

Report run_evaluation(const std::filesystem::path& file, const RunOptions& options) {
    Report report;
    AliasFiles files{file.parent_path()};
    for (const Value& one : cases_in(file))
        judge(one, files, options, report);
    return report;
}

namespace {

/// A part of a rule that is read alone: a condition gets a rule around it.
Value whole_rule(const Value& part, std::string_view level) {
    if (level.empty() || level == "policy_rule" || level == "policy_definition") return part;
    return Value{
        Object{{"if", {}, part}, {"then", {}, Value{Object{{"effect", {}, Value{std::string{"audit"}}}}}}}};
}

void judge_text(const Value& one, const RunOptions& options, Report& report) {
    const std::string id = member_text(one, "id");
    const bool wants_error = one.find("want_parse_error") != nullptr;
    const auto root = read_json(SourceFile{SourceId{}, id, member_text(one, "policy_rule")});
    DiagnosticSink sink;
    if (!root) {
        report.add(wants_error, id, "the text is no JSON");
        return;
    }
    const std::string level = member_text(one, "parse_level");
    const policy::Definition definition = level == "policy_definition"
                                              ? policy::read_definition(root.value(), sink)
                                              : policy::read_rule(whole_rule(root.value(), level), sink);
    if (wants_error || is_refused(sink)) {
        report.add(wants_error && sink.has_errors(), id,
                   wants_error ? "an error is expected" : fmt::format("refused: {}", errors_in(sink)));
        return;
    }
    const std::string wanted = member_text(one, "want_effect");
    if (wanted.empty() && one.find("want_undefined") == nullptr) {
        report.add(true, id, {});
        return;
    }
    const PlainPaths aliases;
    const policy::Policy bound{definition, member_object(one, "parameters"), aliases, options.readings, sink};
    const policy::Resource resource{member_value(one, "resource"), member_text(one, "apiVersion")};
    const Verdict verdict =
        verdict_of(bound, resource, request_of(one, true), Answers{member_value(one, "related")});
    report.add(verdict.effect == wanted, id,
               fmt::format("expected `{}`, found `{}` {}", wanted, verdict.effect, verdict.message));
}

} // namespace

Report run_parsing(const std::filesystem::path& file, const RunOptions& options) {
    Report report;
    for (const Value& one : cases_in(file))
        judge_text(one, options, report);
    return report;
}

} // namespace iotsec::test
