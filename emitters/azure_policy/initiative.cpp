#include "emitters/azure_policy/initiative.hpp"

#include "base/diagnostics/targets.hpp"
#include "emitters/azure_policy/groups.hpp"
#include "emitters/azure_policy/hash.hpp"
#include "emitters/azure_policy/limits.hpp"
#include "emitters/azure_policy/literal.hpp"
#include "emitters/azure_policy/names.hpp"
#include "emitters/azure_policy/parameters.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace iotsec::emitters::azure_policy {

namespace {

/// Builds one initiative: members first, then the parameters that they turned out to need.
class InitiativeBuilder {
  public:
    InitiativeBuilder(const ir::Program& program, const ir::Baseline& baseline, DiagnosticSink& sink)
        : program_{program}, baseline_{baseline}, sink_{sink} {}

    void add_member(std::size_t index, const Definition& definition, const DefinitionFacts& facts,
                    const ir::BaselineEntry& entry);
    [[nodiscard]] Initiative finish(const std::vector<Definition>& definitions, const Options& options);

  private:
    [[nodiscard]] Json value_of(ir::ParamId id, ParameterUse use, const ir::BaselineEntry& entry);
    void surface(ir::ParamId id, ParameterUse use);
    [[nodiscard]] Json parameters(const std::vector<Definition>& definitions) const;
    void require_values(const Json& parameters, const Environments& environments) const;
    [[nodiscard]] std::string hash(const Json& properties, const std::vector<Definition>& definitions) const;

    const ir::Program& program_;
    const ir::Baseline& baseline_;
    DiagnosticSink& sink_;
    std::vector<Member> members_;
    std::vector<const ir::Meta*> metas_;
    std::map<std::string, std::pair<ir::ParamId, ParameterUse>> surfaced_; // by name
};

const ir::Binding* binding_of(const ir::BaselineEntry& entry, ir::ParamId id) {
    const auto found = std::ranges::find(entry.bindings, id, &ir::Binding::param);
    return found == entry.bindings.end() ? nullptr : &*found;
}

/// Makes a parameter one of the initiative.
void InitiativeBuilder::surface(ir::ParamId id, ParameterUse use) {
    const std::string& name = program_.params[id.index].name;
    auto& [first_id, all_uses] = surfaced_.try_emplace(name, id, ParameterUse{}).first->second;
    all_uses.in_conditions = all_uses.in_conditions || use.in_conditions;
    all_uses.in_remedy = all_uses.in_remedy || use.in_remedy;
    if (first_id == id) return;
    const auto& other = program_.params[first_id.index];
    sink_
        .report(diag::name_clash, program_.params[id.index].span, "`" + name + "`",
                fmt::format("two parameters of the initiative `{}`: of {} and of {}", baseline_.name,
                            other.module, program_.params[id.index].module))
        .with_label(other.span, "the other one")
        .with_help(fmt::format("bind one of them: include … with {{ {}: … }}", name));
}

Json InitiativeBuilder::value_of(ir::ParamId id, ParameterUse use, const ir::BaselineEntry& entry) {
    const ir::Binding* binding = binding_of(entry, id);
    if (binding && binding->value) {
        const auto* literal = std::get_if<ir::Literal>(&program_[*binding->value]);
        return literal ? as_json(literal->value) : Json{};
    }
    const ir::ParamId source = binding && binding->surfaced ? *binding->surfaced : id;
    surface(source, use);
    return bracketed(fmt::format("parameters({})", in_quotes(program_.params[source.index].name)));
}

void InitiativeBuilder::add_member(std::size_t index, const Definition& definition,
                                   const DefinitionFacts& facts, const ir::BaselineEntry& entry) {
    Json parameters = Json::object();
    parameters["effect"]["value"] =
        bracketed(fmt::format("parameters({})", in_quotes("effect-" + definition.reference_id)));
    for (const auto& [id, use] : facts.uses)
        parameters[program_.params[id.index].name]["value"] = value_of(id, use, entry);
    const ir::Meta& meta = program_.requirements[facts.requirement].meta;
    metas_.push_back(&meta);
    members_.push_back({index, std::make_shared<const Json>(std::move(parameters)), group_names(meta)});
}

Json InitiativeBuilder::parameters(const std::vector<Definition>& definitions) const {
    Json json = Json::object();
    for (const Member& member : members_) {
        const Definition& definition = definitions[member.definition];
        const Json& properties = *definition.properties;
        Json effect = properties["parameters"]["effect"];
        const auto does = effect["metadata"]["description"].get<std::string>();
        const auto title = properties["displayName"].get<std::string>();
        effect["metadata"]["displayName"] = fmt::format("Effect of {}", definition.reference_id);
        effect["metadata"]["description"] = fmt::format("{}. {}", title, does);
        json["effect-" + definition.reference_id] = std::move(effect);
    }
    std::vector<std::pair<ir::ParamId, ParameterUse>> in_order;
    in_order.reserve(surfaced_.size());
    for (const auto& [name, entry] : surfaced_)
        in_order.push_back(entry);
    std::ranges::sort(in_order, {}, [](const auto& entry) { return entry.first; });
    for (const auto& [id, use] : in_order)
        json[program_.params[id.index].name] = parameter_json(program_.params[id.index], use);
    return json;
}

/// A parameter without a default has a value in each environment, or its assignments would fail there.
void InitiativeBuilder::require_values(const Json& parameters, const Environments& environments) const {
    for (const auto& [name, entry] : surfaced_) {
        if (parameters[name].contains("defaultValue")) continue;
        for (const Environment& environment : environments) {
            if (environment.values.contains(name)) continue;
            sink_
                .report(diag::environment_without_value, program_.params[entry.first.index].span,
                        environment.name, name, baseline_.name)
                .with_help(fmt::format("give it under `parameters` of iotsec.yaml, or of its environment {}",
                                       environment.name));
        }
    }
}

/// Members are hashed by name, not by id: the same initiative elsewhere has the same hash.
std::string InitiativeBuilder::hash(const Json& properties,
                                    const std::vector<Definition>& definitions) const {
    Json hashed = Json::object();
    hashed["parameters"] = properties["parameters"];
    hashed["policyDefinitionGroups"] = properties["policyDefinitionGroups"];
    hashed["policyDefinitions"] = Json::array();
    for (const Member& member : members_) {
        const Definition& definition = definitions[member.definition];
        hashed["policyDefinitions"].push_back({{"policyDefinitionReferenceId", definition.reference_id},
                                               {"parameters", *member.parameters},
                                               {"groupNames", member.groups},
                                               {"name", definition.name}});
    }
    return content_hash(hashed);
}

Initiative InitiativeBuilder::finish(const std::vector<Definition>& definitions, const Options& options) {
    Json properties = Json::object();
    const std::string generated =
        fmt::format("Requirements of the baseline {} of the module {}.", baseline_.name, baseline_.module);
    properties["displayName"] = escaped(baseline_.title.empty() ? baseline_.name : baseline_.title);
    properties["description"] =
        baseline_.description.empty() ? cut_text(generated, max_description) : escaped(baseline_.description);
    properties["policyType"] = "Custom";
    properties["metadata"] = Json::object();
    properties["parameters"] = parameters(definitions);
    require_values(properties["parameters"], options.environments);
    properties["policyDefinitionGroups"] = groups(metas_);
    Json& metadata = properties["metadata"];
    metadata["category"] = "Internet of Things";
    metadata["version"] = baseline_.version.empty() ? "1.0.0" : baseline_.version;
    metadata["source"] = baseline_.module.empty() ? options.project : baseline_.module;
    metadata["iotsec"]["baseline"] = baseline_.name;
    metadata["iotsec"]["contentHash"] = hash(properties, definitions);
    Initiative result;
    result.symbol = baseline_.name;
    result.name = options.readable_names ? readable_name(baseline_.name, {})
                                         : initiative_name(baseline_.module, baseline_.name);
    result.properties = std::make_shared<const Json>(std::move(properties));
    result.members = std::move(members_);
    return result;
}

} // namespace

std::optional<Initiative> initiative(const ir::Program& program, const ir::Baseline& baseline,
                                     const std::vector<Definition>& definitions,
                                     const std::vector<DefinitionFacts>& facts, const Options& options,
                                     DiagnosticSink& sink) {
    std::map<std::uint32_t, const ir::BaselineEntry*> entries;
    for (const auto& entry : baseline.entries)
        entries[entry.requirement] = &entry;
    InitiativeBuilder builder{program, baseline, sink};
    bool is_empty = true;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        const auto entry = entries.find(facts[i].requirement);
        if (entry == entries.end()) continue;
        builder.add_member(i, definitions[i], facts[i], *entry->second);
        is_empty = false;
    }
    if (is_empty) {
        sink.report(diag::empty_initiative, baseline.span, baseline.name, options.target);
        return std::nullopt;
    }
    return builder.finish(definitions, options);
}

Json whole_properties(const Model& model, const Initiative& initiative, const Options& options) {
    Json properties = *initiative.properties;
    properties["policyDefinitions"] = Json::array();
    for (const Member& member : initiative.members) {
        const Definition& definition = model.definitions[member.definition];
        Json json = Json::object();
        json["policyDefinitionReferenceId"] = definition.reference_id;
        json["policyDefinitionId"] = resource_id(options, "policyDefinitions", definition.name);
        json["parameters"] = *member.parameters;
        if (!member.groups.empty()) json["groupNames"] = member.groups;
        properties["policyDefinitions"].push_back(std::move(json));
    }
    return properties;
}

} // namespace iotsec::emitters::azure_policy
