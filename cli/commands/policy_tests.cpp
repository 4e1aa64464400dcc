// `iotsec policy test`: cases beside policy definitions, each a resource and the state that it is to have.
#include "azure/policy/effects.hpp"
#include "azure/policy/evaluate.hpp"
#include "base/diagnostics/files.hpp"
#include "base/diagnostics/policy_commands.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/aliases.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/pipeline.hpp"
#include "cli/driver/policies.hpp"
#include "cli/driver/policy_cases.hpp"
#include "cli/driver/policy_evidence.hpp"
#include "cli/driver/policy_options.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace iotsec::cli {

namespace {

namespace policy = azure::policy;

constexpr std::array options{
    aliases_option,
    reading_option,
    OptionSpec{"--list", "", "Name every case with its result, not only those that fail."},
};

/// Whether `body` has every member that `wanted` has, with its value; letter case of names is ignored.
bool has_members(const Value& body, const Value& wanted) {
    const Object* members = wanted.as_object();
    if (members == nullptr) return same_value(body, wanted);
    return std::ranges::all_of(*members, [&](const Member& member) {
        const Value* found = body.find(member.name);
        return found != nullptr && has_members(*found, member.value);
    });
}

class CaseRunner {
  public:
    CaseRunner(const policy::Definition& definition, const policy::AliasIndex& aliases,
               const policy::Options& readings, Session& session)
        : definition_{definition}, aliases_{aliases}, readings_{readings}, session_{session} {}

    /// Runs one case; what fails is returned.
    std::vector<Diagnostic> run(const PolicyCase& one) {
        failures_.clear();
        DiagnosticSink binding;
        const policy::Policy bound{definition_, one.settings, aliases_, readings_, binding};
        for (const Diagnostic& problem : binding.all())
            session_.sink.add(problem);
        PolicyEvidence evidence{one.related ? PolicyEvidence::Completeness::Complete
                                            : PolicyEvidence::Completeness::Open};
        const policy::Resource& resource = evidence.add(one.resource, api_version(one));
        for (const Value& body : one.related.value_or(List{}))
            evidence.add(body);
        policy::Request request = evidence.request(resource, one.at);
        if (!one.request.is_null()) request.request_context = one.request;
        if (!one.resource_group.is_null()) request.resource_group = one.resource_group;
        if (!one.subscription.is_null()) request.subscription = one.subscription;
        const policy::Outcome outcome = policy::evaluate(bound, resource, request, &evidence);
        const auto reasons = policy::explain(bound, resource, request, &evidence);
        check_state(one, outcome, reasons);
        check_reason(one, outcome, reasons);
        if (!one.after.is_null()) check_after(one, policy::apply_changes(bound, resource, request));
        return std::move(failures_);
    }

  private:
    static std::string api_version(const PolicyCase& one) {
        const Value* version = one.resource.find("apiVersion");
        return version != nullptr && version->as_string() != nullptr ? *version->as_string() : std::string{};
    }

    Diagnostic& fail(const PolicyCase& one, std::string_view wanted, std::string_view found) {
        return failures_.emplace_back(
            make_diagnostic(diag::policy_test_failed, one.expect_span, one.name, wanted, found));
    }

    void check_state(const PolicyCase& one, const policy::Outcome& outcome,
                     const std::vector<policy::Reason>& reasons) {
        if (!one.expect || outcome.state == *one.expect) return;
        Diagnostic& failure = fail(one, policy::spelling(*one.expect), policy::spelling(outcome.state));
        if (!outcome.message.empty()) failure.with_help(outcome.message);
        constexpr std::size_t most = 5;
        for (std::size_t i = 0; i < std::min(most, reasons.size()); ++i)
            failure.with_label(reasons[i].condition, reasons[i].text);
    }

    void check_reason(const PolicyCase& one, const policy::Outcome& outcome,
                      const std::vector<policy::Reason>& reasons) {
        if (one.because.empty()) return;
        const auto mentions = [&](const std::string& text) {
            return find_ignoring_case(text, one.because) != std::string_view::npos;
        };
        if (mentions(outcome.message) ||
            std::ranges::any_of(reasons, [&](const auto& reason) { return mentions(reason.text); }))
            return;
        fail(one, fmt::format("a reason with `{}`", one.because),
             reasons.empty() ? std::string{"none"} : fmt::format("`{}`", reasons.front().text));
    }

    void check_after(const PolicyCase& one, const policy::Changed& changed) {
        if (has_members(changed.body, one.after)) return;
        Diagnostic& failure = fail(one, "other members in the body that the effect leaves", "not these");
        for (const policy::Change& change : changed.changes) {
            if (!change.message.empty()) failure.with_label(change.span, change.message);
        }
    }

    const policy::Definition& definition_;
    const policy::AliasIndex& aliases_;
    policy::Options readings_;
    Session& session_;
    std::vector<Diagnostic> failures_;
};

/// The test files behind the operands; folders are searched for `*.tests.yaml`.
std::vector<std::string> test_files(const Arguments& arguments, Session& session) {
    std::vector<std::string> paths;
    std::vector<std::string> operands = arguments.operands;
    if (operands.empty()) operands.emplace_back(".");
    for (const std::string& operand : operands) {
        if (!is_folder(operand)) {
            paths.push_back(operand);
            continue;
        }
        const auto below = files_below(operand, ".tests.yaml");
        if (!below) {
            session.sink.add(below.error());
            continue;
        }
        if (below.value().empty())
            session.sink.report(diag::nothing_in_folder, {}, "*.tests.yaml file").with_path(operand);
        paths.insert(paths.end(), below.value().begin(), below.value().end());
    }
    return paths;
}

/// The definition that the cases are about; null where there is none, which is reported.
const policy::Definition* definition_of(const PolicyTestFile& file, const policy::Documents& documents,
                                        Session& session) {
    for (const policy::Definition& definition : documents.definitions) {
        if (file.definition.empty() || equal_ignoring_case(definition.name.value, file.definition) ||
            equal_ignoring_case(definition.display_name.value, file.definition))
            return &definition;
    }
    if (!session.sink.has_errors()) {
        session.sink
            .report(diag::no_policies, {},
                    file.definition.empty() ? "definition" : "definition `" + file.definition + "`")
            .with_path(file.policy);
    }
    return nullptr;
}

struct Count {
    std::size_t cases = 0, failed = 0;
};

void run_file(const PolicyTestFile& file, const policy::Definition& definition, CaseRunner runner, bool all,
              Session& session, Host& host, Count& count) {
    for (const PolicyCase& one : file.cases) {
        const auto failures = runner.run(one);
        ++count.cases;
        if (!failures.empty()) ++count.failed;
        if (failures.empty() && !all) continue;
        const Place where = place(session.sources, one.span);
        host.out << paint(failures.empty() ? "passed" : "FAILED", failures.empty() ? Tone::Good : Tone::Error,
                          host.out_style)
                 << fmt::format("  {}: {} ({}:{})\n", shown_name(definition, session.sources), one.name,
                                where.path, where.begin.line);
        for (const Diagnostic& failure : failures)
            host.out << render(failure, session.sources, host.out_style);
    }
}

Exit run(const Arguments& arguments, Host& host) {
    std::string problem;
    const policy::Options readings = readings_of(arguments, problem);
    if (!problem.empty()) {
        host.err << fmt::format("iotsec policy test: {}\n", problem);
        return Exit::Usage;
    }
    Session session;
    const auto project = open_project(session, host, ".");
    const AliasSources aliases{arguments, project, session, host};
    Count count;
    for (const std::string& path : test_files(arguments, session)) {
        const SourceFile* source = load(session, host, path);
        if (source == nullptr) continue;
        const PolicyTestFile file = read_policy_tests(*source, session, host);
        if (session.sink.has_errors()) continue;
        const policy::Documents documents = read_policies(session, host, {file.policy});
        const policy::Definition* definition = definition_of(file, documents, session);
        if (definition == nullptr || session.sink.has_errors()) continue;
        run_file(file, *definition, {*definition, aliases.index(), readings, session},
                 arguments.has("--list"), session, host, count);
    }
    if (const Exit exit = finish(session, host); exit != Exit::Clean) return exit;
    host.out << paint(fmt::format("{}, {} passed, {} failed", plural(count.cases, "case"),
                                  count.cases - count.failed, count.failed),
                      count.failed == 0 ? Tone::Good : Tone::Error, host.out_style)
             << '\n';
    return count.failed == 0 ? Exit::Clean : Exit::Findings;
}

} // namespace

const Command policy_test_command{
    .name = "policy test",
    .summary = "run the test cases beside policy definitions",
    .usage = "policy test [FILE|DIR...]",
    .description =
        "Runs the cases of NAME.tests.yaml on the definition in NAME.json beside it. A case gives a resource "
        "and the\n"
        "compliance state that it is to have:\n"
        "\n"
        "  set: { effect: Deny }\n"
        "  cases:\n"
        "    - name: a public hub is denied\n"
        "      resource:\n"
        "        type: Microsoft.Devices/IotHubs\n"
        "        name: plant-1\n"
        "        properties: { publicNetworkAccess: Enabled }\n"
        "      expect: NonCompliant\n"
        "      because: publicNetworkAccess\n"
        "\n"
        "docs/policy.md lists what else can stand there. Exit code 1 where a case fails.",
    .operand = {"FILE|DIR",
                "A test file, or a folder that is searched for *.tests.yaml; this one where not given."},
    .options = options,
    .examples = "iotsec policy test\n"
                "iotsec policy test policies/deny-public.tests.yaml --list",
    .run = run,
};

} // namespace iotsec::cli
