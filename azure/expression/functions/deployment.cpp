// What an expression can ask of the template and of where it is deployed.
#include "azure/expression/function.hpp"
#include "azure/expression/residual.hpp"
#include "azure/expression/unknown.hpp"
#include "base/diagnostics/evidence.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace iotsec::azure {

namespace {

Value at_deployment(const Call& call, std::string_view what) {
    if (call.evaluator.session().is_prediction) return make_residual(std::string{what});
    Unknown unknown;
    unknown.cause = Cause::KnownAfterDeployment;
    unknown.reason = fmt::format("`{}` is known when the template is deployed", what);
    unknown.identity = Identity{"deployment"}.add(what).value();
    return make_unknown(std::move(unknown));
}

Value wrong_scope(const Call& call) {
    return call.fail("this does not exist at the scope that the template is deployed to");
}

Value undeclared(const Call& call, std::string_view kind, std::string_view name) {
    return call.evaluator.fail_with(
        make_diagnostic(diag::undeclared, call.evaluator.place(call.range), kind, name));
}

Value parameters(Call& call) {
    if (open_unknown(call.args[0]) != nullptr) return follow("parameters", call);
    const Value* value = call.evaluator.names().parameter(call.text(0));
    return value != nullptr ? *value : undeclared(call, "parameter", call.text(0));
}

Value variables(Call& call) {
    if (open_unknown(call.args[0]) != nullptr) return follow("variables", call);
    const Value* value = call.evaluator.names().variable(call.text(0));
    return value != nullptr ? *value : undeclared(call, "variable", call.text(0));
}

Value lambda_variables(Call& call) {
    const auto& all = call.evaluator.lambda_variables;
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const LambdaVariable& variable) {
        return equal_ignoring_case(variable.name, call.text(0));
    });
    if (found == all.rend()) return undeclared(call, "lambda variable", call.text(0));
    call.evaluator.session().spend(weight(found->value), call.evaluator.place());
    return found->value;
}

const Loop* find_loop(const Call& call) {
    const auto& loops = call.evaluator.loops;
    const std::string* name = call.size() > 0 ? call.args[0].as_string() : nullptr;
    const auto found = std::find_if(loops.rbegin(), loops.rend(), [&](const Loop& loop) {
        return name != nullptr ? equal_ignoring_case(loop.name, *name) : loop.of_resource;
    });
    return found != loops.rend() ? &*found : nullptr;
}

Value copy_index(Call& call) {
    const bool is_named = call.size() > 0 && call.args[0].as_string() != nullptr;
    if (call.size() == 2 && !is_named) return call.fail("the name of a loop is a text");
    const Loop* loop = find_loop(call);
    if (loop == nullptr) {
        return is_named ? undeclared(call, "loop", call.text(0)) : call.fail("there is no loop around it");
    }
    const std::size_t offset_at = is_named ? 1 : 0;
    if (call.size() <= offset_at) return loop->index;
    const std::int64_t* offset = call.args[offset_at].as_int();
    if (offset == nullptr || *offset < 0) return call.fail("the offset is a whole number from 0 on");
    if (const Unknown* unknown = open_unknown(loop->index)) {
        return make_unknown(
            following(*unknown, Identity{"offset"}.add(loop->index).add(call.args[offset_at]).value()));
    }
    std::int64_t sum = 0;
    if (!__builtin_add_overflow(*loop->index.as_int(), *offset, &sum)) return Value{sum};
    const auto wide = static_cast<std::uint64_t>(*loop->index.as_int()) + static_cast<std::uint64_t>(*offset);
    return make_wide_integer(std::to_string(wide));
}

Value deployment_(Call& call) {
    const Deployment& here = call.evaluator.deployment();
    Object properties{{"template", {}, Value{Object{{"contentVersion", {}, here.content_version}}}}};
    if (!call.evaluator.session().is_prediction) { // the engine's own predictions do not have these
        properties.push_back(
            {"templateLink", {}, at_deployment(call, "deployment().properties.templateLink")});
        properties.push_back({"mode", {}, at_deployment(call, "deployment().properties.mode")});
        properties.push_back({"parameters", {}, at_deployment(call, "deployment().properties.parameters")});
    }
    Object members{{"name", {}, here.name}, {"properties", {}, Value{std::move(properties)}}};
    if (here.scope != ScopeKind::ResourceGroup) members.push_back({"location", {}, here.location});
    return Value{std::move(members)};
}

/// In a prediction, what is left of an id is a call.
Value id_of_group(const Call& call, const Deployment& here) {
    const bool is_open =
        open_unknown(here.subscription_id) != nullptr || open_unknown(here.resource_group) != nullptr;
    if (!is_open || !call.evaluator.session().is_prediction) return resource_group_id(here);
    const std::vector<Value> arguments{here.subscription_id, text_value("Microsoft.Resources/resourceGroups"),
                                       here.resource_group};
    return make_residual(call_text("subscriptionResourceId", arguments));
}

Value resource_group(Call& call) {
    const Deployment& here = call.evaluator.deployment();
    if (here.scope != ScopeKind::ResourceGroup) return wrong_scope(call);
    return Value{Object{{"id", {}, id_of_group(call, here)},
                        {"name", {}, here.resource_group},
                        {"type", {}, text_value("Microsoft.Resources/resourceGroups")},
                        {"location", {}, here.location},
                        {"tags", {}, at_deployment(call, "resourceGroup().tags")},
                        {"managedBy", {}, at_deployment(call, "resourceGroup().managedBy")},
                        {"properties", {}, at_deployment(call, "resourceGroup().properties")}}};
}

Value subscription(Call& call) {
    const Deployment& here = call.evaluator.deployment();
    if (here.scope != ScopeKind::ResourceGroup && here.scope != ScopeKind::Subscription) {
        return wrong_scope(call);
    }
    return Value{Object{{"id", {}, subscription_id(here)},
                        {"subscriptionId", {}, here.subscription_id},
                        {"tenantId", {}, here.tenant_id},
                        {"displayName", {}, at_deployment(call, "subscription().displayName")}}};
}

Value tenant(Call& call) {
    const Value& id = call.evaluator.deployment().tenant_id;
    return Value{Object{{"countryCode", {}, at_deployment(call, "tenant().countryCode")},
                        {"displayName", {}, at_deployment(call, "tenant().displayName")},
                        {"id", {}, joined_text(std::vector{text_value("/tenants/"), id})},
                        {"tenantId", {}, id}}};
}

Value management_group(Call& call) {
    const Deployment& here = call.evaluator.deployment();
    // The engine writes the type otherwise where the group itself is told.
    const Value type = text_value("/providers/Microsoft.Management/managementGroups");
    if (call.size() == 1) {
        const Value id = joined_text(std::vector{text_value(management_groups), call.args[0]});
        return Value{Object{{"id", {}, id}, {"name", {}, call.args[0]}, {"type", {}, type}}};
    }
    if (here.scope != ScopeKind::ManagementGroup) return wrong_scope(call);
    Value id = scope_id(here);
    Value name = here.management_group;
    const bool is_told = open_unknown(name) == nullptr;
    if (call.evaluator.session().is_prediction && !is_told) {
        id = make_residual(
            "tenantResourceId('Microsoft.Management/managementGroups', managementGroup().name)");
        name = make_residual("managementGroup().name");
    }
    return Value{Object{{"id", {}, id},
                        {"name", {}, name},
                        {"type", {}, is_told ? text_value("Microsoft.Management/managementGroups") : type},
                        {"properties", {}, at_deployment(call, "managementGroup().properties")}}};
}

/// Functions whose answer exists only during the deployment.
Value runtime(Call& call) {
    if (call.evaluator.session().is_prediction) {
        auto told = call.evaluator.names().at_runtime(call);
        return told ? std::move(*told) : make_residual(call_text(call.name, call.args));
    }
    Unknown unknown;
    unknown.cause = Cause::KnownAfterDeployment;
    unknown.reason = fmt::format("`{}()` is known when the template is deployed", call.name);
    Identity identity{"runtime"};
    identity.add(call.name);
    for (const Value& argument : call.args)
        identity.add(argument);
    unknown.identity = identity.value();
    return make_unknown(std::move(unknown));
}

/// `newGuid()` and `utcNow()`: each call gives another value.
Value generated(Call& call) {
    if (call.evaluator.session().defaults == 0) {
        return call.fail("it stands in the default of a parameter only");
    }
    if (call.evaluator.session().is_prediction) return make_residual(call_text(call.name, call.args));
    const Value result = runtime(call);
    Unknown unknown = *result.as_unknown();
    unknown.identity = 0;
    unknown.may_be_absent = false;
    return make_unknown(std::move(unknown));
}

/// The zones of a type in a region: how many is asked for is 1 at least.
Value pick_zones(Call& call) {
    const std::int64_t* count = call.size() > 3 ? call.args[3].as_int() : nullptr;
    if (count != nullptr && *count < 1) return call.fail("the number of zones is 1 at least");
    return runtime(call);
}

constexpr std::array<Function, 20> deployment_table{{
    {"copyindex", 0, 2, "x", copy_index},
    {"deployer", 0, 0, "x", runtime},
    {"deployment", 0, 0, "x", deployment_},
    {"environment", 0, 0, "x", runtime},
    {"lambdavariables", 1, 1, "s", lambda_variables},
    {"managementgroup", 0, 1, "s", management_group},
    {"newguid", 0, any_number, "x", generated},
    {"parameters", 1, 1, "s", parameters, OnUnknown::Never, true},
    {"pickzones", 3, 5, "sssii", pick_zones, OnUnknown::Never},
    {"providers", 1, 2, "s", runtime, OnUnknown::Never},
    {"resourcegroup", 0, 0, "x", resource_group},
    {"roledefinitions", 1, 1, "s", runtime, OnUnknown::Never},
    {"subscription", 0, 0, "x", subscription},
    {"tenant", 0, 0, "x", tenant},
    {"tologicalzone", 0, any_number, "x", runtime, OnUnknown::Never},
    {"tologicalzones", 0, any_number, "x", runtime, OnUnknown::Never},
    {"tophysicalzone", 0, any_number, "x", runtime, OnUnknown::Never},
    {"tophysicalzones", 0, any_number, "x", runtime, OnUnknown::Never},
    {"utcnow", 0, any_number, "x", generated},
    {"variables", 1, 1, "s", variables, OnUnknown::Never, true},
}};

} // namespace

std::span<const Function> deployment_functions() {
    return deployment_table;
}

} // namespace iotsec::azure
