#include "emitters/azure_policy/deployables.hpp"

#include "emitters/arm/print.hpp"
#include "emitters/azure_policy/names.hpp"
#include "emitters/bicep/print.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace iotsec::emitters::azure_policy {

using namespace deployment;

namespace {

/// Symbols of one template, each once.
class Symbols {
  public:
    std::string take(std::string_view name) {
        const std::string wanted = symbol_of(name);
        std::string symbol = wanted;
        for (int n = 2; !taken_.insert(symbol).second; ++n)
            symbol = wanted + std::to_string(n);
        return symbol;
    }

  private:
    std::set<std::string> taken_;
};

Resource policy_resource(std::string symbol, std::string_view type, std::string_view name, Expr properties) {
    Resource result;
    result.symbol = std::move(symbol);
    result.type = type;
    result.api_version = policy_api_version;
    result.name = text(name);
    result.body.members.emplace_back("properties", std::move(properties));
    return result;
}

Expr member(const Member& of, const Definition& definition, const std::string& symbol) {
    ObjectExpr result;
    result.members.emplace_back("policyDefinitionReferenceId", text(definition.reference_id));
    result.members.emplace_back("policyDefinitionId", Expr{IdOf{symbol}});
    result.members.emplace_back("parameters", Expr{Constant{of.parameters}});
    result.members.emplace_back("groupNames", constant(of.groups));
    return {std::move(result)};
}

/// The initiative's properties with its members, which name the definitions of this template.
Expr initiative_properties(const Initiative& initiative, const Model& model,
                           const std::vector<std::string>& symbols) {
    ObjectExpr result;
    for (const auto& [name, value] : initiative.properties->items())
        result.members.emplace_back(name, constant(value));
    ListExpr members;
    for (const Member& of : initiative.members) {
        members.items.push_back(member(of, model.definitions[of.definition], symbols[of.definition]));
    }
    result.members.emplace_back("policyDefinitions", Expr{std::move(members)});
    return {std::move(result)};
}

std::string place(const Options& options) {
    return options.management_group.empty() ? "subscription" : "management group";
}

std::string where(const Environment& environment) {
    const std::string target = environment.management_group.empty()
                                   ? std::string{"a subscription"}
                                   : "the management group " + environment.management_group;
    return "Environment " + environment.name + ": deployed to " + target + ".";
}

} // namespace

Template deployables(const Model& model, const Options& options) {
    Template result;
    result.scope = options.management_group.empty() ? Scope::Subscription : Scope::ManagementGroup;
    result.header = {"Built by iotsec. Do not edit: change the source and build again.",
                     "Creates policy definitions and initiatives in the " + place(options) +
                         " of the deployment."};
    result.name = "Azure Policy for IoT";
    result.description = "Policy definitions and initiatives" +
                         (options.project.empty() ? std::string{} : " of " + options.project) + ".";
    Symbols taken;
    std::vector<std::string> symbols;
    for (const Definition& definition : model.definitions) {
        symbols.push_back(taken.take(definition.reference_id));
        result.resources.push_back(policy_resource(symbols.back(),
                                                   "Microsoft.Authorization/policyDefinitions",
                                                   definition.name, {Constant{definition.properties}}));
    }
    for (const Initiative& initiative : model.initiatives) {
        result.resources.push_back(
            policy_resource(taken.take(initiative.symbol), "Microsoft.Authorization/policySetDefinitions",
                            initiative.name, initiative_properties(initiative, model, symbols)));
    }
    return result;
}

OutputFiles emit_deployables(const Model& model, const Options& options) {
    if (model.definitions.empty()) return {};
    const Template from = deployables(model, options);
    OutputFiles files{{"main.bicep", bicep::print(from)}};
    if (options.environments.empty())
        files.push_back({"main.bicepparam", bicep::print_params(from, "main.bicep")});
    for (const Environment& environment : options.environments) {
        files.push_back({"main." + environment.name + ".bicepparam",
                         bicep::print_params(from, "main.bicep", environment.values, {where(environment)})});
    }
    files.push_back({"main.json", arm::print(from)});
    return files;
}

} // namespace iotsec::emitters::azure_policy
