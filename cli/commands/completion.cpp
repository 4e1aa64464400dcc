// `iotsec completion SHELL`: a completion script, written from the same tables that parse the command line.
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/program.hpp"

#include <fmt/core.h>

#include <array>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::cli {

namespace {

std::string option_names(const Command& command) {
    std::string names = "--help";
    for (const OptionSpec& option : command.options)
        names += fmt::format(" {}", option.name);
    return names;
}

std::string_view first_word(std::string_view name) {
    return name.substr(0, name.find(' '));
}

/// The second word of `policy lint`; empty for a command of one word.
std::string_view second_word(std::string_view name) {
    const std::size_t blank = name.find(' ');
    return blank == std::string_view::npos ? std::string_view{} : name.substr(blank + 1);
}

/// What can stand first on a command line, each once.
std::string command_names() {
    std::string names = "help";
    std::string_view last;
    for (const Command* command : commands()) {
        const std::string_view first = first_word(command->name);
        if (first != last) names += fmt::format(" {}", first);
        last = first;
    }
    return names;
}

/// First words that need a second one, with all of them: `policy` and `lint eval test import`.
std::vector<std::pair<std::string_view, std::string>> groups() {
    std::vector<std::pair<std::string_view, std::string>> result;
    for (const Command* command : commands()) {
        const std::string_view second = second_word(command->name);
        if (second.empty()) continue;
        if (result.empty() || result.back().first != first_word(command->name))
            result.emplace_back(first_word(command->name), "");
        result.back().second += fmt::format("{}{}", result.back().second.empty() ? "" : " ", second);
    }
    return result;
}

std::string choices_of(const OptionSpec& option) {
    const std::vector<std::string> choices{option.choices.begin(), option.choices.end()};
    return join(choices, " ");
}

std::string bash_script() {
    std::string text =
        "# bash completion for iotsec; load with: source <(iotsec completion bash)\n"
        "_iotsec() {\n"
        "    local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\" words=\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n";
    text += fmt::format("        COMPREPLY=($(compgen -W \"{}\" -- \"$word\"))\n        return\n    fi\n",
                        command_names());
    text += "    local command=\"${COMP_WORDS[1]}\"\n    case \"$command\" in\n";
    for (const auto& [first, seconds] : groups()) {
        text += fmt::format("        {}) [ \"$COMP_CWORD\" -eq 2 ] && words=\"{}\"; command=\"$command "
                            "${{COMP_WORDS[2]}}\" ;;\n",
                            first, seconds);
    }
    text += "    esac\n    case \"$command $before\" in\n";
    for (const Command* command : commands()) {
        for (const OptionSpec& option : command->options) {
            if (option.choices.empty()) continue;
            text += fmt::format("        \"{} {}\") words=\"{}\" ;;\n", command->name, option.name,
                                choices_of(option));
        }
    }
    text += "    esac\n    if [ -z \"$words\" ] && [ \"${word:0:1}\" = \"-\" ]; then\n        case "
            "\"$command\" in\n";
    for (const Command* command : commands()) {
        text += fmt::format("            \"{}\") words=\"{}\" ;;\n", command->name, option_names(*command));
    }
    return text + "        esac\n    fi\n"
                  "    [ -n \"$words\" ] && COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                  "    return 0\n"
                  "}\n"
                  "complete -o default -o bashdefault -F _iotsec iotsec\n";
}

/// `'` ends a text in zsh's and fish's single quotes.
std::string quoted(std::string_view text) {
    std::string result;
    for (const char c : text)
        result += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return "'" + result + "'";
}

std::string first_line(std::string_view text) {
    return std::string{text.substr(0, text.find('\n'))};
}

/// Colons and brackets have a meaning in zsh's descriptions.
std::string zsh_description(std::string_view text) {
    std::string result;
    for (const char c : first_line(text)) {
        if (c == ':' || c == '[' || c == ']') result += '\\';
        result += c;
    }
    return result;
}

std::string zsh_option(const OptionSpec& option) {
    std::string text = option.repeatable ? "*" : "";
    text += fmt::format("{}[{}]", option.name, zsh_description(option.help));
    if (!option.choices.empty()) {
        text += fmt::format(":{}:({})", option.value, choices_of(option));
    } else if (!option.value.empty()) {
        text += fmt::format(":{}:_files", option.value);
    }
    return quoted(text);
}

std::string zsh_entry(std::string_view name, std::string_view summary) {
    return fmt::format("        {}\n", quoted(fmt::format("{}:{}", name, zsh_description(summary))));
}

std::string zsh_script() {
    std::string text =
        "#compdef iotsec\n# zsh completion for iotsec; put it into a folder of $fpath as _iotsec\n"
        "_iotsec() {\n    local -a commands\n    commands=(\n";
    for (const Command* command : commands()) {
        if (second_word(command->name).empty()) text += zsh_entry(command->name, command->summary);
    }
    for (const auto& [first, seconds] : groups())
        text += zsh_entry(first, seconds);
    text +=
        "    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        return\n    fi\n"
        "    local command=${words[2]}\n    case $command in\n";
    for (const auto& [first, seconds] : groups()) {
        text +=
            fmt::format("        {}) if (( CURRENT == 3 )); then compadd {}; return; fi; command=\"$command "
                        "${{words[3]}}\" ;;\n",
                        first, seconds);
    }
    text += "    esac\n    case $command in\n";
    for (const Command* command : commands()) {
        text += fmt::format("        \"{}\") _arguments '--help[this page]'", command->name);
        for (const OptionSpec& option : command->options)
            text += " " + zsh_option(option);
        text += " '*:file:_files' ;;\n";
    }
    return text + "    esac\n}\n_iotsec \"$@\"\n";
}

/// When fish offers what belongs to a command.
std::string fish_condition(std::string_view name) {
    std::string text = fmt::format("__fish_seen_subcommand_from {}", first_word(name));
    if (!second_word(name).empty())
        text += fmt::format("; and __fish_seen_subcommand_from {}", second_word(name));
    return quoted(text);
}

std::string fish_options(const Command& command) {
    std::string text;
    for (const OptionSpec& option : command.options) {
        text += fmt::format("complete -c iotsec -n {} -l {} -d {}", fish_condition(command.name),
                            option.name.substr(2), quoted(first_line(option.help)));
        if (!option.choices.empty()) {
            text += fmt::format(" -x -a {}", quoted(choices_of(option)));
        } else if (!option.value.empty()) {
            text += " -r";
        }
        text += '\n';
    }
    return text;
}

std::string fish_script() {
    std::string text = "# fish completion for iotsec; load with: iotsec completion fish | source\n";
    for (const auto& [first, seconds] : groups())
        text += fmt::format("complete -c iotsec -n __fish_use_subcommand -f -a {}\n", first);
    for (const Command* command : commands()) {
        const std::string_view second = second_word(command->name);
        const std::string when =
            second.empty() ? "__fish_use_subcommand" : fish_condition(first_word(command->name));
        text += fmt::format("complete -c iotsec -n {} -f -a {} -d {}\n", when,
                            second.empty() ? command->name : second, quoted(command->summary));
        text += fish_options(*command);
    }
    return text;
}

Exit run(const Arguments& arguments, Host& host) {
    const std::string& shell = arguments.operands.front();
    if (shell == "bash") {
        host.out << bash_script();
    } else if (shell == "zsh") {
        host.out << zsh_script();
    } else if (shell == "fish") {
        host.out << fish_script();
    } else {
        host.err << fmt::format("iotsec completion: there is no script for `{}`; there is bash, zsh, fish\n",
                                shell);
        return Exit::Usage;
    }
    return Exit::Clean;
}

} // namespace

const Command completion_command{
    .name = "completion",
    .summary = "print a completion script for a shell",
    .usage = "completion bash|zsh|fish",
    .description = "Prints a script that completes commands, options and their values.",
    .operand = {"SHELL", "bash, zsh or fish", 1, 1},
    .options = {},
    .examples = "source <(iotsec completion bash)\n"
                "iotsec completion zsh > ~/.zfunc/_iotsec\n"
                "iotsec completion fish | source",
    .run = run,
};

} // namespace iotsec::cli
