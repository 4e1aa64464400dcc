// From files to the program that emitters and the verifier work on: load, parse, check, lower.
#pragma once

#include "cli/driver/arguments.hpp"
#include "cli/driver/host.hpp"
#include "cli/driver/modules.hpp"
#include "cli/driver/project.hpp"
#include "cli/driver/session.hpp"
#include "compiler/ir/ir.hpp"
#include "compiler/ir/test_case.hpp"
#include "compiler/sema/typed_program.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::cli {

/// The module of the baseline that judges where there is no project: `std.iothub.production`.
inline constexpr std::string_view default_module = "std.iothub";

/// A compiled program; `program` holds only what was asked for and what its baselines include, and is empty
/// where the session has errors.
struct Compiled {
    sema::TypedProgram typed;
    ir::Program whole; ///< everything that was lowered, imports included: tests refer to it
    ir::Program program;
};

/// The sources that a command works on: the files named on the command line, else those of the project around
/// the current folder (or of `--project DIR`). Without either, an error is reported.
struct Input {
    std::optional<Project> project;
    bool is_whole_project = false;
};
[[nodiscard]] Input request_input(Session& session, Host& host, ModuleLoader& loader,
                                  const Arguments& arguments);

/// Checks and lowers what `loader` was asked for.
[[nodiscard]] Compiled compile(Session& session, ModuleLoader& loader);
/// Checks only.
[[nodiscard]] sema::TypedProgram check_modules(Session& session, ModuleLoader& loader);

/// The project of the current folder (or of `--project DIR`), if there is one; its mistakes are reported.
[[nodiscard]] std::optional<Project> open_project(Session& session, Host& host, const std::string& folder);

/// One run of the evaluator: requirements that are judged under the same parameter values.
struct RuleSet {
    std::map<std::string, Value> params;
    std::vector<std::uint32_t> only; ///< their places in `Rules::program`
};

/// What a baseline includes, with the values it binds; parts with different bindings are judged apart.
struct Rules {
    std::string title;   ///< `std.iothub.production 1.0.0`
    ir::Program program; ///< the requirements judged, in the order of the report
    std::vector<RuleSet> sets;
};

/// The requirements of the named baseline (of all baselines where empty; of the whole program where there is
/// none).
[[nodiscard]] Rules select_rules(ir::Program program, std::string_view baseline,
                                 const std::map<std::string, Value>& params);

/// `program` with only the requirements at `indices`, in that order, and the baselines of which all is left.
[[nodiscard]] ir::Program subset(ir::Program program, const std::vector<std::uint32_t>& indices);

/// Values for parameters: of the project, of its environment, of `--set name=value`, in rising order. A name
/// that no parameter has is reported.
[[nodiscard]] std::map<std::string, Value> parameter_values(Session& session, const ir::Program& program,
                                                            const std::vector<ParameterValue>& of_project,
                                                            const std::vector<std::string>& settings);

} // namespace iotsec::cli
