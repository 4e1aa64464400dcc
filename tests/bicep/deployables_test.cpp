// Microsoft's compiler on the deployables of policies: built from a small model, so that every escape occurs.
#include "emitters/azure_policy/deployables.hpp"
#include "tests/bicep/judge.hpp"
#include "tests/support/bicep.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace iotsec;
using namespace iotsec::emitters;
using json = nlohmann::ordered_json;

namespace {

std::shared_ptr<const json> shared(json value) {
    return std::make_shared<const json>(std::move(value));
}

azure_policy::Model small_model() {
    const json rule{
        {"if", {{"field", "type"}, {"equals", "Contoso.Vaults/vaults"}}},
        {"then",
         {{"effect", "[parameters('effect')]"}, {"details", {{"copy", "[[x]"}, {"why", "it's ${so}"}}}}}};
    azure_policy::Model model;
    model.definitions.push_back({.name = "0d2a3b5a-5343-5711-aee3-000a03cee601",
                                 .reference_id = "VAULT-NET-1",
                                 .requirement_id = "VAULT-NET-1",
                                 .properties = shared({{"displayName", "Vaults"},
                                                       {"policyType", "Custom"},
                                                       {"mode", "Indexed"},
                                                       {"policyRule", rule}})});
    model.initiatives.push_back(
        {.name = "322ed5f7-4a7d-5652-ba2e-42a99e07159c",
         .symbol = "vaults",
         .properties = shared({{"displayName", "All vaults"}, {"policyType", "Custom"}}),
         .members = {{.definition = 0,
                      .parameters = shared({{"effect", {{"value", "[parameters('effect-VAULT-NET-1')]"}}}}),
                      .groups = {"network"}}}});
    return model;
}

} // namespace

TEST_CASE("deployables of policies stand before Microsoft's compiler, at both scopes") {
    auto* bicep = test::bicep_compiler("deployables of policies");
    if (bicep == nullptr) return;
    for (const std::string management_group : {"mg-contoso", ""}) {
        CAPTURE(management_group);
        test::check_with_bicep(
            *bicep, azure_policy::emit_deployables(small_model(), {.management_group = management_group}));
    }
}
