// What the commands that evaluate policies are told on the command line.
#pragma once

#include "azure/policy/options.hpp"
#include "base/value.hpp"
#include "cli/driver/arguments.hpp"
#include "cli/driver/session.hpp"

#include <string>
#include <string_view>

namespace iotsec::cli {

/// `--reading QUESTION=READING`
inline constexpr OptionSpec reading_option{
    "--reading",
    "QUESTION=READING",
    "How to read what Microsoft's documentation leaves open, such as missing-array=fails; the questions\n"
    "and their readings are listed in docs/azure-policy-engine.md.",
    {},
    true};

/// The readings that were asked for, over the defaults. `problem` says what is wrong with them.
[[nodiscard]] azure::policy::Options readings_of(const Arguments& arguments, std::string& problem);

/// A value as a command line gives it: JSON, or else text.
[[nodiscard]] Value value_of(std::string_view text, Session& session);

/// The values behind `--set NAME=VALUE`; `problem` says what is wrong with them.
[[nodiscard]] Object settings_of(const Arguments& arguments, Session& session, std::string& problem);

} // namespace iotsec::cli
