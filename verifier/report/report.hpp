// What a check found, as it is told: one entry a requirement and place, whatever the number of parameter
// files. The renderers (text, JSON, SARIF, annotations, a comment) see this and the program.
#pragma once

#include "base/diagnostic.hpp"
#include "base/render.hpp"
#include "base/source.hpp"
#include "compiler/ir/ir.hpp"
#include "verifier/case_analysis.hpp"
#include "verifier/evaluate/evaluate.hpp"
#include "verifier/evaluate/evidence.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::verifier::report {

/// One file judged under one set of parameters.
struct Case {
    std::string environment; ///< the parameter file; empty where there is none
    Evidence evidence;
    Findings findings;
    Assignment when; ///< what was chosen for parameters that have no value
};

/// Why something is unknown.
struct Because {
    Cause cause{};
    std::string text;
    Place place;
};

/// One thing to report: a requirement that does not hold at a place, or that nobody can decide there.
struct Entry {
    std::uint32_t requirement = 0;
    Verdict verdict = Verdict::Unknown;
    std::string message;
    Place place;
    std::string resource;   ///< its name, as far as it is known
    std::string written_as; ///< the name as the file writes it, the same under all parameters
    std::string type;
    std::string api_version;
    std::string found; ///< the value that stood there; empty where no single value decides
    std::string expected;
    Place expected_at; ///< the clause, where the sources are there
    std::string fix;
    std::string
        replacement; ///< what to write in the place of the value, as JSON; empty where that is not all
    std::vector<Because> because;
    std::vector<std::string> environments; ///< those it was found in; empty where there is only one
    std::vector<std::string> compliant_in;
    std::vector<Assignment> when; ///< the choices that it is found under; empty where it is found without
    bool is_new = false;          ///< not among the findings that the run is compared with
};

/// How many of each verdict, counted by requirement and resource.
struct Tally {
    std::size_t violations = 0;
    std::size_t unknown = 0;
    std::size_t compliant = 0;
    std::size_t not_applicable = 0;

    Tally& operator+=(const Tally& other);
};

/// A diagnostic about the evidence, with its place worked out.
struct Remark {
    Diagnostic diagnostic;
    Place place;
    std::string text; ///< in full, without colours
};

/// What one file gave.
struct FileReport {
    std::vector<Entry> entries; ///< by place, then by requirement
    std::vector<Remark> remarks;
    Tally tally;
    std::size_t resources = 0;
    bool could_not_be_judged = false;
    std::vector<std::uint32_t> judged; ///< requirements that had a subject, ascending
};

/// Brings together what was found in one file. `program_sources` may be empty (a rule bundle).
[[nodiscard]] FileReport collect(const ir::Program& program, const Sources& program_sources,
                                 const std::vector<Case>& cases, const Sources& sources,
                                 std::vector<Diagnostic> diagnostics);

struct Skipped {
    std::string path;
    std::string reason;
};

/// How the findings differ from those of an earlier run.
struct Comparison {
    std::string path; ///< of the earlier report
    std::size_t added = 0, gone = 0, unchanged = 0;
};

/// The whole of a run.
struct Report {
    std::string version;        ///< of the program
    std::string project;        ///< empty outside of one
    std::string rules;          ///< `std.iothub.production 1.0.0`
    std::string rules_hash;     ///< tells two versions of the rules apart; empty where nobody asks
    bool default_rules = false; ///< nobody chose them
    /// By requirement, what Azure does with such a finding; empty where nobody asks.
    std::vector<std::string> in_azure;
    std::vector<FileReport> files;
    std::vector<Skipped> skipped;
    std::size_t environments = 1;
    bool fail_on_unknown = false;
    std::optional<Comparison> against;
    int exit_code = 0;

    [[nodiscard]] Tally tally() const;
};

/// `note`, `warning` or `error`, as SARIF and annotations have them.
[[nodiscard]] std::string_view level(ir::SeverityLevel severity);
[[nodiscard]] std::string_view name(ir::SeverityLevel severity);
[[nodiscard]] std::string_view name(Verdict verdict);
[[nodiscard]] std::string_view name(Cause cause);

/// How to satisfy a requirement, from its remedies; empty where it has none.
[[nodiscard]] std::string advice(const ir::Program& program, const ir::Requirement& requirement);

/// `env is 'dev', or env is 'test'`; of many the first, and how many more; empty where there is no choice.
[[nodiscard]] std::string when_words(const Entry& entry);
/// `2 new, 1 gone, 4 unchanged`
[[nodiscard]] std::string words(const Comparison& comparison);

/// For people: the lines of `iotsec check`.
[[nodiscard]] std::string text(const Report& report, const ir::Program& program, Style style);
/// For programs; `format` 1, described in docs/reports.md.
[[nodiscard]] std::string json(const Report& report, const ir::Program& program);
/// SARIF 2.1.0.
[[nodiscard]] std::string sarif(const Report& report, const ir::Program& program);
/// Workflow commands of GitHub, one line each.
[[nodiscard]] std::string github(const Report& report, const ir::Program& program);
/// One comment on a pull request, in GitHub's Markdown. Its first line is a hidden mark, the same for the
/// same project, by which the comment is found again and updated. At most 65,536 characters.
[[nodiscard]] std::string markdown(const Report& report, const ir::Program& program);

/// Diagnostics alone, as JSON: for commands that judge nothing.
[[nodiscard]] std::string diagnostics_json(const std::vector<Diagnostic>& diagnostics,
                                           const Sources& sources);

} // namespace iotsec::verifier::report
