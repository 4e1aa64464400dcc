// `iotsec check`: verdicts on templates and exports.
#include "base/diagnostics/files.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/as_of.hpp"
#include "cli/driver/azure_effects.hpp"
#include "cli/driver/deployment_options.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/judge.hpp"
#include "cli/driver/pipeline.hpp"
#include "cli/driver/version.hpp"
#include "compiler/ir/json.hpp"
#include "verifier/report/comparison.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <ostream>
#include <utility>

namespace iotsec::cli {

namespace {

namespace report = verifier::report;

constexpr std::array<std::string_view, 5> formats{"text", "json", "sarif", "github", "markdown"};
constexpr std::array own_options{
    OptionSpec{"--parameters",
               "FILE",
               "A parameter file (deploymentParameters.json); with several, each template is\n"
               "judged under each of them that fits it. `*` and `?` are expanded.",
               {},
               true},
    OptionSpec{"--rules", "FILE",
               "Judge with a rule bundle (`iotsec build --target rules`) instead of sources."},
    OptionSpec{"--baseline", "NAME", "Judge with this baseline of the project only."},
    OptionSpec{"--environment", "NAME", "Take the parameter values of this environment of iotsec.yaml."},
    OptionSpec{"--set", "NAME=VALUE", "Give a parameter of the rules a value; JSON, or else text.", {}, true},
    OptionSpec{"--complete", "",
               "The files are all there is: a related resource that is not in them does not exist."},
    OptionSpec{"--as-of", "TIME",
               "What `now` means in the rules, as 2026-11-25T00:00:00Z; the clock where not given."},
    OptionSpec{"--fail-on-unknown", "",
               "Exit with 4 where something cannot be decided and nothing is violated."},
    OptionSpec{"--against", "FILE", "Say which findings are new since this report of `check --format json`."},
    OptionSpec{"--format", "FORMAT", "What is printed on standard output.", formats},
    OptionSpec{"--output", "FORMAT=FILE", "Write a report to a file as well; formats as above.", {}, true},
    OptionSpec{"--project", "DIR",
               "The project whose rules are used; the one around the current folder where not given."},
    OptionSpec{"--jobs", "N", "Judge N files at a time; as many as there are processors where not given."},
};
constexpr auto options = with_options(own_options, deployment_options);

std::string rendered(std::string_view format, const report::Report& result, const ir::Program& program,
                     Style style) {
    if (format == "json") return report::json(result, program);
    if (format == "sarif") return report::sarif(result, program);
    if (format == "github") return report::github(result, program);
    if (format == "markdown") return report::markdown(result, program);
    return report::text(result, program, style);
}

/// A report to write: `sarif=out.sarif`.
struct Output {
    std::string format;
    std::string path;
};

/// The outputs asked for, or what is wrong with them.
std::string read_outputs(const Arguments& arguments, std::vector<Output>& outputs) {
    for (const std::string& word : arguments.values("--output")) {
        const std::size_t equals = word.find('=');
        const std::string format = word.substr(0, equals);
        if (equals == std::string::npos || std::ranges::find(formats, format) == formats.end()) {
            return fmt::format(
                "`--output` takes FORMAT=FILE with text, json, sarif, github or markdown, found `{}`", word);
        }
        outputs.push_back({format, word.substr(equals + 1)});
    }
    for (const std::string& setting : arguments.values("--set")) {
        if (setting.find('=') == std::string::npos)
            return fmt::format("`--set` takes NAME=VALUE, found `{}`", setting);
    }
    return wrong_time(arguments);
}

/// What is known before the first file is read.
struct Setting {
    std::optional<Project> project;
    Rules rules;
    JudgeOptions judging;
    report::Report report;
    std::vector<std::string> earlier; ///< fingerprints, where the run is compared with an earlier one
};

/// The program to judge with: a bundle, the project, or the library's production baseline.
ir::Program program_of(const Arguments& arguments, const std::optional<Project>& project, Session& session,
                       Host& host) {
    if (arguments.has("--rules")) {
        const SourceFile* file = load(session, host, arguments.value("--rules"));
        if (file == nullptr) return {};
        auto program = ir::from_json(*file);
        if (program) return std::move(program).value();
        session.sink.add(program.error());
        return {};
    }
    ModuleLoader loader{session, host};
    if (session.sink.has_errors()) return {};
    if (project) {
        loader.request_project(*project);
    } else {
        loader.request_library(default_module);
    }
    return compile(session, loader).program;
}

void check_choices(const Arguments& arguments, const std::optional<Project>& project,
                   const ir::Program& program, DiagnosticSink& sink) {
    const auto refuse = [&](std::string_view what, const std::string& given, const std::string& list) {
        sink.report(diag::unknown_choice, {}, what, given, list.empty() ? "none" : list);
    };
    std::string list;
    if (arguments.has("--environment")) {
        const std::string wanted = arguments.value("--environment");
        bool found = false;
        if (project) {
            for (const Environment& environment : project->environments) {
                found = found || environment.name == wanted;
                list += (list.empty() ? "" : ", ") + environment.name;
            }
        }
        if (!found) refuse("environment", wanted, list);
    }
    if (arguments.has("--baseline") && !sink.has_errors()) {
        const std::string wanted = arguments.value("--baseline");
        list.clear();
        for (const ir::Baseline& baseline : program.baselines) {
            if (baseline.name == wanted || baseline.module + "." + baseline.name == wanted) return;
            list += (list.empty() ? "" : ", ") + baseline.name;
        }
        refuse("baseline", wanted, list);
    }
}

/// Host names that requests tell are those of the project's cloud.
void move_to_cloud(ir::Program& program, catalog::Cloud cloud) {
    for (ir::Property& property : program.properties)
        property.request_from = catalog::in_cloud(std::move(property.request_from), cloud);
}

std::vector<std::string> earlier_findings(const std::string& path, Session& session, Host& host) {
    const SourceFile* file = load(session, host, path);
    if (file == nullptr) return {};
    auto found = report::fingerprints(*file);
    if (found) return std::move(found).value();
    session.sink.add(found.error());
    return {};
}

/// Of what the rules mean: the same as long as they are.
std::string hash_of(const ir::Program& program) {
    constexpr std::size_t shown_digits = 12;
    return report::fingerprint(ir::to_json(program)).substr(0, shown_digits);
}

Setting prepare(const Arguments& arguments, Session& session, Host& host) {
    Setting setting;
    const auto project = open_project(session, host, arguments.value("--project", "."));
    ir::Program program = program_of(arguments, project, session, host);
    if (project) move_to_cloud(program, project->cloud);
    check_choices(arguments, project, program, session.sink);
    const auto of_project =
        project ? project->values_in(arguments.value("--environment")) : std::vector<ParameterValue>{};
    const auto values = session.sink.has_errors()
                            ? std::map<std::string, Value>{}
                            : parameter_values(session, program, of_project, arguments.values("--set"));
    setting.rules = select_rules(std::move(program), arguments.value("--baseline"), values);
    if (arguments.has("--rules")) setting.rules.title = arguments.value("--rules");

    JudgeOptions& judging = setting.judging;
    judging.as_of = arguments.value("--as-of", host.now());
    judging.closed = arguments.has("--complete") || (project && project->closed_evidence);
    if (project) judging.complete_types = project->complete_types;
    judging.threads = host.threads;
    for (const std::string& path : parameter_files(session, arguments.values("--parameters"))) {
        if (const SourceFile* file = load(session, host, path))
            judging.parameters.push_back({path, std::string{file->text()}});
    }
    if (arguments.has("--against"))
        setting.earlier = earlier_findings(arguments.value("--against"), session, host);
    setting.report.version = version;
    setting.report.rules = setting.rules.title;
    setting.report.project = project ? project->name : "";
    setting.report.default_rules = !project && !arguments.has("--rules");
    setting.report.environments = std::max<std::size_t>(judging.parameters.size(), 1);
    setting.report.fail_on_unknown = arguments.has("--fail-on-unknown");
    setting.project = project;
    return setting;
}

Exit verdict(const report::Report& result, Exit worst) {
    if (worst != Exit::Clean) return worst;
    const report::Tally tally = result.tally();
    if (tally.violations > 0) return Exit::Findings;
    return tally.unknown > 0 && result.fail_on_unknown ? Exit::Undecided : Exit::Clean;
}

/// Files that could not be judged make the run fail, whatever was found in the others.
Exit gather(std::vector<Judged> judged, report::Report& result) {
    Exit worst = Exit::Clean;
    for (Judged& file : judged) {
        if (file.report) result.files.push_back(*std::move(file.report));
        if (file.skipped) result.skipped.push_back(*std::move(file.skipped));
        worst = std::max(worst, file.exit);
    }
    return worst;
}

Exit write_outputs(const std::vector<Output>& outputs, const Setting& setting, Session& session, Host& host) {
    for (const Output& output : outputs) {
        auto problem =
            write_file(output.path, rendered(output.format, setting.report, setting.rules.program, {}));
        if (problem) session.sink.add(*std::move(problem));
    }
    return finish(session, host);
}

Exit run(const Arguments& arguments, Host& host) {
    std::vector<Output> outputs;
    const DeploymentSettings deployment = deployment_settings(arguments);
    std::string problem = read_outputs(arguments, outputs);
    if (problem.empty()) problem = deployment.problem;
    const std::string jobs = arguments.value("--jobs", "1");
    const bool jobs_are_good = jobs.size() < 4 && std::ranges::all_of(jobs, is_digit);
    if (problem.empty() && !jobs_are_good) problem = fmt::format("`--jobs` takes a number, found `{}`", jobs);
    if (!problem.empty()) {
        host.err << fmt::format("iotsec check: {}\nTry `iotsec check --help`.\n", problem);
        return Exit::Usage;
    }
    Session session;
    session.largest_file = deployment.largest_file;
    Setting setting = prepare(arguments, session, host);
    setting.judging.facts = deployment.facts;
    setting.judging.limits = deployment.limits;
    setting.judging.largest_file = deployment.largest_file;
    if (arguments.has("--jobs"))
        setting.judging.threads = static_cast<unsigned>(std::max(1, std::stoi(jobs)));
    const auto files = evidence_files(session, arguments.operands);
    if (const Exit exit = finish(session, host); exit != Exit::Clean) return exit;
    setting.judging.match_parameters = files.size() > 1;

    const Exit worst =
        gather(judge(files, setting.rules, session.sources, setting.judging, host), setting.report);
    if (arguments.has("--against")) {
        compare(setting.report, setting.rules.program, std::move(setting.earlier),
                arguments.value("--against"));
    }
    const Exit exit = verdict(setting.report, worst);
    setting.report.exit_code = static_cast<int>(exit);
    const std::string format = arguments.value("--format", "text");
    if (format == "markdown" || std::ranges::find(outputs, "markdown", &Output::format) != outputs.end()) {
        setting.report.rules_hash = hash_of(setting.rules.program);
        setting.report.in_azure = azure_effects(setting.rules.program, setting.project.value_or(Project{}));
    }
    host.out << rendered(format, setting.report, setting.rules.program, host.out_style);
    const Exit written = write_outputs(outputs, setting, session, host);
    return written == Exit::Clean ? exit : written;
}

} // namespace

const Command check_command{
    .name = "check",
    .summary = "judge templates and exports with the rules of the project or of the library",
    .usage = "check FILE|DIR... [--parameters FILE] [--format FORMAT]",
    .description =
        "Reads ARM templates, computes what they would deploy as far as that can be known, and judges every "
        "resource\n"
        "with the same rules that `iotsec build` turns into Azure Policy. No network, no deployment.\n"
        "Exports are judged, too: `az resource show`, `az iot hub show` and `list`, `az iot hub state "
        "export`, "
        "answers of\n"
        "Resource Graph, and what-if as JSON, where findings that a change brings are told as new.\n"
        "\n"
        "The rules are those of the project (iotsec.yaml here or above), of a bundle given with --rules, or "
        "else the\n"
        "library's baseline std.iothub.production.\n"
        "\n"
        "  violation  the resource does not keep a requirement: exit code 1\n"
        "  unknown    the answer is not in the file: a value known only after deployment, a parameter "
        "without a\n"
        "             value, a related resource that may exist elsewhere. Each says what is missing.\n"
        "  compliant  it keeps it, whatever the unknown values turn out to be",
    .operand = {"FILE|DIR",
                "An ARM template or an export, or a folder that is searched for *.json; files in it that are "
                "neither\n"
                "are listed as skipped, with the reason. - is standard input.",
                1},
    .options = options,
    .examples = "iotsec check infra/main.json\n"
                "iotsec check infra --parameters 'infra/*.parameters.json'\n"
                "iotsec check infra --format github --output sarif=iotsec.sarif\n"
                "iotsec check main.json --rules rules.json --fail-on-unknown\n"
                "az iot hub list | iotsec check -",
    .run = run,
};

} // namespace iotsec::cli
