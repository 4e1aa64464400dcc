// `iotsec explain`: more about a diagnostic code or a requirement.
#include "azure/policy/lint/lint.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/pages.hpp"
#include "cli/driver/pipeline.hpp"
#include "cli/driver/targets.hpp"
#include "verifier/report/report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace iotsec::cli {

namespace {

constexpr std::array options{
    OptionSpec{"--project", "DIR",
               "The project whose requirements are looked at, beside those of the library."},
};

/// `IOT` and digits, in any case.
bool looks_like_a_code(std::string_view word) {
    constexpr std::string_view prefix = "IOT";
    return starts_with_ignoring_case(word, prefix) && word.size() > prefix.size() &&
           std::ranges::all_of(word.substr(prefix.size()), is_digit);
}

Exit unknown_code(std::string_view code, Host& host) {
    std::vector<std::string_view> codes;
    const auto all = pages();
    for (const Page& one : all)
        codes.push_back(one.code);
    const auto best = nearest(code, codes);
    host.err << fmt::format("iotsec explain: there is no code `{}`{}\n", code,
                            best ? fmt::format("; did you mean `{}`?", *best) : "");
    return Exit::Usage;
}

Exit explain_code(std::string_view code, Host& host) {
    const auto found = page(code);
    if (!found) return unknown_code(code, host);
    host.out << paint(found->code, Tone::Strong, host.out_style) << "  " << found->title << "\n\n"
             << found->text << '\n';
    return Exit::Clean;
}

std::string row(std::string_view name, std::string_view text) {
    std::string result;
    for (const std::string_view line : split(text, '\n')) {
        result += fmt::format("{:<9} {}\n", result.empty() ? name : "", line);
    }
    return result;
}

/// Breaks a long line at blanks.
std::string wrapped(std::string_view text) {
    constexpr std::size_t width = 100;
    std::string result;
    std::size_t column = 0;
    for (const std::string_view word : split(text, ' ')) {
        const bool is_full = column > 0 && column + 1 + word.size() > width;
        if (column > 0) result += is_full ? '\n' : ' ';
        column = is_full ? word.size() : column + 1 + word.size();
        result += word;
    }
    return result;
}

std::string controls_of(const ir::Meta& meta) {
    std::string text;
    for (const ir::ControlRef& control : meta.controls) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", control.framework, control.id);
    }
    return text;
}

std::string rule_of(const ir::Requirement& requirement, const Sources& sources) {
    std::string text;
    for (const ir::Check& check : requirement.checks)
        text += (text.empty() ? "" : "\n") + check.source_text;
    if (requirement.attest) text = "attested: " + requirement.attest->asking;
    const Place where = place(sources, requirement.span);
    if (where.is_known()) text += fmt::format("\n({}:{})", where.path, where.begin.line);
    return text;
}

/// What each target makes of the requirement, by running it.
std::string coverage_of(const ir::Program& one, const Project& project) {
    std::string text;
    for (const std::string_view target : target_names) {
        DiagnosticSink limits;
        for (const emitters::Coverage& coverage : emit(target, one, project, limits).coverage) {
            std::string line =
                fmt::format("{}: {}", target,
                            coverage.carriage == emitters::Carriage::Carried    ? "carried"
                            : coverage.carriage == emitters::Carriage::Part     ? "carried in part"
                            : coverage.carriage == emitters::Carriage::Attested ? "attested"
                                                                                : "not carried");
            if (!coverage.effects.empty()) line += fmt::format(" ({})", join(coverage.effects, ", "));
            for (const auto& reason : coverage.reasons)
                line += fmt::format("\n  {}", reason.reason);
            text += (text.empty() ? "" : "\n") + line;
        }
    }
    return text;
}

/// The requirement as a program of its own, in a baseline of its own.
ir::Program alone(const ir::Program& program, std::uint32_t index) {
    ir::Program one = subset(program, {index});
    ir::Baseline baseline;
    baseline.name = "alone";
    baseline.version = "1.0.0";
    baseline.entries.push_back({0, {}});
    one.baselines = {std::move(baseline)};
    return one;
}

void print(const ir::Program& program, std::uint32_t index, const Project& project, const Sources& sources,
           Host& host) {
    const ir::Requirement& requirement = program.requirements[index];
    const ir::Meta& meta = requirement.meta;
    host.out << fmt::format("{}  {}\n\n", paint(meta.id, Tone::Strong, host.out_style), meta.title);
    host.out << row("Severity", verifier::report::name(meta.severity));
    if (!meta.controls.empty()) host.out << row("Controls", controls_of(meta));
    host.out << row("Judges", fmt::format("{}{}", requirement.all ? "all " : "", requirement.type));
    if (!meta.description.empty()) host.out << row("Why", wrapped(meta.description));
    host.out << row("Rule", rule_of(requirement, sources));
    const std::string fix = verifier::report::advice(program, requirement);
    if (!fix.empty()) host.out << row("Fix", fix);
    host.out << row("Targets", coverage_of(alone(program, index), project));
    if (!meta.builtin.empty())
        host.out << row("Built-in", fmt::format("Azure's own definition {}", meta.builtin));
    for (const std::string& link : meta.docs)
        host.out << row("More", link);
}

/// The library, and the project where there is one: a requirement may be in either.
Exit explain_requirement(const Arguments& arguments, Host& host) {
    const std::string& wanted = arguments.operands.front();
    Session session;
    ModuleLoader loader{session, host};
    const auto project = open_project(session, host, arguments.value("--project", "."));
    if (project) loader.request_project(*project);
    loader.request_whole_library();
    const Compiled compiled = compile(session, loader);
    if (session.sink.has_errors()) return finish(session, host);
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < compiled.program.requirements.size(); ++i) {
        const ir::Requirement& requirement = compiled.program.requirements[i];
        names.push_back(requirement.meta.id);
        names.push_back(requirement.name);
        if (!equal_ignoring_case(requirement.meta.id, wanted) && requirement.name != wanted) continue;
        print(compiled.program, i, project.value_or(Project{}), session.sources, host);
        return Exit::Clean;
    }
    const auto best = nearest(wanted, names);
    host.err << fmt::format("iotsec explain: there is no code or requirement `{}`{}\n", wanted,
                            best ? fmt::format("; did you mean `{}`?", *best) : "");
    return Exit::Usage;
}

Exit run(const Arguments& arguments, Host& host) {
    const std::string& word = arguments.operands.front();
    if (const auto* rule = azure::policy::lint::rule_named(word)) return explain_code(rule->code, host);
    return looks_like_a_code(word) ? explain_code(word, host) : explain_requirement(arguments, host);
}

} // namespace

const Command explain_command{
    .name = "explain",
    .summary = "say more about a diagnostic code, a requirement or a rule of the linter",
    .usage = "explain CODE|REQUIREMENT|RULE",
    .description = "For a code: what it means, an example, and how to put it right. For a requirement, by "
                   "its id or name:\n"
                   "why it is there, its rule, how to satisfy it, and what each target makes of it.",
    .operand = {"CODE|REQUIREMENT|RULE", "IOT3001, HUB-NET-2, hubPublicAccessOff or optional-field-alias.", 1,
                1},
    .options = options,
    .examples = "iotsec explain IOT3001\n"
                "iotsec explain HUB-NET-2",
    .run = run,
};

} // namespace iotsec::cli
