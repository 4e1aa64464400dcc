// `iotsec agree`: whether the policies that are built mean what the requirements say.
#include "verifier/agreement/agree.hpp"

#include "cli/commands/commands.hpp"
#include "cli/driver/aliases.hpp"
#include "cli/driver/builtins.hpp"
#include "cli/driver/evidence_files.hpp"
#include "cli/driver/pipeline.hpp"
#include "verifier/agreement/builtin.hpp"
#include "verifier/agreement/real.hpp"
#include "verifier/agreement/report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <optional>
#include <ostream>
#include <thread>

namespace iotsec::cli {

namespace {

namespace agreement = verifier::agreement;

constexpr std::array<std::string_view, 2> formats{"text", "json"};
constexpr std::array<std::string_view, 2> reading_choices{"all", "default"};
constexpr std::array options{
    OptionSpec{"--requirement", "ID", "Compare this requirement only.", {}, true},
    OptionSpec{"--samples", "N", "Make N samples of each requirement; 10000 where not given."},
    OptionSpec{"--seed", "N", "Make other samples: each seed makes its own, the same every time."},
    OptionSpec{"--resources",
               "FILE|DIR",
               "Compare on these resources as well: exports, answers of Azure's API, templates.",
               {},
               true},
    OptionSpec{"--readings", "WHICH",
               "Under which readings of what Microsoft's documentation leaves open: all of them, each\n"
               "alone, or the default one only.",
               reading_choices},
    OptionSpec{"--builtin", "FILE",
               "Compare with the built-in definitions that the requirements name (`builtin:`) instead,\n"
               "out of a file of definitions: JSON, or one definition a line."},
    OptionSpec{"--format", "FORMAT", "text for people (the default), json for programs.", formats},
    aliases_option,
    OptionSpec{"--project", "DIR",
               "The project to work on; the one around the current folder where not given."},
};

/// A number from the command line; none where it is none.
std::optional<std::size_t> number(const Arguments& arguments, std::string_view name, std::size_t otherwise) {
    if (!arguments.has(name)) return otherwise;
    const std::string text = arguments.value(name);
    std::size_t result = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return result;
}

Exit wrong_number(std::string_view name, const Arguments& arguments, Host& host) {
    host.err << fmt::format("iotsec agree: `{}` takes a number, found `{}`\nTry `iotsec agree --help`.\n",
                            name, arguments.value(name));
    return Exit::Usage;
}

/// The resources of the files behind `--resources`, each file for itself.
std::vector<verifier::Evidence> resources(const Arguments& arguments, Session& session, Host& host) {
    std::vector<verifier::Evidence> result;
    for (const EvidenceFile& found : evidence_files(session, arguments.values("--resources"))) {
        const SourceFile* file = load(session, host, found.path);
        if (file == nullptr) continue;
        DiagnosticSink unread; // what was found in a folder may be anything
        auto evidence = agreement::real_resources(*file, found.is_named ? session.sink : unread);
        if (!evidence.resources.empty()) result.push_back(std::move(evidence));
    }
    return result;
}

bool is_wanted(const ir::Requirement& requirement, const std::vector<std::string>& wanted) {
    const std::string& id = requirement.meta.id; // of a part: `M-1 part 1`
    return wanted.empty() || std::ranges::any_of(wanted, [&](const std::string& name) {
               return id == name || id.starts_with(name + " part ");
           });
}

/// Runs `work` for every number below `count`, on as many threads as the host has.
template <typename Work>
void in_parallel(std::size_t count, unsigned threads, const Work& work) {
    std::atomic<std::size_t> next{0};
    const auto take = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i)
        helpers.emplace_back(take);
    take();
}

Exit compare(const ir::Program& program, const Arguments& arguments, const agreement::Options& settings,
             const AliasSources& aliases, Session& session, Host& host) {
    agreement::Prepared prepared = agreement::prepare(program);
    const auto wanted = arguments.values("--requirement");
    std::erase_if(prepared.subjects, [&](const agreement::Subject& subject) {
        return !is_wanted(prepared.program.requirements[subject.requirement], wanted);
    });
    if (!wanted.empty()) prepared.left_out.clear();
    if (!wanted.empty() && prepared.subjects.empty()) {
        host.err << fmt::format("iotsec agree: no requirement that becomes a policy is `{}`\n",
                                arguments.value("--requirement"));
        return Exit::Usage;
    }
    agreement::Report report{.seed = settings.seed,
                             .least_share = settings.least_share,
                             .readings = settings.readings.size(),
                             .results = std::vector<agreement::Result>(prepared.subjects.size()),
                             .left_out = prepared.left_out};
    in_parallel(prepared.subjects.size(), host.threads, [&](std::size_t i) {
        report.results[i] =
            agreement::agree(prepared.program, prepared.subjects[i], aliases.index(), settings);
    });
    const bool is_json = arguments.value("--format") == "json";
    host.out << (is_json ? agreement::json(report, prepared.program, session.sources)
                         : agreement::text(report, prepared.program, session.sources));
    return report.is_clean() ? Exit::Clean : Exit::Findings;
}

Exit compare_builtins(const ir::Program& program, const Arguments& arguments,
                      const agreement::Options& settings, const AliasSources& aliases, Session& session,
                      Host& host) {
    const auto definitions = read_builtins(arguments.value("--builtin"), session, host);
    if (const Exit exit = finish(session, host); exit != Exit::Clean) return exit;
    std::vector<agreement::Equivalence> found;
    for (std::uint32_t i = 0; i < program.requirements.size(); ++i) {
        const ir::Requirement& requirement = program.requirements[i];
        if (requirement.meta.builtin.empty() || !is_wanted(requirement, arguments.values("--requirement")))
            continue;
        const auto definition = definitions.find(requirement.meta.builtin);
        if (definition == definitions.end()) {
            found.push_back({.requirement = i,
                             .definition = requirement.meta.builtin,
                             .problems = {"it is not in the file"}});
            continue;
        }
        found.push_back(agreement::equivalence(program, i, {requirement.meta.builtin, definition->second},
                                               aliases.index(), settings));
    }
    const bool is_json = arguments.value("--format") == "json";
    host.out << (is_json ? agreement::json(found, program) : agreement::text(found, program));
    const bool all_compared =
        std::ranges::all_of(found, [](const auto& one) { return one.problems.empty(); });
    return all_compared ? Exit::Clean : Exit::Findings;
}

Exit run(const Arguments& arguments, Host& host) {
    agreement::Options settings;
    const auto samples = number(arguments, "--samples", settings.samples);
    const auto seed = number(arguments, "--seed", settings.seed);
    if (!samples || *samples == 0) return wrong_number("--samples", arguments, host);
    if (!seed) return wrong_number("--seed", arguments, host);
    settings.samples = *samples;
    settings.seed = *seed;
    if (arguments.value("--readings") == "default") settings.readings.resize(1);

    Session session;
    ModuleLoader loader{session, host};
    Input input;
    const bool is_library = arguments.operands.empty() && !find_project(arguments.value("--project", "."));
    if (is_library)
        loader.request_whole_library();
    else
        input = request_input(session, host, loader, arguments);
    const Compiled compiled = compile(session, loader);
    const AliasSources aliases{arguments, input.project, session, host};
    settings.real = resources(arguments, session, host);
    if (const Exit exit = finish(session, host); exit != Exit::Clean) return exit;
    if (arguments.has("--builtin"))
        return compare_builtins(compiled.program, arguments, settings, aliases, session, host);
    return compare(compiled.program, arguments, settings, aliases, session, host);
}

} // namespace

const Command agree_command{
    .name = "agree",
    .summary = "show that the policies mean what the requirements say",
    .usage = "agree [--samples N] [--seed N] [--resources FILE|DIR] [FILE|DIR...]\n"
             "agree --builtin FILE [FILE|DIR...]",
    .description =
        "Makes resources that exercise every branch of each requirement, judges them twice, by the "
        "requirement and\n"
        "by an engine that reads the Azure Policy definitions it becomes, and compares. The engine shares no "
        "code\n"
        "with what judges requirements, nor with what writes definitions. Where the two differ, the "
        "smallest\n"
        "resource that shows it is printed with what each side made of it.\n"
        "\n"
        "A requirement agrees where nothing differs under any reading of what Microsoft leaves open, every\n"
        "condition of it was both true and false, and at least 10 % of its samples are compliant and 10 % "
        "not.\n"
        "Exits with 1 where one does not. Without a project and without files, the library is compared.\n"
        "\n"
        "With --builtin, requirements are held against Azure's own definitions for the same purpose: the "
        "same, or\n"
        "who asks for more, with a resource that shows it.",
    .operand = {"FILE|DIR", "A .iotsec file or a folder of them; the project where none is named."},
    .options = options,
    .examples = "iotsec agree\n"
                "iotsec agree --samples 1000 --requirement HUB-NET-3 --seed 7\n"
                "iotsec agree --resources exports --format json\n"
                "iotsec agree --builtin builtin-definitions.jsonl",
    .run = run,
};

} // namespace iotsec::cli
