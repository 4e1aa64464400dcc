#include "verifier/agreement/remedy_side.hpp"

#include "azure/policy/effects.hpp"

#include <algorithm>
#include <utility>

namespace iotsec::verifier::agreement {

namespace {

namespace policy = azure::policy;

bool writes(const policy::Changed& changed) {
    return std::ranges::any_of(changed.changes, [](const policy::Change& change) {
        return change.kind == policy::Change::Kind::Made;
    });
}

} // namespace

RemedySide::RemedySide(const std::vector<DefinitionText>& definitions, const std::vector<Setting>& settings,
                       const policy::AliasIndex& aliases, DiagnosticSink& sink) {
    for (const DefinitionText& text : definitions) {
        auto definition = read(text, sources_, sink);
        if (!definition) continue;
        Remedy& remedy = remedies_.emplace_back();
        remedy.reference_id = text.reference_id;
        remedy.definition = *std::move(definition);
        for (const Setting& setting : settings) {
            const policy::Policy plain{
                remedy.definition, arguments(remedy.definition, setting), aliases, {}, sink};
            remedy.policies.push_back(plain.with_effect("modify"));
        }
    }
}

Repair RemedySide::repair(std::size_t remedy, const PolicySample& sample, std::size_t setting) const {
    const policy::Policy& here = remedies_[remedy].policies[setting];
    Repair result;
    if (policy::holds(here, sample.subject(), sample.request()) != policy::Truth::True) return result;
    policy::Changed changed = policy::apply_changes(here, sample.subject(), sample.request());
    result.is_changed = writes(changed);
    const policy::Resource again{changed.body, sample.subject().api_version()};
    result.is_stable = !writes(policy::apply_changes(here, again, sample.request()));
    result.body = std::move(changed.body);
    return result;
}

} // namespace iotsec::verifier::agreement
