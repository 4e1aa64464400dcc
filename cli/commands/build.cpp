// `iotsec build`: from sources to the files of every target, written whole or not at all.
#include "base/diagnostics/files.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/environments.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/pipeline.hpp"
#include "cli/driver/targets.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace iotsec::cli {

namespace {

constexpr std::array<std::string_view, 2> formats{"text", "json"};
constexpr std::array options{
    OptionSpec{"--target", "NAME",
               "Build this target only; those of iotsec.yaml (all, without one) where not given.",
               target_names, true},
    OptionSpec{"--out", "DIR",
               "The folder to write to. With one target its files go straight into it, with several\n"
               "into a folder of each target's name. Without it iotsec.yaml says where."},
    OptionSpec{"--check", "",
               "Write nothing; exit with 1 where the files on the disk are not those that would be\n"
               "written, and name them. For pipelines: built files are reviewed and committed."},
    OptionSpec{"--project", "DIR",
               "The project to build; the one around the current folder where not given."},
    OptionSpec{"--strict", "", "Warnings fail the build, too."},
    OptionSpec{"--format", "FORMAT", "How diagnostics are printed.", formats},
};

/// The targets to build, with their folders.
std::vector<TargetOutput> outputs_of(const Arguments& arguments, const Project& project) {
    std::vector<TargetOutput> outputs = project.targets;
    if (outputs.empty()) {
        for (const std::string_view name : target_names)
            outputs.push_back({std::string{name}, std::string{name}});
    }
    if (const auto wanted = arguments.values("--target"); !wanted.empty()) {
        std::vector<TargetOutput> chosen;
        for (const std::string& name : wanted) {
            const auto known = std::ranges::find(outputs, name, &TargetOutput::target);
            chosen.push_back(known == outputs.end() ? TargetOutput{name, name} : *known);
        }
        outputs = std::move(chosen);
    }
    for (TargetOutput& output : outputs) {
        if (!arguments.has("--out")) {
            output.folder = join_path(project.folder, output.folder);
        } else {
            const std::string out = arguments.value("--out");
            output.folder = outputs.size() == 1 ? out : join_path(out, output.target);
        }
    }
    return outputs;
}

struct Built {
    std::vector<OutputFolder> folders;
    std::vector<emitters::Coverage> coverage;
};

Built build(const ir::Program& program, const Project& project, const std::vector<TargetOutput>& outputs,
            DiagnosticSink& sink) {
    Built built;
    std::vector<std::string> names;
    for (const TargetOutput& output : outputs) {
        emitters::Emitted emitted = emit(output.target, program, project, sink);
        built.folders.push_back({output.folder, std::move(emitted.files)});
        std::ranges::move(emitted.coverage, std::back_inserter(built.coverage));
        names.push_back(output.target);
    }
    report_left_out(program, names, built.coverage, sink);
    return built;
}

std::string_view words(Difference difference) {
    switch (difference) {
    case Difference::Missing:
        return "it is missing";
    case Difference::Changed:
        return "its content differs";
    case Difference::Stale:
        return "nothing makes it any more";
    }
    std::abort();
}

/// Whether `found` says of every file that it is missing.
bool is_nothing_built(const Built& built, const std::vector<FileDifference>& found) {
    std::size_t files = 0;
    for (const OutputFolder& folder : built.folders)
        files += folder.files.size();
    const auto is_missing = [](const FileDifference& file) { return file.difference == Difference::Missing; };
    return files > 0 && found.size() == files && std::ranges::all_of(found, is_missing);
}

Exit compare(const Built& built, Host& host) {
    const auto found = differences(built.folders);
    if (is_nothing_built(built, found)) {
        host.out << "nothing was built yet: run `iotsec build` and commit the result.\n";
        return Exit::Findings;
    }
    for (const FileDifference& file : found) {
        const Diagnostic diagnostic =
            make_diagnostic(diag::file_is_stale, {}, file.path, words(file.difference));
        host.out << render(diagnostic, {}, host.out_style);
    }
    if (found.empty()) return Exit::Clean;
    host.out << plural(found.size(), "file") << " to update: run `iotsec build` and commit the result.\n";
    return Exit::Findings;
}

/// `azure-policy/: 19 files` for each target, and what is not carried in full.
void summarize(const Built& built, const std::vector<TargetOutput>& outputs, Host& host) {
    for (std::size_t i = 0; i < outputs.size(); ++i)
        host.out << fmt::format("{:<13} {} in {}\n", outputs[i].target,
                                plural(built.folders[i].files.size(), "file"), outputs[i].folder);
}

/// A target's refusals mean that nothing is written; they are findings, not bad input.
Exit outcome(Exit reported, bool sources_are_good) {
    return reported == Exit::BadInput && sources_are_good ? Exit::Findings : reported;
}

/// What is wrong with the folder that is to be built in; empty where nothing is.
std::string_view folder_problem(const Arguments& arguments) {
    if (arguments.has("--out"))
        return arguments.value("--out").empty() ? "`--out` takes a folder, found an empty name" : "";
    if (arguments.operands.empty()) return "";
    return "files need a folder of their own for what is built of them: --out DIR";
}

Exit run(const Arguments& arguments, Host& host) {
    if (const auto problem = folder_problem(arguments); !problem.empty()) {
        host.err << "iotsec build: " << problem << "\nTry `iotsec build --help`.\n";
        return Exit::Usage;
    }
    Session session;
    ModuleLoader loader{session, host};
    const Input input = request_input(session, host, loader, arguments);
    const Compiled compiled = compile(session, loader);
    const bool sources_are_good = !session.sink.has_errors();
    const Project project = input.project.value_or(Project{});
    const auto outputs = outputs_of(arguments, project);
    Built built;
    if (sources_are_good && input.is_whole_project) check_environments(project, compiled, session);
    if (sources_are_good) built = build(compiled.program, project, outputs, session.sink);
    const auto strictness = arguments.has("--strict") ? Strictness::Strict : Strictness::Usual;
    const Exit exit = finish(session, host, arguments.value("--format", "text"), strictness);
    if (exit != Exit::Clean) return outcome(exit, sources_are_good);
    if (arguments.has("--check")) return compare(built, host);
    if (auto problem = write_folders(built.folders)) {
        session.sink.add(*std::move(problem));
        return finish(session, host);
    }
    if (arguments.value("--format", "text") == "text") summarize(built, outputs, host);
    return Exit::Clean;
}

} // namespace

const Command build_command{
    .name = "build",
    .summary = "write Azure Policy, Bicep, hardened snippets and rule bundles",
    .usage = "build [--check] [--target NAME] [--out DIR]\n"
             "build FILE... --target NAME --out DIR",
    .description =
        "Compiles the project (or the named files alone, without one) and writes the files of each target:\n"
        "\n"
        "  azure-policy  policy definitions, initiatives and manifest.json, one ARM resource a file\n"
        "  bicep         main.bicep and main.json that deploy all of them, and their parameters\n"
        "  hardened      for each resource type the smallest body that satisfies every baseline\n"
        "  rules         rules.json, for `iotsec check --rules` on machines without the sources\n"
        "\n"
        "Parameters are in main.bicepparam, or in one file for each environment of iotsec.yaml\n"
        "(main.prod.bicepparam), with the values that it gives.\n"
        "\n"
        "All files are written, or none. The same sources give the same bytes. Files of the last build that "
        "are no\n"
        "longer made are removed; .iotsec-files in each folder remembers them. What a target cannot carry is "
        "named.",
    .operand = {"FILE|DIR", "A .iotsec file or a folder of them: every requirement in them is built."},
    .options = options,
    .examples = "iotsec build\n"
                "iotsec build --check\n"
                "iotsec build baseline.iotsec --target azure-policy --out policies",
    .run = run,
};

} // namespace iotsec::cli
