#include "cli/driver/judge.hpp"

#include "azure/template/parameter_values.hpp"
#include "azure/template/template.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/json/reader.hpp"
#include "cli/driver/files.hpp"
#include "verifier/case_analysis.hpp"
#include "verifier/evaluate/evaluate.hpp"
#include "verifier/evaluate/plan.hpp"
#include "verifier/ignored_properties.hpp"
#include "verifier/inputs/evidence_kind.hpp"
#include "verifier/inputs/exported_resources.hpp"
#include "verifier/inputs/template_input.hpp"
#include "verifier/inputs/what_if.hpp"
#include "verifier/report/comparison.hpp"
#include "verifier/view.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <set>
#include <thread>
#include <utility>

namespace iotsec::cli {

namespace {

namespace report = verifier::report;

/// Whether every value of a parameter file is for a parameter that the template has.
bool fits(const Value& parameters, const Value& root) {
    const Value* given = parameters.find("parameters");
    const Value* declared = root.find("parameters");
    if (given == nullptr || given->as_object() == nullptr) return true;
    return std::ranges::all_of(*given->as_object(), [&](const Member& member) {
        return declared != nullptr && declared->find(member.name) != nullptr;
    });
}

/// The worst that diagnostics mean for the run.
Exit outcome(const std::vector<Diagnostic>& diagnostics) {
    Exit worst = Exit::Clean;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity != Severity::Error) continue;
        worst = std::max(worst, is_internal(diagnostic.code) ? Exit::Internal
                                : is_limit(diagnostic.code)  ? Exit::Limit
                                                             : Exit::BadInput);
    }
    return worst;
}

/// What follows from the rules alone, worked out once for all files.
struct Judging {
    const Rules& rules;
    const Sources& sources; ///< of the rules
    const JudgeOptions& options;
    verifier::Plan plan{rules.program};
    verifier::Views views{rules.program};
    verifier::LaterProperties later{rules.program};
};

/// Judges one file. It has sources of its own, so that files can be judged side by side and forgotten.
class FileJudge {
  public:
    FileJudge(const EvidenceFile& file, const Judging& judging)
        : file_{file}, judging_{judging}, rules_{judging.rules}, options_{judging.options} {}

    Judged judge(Result<std::string> text) {
        if (!text) return failed(text.error());
        const SourceFile& source = session_.sources.add(file_.path, std::move(text).value());
        auto root = read_json(source, evidence_json);
        if (!root) {
            const bool is_meant = source.text().find("deploymentTemplate.json") != std::string_view::npos;
            return file_.is_named || is_meant ? failed(root.error()) : skipped("it is not JSON");
        }
        return judge(std::move(root).value());
    }

  private:
    Judged judge(Value root) {
        const verifier::EvidenceKind kind = verifier::recognise(root);
        switch (kind) {
        case verifier::EvidenceKind::Template:
            return judge_template(root);
        case verifier::EvidenceKind::HubState:
            return judge_template(*root.find("arm"));
        case verifier::EvidenceKind::WhatIf:
            return judge_what_if(root);
        case verifier::EvidenceKind::Resources:
            return judge_export(std::move(root));
        default: // an error where the user named the file
            return file_.is_named ? failed(verifier::not_evidence(root, kind))
                                  : skipped(std::string{verifier::why_no_evidence(kind)});
        }
    }

    Judged skipped(std::string reason) {
        return {std::nullopt, report::Skipped{file_.path, std::move(reason)}, Exit::Clean};
    }

    Judged failed(Diagnostic problem) {
        std::vector<Diagnostic> problems{std::move(problem)};
        const Exit exit = outcome(problems);
        auto told =
            report::collect(rules_.program, judging_.sources, {}, session_.sources, std::move(problems));
        told.could_not_be_judged = true;
        return {std::move(told), std::nullopt, exit};
    }

    Judged judge_template(const Value& root) {
        std::vector<report::Case> cases;
        for (const TextFile& given : options_.parameters) {
            const SourceFile& source = session_.sources.add(given.path, given.text);
            const auto parameters = read_json(source);
            if (!parameters) return failed(parameters.error());
            if (azure::file_kind(parameters.value()) != azure::FileKind::Parameters) {
                return failed(not_parameters(parameters.value()));
            }
            if (!options_.match_parameters || fits(parameters.value(), root)) {
                judge_cases(root, parameters.value(), given.path, cases);
            }
        }
        if (cases.empty()) judge_cases(root, Value{Object{}}, {}, cases);
        std::vector<Diagnostic> problems = session_.sink.take_sorted();
        const Exit exit = outcome(problems);
        return {
            report::collect(rules_.program, judging_.sources, cases, session_.sources, std::move(problems)),
            std::nullopt, exit};
    }

    Judged judge_export(Value root) {
        return told(judge_evidence(verifier::export_evidence(std::move(root), session_.sink), session_.sink));
    }

    /// Judges what will be; what there is tells which findings are new.
    Judged judge_what_if(const Value& root) {
        verifier::WhatIf what_if = verifier::what_if_evidence(root, session_.sink);
        DiagnosticSink unheard; // what is there already is not what the change is about
        std::multiset<std::string> before;
        const auto now = collected(judge_evidence(std::move(what_if.before), unheard), {});
        for (const report::Entry& entry : now.entries)
            before.insert(report::fingerprint(entry, rules_.program));
        Judged result = told(judge_evidence(std::move(what_if.after), session_.sink));
        report::mark_new(*result.report, rules_.program, before);
        return result;
    }

    Judged told(verifier::Judgement judgement) {
        std::vector<Diagnostic> problems = session_.sink.take_sorted();
        const Exit exit = outcome(problems);
        return {collected(std::move(judgement), std::move(problems)), std::nullopt, exit};
    }

    report::FileReport collected(verifier::Judgement judgement, std::vector<Diagnostic> problems) {
        std::vector<report::Case> cases;
        cases.push_back({{}, std::move(judgement.evidence), std::move(judgement.findings), {}});
        return report::collect(rules_.program, judging_.sources, cases, session_.sources,
                               std::move(problems));
    }

    static Diagnostic not_parameters(const Value& root) {
        const Span start{root.span.source, root.span.begin, root.span.begin + 1};
        return make_diagnostic(
            diag::not_a_template, start,
            "it is given with --parameters, and its `$schema` names no deployment parameters");
    }

    /// Judges `root` with `parameters`, and where something hangs on a parameter that has no value under each
    /// that it can have.
    void judge_cases(const Value& root, const Value& parameters, const std::string& environment,
                     std::vector<report::Case>& cases) {
        verifier::OpenTemplate open;
        open.judge = [&](const verifier::Assignment& when) -> std::optional<verifier::Judgement> {
            DiagnosticSink unheard; // the template as it is has told what is wrong with it
            auto judgement = judge_case(root, with(parameters, when), unheard);
            if (unheard.has_errors()) return std::nullopt;
            return judgement;
        };
        open.possible_values = [&](const std::string& parameter) {
            return azure::possible_values(root, parameter);
        };
        auto judged = verifier::analyse_cases(judge_case(root, parameters, session_.sink), open);
        for (verifier::JudgedCase& one : judged) {
            cases.push_back({environment, std::move(one.judgement.evidence),
                             std::move(one.judgement.findings), std::move(one.when)});
        }
    }

    /// A parameter file with further values.
    static Value with(Value parameters, const verifier::Assignment& when) {
        if (parameters.find("parameters") == nullptr) parameters.set("parameters", Value{Object{}});
        for (const verifier::Choice& choice : when) {
            Value given{Object{}};
            given.set("value", choice.value);
            parameters.find("parameters")->set(choice.parameter, std::move(given));
        }
        return parameters;
    }

    verifier::Judgement judge_case(const Value& root, const Value& parameters, DiagnosticSink& sink) {
        return judge_evidence(
            verifier::template_evidence(
                root, {.facts = options_.facts, .parameters = &parameters, .limits = options_.limits}, sink),
            sink);
    }

    verifier::Judgement judge_evidence(verifier::Evidence evidence, DiagnosticSink& sink) {
        verifier::Judgement result;
        result.evidence = std::move(evidence);
        result.evidence.source_path = file_.path;
        result.evidence.closed = options_.closed;
        result.evidence.complete_types = options_.complete_types;
        judging_.later.apply(result.evidence, sink);
        judging_.views.apply(result.evidence);
        for (const RuleSet& set : rules_.sets) {
            const verifier::Options options{.as_of = options_.as_of, .params = set.params, .only = set.only};
            auto findings = verifier::evaluate(judging_.plan, result.evidence, options, sink);
            std::ranges::move(findings, std::back_inserter(result.findings));
        }
        return result;
    }

    const EvidenceFile& file_;
    const Judging& judging_;
    const Rules& rules_;
    const JudgeOptions& options_;
    Session session_;
};

Result<std::string> text_of(const EvidenceFile& file, std::uint64_t largest_file, Host& host) {
    if (file.path == "-") return host.read_input();
    return read_file(file.path, largest_file);
}

} // namespace

std::vector<Judged> judge(const std::vector<EvidenceFile>& files, const Rules& rules,
                          const Sources& program_sources, const JudgeOptions& options, Host& host) {
    for (std::uint32_t i = 0; i < program_sources.size(); ++i) {
        (void)program_sources[SourceId{i}].position(0); // finds the lines now, not in several threads at once
    }
    const Judging judging{.rules = rules, .sources = program_sources, .options = options};
    std::vector<Judged> results(files.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < files.size(); i = next++) {
            results[i] = FileJudge{files[i], judging}.judge(text_of(files[i], options.largest_file, host));
        }
    };
    const std::size_t helpers = std::min<std::size_t>(options.threads, files.size());
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < helpers; ++i)
        threads.emplace_back(work);
    work();
    return results;
}

} // namespace iotsec::cli
