// Every built-in definition of Azure Policy is read, and those that are evaluated here are.
#include "azure/policy/evaluate.hpp"
#include "azure/policy/read.hpp"
#include "tests/conformance/forms/cases.hpp"
#include "tests/conformance/generated.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/policies.hpp"
#include "tests/support/shared.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

using namespace iotsec;
using namespace iotsec::test;
namespace policy = iotsec::azure::policy;

namespace {

/// Counts as docs/conformance.md states them.
struct Counts {
    std::size_t definitions = 0, local = 0, provider_modes = 0, statics = 0;
    std::size_t evaluations = 0;
    std::map<policy::State, std::size_t> states;
    std::map<std::string, std::size_t> errors;
    std::size_t with_unknown_alias = 0;
};

void evaluate_all(const policy::Definition& definition, const policy::AliasIndex& aliases, Counts& counts) {
    DiagnosticSink sink;
    const policy::Policy bound{definition, arguments_for(definition), aliases, {}, sink};
    CHECK_MESSAGE(!sink.has_errors(), definition.display_name.value << ": " << codes_of(sink));
    counts.with_unknown_alias += sink.all().empty() ? 0 : 1;
    const policy::Request request = known_request();
    const auto bodies = resources_for(bound);
    for (const Value& body : bodies) {
        policy::Inventory inventory;
        inventory.add(body);
        const policy::Resource resource{body, "2025-01-01"};
        const policy::Outcome outcome = policy::evaluate(bound, resource, request, &inventory);
        ++counts.evaluations;
        ++counts.states[outcome.state];
        if (outcome.state == policy::State::Error)
            ++counts.errors[outcome.message + " in " + definition.display_name.value];
        CHECK_MESSAGE(outcome.state != policy::State::NotEvaluated, definition.display_name.value);
        (void)policy::evaluated_details(bound, resource, request);
    }
}

} // namespace

TEST_CASE("every built-in definition is read, and interpreted where it is evaluated here") {
    constexpr std::string_view name = "the built-in definitions of Azure Policy";
    const auto corpus = shared_folder("corpus", name);
    if (!corpus) return;
    const auto aliases = alias_table(*corpus / "aliases/aliases.tsv");
    Counts counts;
    for (const Value& line : cases_in(*corpus / "policies/builtin-definitions.jsonl")) {
        DiagnosticSink sink;
        policy::Documents documents;
        policy::read_documents(line, documents, sink);
        REQUIRE(documents.definitions.size() == 1);
        CHECK_MESSAGE(codes_of(sink) == "", member_text(line, "path")
                                                << ": " << (sink.all().empty() ? "" : sink.all()[0].message));
        const policy::Definition& definition = documents.definitions.front();
        ++counts.definitions;
        if (definition.mode == policy::Mode::ResourceProvider) {
            ++counts.provider_modes;
            continue;
        }
        if (definition.policy_type.value == "Static") {
            ++counts.statics;
            continue;
        }
        ++counts.local;
        evaluate_all(definition, *aliases, counts);
    }
    std::string text =
        fmt::format("{} definitions read: {} of resource provider modes, {} static, {} evaluated on {} "
                    "resources; {} name an alias that the table lacks:",
                    counts.definitions, counts.provider_modes, counts.statics, counts.local,
                    counts.evaluations, counts.with_unknown_alias);
    for (const auto& [state, count] : counts.states)
        text += fmt::format(" {} {};", count, policy::spelling(state));
    MESSAGE(text);
    for (const auto& [message, count] : counts.errors)
        MESSAGE(count << " errors: " << message);
    CHECK(counts.definitions == 3470);
    CHECK(counts.provider_modes == 154);
    CHECK(counts.statics == 1130);
    CHECK(counts.states[policy::State::Error] == 6);
    for (const policy::State state :
         {policy::State::NotApplicable, policy::State::Compliant, policy::State::NonCompliant})
        CHECK(counts.states[state] > 1000);
}

TEST_CASE("every built-in initiative is read") {
    constexpr std::string_view name = "the built-in initiatives of Azure Policy";
    const auto corpus = shared_folder("corpus", name);
    if (!corpus) return;
    std::size_t members = 0;
    std::size_t initiatives = 0;
    for (const Value& line : cases_in(*corpus / "policies/builtin-sets.jsonl")) {
        DiagnosticSink sink;
        policy::Documents documents;
        policy::read_documents(line, documents, sink);
        CHECK_MESSAGE(codes_of(sink) == "", member_text(line, "path"));
        REQUIRE(documents.initiatives.size() == 1);
        ++initiatives;
        members += documents.initiatives.front().members.size();
    }
    MESSAGE(initiatives << " initiatives with " << members << " members");
    CHECK(initiatives == 169);
}
