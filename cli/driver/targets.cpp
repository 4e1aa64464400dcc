#include "cli/driver/targets.hpp"

#include "emitters/azure_policy/azure_policy.hpp"
#include "emitters/deployment/policies.hpp"
#include "emitters/hardened/hardened.hpp"
#include "emitters/rules/rules.hpp"
#include "stdlib/built_in.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace iotsec::cli {

namespace {

namespace azure_policy = emitters::azure_policy;

azure_policy::Options policy_options(const Project& project) {
    azure_policy::Options options;
    options.management_group = project.management_group;
    options.readable_names = project.readable_names;
    options.merged_remedies = project.merged_remedies;
    options.project = project.name;
    options.environments = project.built_environments();
    options.names = project.definition_names;
    return options;
}

emitters::Emitted policies(const ir::Program& program, const Project& project, DiagnosticSink& sink) {
    const auto options = policy_options(project);
    return azure_policy::emit(azure_policy::build(program, options, sink), options);
}

/// Carries what Azure Policy carries, under the name of its own target.
emitters::Emitted deployables(const ir::Program& program, const Project& project, DiagnosticSink& sink) {
    const auto options = policy_options(project);
    const auto model = azure_policy::build(program, options, sink);
    emitters::Emitted emitted{emitters::deployment::emit_policies(model, options), model.coverage};
    for (emitters::Coverage& coverage : emitted.coverage)
        coverage.target = "bicep";
    return emitted;
}

emitters::Emitted hardened(const ir::Program& program, const Project& project, DiagnosticSink& /*sink*/) {
    return emitters::hardened::emit(program, stdlib::catalogue(),
                                    {.project = project.name, .environments = project.built_environments()});
}

/// The rule bundle holds the program itself: it carries everything.
emitters::Emitted rules(const ir::Program& program, const Project& /*project*/, DiagnosticSink& /*sink*/) {
    return emitters::rules::emit(program);
}

struct Target {
    std::string_view name;
    emitters::Emitted (*emit)(const ir::Program&, const Project&, DiagnosticSink&);
};

constexpr std::array all_targets{Target{"azure-policy", policies}, Target{"bicep", deployables},
                                 Target{"hardened", hardened}, Target{"rules", rules}};

} // namespace

emitters::Emitted emit(std::string_view target, const ir::Program& program, const Project& project,
                       DiagnosticSink& sink) {
    const auto found = std::ranges::find(all_targets, target, &Target::name);
    if (found == all_targets.end()) std::abort(); // names are checked where they are given
    return found->emit(program, project, sink);
}

} // namespace iotsec::cli
