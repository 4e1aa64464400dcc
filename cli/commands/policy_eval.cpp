// `iotsec policy eval`: what Azure Policy would say of resources, without Azure.
#include "azure/policy/assess.hpp"
#include "azure/policy/evaluate.hpp"
#include "base/diagnostics/files.hpp"
#include "base/diagnostics/policy_commands.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/aliases.hpp"
#include "cli/driver/as_of.hpp"
#include "cli/driver/deployment_options.hpp"
#include "cli/driver/pipeline.hpp"
#include "cli/driver/policies.hpp"
#include "cli/driver/policy_evidence.hpp"
#include "cli/driver/policy_options.hpp"
#include "cli/driver/policy_report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <deque>
#include <ostream>
#include <set>

namespace iotsec::cli {

namespace {

namespace policy = azure::policy;

constexpr std::array<std::string_view, 3> formats{"text", "json", "sarif"};
constexpr std::array own_options{
    OptionSpec{
        "--policy",
        "FILE|DIR",
        "Policy definitions, initiatives, assignments, exemptions. With an assignment among them, what\n"
        "is assigned is evaluated; else every definition.",
        {},
        true},
    OptionSpec{"--resources",
               "FILE",
               "Resources: an ARM template, one resource, a list, the answer of a Resource Graph query, or\n"
               "what else `iotsec check` judges.\n"
               "- is standard input.",
               {},
               true},
    OptionSpec{"--parameters", "FILE", "A parameter file of the templates (deploymentParameters.json)."},
    OptionSpec{
        "--set", "NAME=VALUE", "Give a parameter of the definitions a value; JSON, or else text.", {}, true},
    aliases_option,
    reading_option,
    OptionSpec{"--complete", "",
               "The files are all there is: a related resource that is not in them does not exist."},
    OptionSpec{"--as-of", "TIME",
               "What `utcNow()` gives, and when exemptions end; the clock where not given."},
    OptionSpec{"--fail-on-unknown", "",
               "Exit with 4 where something cannot be told and nothing is non-compliant."},
    OptionSpec{"--format", "FORMAT", "What is printed on standard output.", formats},
};
constexpr auto options = with_options(own_options, deployment_options);

/// The resources behind `--resources`.
void read_evidence(PolicyEvidence& evidence, const Arguments& arguments, Session& session, Host& host) {
    std::optional<Value> parameters;
    if (arguments.has("--parameters")) {
        if (const SourceFile* file = load(session, host, arguments.value("--parameters"))) {
            auto read = read_json(*file);
            if (read) {
                parameters = std::move(read).value();
            } else {
                session.sink.add(read.error());
            }
        }
    }
    for (const std::string& path : arguments.values("--resources")) {
        if (const SourceFile* file = load(session, host, path))
            evidence.add_file(*file, parameters ? &*parameters : nullptr, session);
    }
}

/// Those of `settings` that `definition` has a parameter for; their names are noted in `used`.
Object arguments_for(const policy::Definition& definition, const Object& settings,
                     std::set<std::string>& used) {
    Object result;
    for (const Member& setting : settings) {
        const bool is_taken = definition.is_rule_alone || definition.parameter(setting.name) != nullptr;
        if (!is_taken) continue;
        result.push_back(setting);
        used.insert(setting.name);
    }
    return result;
}

/// Evaluates every definition on every resource.
void evaluate_definitions(const policy::Documents& documents, const Object& settings,
                          const policy::AliasIndex& aliases, const policy::Options& readings,
                          Session& session, PolicyReport& report) {
    std::set<std::string> used;
    for (const policy::Definition& definition : documents.definitions) {
        const std::size_t errors = session.sink.error_count();
        const policy::Policy bound{definition, arguments_for(definition, settings, used), aliases, readings,
                                   session.sink};
        if (session.sink.error_count() == errors) report.judge(bound); // Azure assigns nothing else
    }
    for (const Member& setting : settings) {
        if (!used.contains(setting.name)) session.sink.report(diag::parameter_without_use, {}, setting.name);
    }
}

void evaluate_assignments(const policy::Documents& documents, const policy::AliasIndex& aliases,
                          const policy::Options& readings, Session& session, PolicyReport& report) {
    for (const policy::Assignment& assignment : documents.assignments) {
        const policy::Assigned assigned =
            policy::bind(assignment, documents, aliases, readings, session.sink);
        report.judge(assigned, documents.exemptions);
    }
}

std::string missing_option(const Arguments& arguments) {
    for (const char* option : {"--policy", "--resources"}) {
        if (!arguments.has(option)) return fmt::format("expected {}", option);
    }
    return {};
}

Exit run(const Arguments& arguments, Host& host) {
    Session session;
    std::string problem = missing_option(arguments);
    if (problem.empty()) problem = wrong_time(arguments);
    const policy::Options readings = readings_of(arguments, problem);
    const Object settings = settings_of(arguments, session, problem);
    const DeploymentSettings deployment = deployment_settings(arguments);
    if (problem.empty()) problem = deployment.problem;
    if (!problem.empty()) {
        host.err << fmt::format("iotsec policy eval: {}\nTry `iotsec policy eval --help`.\n", problem);
        return Exit::Usage;
    }
    session.largest_file = deployment.largest_file;
    const auto project = open_project(session, host, ".");
    const AliasSources aliases{arguments, project, session, host};
    const auto documents = read_policies(session, host, arguments.values("--policy"));
    if (documents.definitions.empty() && !session.sink.has_errors())
        session.sink.report(diag::no_policies, {}, "definition").with_path(arguments.value("--policy"));
    PolicyEvidence evidence{arguments.has("--complete") ? PolicyEvidence::Completeness::Complete
                                                        : PolicyEvidence::Completeness::Open,
                            deployment.facts, deployment.limits};
    read_evidence(evidence, arguments, session, host);
    PolicyReport report{evidence, session.sources, arguments.value("--as-of", host.now())};
    if (exit_of(session.sink.all()) == Exit::Clean) {
        if (documents.assignments.empty()) {
            evaluate_definitions(documents, settings, aliases.index(), readings, session, report);
        } else {
            evaluate_assignments(documents, aliases.index(), readings, session, report);
        }
    }
    return report.print(arguments, session, host);
}

} // namespace

const Command policy_eval_command{
    .name = "policy eval",
    .summary = "evaluate Azure Policy on resources, without Azure",
    .usage = "policy eval --policy FILE|DIR --resources FILE... [--format FORMAT]",
    .description =
        "Interprets Azure Policy JSON on the resources of templates and exports, as Azure does in a "
        "compliance "
        "scan,\n"
        "and says for each that is not compliant which condition decided and what it read.\n"
        "\n"
        "  NonCompliant  the rule's condition holds, or the related resource is missing: exit code 1\n"
        "  Error         Azure would fail the evaluation, which denies a request: exit code 1\n"
        "  Unknown       it hangs on what is not in the files; each says on what\n"
        "\n"
        "Related resources that are not in the files may exist elsewhere, unless --complete says otherwise. "
        "Where the\n"
        "state hangs on a question that Azure's documentation leaves open, that is said; --reading chooses.",
    .operand = {},
    .options = options,
    .examples = "iotsec policy eval --policy deny-public.json --resources hub.json\n"
                "az graph query -q 'resources | where type =~ \"microsoft.devices/iothubs\"' > hubs.json\n"
                "iotsec policy eval --policy built/azure-policy --resources hubs.json --set effect=Audit",
    .run = run,
};

} // namespace iotsec::cli
