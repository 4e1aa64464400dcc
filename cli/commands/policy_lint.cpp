// `iotsec policy lint`: what goes wrong with policy definitions that Azure takes, and with those it refuses.
#include "azure/policy/lint/lint.hpp"
#include "base/diagnostics/policies.hpp"
#include "base/diagnostics/policy_commands.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/pages.hpp"
#include "cli/driver/aliases.hpp"
#include "cli/driver/expected_findings.hpp"
#include "cli/driver/pipeline.hpp"
#include "cli/driver/policies.hpp"
#include "cli/driver/version.hpp"
#include "stdlib/built_in.hpp"
#include "verifier/catalog_facts.hpp"
#include "verifier/report/findings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace iotsec::cli {

namespace {

namespace lint = azure::policy::lint;
namespace report = verifier::report;

constexpr std::array<std::string_view, 3> formats{"text", "json", "sarif"};
constexpr std::array options{
    aliases_option,
    OptionSpec{"--rule", "NAME", "Only this rule.", {}, true},
    OptionSpec{"--expected", "FILE",
               "A list of findings that are known and accepted, each with its reason (YAML)."},
    OptionSpec{"--notes", "", "Show notes as well, not only warnings and errors."},
    OptionSpec{"--strict", "", "Exit with 1 for warnings, too."},
    OptionSpec{"--format", "FORMAT", "What is printed on standard output.", formats},
};

/// The rules as a report lists them; findings have the index of theirs.
std::vector<report::NamedRule> named_rules() {
    std::vector<report::NamedRule> result;
    for (const lint::Rule& rule : lint::rules()) {
        const auto more = page(rule.code);
        result.push_back({.id = std::string{rule.name},
                          .title = std::string{rule.title},
                          .help = more ? std::string{more->text} : std::string{},
                          .severity = rule.severity});
    }
    return result;
}

class Linting {
  public:
    Linting(const Arguments& arguments, Session& session) : arguments_{arguments}, session_{session} {
        result_.version = version;
        result_.command = "policy lint";
        result_.rules = named_rules();
    }

    void expect(ExpectedFindings expected) { expected_ = std::move(expected); }

    void check(const azure::policy::Definition& definition, const lint::Knowledge& knowledge) {
        DiagnosticSink found;
        lint::check(definition, knowledge, found);
        const std::string name = shown_name(definition, session_.sources);
        for (const Diagnostic& finding : found.take_sorted())
            take(finding, name, definition);
        ++definitions_;
    }

    report::FindingsReport finish() {
        expected_.report_unused(session_.sink);
        const bool shows_notes = arguments_.has("--notes") || arguments_.value("--format") == "json" ||
                                 arguments_.value("--format") == "sarif";
        if (!shows_notes) {
            std::erase_if(result_.findings, [](const report::RuleFinding& finding) {
                return finding.severity == Severity::Note;
            });
        }
        result_.counts = {{"errors", errors_},
                          {"warnings", warnings_},
                          {"notes", notes_},
                          {"expected", expecteds_},
                          {"definitions", definitions_}};
        result_.summary = summary(shows_notes);
        return std::move(result_);
    }

    [[nodiscard]] bool fails() const { return errors_ > 0 || (warnings_ > 0 && arguments_.has("--strict")); }

  private:
    void take(const Diagnostic& finding, const std::string& definition,
              const azure::policy::Definition& whole) {
        const lint::Rule* rule = lint::rule_named(finding.code);
        const auto wanted = arguments_.values("--rule");
        const bool is_wanted = wanted.empty() || std::ranges::any_of(wanted, [&](const std::string& name) {
                                   return lint::rule_named(name) == rule;
                               });
        if (!is_wanted) return;
        report::RuleFinding& told = result_.findings.emplace_back();
        told.rule = static_cast<std::size_t>(rule - lint::rules().data());
        told.severity = finding.severity;
        told.message = finding.message;
        told.place = place(session_.sources, finding.span.is_known() ? finding.span : whole.span);
        told.identity = definition + "|" + finding.message;
        told.because = expected_.reason(rule->name, finding.message, definition);
        told.facts = {{"in", definition},
                      {"help", finding.help},
                      {"more", fmt::format("iotsec explain {}", rule->name)}};
        if (!told.because.empty()) {
            told.standing = report::Standing::Expected;
            ++expecteds_;
        } else {
            ++(finding.severity == Severity::Error     ? errors_
               : finding.severity == Severity::Warning ? warnings_
                                                       : notes_);
        }
    }

    [[nodiscard]] std::string summary(bool shows_notes) const {
        std::string text = fmt::format("{}, {}, {}", plural(errors_, "error"), plural(warnings_, "warning"),
                                       plural(notes_, "note"));
        if (expecteds_ > 0) text += fmt::format(", {} expected", expecteds_);
        text += fmt::format(" in {}.", plural(definitions_, "definition"));
        if (notes_ > 0 && !shows_notes) text += " --notes shows the notes.";
        return text;
    }

    const Arguments& arguments_;
    Session& session_;
    ExpectedFindings expected_;
    report::FindingsReport result_;
    std::size_t errors_ = 0, warnings_ = 0, notes_ = 0, expecteds_ = 0, definitions_ = 0;
};

std::string unknown_rule(const Arguments& arguments) {
    for (const std::string& name : arguments.values("--rule")) {
        if (lint::rule_named(name) != nullptr) continue;
        std::vector<std::string_view> names;
        names.reserve(lint::rules().size());
        for (const lint::Rule& rule : lint::rules())
            names.push_back(rule.name);
        const auto best = nearest(name, names);
        return fmt::format("there is no rule `{}`{}", name,
                           best ? fmt::format("; did you mean `{}`?", *best) : "");
    }
    return {};
}

/// What the linter says itself, with more help than the reader can give.
void leave_to_the_linter(std::vector<Diagnostic>& diagnostics) {
    std::erase_if(diagnostics, [](const Diagnostic& diagnostic) {
        return diagnostic.code == diag::undeclared_policy_parameter.info.code;
    });
}

Exit run(const Arguments& arguments, Host& host) {
    if (const std::string problem = unknown_rule(arguments); !problem.empty()) {
        host.err << fmt::format("iotsec policy lint: {}\n", problem);
        return Exit::Usage;
    }
    Session session;
    const auto project = open_project(session, host, ".");
    const AliasSources aliases{arguments, project, session, host};
    Linting linting{arguments, session};
    if (arguments.has("--expected")) {
        if (const SourceFile* file = load(session, host, arguments.value("--expected")))
            linting.expect(ExpectedFindings{*file, session.sink});
    }
    const auto documents = read_policies(session, host, arguments.operands);
    if (documents.definitions.empty() && !session.sink.has_errors())
        session.sink.report(diag::no_policies, {}, "definition").with_path(arguments.operands.front());
    const verifier::CatalogFacts facts{stdlib::catalogue()};
    for (const azure::policy::Definition& definition : documents.definitions)
        linting.check(definition, {.aliases = aliases.index(), .facts = &facts});

    report::FindingsReport result = linting.finish();
    auto diagnostics = session.sink.take_sorted();
    leave_to_the_linter(diagnostics);
    Exit exit = exit_of(diagnostics);
    if (exit == Exit::Clean && linting.fails()) exit = Exit::Findings;
    result.remarks = report::remarks(std::move(diagnostics), session.sources);
    result.exit_code = static_cast<int>(exit);
    const std::string format = arguments.value("--format", "text");
    host.out << (format == "json"    ? report::findings_json(result)
                 : format == "sarif" ? report::findings_sarif(result)
                                     : report::findings_text(result, host.out_style));
    return exit;
}

} // namespace

const Command policy_lint_command{
    .name = "policy lint",
    .summary = "find mistakes in Azure Policy definitions",
    .usage = "policy lint FILE|DIR... [--format FORMAT]",
    .description =
        "Reads Azure Policy definitions, as Azure keeps or exports them, and reports what Azure would refuse "
        "and what\n"
        "it takes and does something else with than was meant. The rules are those of Microsoft's own "
        "linter, "
        "under the\n"
        "same names, and some of ours; `iotsec explain RULE` says more about each.\n"
        "\n"
        "  error    Azure refuses the definition, or fails to evaluate it: exit code 1\n"
        "  warning  it does not do what its author probably meant (exit code 1 with --strict)\n"
        "  note     it can be said better, or somebody should think about it\n"
        "\n"
        "A finding that is known and accepted is listed, with its reason, in the file behind --expected:\n"
        "\n"
        "  - rule: field-alias-unavailable-in-old-api-versions\n"
        "    about: Microsoft.Devices/IotHubs/publicNetworkAccess\n"
        "    because: the rule asks for the API version",
    .operand =
        {"FILE|DIR",
         "A policy definition, a list or a template of them, or a folder that is searched for *.json.\n"
         "- is standard input.",
         1},
    .options = options,
    .examples = "iotsec policy lint built/azure-policy\n"
                "iotsec policy lint policies --strict --expected policies/expected.yaml\n"
                "iotsec policy lint my-policy.json --rule optional-field-alias --notes",
    .run = run,
};

} // namespace iotsec::cli
