// `iotsec ir`: the intermediate representation of a program, as text or as the JSON of a rule bundle.
#include "cli/commands/commands.hpp"
#include "cli/driver/pipeline.hpp"
#include "compiler/ir/json.hpp"

#include <array>
#include <ostream>

namespace iotsec::cli {

namespace {

constexpr std::array<std::string_view, 2> formats{"text", "json"};
constexpr std::array options{
    OptionSpec{"--format", "FORMAT",
               "text for people (the default), json as `build --target rules` writes it.", formats},
    OptionSpec{"--project", "DIR",
               "The project to work on; the one around the current folder where not given."},
};

Exit run(const Arguments& arguments, Host& host) {
    Session session;
    ModuleLoader loader{session, host};
    (void)request_input(session, host, loader, arguments);
    const Compiled compiled = compile(session, loader);
    const Exit exit = finish(session, host);
    if (exit != Exit::Clean) return exit;
    host.out << (arguments.value("--format") == "json" ? ir::to_json(compiled.program)
                                                       : ir::to_text(compiled.program));
    return Exit::Clean;
}

} // namespace

const Command ir_command{
    .name = "ir",
    .summary = "print the intermediate representation",
    .usage = "ir [--format text|json] [FILE|DIR...]",
    .description =
        "Compiles the files (the project where none is named) and prints what every target is built from:\n"
        "each requirement with its exact meaning, defaults and absence made explicit. docs/ir.md explains "
        "it.",
    .operand = {"FILE|DIR", "A .iotsec file or a folder of them."},
    .options = options,
    .examples = "iotsec ir baseline.iotsec\n"
                "iotsec ir --format json > rules.json",
    .run = run,
};

} // namespace iotsec::cli
