#include "cli/driver/arguments.hpp"

#include "base/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <iterator>

namespace iotsec::cli {

namespace {

/// What CLI11 fills in, one entry an option.
struct Slot {
    const OptionSpec* spec = nullptr;
    std::vector<std::string> values;
    bool given = false;
};

void declare(CLI::App& app, Slot& slot) {
    const std::string name{slot.spec->name};
    if (slot.spec->value.empty()) {
        app.add_flag(name, slot.given);
        return;
    }
    CLI::Option* option = app.add_option(name, slot.values)->expected(1);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
}

std::string nearest_option(const Command& command, std::string_view word) {
    std::vector<std::string_view> names{"--help"};
    for (const OptionSpec& option : command.options)
        names.push_back(option.name);
    const auto best = nearest(word.substr(0, word.find('=')), names);
    return best ? fmt::format("; did you mean `{}`?", *best) : std::string{};
}

/// CLI11 says `--out: 1 required TEXT missing`.
std::string missing_value(const Command& command, std::string_view message) {
    const std::string_view name = message.substr(0, message.find(':'));
    const auto option = std::ranges::find(command.options, name, &OptionSpec::name);
    return option == command.options.end() ? std::string{message}
                                           : fmt::format("`{}` needs a value: {}", name, option->value);
}

/// The first problem that CLI11 does not see: values outside the choices, too many of something.
std::string problem_of(const Command& command, const Arguments& given) {
    for (const OptionSpec& option : command.options) {
        const auto values = given.values(option.name);
        if (!option.repeatable && values.size() > 1) {
            return fmt::format("`{}` is given {} times, it takes one value", option.name, values.size());
        }
        for (const std::string& value : values) {
            if (option.choices.empty() || std::ranges::find(option.choices, value) != option.choices.end()) {
                continue;
            }
            const std::vector<std::string> choices{option.choices.begin(), option.choices.end()};
            return fmt::format("`{}` does not take `{}`; it takes {}", option.name, value,
                               join(choices, ", "));
        }
    }
    const std::size_t count = given.operands.size();
    if (count > command.operand.most) {
        return fmt::format("did not expect `{}`", given.operands.at(command.operand.most));
    }
    if (count < command.operand.least) return fmt::format("expected {}", command.operand.name);
    return {};
}

std::string indented(std::string_view text, std::string_view margin) {
    std::string result;
    for (const std::string_view line : split(text, '\n')) {
        if (!line.empty()) result += fmt::format("{}{}", margin, line);
        result += '\n';
    }
    return result;
}

std::string section(std::string_view title, std::string_view text) {
    return text.empty() ? std::string{} : fmt::format("\n{}\n{}", title, indented(text, "    "));
}

std::string option_help(const OptionSpec& option) {
    std::string text = fmt::format("{}{}{}\n", option.name, option.value.empty() ? "" : " ", option.value);
    text += indented(option.help, "    ");
    if (!option.choices.empty()) {
        const std::vector<std::string> choices{option.choices.begin(), option.choices.end()};
        text += fmt::format("    One of {}.\n", join(choices, ", "));
    }
    if (option.repeatable) text += "    May be repeated.\n";
    return text;
}

} // namespace

std::string Arguments::value(std::string_view name, std::string_view fallback) const {
    const auto found = options.find(name);
    return found == options.end() || found->second.empty() ? std::string{fallback} : found->second.back();
}

std::vector<std::string> Arguments::values(std::string_view name) const {
    const auto found = options.find(name);
    return found == options.end() ? std::vector<std::string>{} : found->second;
}

Parsed parse(const Command& command, std::span<const std::string> words) {
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    Parsed parsed;
    app.add_flag("-h,--help", parsed.wants_help);
    std::vector<Slot> slots;
    for (const OptionSpec& option : command.options)
        slots.push_back({&option, {}, false});
    for (Slot& slot : slots)
        declare(app, slot);
    const auto end_of_options = std::ranges::find(words, "--");
    std::vector<std::string> reversed{words.begin(), end_of_options};
    std::ranges::reverse(reversed); // CLI11 takes them from the back
    try {
        app.parse(reversed);
    } catch (const CLI::ParseError& error) {
        parsed.problem = missing_value(command, error.what());
        return parsed;
    }
    for (const std::string& word : app.remaining()) {
        const bool is_option = word.size() > 1 && word.front() == '-';
        if (is_option && parsed.problem.empty()) {
            parsed.problem = fmt::format("unknown option `{}`{}", word, nearest_option(command, word));
        }
        parsed.arguments.operands.push_back(word);
    }
    if (end_of_options != words.end()) {
        parsed.arguments.operands.insert(parsed.arguments.operands.end(), std::next(end_of_options),
                                         words.end());
    }
    for (Slot& slot : slots) {
        if (slot.given || !slot.values.empty()) {
            parsed.arguments.options.emplace(slot.spec->name, std::move(slot.values));
        }
    }
    if (parsed.problem.empty() && !parsed.wants_help) parsed.problem = problem_of(command, parsed.arguments);
    return parsed;
}

std::string manual(const Command& command) {
    std::string usage;
    for (const std::string_view form : split(command.usage, '\n'))
        usage += fmt::format("iotsec {}\n", form);
    usage.pop_back();
    std::string options;
    if (!command.operand.name.empty()) {
        options += fmt::format("{}\n{}", command.operand.name, indented(command.operand.help, "    "));
    }
    for (const OptionSpec& option : command.options)
        options += option_help(option);
    options += "-h, --help\n    This page.";
    return fmt::format("NAME\n    iotsec {} - {}\n", command.name, command.summary) +
           section("USAGE", usage) + section("DESCRIPTION", command.description) +
           section("ARGUMENTS", options) +
           section("EXIT CODES", "0  clean, 1 findings, 2 usage, 3 bad input, 4 undecided "
                                 "(--fail-on-unknown), 5 internal error, 6 limit reached") +
           section("EXAMPLES", command.examples);
}

} // namespace iotsec::cli
