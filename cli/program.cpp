#include "cli/program.hpp"

#include "base/text.hpp"
#include "cli/commands/commands.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <vector>

namespace iotsec::cli {

namespace {

constexpr std::array all_commands{
    &init_command,    &check_command,    &build_command, &test_command, &fmt_command,
    &explain_command, &coverage_command, &parse_command, &ir_command,   &completion_command,
};

constexpr std::string_view first_steps = R"(
First steps
    iotsec check template.json     judge an ARM template with the standard library
    iotsec init my-project         start a project of your own
    iotsec help COMMAND            the manual page of a command
)";

std::string overview() {
    std::string text =
        "iotsec - policy as code for Azure IoT: one source for Azure Policy, Bicep and checks\n\n"
        "Usage: iotsec COMMAND [ARGUMENTS]\n\nCommands\n";
    for (const Command* command : all_commands) {
        text += fmt::format("    {:<12}{}\n", command->name, command->summary);
    }
    return text + std::string{first_steps};
}

const Command* find_command(std::string_view name) {
    const auto* const found =
        std::ranges::find_if(all_commands, [&](const Command* c) { return c->name == name; });
    return found == all_commands.end() ? nullptr : *found;
}

Exit unknown_command(std::string_view name, Host& host) {
    std::vector<std::string_view> names{"help"};
    for (const Command* command : all_commands)
        names.push_back(command->name);
    const auto best = nearest(name, names);
    host.err << fmt::format("iotsec: there is no command `{}`{}\nTry `iotsec help`.\n", name,
                            best ? fmt::format("; did you mean `{}`?", *best) : "");
    return Exit::Usage;
}

Exit show_help(std::span<const std::string> words, Host& host) {
    if (words.empty()) {
        host.out << overview();
        return Exit::Clean;
    }
    const Command* command = find_command(words.front());
    if (command == nullptr) return unknown_command(words.front(), host);
    host.out << manual(*command);
    return Exit::Clean;
}

} // namespace

std::span<const Command* const> commands() {
    return all_commands;
}

Exit run(std::span<const std::string> words, Host& host) {
    if (words.empty()) {
        host.err << overview();
        return Exit::Usage;
    }
    const std::string& name = words.front();
    const auto rest = words.subspan(1);
    if (name == "help" || name == "--help" || name == "-h") return show_help(rest, host);
    if (name == "--version" || name == "version") {
        host.out << "iotsec " << version << '\n';
        return Exit::Clean;
    }
    const Command* command = find_command(name);
    if (command == nullptr) return unknown_command(name, host);
    const Parsed parsed = parse(*command, rest);
    if (parsed.wants_help) {
        host.out << manual(*command);
        return Exit::Clean;
    }
    if (!parsed.problem.empty()) {
        host.err << fmt::format("iotsec {}: {}\nTry `iotsec {} --help`.\n", name, parsed.problem, name);
        return Exit::Usage;
    }
    return command->run(parsed.arguments, host);
}

} // namespace iotsec::cli
