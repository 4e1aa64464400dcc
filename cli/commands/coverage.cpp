// `iotsec coverage`: requirement × target, with the reasons for what is not carried.
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/pipeline.hpp"
#include "cli/driver/targets.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <ostream>

namespace iotsec::cli {

namespace {

using emitters::Carriage;
using emitters::Coverage;
using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 2> formats{"text", "json"};
constexpr std::array options{
    OptionSpec{"--target", "NAME", "Show this target only.", target_names, true},
    OptionSpec{"--format", "FORMAT", "text for people (the default), json for programs.", formats},
    OptionSpec{"--project", "DIR",
               "The project to work on; the one around the current folder where not given."},
};

std::string_view words(Carriage carriage) {
    switch (carriage) {
    case Carriage::Carried:
        return "carried";
    case Carriage::Part:
        return "in part";
    case Carriage::Attested:
        return "attested";
    case Carriage::No:
        return "no";
    }
    std::abort();
}

/// By requirement, then by target.
using Table = std::map<std::string, std::map<std::string, Coverage>>;

Table table_of(const ir::Program& program, const Project& project, const std::vector<std::string>& wanted) {
    Table table;
    for (const std::string& target : wanted) {
        DiagnosticSink limits; // those of a build; here the reasons are in the coverage
        for (Coverage& coverage : emit(target, program, project, limits).coverage) {
            const std::string requirement = coverage.requirement;
            table[requirement].insert_or_assign(target, std::move(coverage));
        }
    }
    return table;
}

std::string cell(const std::map<std::string, Coverage>& row, const std::string& target) {
    const auto found = row.find(target);
    if (found == row.end()) return "-";
    std::string text{words(found->second.carriage)};
    if (!found->second.effects.empty()) text += " (" + join(found->second.effects, ", ") + ")";
    return text;
}

void print_grid(const Table& table, const std::vector<std::string>& wanted, Host& host) {
    std::size_t first = 11;
    std::map<std::string, std::size_t> widths;
    for (const auto& [requirement, row] : table) {
        first = std::max(first, requirement.size());
        for (const auto& target : wanted) {
            widths[target] = std::max({widths[target], target.size(), cell(row, target).size()});
        }
    }
    const auto print_line = [&](std::string line, const auto& text_of) {
        for (const auto& target : wanted)
            line += fmt::format("  {:<{}}", text_of(target), widths[target]);
        host.out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
    };
    print_line(fmt::format("{:<{}}", "requirement", first), [](const std::string& target) { return target; });
    for (const auto& [requirement, row] : table) {
        print_line(fmt::format("{:<{}}", requirement, first),
                   [&row = row](const std::string& target) { return cell(row, target); });
    }
}

/// The reasons and notes of all targets, each once.
std::vector<CoverageRemark> remarks_of(const std::map<std::string, Coverage>& row) {
    std::vector<CoverageRemark> remarks;
    for (const auto& [target, coverage] : row) {
        for (const auto& reason : coverage.reasons)
            add_remark(remarks, coverage, reason.reason, reason.span);
        for (const std::string& note : coverage.notes)
            add_remark(remarks, coverage, note, {});
    }
    return remarks;
}

void print_reasons(const Table& table, const Sources& sources, Host& host) {
    for (const auto& [requirement, row] : table) {
        for (const CoverageRemark& remark : remarks_of(row)) {
            host.out << fmt::format("\n{} {}: {}\n", requirement, join(remark.targets, ", "), remark.text);
            const Place where = place(sources, remark.span);
            if (where.is_known())
                host.out << "  " << to_string(where) << '\n'
                         << excerpt(where, {}, Tone::Note, host.out_style);
        }
    }
}

Json json_of(const Table& table, const Sources& sources) {
    Json list = Json::array();
    for (const auto& [requirement, row] : table) {
        for (const auto& [target, coverage] : row) {
            Json reasons = Json::array();
            for (const auto& reason : coverage.reasons) {
                const Place where = place(sources, reason.span);
                Json one{{"reason", reason.reason}};
                if (where.is_known()) {
                    one["file"] = where.path;
                    one["line"] = where.begin.line;
                    one["column"] = where.begin.column;
                }
                reasons.push_back(std::move(one));
            }
            list.push_back({{"requirement", requirement},
                            {"target", target},
                            {"carried", words(coverage.carriage)},
                            {"effects", coverage.effects},
                            {"reasons", std::move(reasons)},
                            {"notes", coverage.notes}});
        }
    }
    return list;
}

Exit run(const Arguments& arguments, Host& host) {
    Session session;
    ModuleLoader loader{session, host};
    const Input input = request_input(session, host, loader, arguments);
    const Compiled compiled = compile(session, loader);
    const Exit exit = finish(session, host);
    if (exit != Exit::Clean) return exit;
    std::vector<std::string> wanted = arguments.values("--target");
    if (wanted.empty()) wanted.assign(target_names.begin(), target_names.end());
    const Table table = table_of(compiled.program, input.project.value_or(Project{}), wanted);
    if (arguments.value("--format") == "json") {
        host.out << json_of(table, session.sources).dump(2, ' ', false, Json::error_handler_t::replace)
                 << '\n';
    } else {
        print_grid(table, wanted, host);
        print_reasons(table, session.sources, host);
    }
    return Exit::Clean;
}

} // namespace

const Command coverage_command{
    .name = "coverage",
    .summary = "say which target carries which requirement, and why not",
    .usage = "coverage [--target NAME] [--format text|json] [FILE|DIR...]",
    .description = "Prints a table of requirements and targets: carried (with the effects that are offered), "
                   "carried in\n"
                   "part, as an attestation, or not; below it the reason for everything that is left out, "
                   "with its place.\n"
                   "The table is what the targets themselves say when they are built.",
    .operand = {"FILE|DIR", "A .iotsec file or a folder of them; the project where none is named."},
    .options = options,
    .examples = "iotsec coverage\n"
                "iotsec coverage --target azure-policy baseline.iotsec",
    .run = run,
};

} // namespace iotsec::cli
