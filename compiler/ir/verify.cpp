#include "compiler/ir/verify.hpp"

#include "base/diagnostics/internal.hpp"
#include "compiler/ir/problems.hpp"
#include "compiler/ir/walk.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iotsec::ir {

namespace {

bool holds_unknown(const Value& value) {
    if (value.as_unknown() != nullptr) return true;
    if (const List* items = value.as_list()) return std::ranges::any_of(*items, holds_unknown);
    const Object* members = value.as_object();
    return members != nullptr &&
           std::ranges::any_of(*members, [](const Member& m) { return holds_unknown(m.value); });
}

/// Every index that a node holds, besides its children.
void verify_indices(const Program& program, std::uint32_t at, Problems& problems) {
    const auto param = [&](const std::optional<ParamId>& id) {
        if (id && id->index >= program.params.size())
            problems.add(fmt::format("expression {}: no such parameter", at));
    };
    const Node& node = program.exprs[at];
    if (const auto* n = std::get_if<OneOf>(&node)) param(n->param);
    if (const auto* n = std::get_if<Inside>(&node)) param(n->param);
    if (const auto* n = std::get_if<Param>(&node)) param(n->ref);
    if (const Over* over = source(node)) {
        if (const auto* values = std::get_if<Values>(over)) param(values->param);
    }
    const auto* path = std::get_if<Path>(&node);
    if (path != nullptr && path->property && path->property->index >= program.properties.size()) {
        problems.add(fmt::format("expression {}: no such property", at));
    }
    const auto* literal = std::get_if<Literal>(&node);
    if (literal != nullptr && holds_unknown(literal->value)) {
        problems.add(fmt::format("expression {}: a literal holds an unknown value", at));
    }
}

/// INVARIANT: children stand before their parents, so sizes are known when they are needed and there are no
/// cycles.
void verify_shape(const Program& program, Problems& problems) {
    std::vector<std::size_t> depth(program.exprs.size(), 1);
    std::vector<std::size_t> nodes(program.exprs.size(), 1);
    for (std::uint32_t at = 0; at < program.exprs.size(); ++at) {
        for_each_child(program.exprs[at], [&](ExprId child, bool) {
            if (child.index >= at) {
                problems.add(
                    fmt::format("expression {}: refers to {}, which is not before it", at, child.index));
                return;
            }
            depth[at] = std::max(depth[at], depth[child.index] + 1);
            nodes[at] = std::min(nodes[at] + nodes[child.index], max_nodes + 1);
        });
        if (depth[at] == max_depth + 1) problems.add(fmt::format("expression {}: nested too deeply", at));
        if (nodes[at] > max_nodes) problems.add(fmt::format("expression {}: too large", at));
        verify_indices(program, at, problems);
    }
}

void verify_binding(const Program& program, const Baseline& baseline, const Binding& binding,
                    Problems& problems) {
    const auto in_range = [&](ParamId id) { return id.index < program.params.size(); };
    if (!in_range(binding.param) || (binding.surfaced && !in_range(*binding.surfaced))) {
        problems.add(fmt::format("baseline `{}`: no such parameter", baseline.name));
    }
    if (binding.value.has_value() == binding.surfaced.has_value()) {
        problems.add(fmt::format("baseline `{}`: a binding has a value or a parameter", baseline.name));
    }
    if (binding.value && (binding.value->index >= program.exprs.size() ||
                          !std::holds_alternative<Literal>(program[*binding.value]))) {
        problems.add(fmt::format("baseline `{}`: a bound value is a literal", baseline.name));
    }
}

void verify_baselines(const Program& program, Problems& problems) {
    for (const Baseline& baseline : program.baselines) {
        for (const BaselineEntry& entry : baseline.entries) {
            if (entry.requirement >= program.requirements.size()) {
                problems.add(fmt::format("baseline `{}`: no such requirement", baseline.name));
            }
            for (const Binding& binding : entry.bindings)
                verify_binding(program, baseline, binding, problems);
        }
    }
}

void verify_facts(const Program& program, Problems& problems) {
    for (const Property& property : program.properties) {
        if (program.type(property.type) == nullptr) {
            problems.add(
                fmt::format("property `{}`: type `{}` is not described", property.path, property.type));
        }
        if (property.path.empty() || property.path.ends_with("[*]") || property.json.ends_with("[*]")) {
            problems.add(fmt::format("property `{}`: not a path of a property", property.path));
        }
    }
}

} // namespace

void verify_structure(const Program& program, Problems& problems) {
    if (program.spans.size() != program.exprs.size()) problems.add("not every expression has a place");
    verify_facts(program, problems);
    verify_shape(program, problems);
    for (const Requirement& requirement : program.requirements) {
        for_each_root(requirement, [&](ExprId id) {
            if (id.index >= program.exprs.size()) {
                problems.add(fmt::format("requirement `{}`: no such expression", requirement.meta.id));
            }
        });
    }
    verify_baselines(program, problems);
}

std::vector<std::string> verify(const Program& program) {
    Problems problems;
    verify_structure(program, problems);
    // The rest follows indices, which must be sound for that.
    if (problems.none()) verify_nodes(program, problems);
    if (problems.none()) verify_requirements(program, problems);
    return problems.take();
}

void report_broken(const Program& program, DiagnosticSink& sink) {
    for (const std::string& problem : verify(program))
        sink.report(diag::broken_ir, {}, problem);
}

} // namespace iotsec::ir
