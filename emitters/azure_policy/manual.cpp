#include "emitters/azure_policy/manual.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace iotsec::emitters::azure_policy {

namespace {

std::string description(const ir::Requirement& requirement) {
    constexpr std::int64_t seconds_a_day = 86'400;
    const std::int64_t days = requirement.attest->every_seconds / seconds_a_day;
    std::string text = requirement.meta.description;
    if (!text.empty()) text += ' ';
    return text + fmt::format("Asks for an attestation every {} days: {}.", days, requirement.attest->asking);
}

} // namespace

Outcome lower_attestation(const Context& context) {
    Outcome outcome;
    Lowering lowering = subject_lowering(context);
    lowering.related_reason = "a related resource inside `when` has no Azure form";
    Condition when =
        context.requirement.when ? lowering.lower(*context.requirement.when, Sign::Holds) : Condition(true);
    if (when.is_null()) {
        outcome.coverage.reasons = lowering.reasons();
        return outcome;
    }
    Json details = Json::object();
    details["defaultState"] = "Unknown";
    Draft draft;
    draft.kind = DefinitionKind::Manual;
    draft.uuid_kind = "attestation";
    draft.title_suffix = " (attested)";
    draft.description = description(context.requirement);
    draft.effects = {"Manual", "Disabled"};
    draft.condition = std::make_shared<const Condition>(for_subject(context, std::move(when)));
    draft.details = std::make_shared<const Json>(std::move(details));
    draft.parameters = lowering.parameters();
    outcome.coverage.carriage = Carriage::Attested;
    outcome.coverage.effects = draft.effects;
    outcome.drafts.push_back(std::move(draft));
    return outcome;
}

} // namespace iotsec::emitters::azure_policy
