// Parameters and variables in a prediction: all of them are evaluated, and checked as the engine checks them.
#include "azure/expression/function.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/template/scope.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace iotsec::azure {

std::optional<Value> TemplateScope::at_runtime(Call& call) {
    if (answers_ != nullptr) return answers_->at_runtime(call);
    const std::string name = to_lower(call.name);
    if (name != "reference" && name != "references" && name != "resourceinfo" && !is_runtime_list(name)) {
        return std::nullopt;
    }
    return call.fail("it is known during the deployment only, and not allowed here");
}

std::string TemplateScope::misfit(const Value& value, const Value& declared) const {
    const auto problem = types_.misfit(value, declared);
    return problem ? problem->where + " " + problem->what : std::string{};
}

Value TemplateScope::predicted_parameter(const Slot& slot) {
    const Value& declared = *slot.declared;
    const auto checked = [&](Value value) {
        const auto problem = types_.misfit(value, declared);
        if (!problem) return value;
        const Span place = value.span.is_known() ? value.span : slot.span;
        session_.report(
            make_diagnostic(diag::parameter_value, place, slot.name + problem->where, problem->what)
                .with_label(slot.span, "declared here"));
        return value;
    };
    const auto given = given_.find(to_lower(slot.name));
    if (given != given_.end() && !given->second.is_null()) {
        const bool from_vault = open_unknown(given->second) != nullptr && path_.empty();
        const std::string expression = fmt::format("parameters('{}')", slot.name);
        if (from_vault) return make_residual(expression);
        return checked(types_.hidden(given->second, declared, expression));
    }
    const Value* standard = declared.find("defaultValue");
    if (standard != nullptr && !standard->is_null()) {
        ++session_.defaults;
        Value value = evaluator_.evaluate(*standard);
        --session_.defaults;
        return checked(std::move(value));
    }
    if (types_.is_nullable(declared)) return Value{};
    session_.report(make_diagnostic(diag::parameter_value, slot.span, slot.name, "is not given"));
    return make_residual("unknown()");
}

bool TemplateScope::refuse_undeclared() {
    for (const auto& [name, value] : given_) {
        if (parameters_.contains(name)) continue;
        session_.report(make_diagnostic(diag::undeclared, value.span, "parameter", name));
        return false;
    }
    return true;
}

bool TemplateScope::evaluate_all(bool with_parameters) {
    const std::size_t before = session_.reports;
    if (with_parameters && !refuse_undeclared()) return false;
    for (auto& [key, slot] : parameters_) {
        if (with_parameters) (void)parameter(slot.name);
    }
    for (auto& [key, slot] : variables_) {
        const bool is_null = slot.declared->is_null();
        if (is_null)
            session_.report(make_diagnostic(diag::template_refused, slot.span, "a variable is not null"));
        (void)variable(slot.name);
    }
    return session_.reports == before;
}

} // namespace iotsec::azure
