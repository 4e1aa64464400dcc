// What is imported says the same: the original and the definition built from its source judge the same
// resources.
#include "azure/policy/aliases/table.hpp"
#include "azure/policy/evaluate.hpp"
#include "azure/policy/read.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"
#include "cli/import/definition.hpp"
#include "compiler/ir/lowering/lower.hpp"
#include "compiler/sema/check.hpp"
#include "emitters/azure_policy/azure_policy.hpp"
#include "grammar/iotsec/parse.hpp"
#include "stdlib/built_in.hpp"
#include "tests/support/shared.hpp"
#include "verifier/catalog_aliases.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace iotsec;
namespace policy = iotsec::azure::policy;

namespace {

/// The definition built from `source` that judges without changing anything; empty text where there is none.
std::string rebuilt(const std::string& source) {
    Sources sources;
    DiagnosticSink sink;
    const SourceFile& file = sources.add("imported.iotsec", source);
    std::vector<sema::ModuleInput> modules{{std::make_shared<const ast::Module>(grammar::parse(file, sink))}};
    const auto find_none = [](std::string_view) { return std::vector<sema::ModuleInput>{}; };
    const auto typed = sema::check(std::move(modules), find_none, stdlib::catalogue(), sink);
    if (sink.has_errors()) {
        for (const Diagnostic& problem : sink.all())
            MESSAGE(problem.code << " " << problem.message << " at " << sources.text(problem.span));
        return {};
    }
    const ir::Program program = ir::lower(typed, sources, sink);
    for (const auto& definition : emitters::azure_policy::build(program, {}, sink).definitions) {
        const bool changes = definition.kind == emitters::azure_policy::DefinitionKind::Modify ||
                             definition.kind == emitters::azure_policy::DefinitionKind::Deploy;
        if (!changes) return definition.properties->dump();
    }
    return {};
}

/// Places in bodies that the definition reads, and values that are tried there.
struct Place {
    std::string path; ///< `properties.a.b`; `[*]` where items stand
    std::vector<Value> values;
};

void add_literals(const Value& value, std::vector<Value>& into) {
    if (const List* list = value.as_list()) {
        for (const Value& item : *list)
            add_literals(item, into);
        return;
    }
    if (value.as_object() != nullptr) return;
    into.push_back(value);
    if (const std::string* text = value.as_string()) {
        std::string other = *text;
        for (char& c : other)
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        into.emplace_back(other);
        if (*text == "true" || *text == "false") into.emplace_back(*text == "true");
    }
}

/// Every alias that the definition reads, with the literals of the whole rule as values.
std::vector<Place> places_of(const policy::Definition& definition, const policy::AliasIndex& aliases,
                             std::string_view type) {
    std::vector<Value> values{Value{}, Value{std::string{"other"}}, Value{true}, Value{false},
                              Value{std::int64_t{3}}};
    std::vector<Place> places;
    for (const policy::Operand& operand : definition.rule.tree.operands) {
        if (operand.expression) continue;
        const std::string* text = operand.value.as_string();
        const auto found = text == nullptr ? std::vector<policy::Alias>{} : aliases.find(*text);
        if (const policy::Alias* alias = policy::alias_of_type(found, type)) {
            places.push_back({std::string{alias->default_path}, {}});
        } else if (found.empty()) {
            add_literals(operand.value, values);
        }
    }
    for (Place& place : places)
        place.values = values;
    return places;
}

/// Puts `value` at `path` of `body`, in one item of each list on the way.
void put(Value& body, std::string_view path, const Value& value) {
    const std::size_t dot = path.find('.');
    std::string_view head = path.substr(0, dot);
    const bool is_list = head.ends_with("[*]");
    if (is_list) head.remove_suffix(3);
    const bool is_last = dot == std::string_view::npos;
    if (is_list) {
        Value* list = body.find(head);
        if (list == nullptr || list->as_list() == nullptr) list = &body.set(head, Value{List{}});
        List items = *list->as_list();
        if (items.empty() || is_last) items.emplace_back();
        if (is_last) {
            items.back() = value;
        } else {
            if (items.back().as_object() == nullptr) items.back() = Value{Object{}};
            put(items.back(), path.substr(dot + 1), value);
        }
        body.set(head, Value{std::move(items)});
    } else if (is_last) {
        body.set(head, value);
    } else {
        Value* inner = body.find(head);
        if (inner == nullptr || inner->as_object() == nullptr) inner = &body.set(head, Value{Object{}});
        put(*inner, path.substr(dot + 1), value);
    }
}

Value sample(std::string_view type, std::string_view id, const std::vector<Place>& places,
             std::mt19937& random) {
    Value body{Object{}};
    body.set("type", Value{std::string{type}});
    body.set("name", Value{std::string{"sample"}});
    body.set("id", Value{std::string{id}});
    body.set("location", Value{std::string{random() % 2 == 0 ? "westeurope" : "eastus"}});
    body.set("properties", Value{Object{}});
    for (const Place& place : places) {
        if (random() % 4 == 0) continue; // not there
        put(body, place.path, place.values[random() % place.values.size()]);
    }
    return body;
}

Object with_effect(const policy::Definition& definition) {
    const policy::Parameter* effect = definition.parameter("effect");
    if (effect == nullptr || !effect->allowed_values) return {};
    for (const Value& value : *effect->allowed_values) {
        const std::string* text = value.as_string();
        if (text != nullptr && starts_with_ignoring_case(*text, "Audit")) return {{"effect", {}, value}};
    }
    return {};
}

/// What both say of one resource, where they differ.
std::string difference(const policy::Policy& a, const policy::Policy& b, const Value& body,
                       const Value& related) {
    policy::Inventory inventory;
    const policy::Resource& resource = inventory.add(body);
    if (!related.is_null()) inventory.add(related);
    const policy::Request request;
    const auto first = policy::evaluate(a, resource, request, &inventory);
    const auto second = policy::evaluate(b, resource, request, &inventory);
    return first.state == second.state
               ? std::string{}
               : fmt::format("{} is {}", policy::spelling(first.state), policy::spelling(second.state));
}

struct Counts {
    int imported = 0, refused = 0, samples = 0;
};

void compare(const policy::Definition& original, const std::string& source, const policy::AliasIndex& aliases,
             Counts& counts) {
    const std::string json = rebuilt(source);
    CAPTURE(source);
    if (json.empty()) return; // only a remedy: nothing to compare
    Sources sources;
    DiagnosticSink sink;
    const auto root = read_json(sources.add("built.json", json));
    const policy::Definition built = policy::read_definition(root.value(), sink);
    const policy::Policy a{original, with_effect(original), aliases, {}, sink};
    const policy::Policy b{built, with_effect(built), aliases, {}, sink};
    if (!a.types() || a.types()->empty()) return;
    const std::string& type = a.types()->front();
    const std::string id = "/subscriptions/s/resourceGroups/g/providers/" + type + "/sample";
    const auto places = places_of(original, aliases, type);
    const auto& details = original.rule.details.related;
    const std::string* related_type = details ? original.rule.tree[details->type].value.as_string() : nullptr;
    const auto related_places =
        related_type == nullptr ? std::vector<Place>{} : places_of(original, aliases, *related_type);
    std::mt19937 random{7}; // NOLINT(*-msc51-cpp): the same samples every time
    constexpr int samples = 2'000;
    int wrong = 0;
    for (int i = 0; i < samples && wrong < 3; ++i) {
        const Value body = sample(type, id, places, random);
        const std::string related_id = related_type == nullptr
                                           ? ""
                                           : id + (starts_with_ignoring_case(*related_type, type)
                                                       ? "/x/y"
                                                       : "/providers/" + *related_type + "/x");
        const Value related = related_type == nullptr || random() % 4 == 0
                                  ? Value{}
                                  : sample(*related_type, related_id, related_places, random);
        const std::string text = difference(a, b, body, related);
        if (!text.empty()) ++wrong;
        CHECK_MESSAGE(text.empty(), original.display_name.value << ": " << text);
        ++counts.samples;
    }
}

} // namespace

TEST_CASE("the built-in definitions for IoT are imported with the same verdicts, or refused with a reason") {
    const auto folder = test::shared_folder("corpus/policies/iot/policyDefinitions", "import of built-ins");
    if (!folder) return;
    const auto aliases = policy::AliasTable::of(verifier::alias_list(stdlib::catalogue()));
    Counts counts;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{*folder})
        if (entry.path().extension() == ".json") paths.push_back(entry.path());
    std::ranges::sort(paths);
    for (const auto& path : paths) {
        std::ifstream in{path};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        Sources sources;
        DiagnosticSink sink;
        const auto root = read_json(sources.add(path.string(), text));
        REQUIRE(root.ok());
        const policy::Definition original = policy::read_definition(root.value(), sink);
        CAPTURE(path.filename().string());
        const auto found = cli::import::import_definition(original, stdlib::catalogue(),
                                                          {.module = "imported", .id = "X-1"}, sink);
        if (!found) {
            CHECK(std::ranges::any_of(sink.all(), [](const Diagnostic& d) { return d.code == "IOT6321"; }));
            ++counts.refused;
            continue;
        }
        ++counts.imported;
        compare(original, found->source(false, false), *aliases, counts);
    }
    MESSAGE(counts.imported << " imported, " << counts.refused << " refused, " << counts.samples
                            << " samples");
    CHECK(counts.imported >= 8);
}

TEST_CASE("a title becomes a name") {
    CHECK(cli::import::symbol_of("Public network access should be off") == "publicNetworkAccessShouldBeOff");
    CHECK(cli::import::symbol_of("1. [Preview]: Azure IoT") == "previewAzureIoT");
    CHECK(cli::import::symbol_of("") == "imported");
    CHECK(cli::import::symbol_of("Every") == "imported");
}
