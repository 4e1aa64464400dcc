#include "emitters/azure_policy/deploy.hpp"

#include "emitters/azure_policy/template.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace iotsec::emitters::azure_policy {

namespace {

using ir::Effect;

/// The expectations, as they hold for the resource that an existence condition looks at.
Condition satisfied(const Context& context, Lowering& lowering, const std::vector<Conjunct>& conjuncts) {
    lowering.bind(context.requirement.binder, {.kind = Binder::Kind::Candidate});
    std::vector<Condition> conditions;
    for (const Conjunct& conjunct : conjuncts) {
        std::vector<Condition> parts;
        parts.reserve(conjunct.local.size());
        for (const LocalPart& part : conjunct.local)
            parts.push_back(lowering.lower(part.expr, part.sign));
        conditions.push_back(any_of(std::move(parts)));
    }
    return all_of(std::move(conditions));
}

/// Which subjects the remedy is for.
Condition applicable(const Context& context, Lowering& lowering, const ir::Remedy& remedy) {
    std::vector<Condition> conditions;
    if (context.requirement.when)
        conditions.push_back(lowering.lower(*context.requirement.when, Sign::Holds));
    if (remedy.presupposes) conditions.push_back(lowering.lower(*remedy.presupposes, Sign::Holds));
    return all_of(std::move(conditions));
}

std::optional<Draft> deploy_draft(const Context& context, const ir::Remedy& remedy,
                                  const Expectations& expectations, std::set<std::string>& notes) {
    Lowering lowering = subject_lowering(context);
    Condition condition = applicable(context, lowering, remedy);
    Condition existence = satisfied(context, lowering, expectations.in_check);
    Deployment deployment = deployment_of(context, remedy);
    if (condition.is_null() || existence.is_null() || !deployment.details) {
        const std::string reason =
            deployment.details ? lowering.reasons().front().reason : deployment.problem;
        notes.insert("the remedy is not carried: " + reason);
        return std::nullopt;
    }
    Json details = Json::object();
    details["type"] = context.requirement.type;
    details["name"] = "[field('name')]";
    details["evaluationDelay"] = "AfterProvisioning";
    details["existenceCondition"] = written_constant(std::move(existence));
    details.update(*deployment.details);
    Draft draft;
    draft.kind = DefinitionKind::Deploy;
    draft.suffix = draft.uuid_kind = "deploy";
    draft.title_suffix = " (deployment)";
    draft.effects = {"DeployIfNotExists", "Disabled"};
    draft.condition = std::make_shared<const Condition>(for_subject(context, std::move(condition)));
    draft.details = std::make_shared<const Json>(std::move(details));
    draft.parameters = lowering.parameters();
    draft.remedy_parameters = std::move(deployment.parameters);
    return draft;
}

} // namespace

Deployment deployment_of(const Context& context, const ir::Remedy& remedy) {
    TemplateBuilder builder{context, *remedy.deploy};
    Json properties = builder.deployment_properties();
    if (properties.is_null()) return {nullptr, {}, builder.problem()};
    Json details = Json::object();
    details["roleDefinitionIds"] = role_ids(remedy);
    details["deployment"] = Json::object();
    details["deployment"]["properties"] = std::move(properties);
    return {std::make_shared<const Json>(std::move(details)), builder.parameters(), {}};
}

std::vector<Draft> deploy_drafts(const Context& context, const Expectations& expectations,
                                 std::set<std::string>& notes) {
    std::vector<Draft> drafts;
    const bool searches = std::ranges::any_of(
        expectations.drafts, [](const Draft& draft) { return draft.kind == DefinitionKind::Exists; });
    if (searches || expectations.in_check.empty() || !admits(context.requirement, Effect::Deploy))
        return drafts;
    for (const ir::Remedy& remedy : context.requirement.remedies) {
        if (!remedy.deploy) continue;
        auto draft = deploy_draft(context, remedy, expectations, notes);
        if (!draft) continue;
        if (!drafts.empty()) draft->suffix = draft->uuid_kind = fmt::format("deploy-{}", drafts.size() + 1);
        drafts.push_back(std::move(*draft));
    }
    return drafts;
}

} // namespace iotsec::emitters::azure_policy
