#include "bench/policies.hpp"

#include "azure/policy/aliases/alias_list.hpp"
#include "azure/policy/aliases/table.hpp"
#include "azure/policy/evaluate.hpp"
#include "azure/policy/read.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "bench/measure.hpp"
#include "tests/conformance/generated.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace iotsec::bench {

namespace fs = std::filesystem;
namespace policy = azure::policy;

namespace {

std::string content(const fs::path& file) {
    const std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

Value json(std::string text) {
    auto value = read_json(SourceFile{SourceId{}, "bench", std::move(text)});
    return value ? std::move(value).value() : Value{};
}

constexpr const char* small_definition =
    R"({"properties": {"mode": "Indexed", "policyRule": {"if": {"allOf": [
    {"field": "type", "equals": "Microsoft.Devices/IotHubs"},
    {"field": "Microsoft.Devices/IotHubs/publicNetworkAccess", "notEquals": "Disabled"}]},
    "then": {"effect": "audit"}}}})";

constexpr const char* hub = R"({"type": "Microsoft.Devices/IotHubs", "name": "hub", "location": "westeurope",
    "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Devices/IotHubs/hub",
    "sku": {"name": "S1", "capacity": 1}, "properties": {"disableLocalAuth": true, "minTlsVersion": "1.2",
    "publicNetworkAccess": "Enabled"}})";

constexpr const char* hub_aliases = "Microsoft.Devices/IotHubs\tMicrosoft.Devices/IotHubs/publicNetworkAccess"
                                    "\tproperties.publicNetworkAccess\n";

void measure_small(const Row& row) {
    constexpr int rounds = 1'000'000;
    DiagnosticSink sink;
    const auto aliases = policy::AliasTable::of(
        policy::read_alias_list(SourceFile{SourceId{}, "aliases.tsv", hub_aliases}, sink));
    const policy::Definition definition = policy::read_definition(json(small_definition), sink);
    const policy::Policy bound{definition, {}, *aliases, {}, sink};
    const Value body = json(hub);
    const policy::Resource resource{body, "2023-06-30"};
    const policy::Request request;
    const auto per_round = [](const Measured& measured) {
        return fmt::format("{:.0f} ns each", measured.milliseconds * 1e6 / rounds);
    };
    const Measured alone = measure(5, [&] {
        int count = 0;
        for (int i = 0; i < rounds; ++i)
            count += policy::holds(bound, resource, request) == policy::Truth::True ? 1 : 0;
        if (count != rounds) std::abort();
    });
    row("policy: the `if` of a small definition, 1,000,000 times", alone,
        per_round(alone) + "; aim: under 1 µs");
    const Measured whole = measure(5, [&] {
        int count = 0;
        for (int i = 0; i < rounds; ++i)
            count += policy::evaluate(bound, resource, request).applies ? 1 : 0;
        if (count != rounds) std::abort();
    });
    row("policy: its compliance state, 1,000,000 times", whole, per_round(whole) + "; aim: under 1 µs");
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

policy::Documents read_all(const std::vector<std::string>& lines) {
    policy::Documents documents;
    DiagnosticSink sink;
    for (const std::string& line : lines)
        policy::read_documents(SourceFile{SourceId{}, "builtin.json", line}, documents, sink);
    return documents;
}

void measure_reading(const std::vector<std::string>& lines, const Row& row) {
    const Measured parsing = measure(5, [&] {
        std::size_t nodes = 0;
        for (const std::string& line : lines)
            nodes += nlohmann::json::parse(line).size();
        if (nodes == 1) std::abort();
    });
    row(fmt::format("nlohmann_json: parse {} built-in definitions", lines.size()), parsing, "");
    const Measured reading = measure(5, [&] {
        if (read_all(lines).definitions.empty()) std::abort();
    });
    row("policy: read them as definitions", reading,
        fmt::format("{:.2f} times the parsing; aim: under 3", reading.milliseconds / parsing.milliseconds));
}

/// Policies by the types that they are about; those about any apart.
struct ByType {
    std::unordered_map<std::string, std::vector<const policy::Policy*>> typed;
    std::vector<const policy::Policy*> any;

    explicit ByType(const std::deque<policy::Policy>& policies) {
        for (const policy::Policy& one : policies) {
            if (!one.types()) any.push_back(&one);
            for (const std::string& type : one.types().value_or(std::vector<std::string>{}))
                typed[type].push_back(&one);
        }
    }
};

/// Evaluates every policy that may concern each resource; gives how many evaluations that took.
std::size_t evaluate_all(const ByType& policies, const std::deque<policy::Resource>& resources,
                         std::size_t first, std::size_t step) {
    const policy::Request request = test::known_request();
    const policy::Inventory inventory;
    std::size_t count = 0;
    for (std::size_t i = first; i < resources.size(); i += step) {
        const auto run = [&](const std::vector<const policy::Policy*>& all) {
            for (const policy::Policy* one : all)
                count +=
                    policy::evaluate(*one, resources[i], request, &inventory).state == policy::State::Exempt
                        ? 0
                        : 1;
        };
        const auto typed = policies.typed.find(to_lower(resources[i].type()));
        if (typed != policies.typed.end()) run(typed->second);
        run(policies.any);
    }
    return count;
}

void measure_all(const std::vector<std::string>& lines, const fs::path& corpus, const Row& row) {
    DiagnosticSink sink;
    const auto aliases = policy::AliasTable::of(policy::read_alias_list(
        SourceFile{SourceId{}, "aliases.tsv", content(corpus / "aliases/aliases.tsv")}, sink));
    const policy::Documents documents = read_all(lines);
    std::deque<policy::Policy> policies;
    const auto bind_all = [&](std::deque<policy::Policy>& into) {
        for (const policy::Definition& definition : documents.definitions) {
            if (definition.mode == policy::Mode::ResourceProvider) continue;
            into.emplace_back(definition, test::arguments_for(definition), *aliases, policy::Options{}, sink);
        }
    };
    row("policy: bind those of Resource Manager modes",
        measure(3,
                [&] {
                    std::deque<policy::Policy> some;
                    bind_all(some);
                }),
        "arguments, aliases of 76,000");
    bind_all(policies);
    std::deque<Value> bodies;
    std::deque<policy::Resource> resources;
    for (const policy::Policy& one : policies) {
        for (Value& body : test::resources_for(one)) {
            if (resources.size() == 1'000) break;
            resources.emplace_back(bodies.emplace_back(std::move(body)), "2025-01-01");
        }
    }
    const ByType by_type{policies};
    const std::size_t evaluations = evaluate_all(by_type, resources, 0, 1);
    double alone = 0;
    for (const std::size_t threads : {std::size_t{1}, std::size_t{2}}) {
        const Measured measured = measure(3, [&] {
            std::vector<std::thread> pool;
            for (std::size_t i = 0; i < threads; ++i)
                pool.emplace_back([&, i] { (void)evaluate_all(by_type, resources, i, threads); });
            for (std::thread& one : pool)
                one.join();
        });
        if (threads == 1) alone = measured.milliseconds;
        row(fmt::format("policy: {} built-ins on {} resources, {} thread{}", policies.size(),
                        resources.size(), threads, threads == 1 ? "" : "s"),
            measured,
            fmt::format("{} evaluations, {:.0f} a second, {:.2f} times one thread", evaluations,
                        static_cast<double>(evaluations) / measured.milliseconds * 1000,
                        alone / measured.milliseconds));
    }
}

} // namespace

void measure_policies(const fs::path& shared, const Row& row) {
    measure_small(row);
    const fs::path corpus = shared / "corpus";
    const fs::path definitions = corpus / "policies/builtin-definitions.jsonl";
    if (!fs::exists(definitions)) {
        fmt::print("{:<58} skipped: {} is missing\n", "policy: the built-in definitions",
                   definitions.string());
        return;
    }
    const auto lines = lines_of(content(definitions));
    measure_reading(lines, row);
    measure_all(lines, corpus, row);
}

} // namespace iotsec::bench
