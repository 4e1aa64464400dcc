// Command lines as data: what a command takes is a table, and parsing, help, completion and did-you-mean all
// come from it.
#pragma once

#include "cli/driver/host.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::cli {

/// `--target NAME`; a flag where `value` is empty.
struct OptionSpec {
    std::string_view name;  ///< with its dashes
    std::string_view value; ///< what its value is called
    std::string_view help;
    std::span<const std::string_view> choices{}; ///< the only values it takes; empty: any
    bool repeatable = false;
};

/// What stands on a command line without dashes.
struct OperandSpec {
    std::string_view name; ///< `FILE`; empty: the command takes none
    std::string_view help{};
    std::size_t least = 0;
    std::size_t most = SIZE_MAX;
};

/// What was given on the command line of one command.
class Arguments {
  public:
    std::vector<std::string> operands;
    std::map<std::string, std::vector<std::string>, std::less<>> options; ///< by name with dashes

    [[nodiscard]] bool has(std::string_view name) const { return options.contains(name); }
    /// The last value of an option, or `fallback`.
    [[nodiscard]] std::string value(std::string_view name, std::string_view fallback = {}) const;
    [[nodiscard]] std::vector<std::string> values(std::string_view name) const;
};

struct Command {
    std::string_view name;
    std::string_view summary; ///< one line
    std::string_view usage;   ///< behind `iotsec `, one form a line
    std::string_view description;
    OperandSpec operand;
    std::span<const OptionSpec> options;
    std::string_view examples;
    Exit (*run)(const Arguments&, Host&);
};

/// The arguments, or what is wrong with them in words (with the nearest right name).
struct Parsed {
    Arguments arguments;
    bool wants_help = false;
    std::string problem; ///< empty if there is none
};
[[nodiscard]] Parsed parse(const Command& command, std::span<const std::string> words);

/// `help` of one command, like a manual page.
[[nodiscard]] std::string manual(const Command& command);

} // namespace iotsec::cli
