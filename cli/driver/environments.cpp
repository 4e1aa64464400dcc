#include "cli/driver/environments.hpp"

#include "base/diagnostics/files.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace iotsec::cli {

namespace {

/// The management group that an assignment is made at; none where it is made elsewhere.
std::optional<std::string> group_of(const ast::Module& tree, const ast::Declaration& declaration) {
    const auto* assignment = std::get_if<ast::Assignment>(&declaration.kind);
    if (assignment == nullptr || assignment->scope_kind.text != "managementGroup") return std::nullopt;
    const auto* text = std::get_if<ast::StringLiteral>(&tree[assignment->scope].kind);
    if (text == nullptr || text->parts.size() != 1) return std::nullopt;
    const auto* constant = std::get_if<std::string>(&text->parts.front());
    return constant == nullptr ? std::nullopt : std::optional{*constant};
}

/// The management groups that the project and the sources of the user name.
std::vector<std::string> named_groups(const Project& project, const sema::TypedProgram& program) {
    std::vector<std::string> names;
    if (!project.management_group.empty()) names.push_back(project.management_group);
    for (const sema::TypedModule& module : program.modules) {
        if (!module.is_requested) continue;
        for (const ast::Declaration& declaration : module.tree->declarations)
            if (auto name = group_of(*module.tree, declaration)) names.push_back(*std::move(name));
    }
    return names;
}

void check_groups(const Environment& environment, const std::vector<std::string>& names,
                  DiagnosticSink& sink) {
    for (const NamedPlace& place : environment.management_groups) {
        if (std::ranges::find(names, place.name) != names.end()) continue;
        auto& diagnostic = sink.report(diag::group_without_use, place.span, place.name);
        const std::vector<std::string_view> candidates{names.begin(), names.end()};
        if (const auto best = nearest(place.name, candidates))
            diagnostic.with_help(fmt::format("did you mean `{}`?", *best));
    }
}

} // namespace

void check_environments(const Project& project, const Compiled& compiled, Session& session) {
    const auto names = named_groups(project, compiled.typed);
    std::vector<ParameterValue> values = project.parameters;
    for (const Environment& environment : project.environments) {
        check_groups(environment, names, session.sink);
        values.insert(values.end(), environment.parameters.begin(), environment.parameters.end());
    }
    (void)parameter_values(session, compiled.program, values, {});
    if (project.cloud != catalog::Cloud::Public)
        session.sink
            .report(diag::other_cloud, project.cloud_span,
                    catalog::cloud_names.at(static_cast<std::size_t>(project.cloud)))
            .with_help("see that API versions, roles and the groups of published controls exist there");
}

} // namespace iotsec::cli
