// `iotsec fmt`: the one canonical form of a source file.
#include "base/diagnostics/files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/modules.hpp"
#include "cli/driver/pipeline.hpp"
#include "cli/driver/session.hpp"
#include "grammar/iotsec/parse.hpp"

#include <fmt/core.h>

#include <array>
#include <iterator>
#include <ostream>

namespace iotsec::cli {

namespace {

constexpr std::array options{
    OptionSpec{"--check", "",
               "Change nothing; name the files that are not in canonical form and exit with 1."},
    OptionSpec{"--stdout", "", "Print the canonical form instead of writing it into the file."},
};

/// The canonical form; nullopt where the file does not parse, which was reported.
std::optional<std::string> canonical(const SourceFile& file, Session& session) {
    const std::size_t errors = session.sink.error_count();
    const ast::Module module = grammar::parse(file, session.sink);
    if (session.sink.error_count() > errors) return std::nullopt;
    return grammar::format(module, file);
}

/// The files named, with folders replaced by what is in them; the project's where none is named.
std::vector<std::string> files_of(const Arguments& arguments, Session& session, Host& host) {
    std::vector<std::string> files;
    std::vector<std::string> roots = arguments.operands;
    if (roots.empty()) {
        const auto project = open_project(session, host, ".");
        if (!project) {
            session.sink.report(diag::no_project, {}, ".").with_help("name the files");
            return files;
        }
        for (const std::string& source : project->sources)
            roots.push_back(join_path(project->folder, source));
    }
    for (const std::string& root : roots) {
        if (!is_folder(root)) {
            files.push_back(root);
            continue;
        }
        auto below = files_below(root, ".iotsec");
        if (below && below.value().empty()) {
            session.sink.report(diag::nothing_in_folder, {}, ".iotsec file").with_path(root);
        } else if (below) {
            std::ranges::move(std::move(below).value(), std::back_inserter(files));
        } else {
            session.sink.add(below.error());
        }
    }
    return files;
}

Exit run(const Arguments& arguments, Host& host) {
    Session session;
    bool differs = false;
    for (const std::string& path : files_of(arguments, session, host)) {
        const SourceFile* file = load(session, host, path);
        if (file == nullptr) continue;
        const auto text = canonical(*file, session);
        if (!text) continue;
        if (arguments.has("--check")) {
            if (*text == file->text()) continue;
            differs = true;
            host.out << fmt::format("{} is not in canonical form\n", path);
        } else if (arguments.has("--stdout") || path == "-") {
            host.out << *text;
        } else if (*text != file->text()) {
            if (auto problem = write_file(path, *text)) session.sink.add(*std::move(problem));
        }
    }
    const Exit exit = finish(session, host);
    return exit == Exit::Clean && differs ? Exit::Findings : exit;
}

} // namespace

const Command fmt_command{
    .name = "fmt",
    .summary = "bring source files into their canonical form",
    .usage = "fmt [--check | --stdout] [FILE|DIR...]",
    .description = "Writes each file back in the one canonical form: order of clauses, line breaks, blanks. "
                   "Comments are\n"
                   "kept. A file with a mistake is left alone. Without a file, all sources of the project.",
    .operand = {"FILE|DIR",
                "A .iotsec file or a folder of them; - formats standard input to standard output."},
    .options = options,
    .examples = "iotsec fmt\n"
                "iotsec fmt --check .\n"
                "iotsec fmt --stdout baseline.iotsec",
    .run = run,
};

} // namespace iotsec::cli
