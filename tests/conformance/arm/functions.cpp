// `--arm-functions`: one expression a case.
#include "base/diagnostic.hpp"
#include "tests/conformance/arm/arm.hpp"
#include "tests/conformance/arm_cases.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace iotsec::test {

namespace {

/// `properties.v` of what came out; the list of them for a loop.
Value result_of(const azure::Prediction& found, std::string_view place) {
    if (place == "output") return found.outputs.empty() ? Value{} : found.outputs.front().value;
    List all;
    for (const Value& resource : found.resources) {
        const Value* properties = resource.find("properties");
        const Value* value = properties == nullptr ? nullptr : properties->find("v");
        all.push_back(value == nullptr ? Value{} : *value);
    }
    return place == "copy" ? Value{std::move(all)} : all.empty() ? Value{} : all.front();
}

} // namespace

ArmReport run_arm_functions(const std::filesystem::path& file) {
    ArmReport report;
    const Value none;
    for (const Value& one : arm_cases(file)) {
        const Value& context = one.find("context") != nullptr ? *one.find("context") : none;
        const azure::DeploymentFacts facts{.tenant_id = "11111111-1111-1111-1111-111111111111",
                                           .subscription_id = "22222222-2222-2222-2222-222222222222",
                                           .resource_group = "rg-test",
                                           .location = "westeurope",
                                           .management_group = {},
                                           .name = "main"};
        DiagnosticSink sink;
        const auto found = azure::predict(expression_template(one), {.facts = facts}, sink);
        const Value* expected = one.find("value");
        std::string problem;
        if (expected == nullptr) {
            problem = found.is_refused ? "" : "it should be refused";
        } else if (found.is_refused) {
            problem = fmt::format("it is refused: {}", sink.all().empty() ? "" : sink.all().front().message);
        } else {
            problem = difference(*expected, reread(result_of(found, text_at(context, "place"))), "v");
        }
        report.add(problem.empty(), text_at(one, "id"),
                   fmt::format("{} {}", text_at(one, "expression"), problem));
    }
    return report;
}

} // namespace iotsec::test
