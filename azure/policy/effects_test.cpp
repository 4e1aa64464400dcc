#include "azure/expression/json_writer.hpp"
#include "azure/policy/effects.hpp"
#include "azure/policy/read.hpp"
#include "tests/support/policies.hpp"

#include <doctest/doctest.h>

#include <deque>
#include <string>
#include <vector>

using namespace iotsec;
using namespace iotsec::azure::policy;
using test::json;

namespace {

/// Policies that live as long as the test needs them.
struct Policies {
    test::PropertiesAliases aliases;
    std::deque<Definition> definitions;
    std::deque<Policy> policies;
    std::vector<const Policy*> all;

    const Policy& add(std::string_view name, std::string_view effect, std::string_view details,
                      std::string_view condition = "{field: 'type', equals: 'T'}") {
        DiagnosticSink sink;
        definitions.push_back(read_definition(
            json("{name: '" + std::string{name} +
                 "', properties: {policyRule: {if: " + std::string{condition} + ", then: {effect: '" +
                 std::string{effect} + "', details: " + std::string{details} + "}}}}"),
            sink));
        policies.emplace_back(definitions.back(), Object{}, aliases, Options{}, sink);
        all.push_back(&policies.back());
        return policies.back();
    }
};

std::string operations(std::string_view list) {
    return "{operations: [" + std::string{list} + "]}";
}

struct Applied {
    std::string body;
    Change::Kind kind{};
};

Applied applied(std::string_view effect, std::string_view details, std::string_view body_text) {
    Policies policies;
    const Policy& policy = policies.add("p", effect, details);
    const Value body = json(body_text);
    const Changed changed = apply_changes(policy, Resource{body, "2024-01-01"}, Request{});
    const Value* properties = changed.body.find("properties");
    const Value* tags = changed.body.find("tags");
    return {azure::json_text_of(tags != nullptr         ? *tags
                                : properties != nullptr ? *properties
                                                        : changed.body),
            changed.changes.empty() ? Change::Kind::NotNeeded : changed.changes.back().kind};
}

} // namespace

TEST_CASE("modify writes what its operations say") {
    struct Case {
        const char* operation;
        const char* body;
        const char* after;
        Change::Kind kind;
    };
    using Kind = Change::Kind;
    for (const auto& [operation, body, after, kind] : {
             Case{"{operation: 'add', field: 'tags.a', value: 1}", "{type: 'T'}", "{\"a\":1}", Kind::Made},
             Case{"{operation: 'add', field: 'tags.a', value: 1}", "{type: 'T', tags: {A: 2}}", "{\"A\":2}",
                  Kind::NotNeeded},
             Case{"{operation: 'addOrReplace', field: 'tags.a', value: 1}", "{type: 'T', tags: {A: 2}}",
                  "{\"A\":1}", Kind::Made},
             Case{"{operation: 'remove', field: 'tags.a'}", "{type: 'T', tags: {A: 2, b: 3}}", "{\"b\":3}",
                  Kind::Made},
             Case{"{operation: 'addOrReplace', field: 'T/a', value: 1}", "{type: 'T', properties: {}}",
                  "{\"a\":1}", Kind::Made},
             Case{"{operation: 'addOrReplace', field: 'T/a.b', value: 1}", "{type: 'T', properties: {}}",
                  "{}", Kind::ParentMissing},
             Case{"{operation: 'add', field: 'T/l[*]', value: 2}", "{type: 'T', properties: {l: [1]}}",
                  "{\"l\":[1,2]}", Kind::Made},
             Case{"{operation: 'addOrReplace', field: 'T/l[*]', value: 2}",
                  "{type: 'T', properties: {l: [1]}}", "{\"l\":[2]}", Kind::Made},
             Case{"{operation: 'add', field: 'T/l[*].x', value: 2}",
                  "{type: 'T', properties: {l: [{}, {x: 1}]}}", "{\"l\":[{\"x\":2},{\"x\":1}]}", Kind::Made},
             Case{"{operation: 'addOrReplace', field: 'T/readOnly', value: 2}", "{type: 'T', properties: {}}",
                  "{}", Kind::NotModifiable},
             Case{"{operation: 'addOrReplace', field: 'type', value: 'U'}", "{type: 'T', properties: {}}",
                  "{}", Kind::NotModifiable},
             Case{"{operation: 'addOrReplace', field: 'T/a', value: \"[int('x')]\"}",
                  "{type: 'T', properties: {}}", "{}", Kind::Error},
             Case{"{operation: 'addOrReplace', field: 'T/a', value: 1, "
                  "condition: \"[less(requestContext().apiVersion, '2020-01-01')]\"}",
                  "{type: 'T', properties: {}}", "{}", Kind::NotNeeded},
             Case{"{operation: 'addOrReplace', field: 'T/a', value: 1, condition: 'TRUE'}",
                  "{type: 'T', properties: {}}", "{\"a\":1}", Kind::Made},
             Case{"{operation: 'addOrReplace', field: 'T/a', value: 1, condition: \"[concat('y', 'es')]\"}",
                  "{type: 'T', properties: {}}", "{}", Kind::Error},
         }) {
        CAPTURE(operation);
        const Applied result = applied("modify", operations(operation), body);
        CHECK(result.body == after);
        CHECK(result.kind == kind);
    }
}

TEST_CASE("append adds fields, and denies where they have another value") {
    const char* details = "[{field: 'T/a.b', value: 1}]";
    CHECK(applied("append", details, "{type: 'T', properties: {}}").body == "{\"a\":{\"b\":1}}");
    CHECK(applied("append", details, "{type: 'T', properties: {a: {b: 1}}}").kind == Change::Kind::NotNeeded);
    CHECK(applied("append", details, "{type: 'T', properties: {a: {b: 2}}}").kind == Change::Kind::Conflict);
    CHECK(applied("append", "[{field: 'T/l[*]', value: 3}]", "{type: 'T', properties: {l: [1]}}").body ==
          "{\"l\":[1,3]}");
}

TEST_CASE("effects come in Azure's order") {
    CHECK(order(Effect::Disabled) < order(Effect::Modify));
    CHECK(order(Effect::Append) == order(Effect::Modify));
    CHECK(order(Effect::Modify) < order(Effect::Deny));
    CHECK(order(Effect::Deny) < order(Effect::Audit));
    CHECK(order(Effect::Audit) < order(Effect::AuditIfNotExists));
    CHECK(order(Effect::AuditIfNotExists) < order(Effect::DeployIfNotExists));
}

TEST_CASE("deny looks at the request as modify has changed it") {
    Policies policies;
    policies.add("deny", "deny", "null", "{field: 'tags.env', exists: false}");
    policies.add("modify", "modify", operations("{operation: 'add', field: 'tags.env', value: 'dev'}"));
    const Value body = json("{type: 'T', name: 'n'}");
    const RequestOutcome outcome = run_request(policies.all, Resource{body}, Request{});
    CHECK_FALSE(outcome.is_denied);
    CHECK(outcome.body.find("tags") != nullptr);
    CHECK(outcome.outcomes[0].state == State::Compliant);
}

TEST_CASE("a failed evaluation denies a request, whatever the effect") {
    Policies policies;
    policies.add("audit", "audit", "null", "{value: \"[int(field('name'))]\", equals: 1}");
    const Value body = json("{type: 'T', name: 'n'}");
    const RequestOutcome outcome = run_request(policies.all, Resource{body}, Request{});
    CHECK(outcome.is_denied);
    REQUIRE(outcome.denied_by.size() == 1);
    CHECK(outcome.denied_by[0] == "audit");
}

TEST_CASE("definitions that write one field differently settle it by their conflict effects") {
    struct Case {
        const char* first;
        const char* second;
        bool is_denied;
        const char* after; ///< of `tags.a`; empty: not written
    };
    for (const auto& [first, second, is_denied, after] : {
             Case{"deny", "deny", true, ""},
             Case{"deny", "audit", false, "1"},
             Case{"audit", "deny", false, "2"},
             Case{"audit", "audit", false, ""},
         }) {
        CAPTURE(first);
        CAPTURE(second);
        Policies policies;
        const auto details = [](std::string_view conflict, std::string_view value) {
            return "{conflictEffect: '" + std::string{conflict} +
                   "', operations: [{operation: 'addOrReplace', field: 'tags.a', value: '" +
                   std::string{value} + "'}]}";
        };
        policies.add("one", "modify", details(first, "1"));
        policies.add("two", "modify", details(second, "2"));
        const Value body = json("{type: 'T', name: 'n'}");
        const RequestOutcome outcome = run_request(policies.all, Resource{body}, Request{});
        CHECK(outcome.is_denied == is_denied);
        const Value* tags = outcome.body.find("tags");
        CHECK((tags == nullptr ? "" : *tags->find("a")->as_string()) == std::string{after});
    }
}

TEST_CASE("only the operations that clash are left out, not their definition") {
    Policies policies;
    const auto details = [](std::string_view value, std::string_view own) {
        return "{conflictEffect: 'audit', operations: [{operation: 'addOrReplace', field: 'tags.a', value: "
               "'" +
               std::string{value} + "'}, {operation: 'add', field: 'tags." + std::string{own} +
               "', value: 'x'}]}";
    };
    policies.add("one", "modify", details("1", "b"));
    policies.add("two", "modify", details("2", "c"));
    const Value body = json("{type: 'T', name: 'n'}");
    const RequestOutcome outcome = run_request(policies.all, Resource{body}, Request{});
    CHECK_FALSE(outcome.is_denied);
    CHECK(azure::json_text_of(*outcome.body.find("tags")) == R"({"b":"x","c":"x"})");
}

TEST_CASE("details are evaluated but for what is about something else") {
    Policies policies;
    const Policy& policy =
        policies.add("p", "deployIfNotExists",
                     "{type: \"[concat('a', '/b')]\", name: \"[field('name')]\", existenceCondition: "
                     "{field: 'name', equals: \"[field('name')]\"}, deployment: {properties: {template: "
                     "{x: \"[resourceGroup().id]\"}, parameters: {p: {value: \"[field('name')]\"}}}}}");
    const Value body = json("{type: 'T', name: 'n'}");
    const Value details = evaluated_details(policy, Resource{body}, Request{});
    CHECK(azure::json_text_of(details) ==
          R"({"type":"a/b","name":"n","existenceCondition":{"field":"name","equals":"[field('name')]"},)"
          R"("deployment":{"properties":{"template":{"x":"[resourceGroup().id]"},)"
          R"("parameters":{"p":{"value":"n"}}}}})");
}
