#include "azure/policy/aliases/table.hpp"
#include "azure/policy/lint/lint.hpp"
#include "azure/policy/read.hpp"
#include "base/diagnostics/lint.hpp"
#include "base/json/reader.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

using namespace iotsec;
using namespace iotsec::azure::policy;

namespace {

/// Microsoft.Test/things, with properties of every kind.
const AliasTable& aliases() {
    static const auto table = [] {
        Sources sources;
        DiagnosticSink sink;
        const auto alias = [](std::string_view name, std::string_view path, std::string_view type) {
            return fmt::format(R"({{ "name": "Microsoft.Test/things/{}", "defaultPath": "{}",
                                     "defaultMetadata": {{ "type": "{}" }} }},)",
                               name, path, type);
        };
        const std::string list =
            alias("text", "properties.text", "String") + alias("count", "properties.count", "Integer") +
            alias("flag", "properties.flag", "Boolean") + alias("list", "properties.list", "Array") +
            alias("list[*]", "properties.list[*]", "String") + alias("old", "properties.old", "String") +
            alias("new", "properties.new", "String") + alias("state", "properties.state", "String") +
            alias("Special.speed", "properties.speed", "String") +
            alias("a.b.c", "properties.a.properties.b.properties.c", "String");
        return AliasTable::of(
            read_alias_list(sources.add("aliases", R"([{ "namespace": "Microsoft.Test", "resourceTypes": [
                { "resourceType": "things", "aliases": [)" +
                                                       list + R"(] }, { "resourceType": "parts",
                  "aliases": [{ "name": "Microsoft.Test/parts/size", "defaultPath": "properties.size" }] }] }])"),
                            sink));
    }();
    return *table;
}

class Facts final : public lint::ProviderFacts {
  public:
    [[nodiscard]] std::optional<lint::PropertyFacts> property(const Alias& alias) const override {
        lint::PropertyFacts facts;
        if (alias.name.ends_with("/old")) facts.is_in_newest = false;
        if (alias.name.ends_with("/new"))
            facts.missing_in = {"2019-01-01", "2020-01-01", "2020-06-01", "2021-01-01"};
        if (alias.name.ends_with("/state")) facts.is_read_only = true;
        if (alias.name.ends_with("/flag")) facts.is_optional = true;
        return facts;
    }
};

struct Found {
    std::set<std::string> rules;
    std::string text; ///< `rule "place": message`, one a line
};

/// What the linter finds in the definition `text`.
Found lint_of(std::string text) {
    Sources sources;
    DiagnosticSink reading;
    const SourceFile& file = sources.add("policy.json", std::move(text));
    const auto root = read_json(file);
    REQUIRE_MESSAGE(root.ok(), file.text());
    const Definition definition = read_definition(root.value(), reading);
    const Facts facts;
    DiagnosticSink sink;
    lint::check(definition, {.aliases = aliases(), .facts = &facts}, sink);
    Found found;
    for (const Diagnostic& finding : sink.take_sorted()) {
        const lint::Rule* rule = lint::rule_named(finding.code);
        REQUIRE(rule != nullptr);
        found.rules.emplace(rule->name);
        found.text += fmt::format("{} \"{}\": {}\n", rule->name, sources.text(finding.span), finding.message);
    }
    return found;
}

/// A definition around a condition: nothing else in it is worth a finding.
std::string with_condition(std::string_view condition, std::string_view parameters = "") {
    return fmt::format(R"({{ "displayName": "A", "description": "B", "mode": "All",
        "parameters": {{ {}"effect": {{ "type": "String", "defaultValue": "Audit", "allowedValues": ["Audit", "Deny"],
                        "metadata": {{ "displayName": "E", "description": "F" }} }} }},
        "policyRule": {{ "if": {}, "then": {{ "effect": "[parameters('effect')]" }} }} }})",
                       parameters, condition);
}

/// A definition with this effect parameter, or this literal effect where `effect` is one.
std::string with_effect(std::string_view parameter, std::string_view effect = "[parameters('effect')]",
                        std::string_view type = "Microsoft.Test/things") {
    return fmt::format(R"({{ "displayName": "A", "description": "B", "mode": "All", "parameters": {{ {} }},
        "policyRule": {{ "if": {{ "field": "type", "equals": "{}" }}, "then": {{ "effect": "{}" }} }} }})",
                       parameter, type, effect);
}

std::string effect_parameter(std::string_view rest) {
    return fmt::format(
        R"("effect": {{ "type": "String", {}, "metadata": {{ "displayName": "E", "description": "F" }} }})",
        rest);
}

struct Case {
    std::string rule;
    std::string definition;
};

const std::vector<Case>& provoking() {
    static const std::vector<Case> cases{
        {"all-parameter-references-must-resolve",
         with_condition(R"({ "field": "name", "equals": "[parameters('efect')]" })")},
        {"effect-allowed-values-should-not-mix-incompatible-effects",
         with_effect(
             effect_parameter(R"("defaultValue": "Audit", "allowedValues": ["Audit", "Modify", "Append"])"))},
        {"field-alias-unavailable-in-latest-api-version",
         with_condition(R"({ "field": "Microsoft.Test/things/old", "equals": "a" })")},
        {"ordering-operator-on-incompatible-field-type",
         with_condition(R"({ "field": "Microsoft.Test/things/flag", "greater": 5 })")},
        {"unguarded-tryget-operator-value",
         with_condition(R"({ "field": "name", "equals": "[tryGet(field('tags'), 'a')]" })")},
        {"blocking-effect-on-role-assignments",
         with_effect(effect_parameter(R"("defaultValue": "Audit", "allowedValues": ["Audit", "Deny"])"),
                     "[parameters('effect')]", "Microsoft.Authorization/roleAssignments")},
        {"broad-type-matching-operator",
         with_condition(R"({ "field": "type", "like": "Microsoft.Test/*" })")},
        {"conditional-field-alias",
         with_condition(R"({ "field": "Microsoft.Test/things/Special.speed", "equals": "a" })")},
        {"deeply-nested-field-alias",
         with_condition(R"({ "field": "Microsoft.Test/things/a.b.c", "equals": "a" })")},
        {"effect-parameter-missing-allowed-values",
         with_effect(effect_parameter(R"("defaultValue": "Audit")"))},
        {"effect-parameter-missing-default-value",
         with_effect(effect_parameter(R"("allowedValues": ["Audit"])"))},
        {"field-alias-unavailable-in-old-api-versions",
         with_condition(R"({ "field": "Microsoft.Test/things/new", "equals": "a" })")},
        {"hard-coded-policy-enforcement-effect", with_effect("", "deny")},
        {"like-notlike-without-wildcards", with_condition(R"({ "field": "name", "notLike": "a" })")},
        {"match-without-wildcards", with_condition(R"({ "field": "name", "matchInsensitively": "a" })")},
        {"read-only-field-alias",
         with_condition(R"({ "field": "Microsoft.Test/things/state", "equals": "a" })")},
        {"request-context-identity-is-enforcement-only",
         with_condition(
             R"({ "value": "[coalesce(tryGet(requestContext().identity, 'idtyp'), '')]", "equals": "a" })")},
        {"risky-effect-parameter-default-value",
         with_effect(effect_parameter(R"("defaultValue": "Deny", "allowedValues": ["Audit", "Deny"])"))},
        {"unguarded-request-context-identity-access",
         with_condition(R"({ "value": "[requestContext().identity.idtyp]", "equals": "a" })")},
        {"equality-check-on-numeric-field",
         with_condition(R"({ "field": "Microsoft.Test/things/count", "equals": 5 })")},
        {"nested-same-type-quantifiers-should-be-flattened",
         with_condition(R"({ "anyOf": [{ "field": "name", "equals": "a" }, { "anyOf": [
             { "field": "kind", "equals": "b" }, { "field": "id", "equals": "c" }] }] })")},
        {"optional-field-alias",
         with_condition(R"({ "field": "Microsoft.Test/things/flag", "equals": true })")},
        {"parameter-missing-description",
         with_condition(R"({ "field": "name", "equals": "[parameters('n')]" })",
                        R"("n": { "type": "String", "metadata": { "displayName": "N" } }, )")},
        {"parameter-missing-display-name",
         with_condition(R"({ "field": "name", "equals": "[parameters('n')]" })",
                        R"("n": { "type": "String", "metadata": { "description": "N" } }, )")},
        {"policy-rule-references-multiple-resource-types",
         with_condition(R"({ "allOf": [{ "field": "Microsoft.Test/things/text", "equals": "a" },
                                       { "field": "Microsoft.Test/parts/size", "equals": "b" }] })")},
        {"simplify-multiple-equals-to-in",
         with_condition(
             R"({ "anyOf": [{ "field": "name", "equals": "a" }, { "field": "Name", "equals": "b" }] })")},
        {"simplify-multiple-notequals-to-notin",
         with_condition(
             R"({ "allOf": [{ "field": "name", "notEquals": "a" }, { "field": "name", "notEquals": "b" }] })")},
        {"tryget-use-with-null-coercing-operator",
         with_condition(R"({ "value": "[tryGet(field('tags'), 'a')]", "equals": "b" })")},
        {"type-condition-first-in-allof", with_condition(R"({ "allOf": [{ "field": "name", "equals": "a" },
                                       { "field": "type", "equals": "Microsoft.Test/things" }] })")},
        {"unnecessary-quantifier-wrapper",
         with_condition(R"({ "allOf": [{ "field": "name", "equals": "a" }] })")},
        {"mode-not-stated", R"({ "displayName": "A", "description": "B",
             "policyRule": { "if": { "field": "name", "equals": "a" }, "then": { "effect": "audit" } } })"},
        {"unfinished-expression", with_condition(R"x({ "field": "name", "equals": "[concat('a', 'b')" })x")},
        {"missing-role-definition-ids",
         with_effect(
             effect_parameter(R"("defaultValue": "Disabled", "allowedValues": ["Modify", "Disabled"])"))},
        {"empty-quantifier", with_condition(R"({ "anyOf": [] })")},
        {"negated-ordering-operator",
         with_condition(R"({ "not": { "field": "Microsoft.Test/things/count", "less": 5 } })")},
        {"like-with-several-wildcards", with_condition(R"({ "field": "name", "like": "*a*" })")},
        {"literal-asterisk-in-match-operator", with_condition(R"({ "field": "name", "match": "a#*" })")},
        {"directly-nested-not-condition",
         with_condition(R"({ "not": { "not": { "field": "name", "equals": "a" } } })")},
        {"implicit-array-enumeration",
         with_condition(R"({ "field": "Microsoft.Test/things/list[*]", "equals": "a" })")},
        {"array-compared-as-scalar",
         with_condition(R"({ "field": "Microsoft.Test/things/list", "equals": "a" })")},
        {"field-function-on-counted-array-alias",
         with_condition(R"({ "count": { "field": "Microsoft.Test/things/list[*]", "where":
             { "value": "[field('Microsoft.Test/things/list[*]')]", "equals": "a" } }, "greater": 0 })")},
        {"unknown-field-alias", with_condition(R"({ "field": "Microsoft.Test/things/txt", "equals": "a" })")},
        {"unused-parameter",
         with_condition(
             R"({ "field": "name", "equals": "a" })",
             R"("n": { "type": "String", "metadata": { "displayName": "N", "description": "N" } }, )")},
        {"missing-policy-definition-display-name", R"({ "description": "B", "mode": "All",
             "policyRule": { "if": { "field": "name", "equals": "a" }, "then": { "effect": "audit" } } })"},
        {"missing-policy-definition-description", R"({ "displayName": "A", "mode": "All",
             "policyRule": { "if": { "field": "name", "equals": "a" }, "then": { "effect": "audit" } } })"},
        {"over-azure-limit",
         R"({ "displayName": ")" + std::string(129, 'a') + R"(", "description": "B", "mode": "All",
             "policyRule": { "if": { "field": "name", "equals": "a" }, "then": { "effect": "audit" } } })"},
    };
    return cases;
}

} // namespace

// The codes IOT6220 to IOT6265 belong to these rules, in this order:
// IOT6220 IOT6221 IOT6222 IOT6223 IOT6224 IOT6225 IOT6226 IOT6227 IOT6228 IOT6229 IOT6230 IOT6231 IOT6232
// IOT6233 IOT6234 IOT6235 IOT6236 IOT6237 IOT6238 IOT6239 IOT6240 IOT6241 IOT6242 IOT6243 IOT6244 IOT6245
// IOT6246 IOT6247 IOT6248 IOT6249 IOT6250 IOT6251 IOT6252 IOT6253 IOT6254 IOT6255 IOT6256 IOT6257 IOT6258
// IOT6259 IOT6260 IOT6261 IOT6262 IOT6263 IOT6264 IOT6265
TEST_CASE("every rule of the linter is raised by a definition that breaks it") {
    CHECK(provoking().size() == lint::rules().size());
    std::set<std::string> shown;
    for (const Case& one : provoking()) {
        CAPTURE(one.rule);
        const Found found = lint_of(one.definition);
        CAPTURE(found.text);
        CHECK(found.rules.contains(one.rule));
        shown.insert(one.rule);
    }
    for (const lint::Rule& rule : lint::rules())
        CHECK_MESSAGE(shown.contains(std::string{rule.name}), rule.name);
}

TEST_CASE("the thirty rules of Microsoft's linter are there, each with its severity") {
    const auto severities = [](Severity severity) {
        return std::ranges::count_if(lint::rules().first(30), [&](const lint::Rule& rule) {
            return rule.is_microsofts && rule.severity == severity;
        });
    };
    CHECK(severities(Severity::Error) == 5);
    CHECK(severities(Severity::Warning) == 14);
    CHECK(severities(Severity::Note) == 11);
}

TEST_CASE("a definition as it should be raises nothing") {
    CHECK(lint_of(with_condition(R"({ "allOf": [
            { "field": "type", "equals": "Microsoft.Test/things" },
            { "field": "Microsoft.Test/things/text", "in": ["a", "b"] },
            { "field": "Microsoft.Test/things/count", "greater": "5" },
            { "count": { "field": "Microsoft.Test/things/list[*]",
                         "where": { "field": "Microsoft.Test/things/list[*]", "equals": "a" } }, "greater": 0 },
            { "not": { "field": "name", "like": "a*" } },
            { "value": "[coalesce(tryGet(field('tags'), 'a'), '')]", "equals": "b" } ] })"))
              .text.empty());
}

TEST_CASE("a finding has its place and says what it is about") {
    CHECK(lint_of(with_condition(R"({ "field": "Microsoft.Test/things/new", "like": "a" })")).text ==
          "field-alias-unavailable-in-old-api-versions \"\"Microsoft.Test/things/new\"\": "
          "`Microsoft.Test/things/new` stands for a property that older API versions of "
          "Microsoft.Test/things do "
          "not have: 2019-01-01, 2020-01-01, 2020-06-01 and 1 more\n"
          "like-notlike-without-wildcards \"\"a\"\": `like` without `*` is `equals`\n");
}

TEST_CASE("what stands behind a guard or in another place is no finding") {
    for (const auto& [rule, definition] : std::vector<Case>{
             {"ordering-operator-on-incompatible-field-type",
              with_condition(R"({ "field": "Microsoft.Test/things/count", "less": "[parameters('n')]" })",
                             R"("n": { "type": "Integer" }, )")},
             {"ordering-operator-on-incompatible-field-type",
              with_condition(R"({ "field": "Microsoft.Test/things/text", "less": "2020-01-01" })")},
             {"unguarded-request-context-identity-access",
              with_condition(
                  R"({ "value": "[tryGet(requestContext().identity, 'a', 'b')]", "exists": true })")},
             {"blocking-effect-on-role-assignments",
              with_effect("", "audit", "Microsoft.Authorization/roleAssignments")},
             {"policy-rule-references-multiple-resource-types",
              with_condition(R"({ "not": { "field": "type", "in": ["A.B/c", "A.B/d"] } })")},
             {"unused-parameter", with_condition(R"({ "field": "name", "in": ["a", "[parameters('N')]"] })",
                                                 R"("n": { "type": "String" }, )")},
             {"unknown-field-alias",
              with_condition(R"({ "field": "Microsoft.Other/things/a", "equals": "a" })")},
             {"implicit-array-enumeration",
              with_condition(R"({ "count": { "field": "Microsoft.Test/things/list[*]",
                  "where": { "field": "Microsoft.Test/things/list[*]", "equals": "a" } }, "equals": 0 })")},
         }) {
        CAPTURE(definition);
        CHECK_FALSE(lint_of(definition).rules.contains(rule));
    }
}

TEST_CASE("each of Azure's limits is looked at, and what keeps to it raises nothing") {
    const auto repeated = [](std::size_t times, std::string_view what) {
        std::string text{what};
        for (std::size_t i = 1; i < times; ++i)
            text += fmt::format(",{}", what);
        return text;
    };
    const auto value = [](const std::string& expression) {
        return with_condition(fmt::format(R"({{ "value": "[{}]", "equals": "a" }})", expression));
    };
    const auto nested = [&](std::size_t depth) {
        std::string text = "'a'";
        for (std::size_t i = 0; i < depth; ++i)
            text = "toLower(" + text + ")";
        return value(text);
    };
    const auto in_if = [&](std::size_t conditions) {
        return with_condition(fmt::format(R"({{ "allOf": [{}] }})",
                                          repeated(conditions - 1, R"({ "field": "name", "like": "a*" })")));
    };
    const auto in_then = [&](std::size_t conditions) {
        return fmt::format(R"({{ "displayName": "A", "description": "B", "mode": "All", "policyRule": {{
            "if": {{ "field": "name", "like": "a*" }}, "then": {{ "effect": "auditIfNotExists", "details": {{
            "type": "Microsoft.Test/parts", "existenceCondition": {{ "allOf": [{}] }} }} }} }} }})",
                           repeated(conditions - 1, R"({ "field": "name", "like": "a*" })"));
    };
    const auto calls = [&](std::size_t count) { // the effect is one of them
        return with_condition(
            fmt::format(R"({{ "field": "name", "in": [{}] }})", repeated(count - 1, R"("[toLower('a')]")")));
    };
    struct Limit {
        std::string kept, broken, words;
    };
    for (const auto& [kept, broken, words] : {
             Limit{in_if(4'096), in_if(4'097), "conditions: 4097, more than the 4096 that Azure takes"},
             Limit{in_then(128), in_then(129),
                   "conditions in `then`: 129, more than the 128 that Azure takes"},
             Limit{calls(2'048), calls(2'049),
                   "calls of functions: 2049, more than the 2048 that Azure takes"},
             Limit{value("concat(" + repeated(128, "'a'") + ")"),
                   value("concat(" + repeated(129, "'a'") + ")"),
                   "arguments of a call: 129, more than the 128 that Azure takes"},
             Limit{nested(64), nested(65), "calls within one another: 65, more than the 64 that Azure takes"},
         }) {
        CAPTURE(words);
        CHECK_FALSE(lint_of(kept).rules.contains("over-azure-limit"));
        CHECK(lint_of(broken).text.find(words) != std::string::npos);
    }
}

TEST_CASE("rules are found by name in any letter case, and by code") {
    CHECK(lint::rule_named("Optional-Field-Alias") == lint::rule_named("IOT6241"));
    CHECK(lint::rule_named("optional-field") == nullptr);
}
