#include "cli/commands/program.hpp"

#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/version.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <vector>

namespace iotsec::cli {

namespace {

constexpr std::array all_commands{
    &init_command,          &check_command,          &build_command,       &test_command,
    &fmt_command,           &expand_command,         &explain_command,     &coverage_command,
    &agree_command,         &policy_lint_command,    &policy_eval_command, &policy_test_command,
    &policy_import_command, &catalog_import_command, &parse_command,       &ir_command,
    &completion_command,
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
        text += fmt::format("    {:<16}{}\n", command->name, command->summary);
    }
    return text + std::string{first_steps};
}

const Command* find_command(std::string_view name) {
    const auto* const found =
        std::ranges::find_if(all_commands, [&](const Command* c) { return c->name == name; });
    return found == all_commands.end() ? nullptr : *found;
}

/// The command that `words` begin with, and how many of them name it: `policy lint` has two.
struct Named {
    const Command* command = nullptr;
    std::size_t words = 1;
    std::string name;
};

Named named(std::span<const std::string> words) {
    if (words.size() > 1) {
        const std::string both = words[0] + " " + words[1];
        if (const Command* command = find_command(both)) return {command, 2, both};
    }
    return {find_command(words.front()), 1, words.front()};
}

/// What a group such as `policy` holds; empty where `name` is none.
std::string group_overview(std::string_view name) {
    std::string text;
    for (const Command* command : all_commands) {
        if (command->name.starts_with(name) && command->name.substr(name.size()).starts_with(' '))
            text += fmt::format("    {:<16}{}\n", command->name, command->summary);
    }
    return text;
}

Exit unknown_command(std::span<const std::string> words, Host& host) {
    if (const std::string group = group_overview(words.front()); !group.empty()) {
        host.err << fmt::format(
            "iotsec {0}: expected one of the commands\n{1}Try `iotsec help {0} COMMAND`.\n", words.front(),
            group);
        return Exit::Usage;
    }
    const std::string& name = words.front();
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
    if (const std::string group = group_overview(words.front()); words.size() == 1 && !group.empty()) {
        host.out << fmt::format("iotsec {0} COMMAND\n{1}`iotsec help {0} COMMAND` is the page of one.\n",
                                words.front(), group);
        return Exit::Clean;
    }
    const Named found = named(words);
    if (found.command == nullptr) return unknown_command(words, host);
    host.out << manual(*found.command);
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
    const std::string& first = words.front();
    if (first == "help" || first == "--help" || first == "-h") return show_help(words.subspan(1), host);
    if (first == "--version" || first == "version") {
        host.out << "iotsec " << version << '\n';
        return Exit::Clean;
    }
    const Named found = named(words);
    const bool asks_about_group = words.size() == 2 && (words[1] == "--help" || words[1] == "-h");
    if (found.command == nullptr && asks_about_group) return show_help(words.first(1), host);
    if (found.command == nullptr) return unknown_command(words, host);
    const Parsed parsed = parse(*found.command, words.subspan(found.words));
    if (parsed.wants_help) {
        host.out << manual(*found.command);
        return Exit::Clean;
    }
    if (!parsed.problem.empty()) {
        host.err << fmt::format("iotsec {0}: {1}\nTry `iotsec {0} --help`.\n", found.name, parsed.problem);
        return Exit::Usage;
    }
    return found.command->run(parsed.arguments, host);
}

} // namespace iotsec::cli
