// `iotsec catalog import`: an alias index out of what Azure's tools print.
#include "base/diagnostics/aliases.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/aliases.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/session.hpp"

#include <fmt/core.h>

#include <array>
#include <ostream>

namespace iotsec::cli {

namespace {

constexpr std::array options{
    OptionSpec{"--out", "FILE", "Where the index goes; iotsec.aliases in this folder where not given."},
};

/// `76,170 aliases`
std::string counted(std::size_t number, std::string_view one, std::string_view many) {
    std::string digits = std::to_string(number);
    constexpr std::size_t group = 3;
    for (std::size_t at = digits.size(); at > group; at -= group)
        digits.insert(at - group, ",");
    return fmt::format("{} {}", digits, number == 1 ? one : many);
}

Exit run(const Arguments& arguments, Host& host) {
    Session session;
    const std::string out = arguments.value("--out", "iotsec.aliases");
    const auto table = load_aliases(arguments.operands.front(), session, host);
    if (table) {
        if (auto problem = write_file(out, table->bytes())) session.sink.add(*std::move(problem));
    }
    const Exit exit = finish(session, host);
    if (exit != Exit::Clean) return exit;
    host.out << fmt::format("wrote {}: {} of {}\n"
                            "Use it with --aliases {}, or write `aliases: {}` into iotsec.yaml.\n",
                            out, counted(table->alias_count(), "alias", "aliases"),
                            counted(table->type_count(), "resource type", "resource types"), out, out);
    return Exit::Clean;
}

} // namespace

const Command catalog_import_command{
    .name = "catalog import",
    .summary = "make an index of Azure's policy aliases",
    .usage = "catalog import FILE [--out FILE]",
    .description = "Reads the aliases of resource providers and writes them as an index that loads in a few "
                   "milliseconds.\n"
                   "The aliases of the IoT types are built in; for policies about anything else, import "
                   "those of your cloud.",
    .operand = {"FILE",
                "What `az provider list --expand resourceTypes/aliases` prints, the JSON of\n"
                "`Get-AzPolicyAlias`, or a table with the columns resource type, alias and default path,\n"
                "parted by tabs. - is standard input.",
                1, 1},
    .options = options,
    .examples = "az provider list --expand resourceTypes/aliases > providers.json\n"
                "iotsec catalog import providers.json\n"
                "iotsec policy lint policies --aliases iotsec.aliases",
    .run = run,
};

} // namespace iotsec::cli
