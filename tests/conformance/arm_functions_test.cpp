// Template functions against the answers of Azure's own deployment engine.
#include "azure/expression/json_writer.hpp"
#include "azure/template/template.hpp"
#include "tests/conformance/arm_cases.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace iotsec;
using namespace iotsec::test;

namespace {

/// `properties.v` of what came out; the list of them for a loop.
Value result_of(const azure::ExpandedTemplate& expanded, bool is_loop) {
    List all;
    for (const auto& resource : expanded.resources) {
        const Value* properties = resource.body.find("properties");
        const Value* value = properties == nullptr ? nullptr : properties->find("v");
        all.push_back(value == nullptr ? Value{} : *value);
    }
    return is_loop ? Value{std::move(all)} : all.empty() ? Value{} : all.front();
}

void judge(const Value& one, Tally& tally) {
    const std::string place =
        one.find("context") == nullptr ? std::string{} : text_at(*one.find("context"), "place");
    if (place == "output") return; // an expansion has no outputs
    const azure::DeploymentFacts facts{.tenant_id = "11111111-1111-1111-1111-111111111111",
                                       .subscription_id = "22222222-2222-2222-2222-222222222222",
                                       .resource_group = "rg-test",
                                       .location = "westeurope",
                                       .management_group = "mg-test",
                                       .name = "main"};
    DiagnosticSink sink;
    const auto expanded = azure::expand(expression_template(one), {.facts = facts}, sink);
    const Value found = result_of(expanded, place == "copy");
    const std::string what = fmt::format("{}  {}", text_at(one, "id"), text_at(one, "expression"));
    if (one.find("error") != nullptr) {
        tally.add(sink.all().empty() ? Match::Wrong : Match::Same,
                  fmt::format("{}: an error is expected, found {}", what, azure::json_text_of(found)));
        return;
    }
    const bool refused = !sink.all().empty();
    const Match match = compare(*one.find("value"), found);
    tally.add(refused ? worse(match, Match::Less) : match,
              fmt::format("{}: expected {}, found {}", what, azure::json_text_of(*one.find("value")),
                          refused ? sink.all().front().message : azure::json_text_of(found)));
}

} // namespace

TEST_CASE("template functions give what Azure's engine gives") {
    constexpr std::string_view name = "template functions give what Azure's engine gives";
    const auto folder = shared_folder("conformance/arm-functions", name);
    if (!folder) return;
    struct Family {
        std::string_view name;
        std::size_t at_least; ///< cases that are the same now: the number only rises
    };
    for (const auto& [family, at_least] : {
             Family{"array", 878},
             Family{"cidr", 319},
             Family{"comparison", 898},
             Family{"date", 317},
             Family{"deployment", 187},
             Family{"hash", 223},
             Family{"lambda", 309},
             Family{"logical", 222},
             Family{"numeric", 580},
             Family{"object", 200},
             Family{"resource", 585},
             Family{"scope", 190},
             Family{"string", 858},
             Family{"syntax", 264},
             Family{"uri", 337},
         }) {
        Tally tally;
        for (const Value& one : json_lines(*folder / fmt::format("{}.jsonl", family)))
            judge(one, tally);
        keep_failures(fmt::format("functions-{}", family), tally);
        MESSAGE(family << ": " << tally.summary());
        CHECK(tally.same >= at_least);
    }
}
