// `iotsec init`: a small project that tests and builds as it is.
#include "base/diagnostics/files.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/driver/files.hpp"
#include "cli/driver/project.hpp"
#include "cli/driver/session.hpp"
#include "grammar/iotsec/lexical.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>

namespace iotsec::cli {

namespace {

constexpr std::array options{
    OptionSpec{"--management-group", "NAME",
               "Where policy definitions will live; the subscription of the deployment where\n"
               "not given."},
    OptionSpec{"--force", "", "Write into a folder that has an iotsec.yaml already."},
};

constexpr std::string_view project_file =
    R"(# What `iotsec build` and `iotsec check` work on. `iotsec help build` names the targets.
project: {module}
sources: [ . ]

azure:
  # Where definitions and initiatives live: at or above every place where they are assigned.
  definitions: {definitions}
  names: readable # or uuid

targets:
  azure-policy: {{ out: built/azure-policy }}
  bicep: {{ out: built/deploy }}
  hardened: {{ out: built/hardened }}
  rules: {{ out: built/rules }}
)";

constexpr std::string_view baseline_file = R"(/// What the IoT hubs of this organisation have to keep.
module {module}

import std.iothub.network as network

/// Somebody has to answer for a hub when it misbehaves at night.
requirement hubHasOwner for hub: Microsoft.Devices/IotHubs {{
  id: 'ORG-1'
  title: 'Hubs name their owner'
  severity: low
  section: governance

  expect hub.tags['owner'] is present otherwise 'no tag says who owns this hub'
}}

baseline production {{
  title: 'IoT hubs in production'
  version: '1.0.0'
  include network.hubPublicAccessOff
  include network.hubMinimumTls
  include std.iothub.identity.hubLocalAuthOff
  include hubHasOwner
}}
)";

constexpr std::string_view test_file = R"(/// Examples that a reviewer can read: what passes, what does not.
module {module}.tests

import {module} as org
import std.iothub.identity as identity

test 'a hub without an owner is reported' of org.hubHasOwner {{
  given hub: Microsoft.Devices/IotHubs {{
    name: 'plant-1'
    location: 'westeurope'
    sku: {{ name: 'S1', capacity: 1 }}
  }}
  expect violation with 'no tag says who owns this hub'
}}

test 'a hub with an owner is fine' of org.hubHasOwner {{
  given hub: Microsoft.Devices/IotHubs {{
    name: 'plant-1'
    location: 'westeurope'
    sku: {{ name: 'S1', capacity: 1 }}
    tags: {{ owner: 'plant-operations' }}
  }}
  expect compliant
}}

test 'shared access policies are refused, and the remedy does it' of identity.hubLocalAuthOff {{
  given hub: Microsoft.Devices/IotHubs {{
    name: 'plant-1'
    location: 'westeurope'
    sku: {{ name: 'S1', capacity: 1 }}
  }}
  expect violation
  expect compliant after remedy
}}
)";

constexpr std::string_view workflow_file =
    R"(# Sources are in canonical form and tested, built files are up to date, templates keep the rules.
name: iotsec
on: pull_request
permissions:
  contents: read
  security-events: write
jobs:
  check:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4 # pin to a commit
      # Put iotsec on the PATH here: built from source, or from your own package feed.
      - run: iotsec fmt --check
      - run: iotsec test
      - run: iotsec build --check
      - run: iotsec check infra --format github --output sarif=iotsec.sarif --output markdown=iotsec.md
        if: hashFiles('infra/**/*.json') != ''
      - run: cat iotsec.md >> "$GITHUB_STEP_SUMMARY"
        if: always() && hashFiles('iotsec.md') != ''
      - uses: github/codeql-action/upload-sarif@v3 # pin to a commit
        if: always() && hashFiles('iotsec.sarif') != ''
        with: { sarif_file: iotsec.sarif }
)";

/// A module name out of the name of a folder: letters, digits and `_`, not beginning with a digit, and no
/// reserved word.
std::string module_name(const std::string& folder) {
    std::error_code ignored;
    std::filesystem::path path = std::filesystem::absolute(folder, ignored).lexically_normal();
    if (path.filename().empty()) path = path.parent_path();
    std::string name;
    for (const char c : path.filename().string())
        name += is_letter(c) || is_digit(c) ? c : '_';
    const bool begins_wrong = name.empty() || !is_letter(name.front());
    if (begins_wrong || grammar::is_reserved(name)) name = "org_" + name;
    return name + ".iot";
}

Exit run(const Arguments& arguments, Host& host) {
    if (arguments.has("--management-group") && !is_management_group(arguments.value("--management-group"))) {
        host.err << fmt::format(
            "iotsec init: `{}` is no name of a management group: 1 to 90 letters, digits, "
            "and `-_().`, not ending in a full stop\nTry `iotsec init --help`.\n",
            arguments.value("--management-group"));
        return Exit::Usage;
    }
    const std::string folder = arguments.operands.empty() ? "." : arguments.operands.front();
    const std::string module = module_name(folder);
    const std::string group = arguments.value("--management-group");
    Session session;
    const auto filled = [&](std::string_view text) {
        return fmt::format(
            fmt::runtime(text), fmt::arg("module", module),
            fmt::arg("definitions", group.empty() ? "subscription" : "managementGroup " + group));
    };
    const emitters::OutputFiles files{{"iotsec.yaml", filled(project_file)},
                                      {"baseline.iotsec", filled(baseline_file)},
                                      {"tests/hub.iotsec", filled(test_file)},
                                      {".github/workflows/iotsec.yml", std::string{workflow_file}}};
    for (const auto& file : files) {
        const std::string path = join_path(folder, file.path);
        if (arguments.has("--force") || !exists(path)) continue;
        session.sink.report(diag::cannot_write_file, {}, path, "it is there already")
            .with_help("choose another folder, or write over it with --force");
    }
    if (session.sink.has_errors()) return finish(session, host);
    for (const auto& file : files) {
        auto problem = write_file(join_path(folder, file.path), file.content);
        if (!problem) continue;
        session.sink.add(*std::move(problem));
        return finish(session, host);
    }
    for (const auto& file : files)
        host.out << "wrote " << join_path(folder, file.path) << '\n';
    host.out << "Next: " << (folder == "." ? "" : "cd " + folder + " && ") << "iotsec test && iotsec build\n";
    return Exit::Clean;
}

} // namespace

const Command init_command{
    .name = "init",
    .summary = "start a project",
    .usage = "init [--management-group NAME] [DIR]",
    .description = "Writes iotsec.yaml, a baseline with requirements of the library and one of your own, "
                   "tests for it, and a\n"
                   "workflow for pull requests. The project tests and builds as it is.",
    .operand = {"DIR", "The folder of the project; the current one where not given.", 0, 1},
    .options = options,
    .examples = "iotsec init contoso-iot --management-group mg-contoso\n"
                "cd contoso-iot && iotsec test && iotsec build",
    .run = run,
};

} // namespace iotsec::cli
