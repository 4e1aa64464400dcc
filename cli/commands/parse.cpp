// `iotsec parse`: the tree of a file, for people who work on the language or on tools for it.
#include "grammar/iotsec/parse.hpp"

#include "cli/commands/commands.hpp"
#include "cli/driver/session.hpp"

#include <array>
#include <ostream>

namespace iotsec::cli {

namespace {

constexpr std::array<std::string_view, 2> formats{"text", "json"};
constexpr std::array options{
    OptionSpec{"--no-spans", "", "Leave the places (`@begin..end`, in bytes) out."},
    OptionSpec{"--format", "FORMAT", "How mistakes are printed.", formats},
};

Exit run(const Arguments& arguments, Host& host) {
    Session session;
    for (const std::string& path : arguments.operands) {
        const SourceFile* file = load(session, host, path);
        if (file == nullptr) continue;
        host.out << grammar::dump(grammar::parse(*file, session.sink), !arguments.has("--no-spans"));
    }
    return finish(session, host, arguments.value("--format", "text"));
}

} // namespace

const Command parse_command{
    .name = "parse",
    .summary = "print the syntax tree of files",
    .usage = "parse [--no-spans] FILE...",
    .description =
        "Parses each file and prints its tree, one node a line. Mistakes are reported, and the tree shows\n"
        "what could be read in spite of them.",
    .operand = {"FILE", "A .iotsec file; - is standard input.", 1},
    .options = options,
    .examples = "iotsec parse baseline.iotsec\n"
                "iotsec parse --no-spans - < baseline.iotsec",
    .run = run,
};

} // namespace iotsec::cli
