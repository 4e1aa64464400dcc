#include "compiler/sema/checked_test.hpp"

#include <doctest/doctest.h>

#include <string>

namespace iotsec::sema {

using testing::check_clauses;
using testing::check_condition;
using testing::check_text;
using testing::Checked;
using testing::requirement;

namespace {

struct Case {
    std::string source;
    std::string expected;
};

} // namespace

TEST_CASE("paths lead through the catalogue") {
    for (const char* condition :
         {"hub.sku.name == 'S1'", "hub.tags['env'] == 'prod'", "hub.tags.env == 'prod'",
          "hub.free.a.b == 'x'", "hub.free['a'].b == 'x'",
          "some rule in hub.rules satisfies rule.action == 'Accept'",
          "some host in hub.hosts satisfies host == 'a'", "hub.properties.restricted", "hub.name == 'x'",
          "request.apiVersion >= '2020-03-01'", "hub.created > now - 90d", "hub.created < 2024-01-01",
          "lastSegment(hub.workspaceId) == 'x'", "version(hub.comments) >= '1.2.0'",
          "hub.firmware > '1.0'"}) {
        CAPTURE(condition);
        CHECK(check_condition(condition) == "");
    }
}

TEST_CASE("IOT3002: an unknown member, with the nearest") {
    CHECK(check_condition("hub.publicNetworkAcces == 'Disabled'") ==
          "IOT3002 at `publicNetworkAcces`: `hub` (Contoso.Devices/hubs) has no member `publicNetworkAcces`");
    CHECK(check_condition("hub.sku.size == 1") ==
          "IOT3002 at `size`: `hub.sku` (object `sku`) has no member `size`");
    CHECK(check_condition("hub.rules.action == 'Accept'") ==
          "IOT3002 at `action`: list `hub.rules` has no member `action`");
    CHECK(check_condition("hub.comments.length == 1") ==
          "IOT3002 at `length`: `hub.comments` (string) has no member `length`");
    CHECK(check_condition("request.method == 'PUT'")
              .starts_with("IOT3002 at `method`: `request` has no member `method`"));
    Checked checked{{"module m\n" + requirement("r", "expect hub.publicNetworkAcces == 'x'")}};
    CHECK(checked.sink.all()[0].help == "did you mean `publicNetworkAccess`?");
}

TEST_CASE("IOT3009: keys read maps and free-form values only") {
    CHECK(check_condition("hub['sku'] == 'x'") ==
          "IOT3009 at `'sku'`: `['sku']` reads maps and free-form values, found Contoso.Devices/hubs");
}

TEST_CASE("fields of records and shapes have types") {
    CHECK(check_text(
              "param minimum: { name: string, version: version }[] = [{ name: 'a', version: '1.2' }]\n" +
              requirement("r", "expect every entry in minimum (or empty) where entry.name == hub.comments "
                               "satisfies version(hub.comments) >= entry.version")) ==
          "warning IOT3026 at `hub.comments`: `hub.comments` may be absent, and then the expectation holds");
    CHECK(check_text("param minimum: { name: string }[] = []\n" +
                     requirement("r", "expect some entry in minimum satisfies entry.nmae == 'a'")) ==
          "IOT3002 at `nmae`: `entry` ({ name: string }) has no member `nmae`");
    CHECK(check_text("predicate open(rule: Contoso.Devices/hubs.rules[*]) = rule.action == 'Accept'\n" +
                     requirement("r", "expect no rule in hub.rules satisfies open(rule)")) == "");
}

TEST_CASE("IOT3013: what is secret is not read") {
    const std::string in_policies = "expect some p in hub.policies satisfies ";
    CHECK(check_clauses(in_policies + "p.key == 'x'") ==
          "IOT3013 at `p.key`: `p.key` is secret, expected it only in `unique`, `is present` or `is absent`");
    CHECK(check_clauses(in_policies + "p.key is present") == "");
    CHECK(check_clauses("expect hub.disableLocalAuth otherwise '${hub.comments}'") == "");
    CHECK(check_text(requirement("r", "expect device.status == 'enabled' otherwise 'key ${device.key}'",
                                 "device: Contoso.Registry/devices")) ==
          "IOT3013 at `device.key`: `device.key` is secret, expected it only in `unique`, `is present` or "
          "`is absent`");
    CHECK(check_text(requirement("r", "expect unique d in all_devices by [d.key, d.deviceId]",
                                 "all all_devices: Contoso.Registry/devices")) == "");
}

TEST_CASE("IOT3014 and IOT3015: presence is asked where it can be missing") {
    CHECK(check_condition("hub.comments is present") == "");
    CHECK(check_condition("hub.publicNetworkAccess is present") ==
          "IOT3014 at `hub.publicNetworkAccess`: `hub.publicNetworkAccess` is always there: the service's "
          "default is "
          "'Enabled'");
    CHECK(check_condition("(hub.publicNetworkAccess ?? 'Enabled') == 'Disabled'").starts_with("IOT3014"));
    CHECK(check_condition("(hub.comments ?? 'none') == 'x'") == "");
    CHECK(check_condition("hub.name is present") ==
          "warning IOT3015 at `hub.name`: `hub.name` is required, so it is always there");
    CHECK(check_condition("(hub.name ?? 'none') == 'x'").starts_with("warning IOT3015"));
    CHECK(check_condition("hub.hosts is present") ==
          "IOT3001 at `hub.hosts`: expected one value or an object, found string[]");
    CHECK(check_condition("hub is present").starts_with("IOT3001"));
    CHECK(check_condition("(hub.comments ?? 'a') is present").starts_with("IOT3001"));
    CHECK(check_condition("hub.hosts is empty") == "");
    CHECK(check_condition("hub.comments is empty") ==
          "IOT3001 at `hub.comments`: expected a list, found string");
}

TEST_CASE("operands of connectives are conditions") {
    for (const auto& [source, expected] : {
             Case{"hub.disableLocalAuth and hub.restricted", ""},
             Case{"not hub.disableLocalAuth", ""},
             Case{"hub.restricted ?? false", ""},
             Case{"'a'", "IOT3001 at `'a'`: expected a condition, found string"},
             Case{"hub.comments or hub.restricted",
                  "IOT3001 at `hub.comments`: expected a condition, found string"},
             Case{"hub.free.flag", "IOT3001 at `hub.free.flag`: expected a condition, found any"},
             Case{"hub.sku implies true", "IOT3001 at `hub.sku`: expected a condition, found object `sku`"},
         }) {
        CAPTURE(source);
        CHECK(check_condition(source) == expected);
    }
}

TEST_CASE("IOT3021: functions and predicates take what they take") {
    CHECK(check_condition("lastSegment(hub.workspaceId, 'x') == 'x'") ==
          "IOT3021 at `lastSegment(hub.workspaceId, 'x')`: `lastSegment` takes 1 argument(s), found 2");
    CHECK(check_condition("version(hub.units) > '1'") ==
          "IOT3001 at `hub.units`: expected a text, found int");
    CHECK(check_condition("lastSegmnt(hub.name) == 'x'") ==
          "IOT2001 at `lastSegmnt`: unknown function or predicate `lastSegmnt`");
    const std::string predicate = "predicate p(h: Contoso.Devices/hubs, n: int) = h.sku.capacity == n\n";
    CHECK(check_text(predicate + requirement("r", "expect p(hub, 1)")) == "");
    CHECK(check_text(predicate + requirement("r", "expect p(hub)")) ==
          "IOT3021 at `p(hub)`: `p` takes 2 argument(s), found 1");
    CHECK(check_text(predicate + requirement("r", "expect p(hub.sku, 1)")) ==
          "IOT3001 at `hub.sku`: expected Contoso.Devices/hubs, found object `sku`");
    CHECK(check_text(predicate + requirement("r", "expect p(hub, 'x')")) ==
          "IOT3001 at `'x'`: expected int, found string");
}

TEST_CASE("IOT3027: what lets write out has an end") {
    std::string lets = "let a0 = 'x' == 'y' and 'x' == 'z'\n";
    for (int i = 1; i < 60; ++i)
        lets += "let a" + std::to_string(i) + " = a" + std::to_string(i - 1) + " and a" +
                std::to_string(i - 1) + "\n";
    CHECK(check_text(lets).find("IOT3027 at `a14`") != std::string::npos);
    CHECK(check_text(lets + requirement("r", "expect a59")).find("IOT3027") != std::string::npos);
}

TEST_CASE("chains of one operator may be long") {
    std::string all = "hub.disableLocalAuth";
    std::string first = "(hub.comments";
    for (int i = 0; i < 500; ++i) {
        all += " or hub.sku.name == 'S1'";
        first += " ?? hub.comments";
    }
    CHECK(check_condition(all) == "");
    CHECK(check_condition(first + ") == 'x'") == "");
}

TEST_CASE("IOT3028: what stands only in bodies") {
    CHECK(check_text("param p: int = unknown\n" + requirement("r", "expect count(hub.hosts) <= p")) ==
          "IOT3028 at `unknown`: `unknown` stands only in the body of a test");
}

} // namespace iotsec::sema
