// What was found in files by rules that are no requirements: those of the policy linter, and policy
// definitions. The renderers see only this.
#pragma once

#include "base/render.hpp"
#include "verifier/report/report.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace iotsec::verifier::report {

/// Something that findings are of: a rule of the linter, a policy definition.
struct NamedRule {
    std::string id;
    std::string title;
    std::string help; ///< more about it; empty: the title says all
    Severity severity = Severity::Error;
};

/// What a finding means for the run.
enum class Standing {
    Fails,    ///< it counts, as its severity says
    Open,     ///< nobody can tell from what is there
    Expected, ///< it was said before that it is there, and why
    Passes,   ///< told only to programs: what was looked at and is right
};

/// A line below a finding, and a member of it for programs.
struct Fact {
    std::string name, value;
};

struct RuleFinding {
    std::size_t rule = 0; ///< in `FindingsReport::rules`
    Standing standing = Standing::Fails;
    Severity severity = Severity::Error;
    std::string state; ///< what text calls it where that is not its severity: `NonCompliant`
    std::string message;
    Place place;
    std::vector<Fact> facts;
    std::string because;  ///< why it is expected
    std::string identity; ///< tells it from others of its rule in its file, whatever the line
};

struct FindingsReport {
    std::string version; ///< of the program
    std::string command; ///< `policy lint`
    std::vector<NamedRule> rules;
    std::vector<RuleFinding> findings; ///< in the order in which they are told
    std::vector<Remark> remarks;
    std::vector<std::pair<std::string, std::size_t>> counts; ///< what the summary counts, in order
    std::string summary;                                     ///< the last line for people
    int exit_code = 0;
};

/// Diagnostics with their places worked out.
[[nodiscard]] std::vector<Remark> remarks(std::vector<Diagnostic> diagnostics, const Sources& sources);

[[nodiscard]] std::string findings_text(const FindingsReport& report, Style style);
/// `format` 1, described in docs/policy.md.
[[nodiscard]] std::string findings_json(const FindingsReport& report);
/// SARIF 2.1.0.
[[nodiscard]] std::string findings_sarif(const FindingsReport& report);

} // namespace iotsec::verifier::report
