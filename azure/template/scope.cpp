#include "azure/template/scope.hpp"

#include "azure/expression/function.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/expression/utf16.hpp"
#include "azure/template/parameter_values.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace iotsec::azure {

namespace {

Value from_key_vault(std::string_view name, Span span) {
    return known_after_deployment(fmt::format("parameter {} comes from a key vault", name),
                                  Identity{"key vault"}.add(name), span);
}

} // namespace

namespace {

/// In a prediction: `getKeyVaultSecret('<id of the vault>', 'name')`.
Value secret_of(const Value& reference, Evaluator& evaluator) {
    const Value evaluated = evaluator.evaluate(reference);
    const Value* vault = evaluated.find("keyVault");
    const Value* id = vault == nullptr ? nullptr : vault->find("id");
    const Value* name = evaluated.find("secretName");
    const std::vector<Value> arguments{id == nullptr ? Value{} : *id, name == nullptr ? Value{} : *name};
    return make_residual(call_text("getKeyVaultSecret", arguments));
}

} // namespace

GivenParameters given_parameters(const Value* parameters, Evaluator* evaluator) {
    GivenParameters given;
    const Object* members = parameters == nullptr ? nullptr : parameters->as_object();
    if (members == nullptr) return given;
    for (const Member& member : *members) {
        const bool is_expression = evaluator != nullptr && evaluator->session().is_prediction &&
                                   member.value.as_string() != nullptr &&
                                   member.value.as_string()->starts_with('[');
        const bool is_loop = evaluator != nullptr && member.value.find("copy") != nullptr;
        const Value whole = is_expression || is_loop ? evaluator->evaluate(member.value) : Value{};
        const Value* value = member.value.find("value");
        if (const Value* inside = whole.find("value")) {
            given[to_lower(member.name)] = *inside;
        } else if (value != nullptr) {
            given[to_lower(member.name)] = evaluator == nullptr ? *value : evaluator->evaluate(*value);
        } else if (member.value.find("reference") != nullptr) {
            const bool is_prediction = evaluator != nullptr && evaluator->session().is_prediction;
            given[to_lower(member.name)] = is_prediction
                                               ? secret_of(*member.value.find("reference"), *evaluator)
                                               : from_key_vault(member.name, member.value.span);
        } else if (evaluator != nullptr && evaluator->session().is_prediction) {
            given[to_lower(member.name)] = make_residual("unknown()"); // a bare value
        }
    }
    return given;
}

TemplateScope::TemplateScope(Session& session, const Value& root, Deployment deployment,
                             GivenParameters given, std::string path)
    : session_{session}, root_{root}, types_{root}, deployment_{std::move(deployment)},
      given_{std::move(given)}, path_{std::move(path)}, evaluator_{session, *this, deployment_} {
    const Value* version = root.find("contentVersion");
    if (version != nullptr && version->as_string() != nullptr) deployment_.content_version = *version;
    deployment_.id.reset();
    deployment_.id = scope_id(deployment_);
    declare_parameters();
    declare_variables();
    declare_functions();
}

void TemplateScope::declare_parameters() {
    const Value* section = root_.find("parameters");
    if (section == nullptr || section->as_object() == nullptr) return;
    for (const Member& member : *section->as_object())
        parameters_[to_lower(member.name)] = {
            .name = member.name, .declared = &member.value, .value = {}, .span = member.name_span};
}

void TemplateScope::declare_variables() {
    const Value* section = root_.find("variables");
    if (section == nullptr || section->as_object() == nullptr) return;
    for (const Member& member : *section->as_object()) {
        if (!equal_ignoring_case(member.name, "copy") || member.value.as_list() == nullptr) {
            variables_[to_lower(member.name)] = {
                .name = member.name, .declared = &member.value, .value = {}, .span = member.name_span};
            continue;
        }
        for (const Value& loop : *member.value.as_list()) {
            const Value* name = loop.find("name");
            if (name == nullptr || name->as_string() == nullptr || loop.find("count") == nullptr ||
                loop.find("input") == nullptr)
                continue;
            variables_[to_lower(*name->as_string())] = {.name = *name->as_string(),
                                                        .declared = &loop,
                                                        .is_loop = true,
                                                        .value = {},
                                                        .span = name->span};
        }
    }
}

void TemplateScope::declare_functions() {
    const Value* section = root_.find("functions");
    if (section == nullptr || section->as_list() == nullptr) return;
    for (const Value& group : *section->as_list()) {
        const std::string space{group.text_at("namespace")};
        const Value* members = group.find("members");
        if (space.empty() || members == nullptr || members->as_object() == nullptr) continue;
        for (const Member& member : *members->as_object()) {
            const Value* output = member.value.find("output");
            const Value* value = output == nullptr ? nullptr : output->find("value");
            if (value == nullptr) continue;
            const std::string name = to_lower(space + "." + member.name);
            UserFunction function{.name = member.name, .parameters = {}, .output = value};
            function.declared_output = output;
            const Value* parameters = member.value.find("parameters");
            if (parameters != nullptr && parameters->as_list() != nullptr) {
                for (const Value& parameter : *parameters->as_list()) {
                    function.declared_parameters.push_back(&parameter);
                    function.parameters.emplace_back(parameter.text_at("name"));
                }
            }
            functions_[name] = std::move(function);
        }
    }
}

const Value* TemplateScope::value_of(Slots& slots, std::string_view kind, std::string_view name,
                                     Value (TemplateScope::*compute)(const Slot&)) {
    const auto found = slots.find(to_lower(name));
    if (found == slots.end()) return nullptr;
    Slot& slot = found->second;
    if (slot.state == Slot::State::Fresh) {
        slot.state = Slot::State::Busy;
        const DepthGuard guard{session_};
        Value value = guard.too_deep() ? evaluator_.fail("it is nested too deeply") : (this->*compute)(slot);
        if (slot.state == Slot::State::Busy) slot.value = std::move(value);
        slot.state = Slot::State::Done;
    } else if (slot.state == Slot::State::Busy) {
        session_.report(make_diagnostic(diag::needs_itself, slot.span, kind, slot.name));
        Unknown unknown;
        unknown.reason = fmt::format("the value of {} {} needs itself", kind, slot.name);
        slot.value = make_unknown(std::move(unknown), slot.span);
        slot.state = Slot::State::Done;
    }
    return &slot.value;
}

const Value* TemplateScope::parameter(std::string_view name) {
    return value_of(parameters_, "parameter", name, &TemplateScope::parameter_value);
}

const Value* TemplateScope::variable(std::string_view name) {
    return value_of(variables_, "variable", name, &TemplateScope::variable_value);
}

bool TemplateScope::is_parameter(std::string_view name) const {
    return parameters_.contains(to_lower(name));
}

const UserFunction* TemplateScope::function(std::string_view name) {
    const auto found = functions_.find(to_lower(name));
    return found == functions_.end() ? nullptr : &found->second;
}

std::optional<Value> TemplateScope::referenced(const std::vector<Value>& arguments, std::string_view member) {
    const DepthGuard guard{session_};
    if (guard.too_deep()) return std::nullopt;
    if (declared_ == nullptr) declared_ = std::make_unique<DeclaredResources>(*this, evaluator_);
    return declared_->member(arguments, member);
}

Value TemplateScope::variable_value(const Slot& slot) {
    return slot.is_loop ? evaluator_.copies(*slot.declared) : evaluator_.evaluate(*slot.declared);
}

Value TemplateScope::parameter_value(const Slot& slot) {
    if (session_.is_prediction) return predicted_parameter(slot);
    const auto given = given_.find(to_lower(slot.name));
    if (given != given_.end() && !given->second.is_null()) return checked_parameter(slot, given->second);
    const Value* standard = slot.declared->find("defaultValue");
    if (standard == nullptr) return missing_parameter(slot);
    ++session_.defaults;
    Value value = evaluator_.evaluate(*standard);
    --session_.defaults;
    const Unknown* unknown = value.as_unknown();
    if (unknown == nullptr) return checked_parameter(slot, std::move(value));
    if (unknown->identity != 0) return value;
    Unknown same = *unknown; // `newGuid()` is new in each call, and the parameter one value
    same.identity = Identity{"parameter"}.add(path_).add(slot.name).value();
    return make_unknown(std::move(same), value.span);
}

Value TemplateScope::missing_parameter(const Slot& slot) {
    const Value* nullable = slot.declared->find("nullable");
    const bool is_nullable = nullable != nullptr && nullable->as_bool() != nullptr && *nullable->as_bool();
    if (is_nullable) return Value{}; // null is what a nullable parameter is by itself
    Unknown unknown = parameter_without_value(slot.name);
    unknown.domain = declared_values(*slot.declared);
    if (!path_.empty()) {
        unknown.parameter.clear(); // not of the template as a whole
        unknown.identity = Identity{"parameter"}.add(path_).add(slot.name).value();
    }
    return make_unknown(std::move(unknown), slot.span);
}

Value TemplateScope::checked_parameter(const Slot& slot, Value given) {
    if (const auto problem = types_.misfit(given, *slot.declared)) {
        const Span place = given.span.is_known() ? given.span : slot.span;
        session_.report(
            make_diagnostic(diag::parameter_value, place, slot.name + problem->where, problem->what)
                .with_label(slot.span, "declared here"));
    }
    return given;
}

} // namespace iotsec::azure
