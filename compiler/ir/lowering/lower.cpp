#include "compiler/ir/lowering/lower.hpp"

#include "compiler/ir/lowering/constants.hpp"
#include "compiler/ir/lowering/requirement.hpp"
#include "compiler/ir/simplify.hpp"
#include "compiler/ir/verify.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace iotsec::ir {

namespace {

using lowering::ExprLowering;
using lowering::Facts;

/// Lowers one program.
class ProgramLowering {
  public:
    ProgramLowering(const sema::TypedProgram& typed, const Sources& sources, DiagnosticSink& sink)
        : typed_{typed}, sources_{sources}, facts_{typed, program_}, exprs_{facts_, program_, sink} {}

    Program lower();

  private:
    [[nodiscard]] bool is_requested(sema::DeclId id) const { return typed_.modules[id.module].is_requested; }
    [[nodiscard]] std::set<std::size_t> wanted_baselines() const;
    [[nodiscard]] std::set<sema::DeclId> wanted_requirements(const std::set<std::size_t>& baselines) const;
    Baseline baseline(const sema::ResolvedBaseline& resolved);
    Binding binding(const sema::BoundRequirement::Binding& bound);
    void declarations();

    const sema::TypedProgram& typed_;
    const Sources& sources_;
    Program program_;
    Facts facts_;
    ExprLowering exprs_;
    std::map<sema::DeclId, std::uint32_t> requirements_;
};

/// Those of the requested modules, and those that an assignment of theirs names.
std::set<std::size_t> ProgramLowering::wanted_baselines() const {
    std::set<std::size_t> result;
    for (std::size_t i = 0; i < typed_.baselines.size(); ++i) {
        if (is_requested(typed_.baselines[i].declaration)) result.insert(i);
    }
    for (const sema::ResolvedAssignment& assignment : typed_.assignments) {
        if (assignment.baseline && is_requested(assignment.declaration)) result.insert(*assignment.baseline);
    }
    return result;
}

/// What is only imported is left out, unless a baseline or a test is about it.
std::set<sema::DeclId> ProgramLowering::wanted_requirements(const std::set<std::size_t>& baselines) const {
    std::set<sema::DeclId> result;
    for (const sema::DeclId id : typed_.requirements) {
        if (is_requested(id)) result.insert(id);
    }
    for (const std::size_t index : baselines) {
        for (const sema::BoundRequirement& bound : typed_.baselines[index].requirements)
            result.insert(bound.requirement);
    }
    for (const sema::ResolvedTest& test : typed_.tests) {
        if (is_requested(test.declaration)) result.insert(test.requirement);
    }
    return result;
}

Program ProgramLowering::lower() {
    program_.catalog = typed_.catalog->version();
    const auto baselines = wanted_baselines();
    const auto wanted = wanted_requirements(baselines);
    for (const sema::DeclId id : typed_.requirements) {
        if (!wanted.contains(id)) continue;
        requirements_.emplace(id, static_cast<std::uint32_t>(program_.requirements.size()));
        program_.requirements.push_back(lowering::requirement(id, exprs_, sources_));
    }
    for (const std::size_t index : baselines)
        program_.baselines.push_back(baseline(typed_.baselines[index]));
    declarations();
    return std::move(program_);
}

Baseline ProgramLowering::baseline(const sema::ResolvedBaseline& resolved) {
    const auto& declared = std::get<ast::Baseline>(typed_[resolved.declaration].kind);
    const ast::Module& tree = *typed_.modules[resolved.declaration.module].tree;
    Baseline out;
    out.name = declared.name.text;
    out.module = tree.name.text();
    out.span = declared.name.span;
    out.description = lowering::documentation(typed_[resolved.declaration].doc);
    const auto text = [&](std::string_view key, std::string& into) {
        const ast::Meta* found = lowering::find(declared.meta, key);
        if (found != nullptr) into = lowering::word_or_text(tree, found->value);
    };
    text("title", out.title);
    text("version", out.version);
    text("description", out.description);
    for (const sema::BoundRequirement& bound : resolved.requirements) {
        const auto index = requirements_.find(bound.requirement);
        if (index == requirements_.end()) continue;
        BaselineEntry entry{index->second, {}};
        for (const sema::BoundRequirement::Binding& each : bound.bindings)
            entry.bindings.push_back(binding(each));
        out.entries.push_back(std::move(entry));
    }
    return out;
}

LiteralType literal_type(const Parameter& param) {
    if (param.list) return LiteralType::List;
    return value_type(param.type).value_or(LiteralType::Text);
}

Binding ProgramLowering::binding(const sema::BoundRequirement::Binding& bound) {
    Binding out;
    out.param = facts_.param(bound.param);
    const lowering::Scope nothing;
    const lowering::Resolved value = exprs_.resolve({bound.module, bound.value, &nothing});
    if (value.param && value.steps.empty()) {
        out.surfaced = facts_.param(*value.param);
        return out;
    }
    Value constant = lowering::constant_value(typed_, bound.module, bound.value);
    const Span span = (*typed_.modules[bound.module].tree)[bound.value].span;
    out.value =
        program_.add(Literal{literal_type(program_.params[out.param.index]), std::move(constant)}, span);
    return out;
}

void ProgramLowering::declarations() {
    const auto named = [&](sema::DeclId id, const ast::Name& name) {
        return NamedDeclaration{name.text, typed_.modules[id.module].tree->name.text(), name.span};
    };
    for (const sema::ResolvedAssignment& each : typed_.assignments) {
        const auto* declared = std::get_if<ast::Assignment>(&typed_[each.declaration].kind);
        if (declared != nullptr && is_requested(each.declaration)) {
            program_.assignments.push_back(named(each.declaration, declared->name));
        }
    }
    for (const sema::ResolvedWaiver& each : typed_.waivers) {
        const auto* declared = std::get_if<ast::Waiver>(&typed_[each.declaration].kind);
        if (declared != nullptr && is_requested(each.declaration)) {
            program_.waivers.push_back(named(each.declaration, declared->name));
        }
    }
}

} // namespace

Program lower(const sema::TypedProgram& typed, const Sources& sources, DiagnosticSink& sink) {
    const std::size_t errors = sink.error_count();
    Program program = simplify(ProgramLowering{typed, sources, sink}.lower());
    if (sink.error_count() == errors) report_broken(program, sink);
    return program;
}

} // namespace iotsec::ir
