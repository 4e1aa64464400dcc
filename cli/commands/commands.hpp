// Every command of the program; each is defined in the file of its name.
#pragma once

#include "cli/driver/arguments.hpp"

namespace iotsec::cli {

extern const Command agree_command;
extern const Command build_command;
extern const Command catalog_import_command;
extern const Command check_command;
extern const Command completion_command;
extern const Command coverage_command;
extern const Command expand_command;
extern const Command explain_command;
extern const Command fmt_command;
extern const Command init_command;
extern const Command ir_command;
extern const Command parse_command;
extern const Command policy_eval_command;
extern const Command policy_import_command;
extern const Command policy_lint_command;
extern const Command policy_test_command;
extern const Command test_command;

} // namespace iotsec::cli
