#include "cli/driver/targets.hpp"

#include "base/diagnostics/targets.hpp"
#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/azure_policy/deployables.hpp"
#include "emitters/hardened/hardened.hpp"
#include "emitters/rules/rules.hpp"
#include "stdlib/built_in.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <utility>

namespace iotsec::cli {

namespace {

namespace azure_policy = emitters::azure_policy;

azure_policy::Options policy_options(const Project& project, std::string target) {
    azure_policy::Options options;
    options.target = std::move(target);
    options.management_group = project.management_group;
    options.readable_names = project.readable_names;
    options.merged_remedies = project.merged_remedies;
    options.project = project.name;
    options.environments = project.built_environments();
    options.names = project.definition_names;
    return options;
}

emitters::Emitted policies(const ir::Program& program, const Project& project, DiagnosticSink& sink) {
    const auto options = policy_options(project, "azure-policy");
    return azure_policy::emit(azure_policy::build(program, options, sink), options);
}

/// Carries what Azure Policy carries, under the name of its own target.
emitters::Emitted deployables(const ir::Program& program, const Project& project, DiagnosticSink& sink) {
    const auto options = policy_options(project, "bicep");
    const auto model = azure_policy::build(program, options, sink);
    return {azure_policy::emit_deployables(model, options), model.coverage};
}

emitters::Emitted hardened(const ir::Program& program, const Project& project, DiagnosticSink& /*sink*/) {
    return emitters::hardened::emit(program, stdlib::catalogue(),
                                    {.project = project.name, .environments = project.built_environments()});
}

/// The rule bundle holds the program itself.
emitters::Emitted rules(const ir::Program& program, const Project& /*project*/, DiagnosticSink& /*sink*/) {
    return emitters::rules::emit(program);
}

struct Target {
    std::string_view name;
    emitters::Emitted (*emit)(const ir::Program&, const Project&, DiagnosticSink&);
};

constexpr std::array<Target, target_names.size()> all_targets{{{target_names[0], policies},
                                                               {target_names[1], deployables},
                                                               {target_names[2], hardened},
                                                               {target_names[3], rules}}};

/// `target `a``, or `targets `a`, `b``.
std::string words(const std::vector<std::string>& targets) {
    std::string text = targets.size() == 1 ? "target " : "targets ";
    for (std::size_t i = 0; i < targets.size(); ++i)
        text += fmt::format("{}`{}`", i == 0 ? "" : ", ", targets[i]);
    return text;
}

} // namespace

emitters::Emitted emit(std::string_view target, const ir::Program& program, const Project& project,
                       DiagnosticSink& sink) {
    const auto found = std::ranges::find(all_targets, target, &Target::name);
    if (found == all_targets.end()) std::abort(); // names are checked where they are given
    return found->emit(program, project, sink);
}

void add_remark(std::vector<CoverageRemark>& remarks, const emitters::Coverage& coverage,
                const std::string& text, Span span) {
    const auto is_same = [&](const CoverageRemark& known) {
        return known.requirement == coverage.requirement && known.text == text && known.span == span;
    };
    auto same = std::ranges::find_if(remarks, is_same);
    if (same == remarks.end()) same = remarks.insert(same, {coverage.requirement, text, span, {}});
    if (std::ranges::find(same->targets, coverage.target) == same->targets.end())
        same->targets.push_back(coverage.target);
}

void report_left_out(const ir::Program& program, const std::vector<std::string>& targets,
                     const std::vector<emitters::Coverage>& coverage, DiagnosticSink& sink) {
    std::vector<CoverageRemark> remarks;
    for (const emitters::Coverage& one : coverage) {
        if (one.carriage != emitters::Carriage::No) continue;
        for (const emitters::NotCarried& reason : one.reasons)
            add_remark(remarks, one, reason.reason, reason.span);
    }
    for (const CoverageRemark& remark : remarks)
        sink.report(diag::not_carried, remark.span, remark.requirement, words(remark.targets), remark.text);
    for (const ir::NamedDeclaration& assignment : program.assignments)
        sink.report(diag::not_yet_carried, assignment.span, "assignment", assignment.name, words(targets));
    for (const ir::NamedDeclaration& waiver : program.waivers)
        sink.report(diag::not_yet_carried, waiver.span, "waiver", waiver.name, words(targets));
}

} // namespace iotsec::cli
