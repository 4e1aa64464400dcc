// Rules about parameters.
#include "azure/policy/lint/checks.hpp"
#include "base/diagnostics/lint.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>

namespace iotsec::azure::policy::lint {

namespace {

namespace kinds = diag::lint;

void check_references(const Context& context) {
    const Definition& definition = context.definition();
    std::vector<std::string_view> names;
    names.reserve(definition.parameters.size());
    for (const Parameter& parameter : definition.parameters)
        names.push_back(parameter.name);
    std::set<std::string> declared;
    for (const Parameter& parameter : definition.parameters)
        declared.insert(to_lower(parameter.name));
    for (const ParameterUse& use : context.parameters()) {
        if (declared.contains(to_lower(use.name))) continue;
        Diagnostic& finding = context.sink().report(kinds::parameter_unresolved, use.span, use.name);
        if (const auto best = nearest(use.name, names))
            finding.with_help(fmt::format("did you mean `{}`?", *best));
    }
}

/// In lower case.
std::set<std::string> used_names(const Context& context) {
    std::set<std::string> names;
    for (const ParameterUse& use : context.parameters())
        names.insert(to_lower(use.name));
    return names;
}

/// An expression may compute the name of a parameter; then nobody can say which are used.
bool computes_names(const Context& context) {
    return std::ranges::any_of(context.expressions(), [](const ExpressionUse& use) {
        return std::ranges::any_of(use.tree->exprs, [&](const arm_expression::Expr& expr) {
            const auto* call = std::get_if<arm_expression::Call>(&expr.kind);
            return call != nullptr && call->key == "parameters" && text_argument(*use.tree, *call) == nullptr;
        });
    });
}

} // namespace

void check_parameters(const Context& context) {
    const Definition& definition = context.definition();
    if (definition.is_rule_alone) return;
    check_references(context);
    const auto used = used_names(context);
    const bool may_be_unused = definition.is_valid && !computes_names(context);
    for (const Parameter& parameter : definition.parameters) {
        if (parameter.metadata.text_at("displayName").empty())
            context.sink().report(kinds::parameter_display_name, parameter.span, parameter.name);
        if (parameter.metadata.text_at("description").empty())
            context.sink().report(kinds::parameter_description, parameter.span, parameter.name);
        if (may_be_unused && !used.contains(to_lower(parameter.name)))
            context.sink().report(kinds::unused_parameter, parameter.span, parameter.name);
    }
}

} // namespace iotsec::azure::policy::lint
