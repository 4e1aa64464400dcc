#include "compiler/sema/checked_test.hpp"

#include <doctest/doctest.h>

#include <string>

namespace iotsec::sema {

using testing::check_clauses;
using testing::check_text;
using testing::requirement;

namespace {

struct Case {
    std::string source;
    std::string expected;
};

std::string check_meta(const std::string& meta) {
    return check_text("requirement r for hub: Contoso.Devices/hubs {\n  " + meta +
                      "\n  expect hub.disableLocalAuth\n}\n");
}

const std::string whole_meta = "id: 'a' title: 't' severity: high ";

} // namespace

TEST_CASE("IOT4002, IOT4003, IOT4004, IOT4005: metadata of a requirement") {
    for (const auto& [source, expected] : {
             Case{whole_meta, ""},
             Case{whole_meta + "section: network docs: ['a', 'b'] partial: ok controls: { mcsb: ['NS-2'] }",
                  ""},
             Case{"id: 'a' title: 't'", "IOT4002 at `r`: requirement `r` needs `severity`"},
             Case{
                 "id: 'a' title: 't' severity: hgih",
                 "IOT4005 at `hgih`: `severity` is one of `low`, `medium`, `high`, `critical`, found `hgih`"},
             Case{whole_meta + "sevreity: low",
                  "IOT4003 at `sevreity`: requirement `r` has no metadata `sevreity`"},
             Case{whole_meta + "id: 'b'", "IOT4004 at `id`: `id` is given twice"},
             Case{"id: 'a${hub.name}' title: 't' severity: high",
                  "IOT1015 at `${`: expected constant text for metadata, found `${`"},
             Case{whole_meta + "docs: ['a${hub.name}']",
                  "IOT3011 at `hub.name`: expected a constant text, found an interpolated one"},
             Case{whole_meta + "controls: { mcbs: ['NS-2'] }", "IOT2001 at `mcbs`: unknown framework `mcbs`"},
             Case{whole_meta + "controls: { mcsb: ['NS-3'] }",
                  "IOT2001 at `'NS-3'`: unknown control of mcsb `NS-3`"},
             Case{whole_meta + "builtin: 'x'",
                  "IOT4005 at `'x'`: `builtin` is the id of a built-in definition, a GUID, found `x`"},
             Case{whole_meta + "controls: 'NS-2'",
                  "IOT4005 at `'NS-2'`: `controls` is an object such as { mcsb: ['NS-2'] }, found string"},
         }) {
        CAPTURE(source);
        CHECK(check_meta(source) == expected);
    }
}

TEST_CASE("IOT4001: ids are unique over the program, whatever the letter case") {
    CHECK(check_text(requirement("a", "expect hub.disableLocalAuth") +
                     requirement("A", "expect hub.disableLocalAuth")) ==
          "IOT4001 at `'A'`: the id `A` is already taken by `a`");
}

TEST_CASE("IOT4006 to IOT4009: clauses that go together") {
    const std::string attest = "attest every 90d asking 'x'";
    CHECK(check_clauses("when hub.disableLocalAuth") ==
          "IOT4006 at `r`: `r` expects nothing: expected at least one `expect` or `attest`");
    CHECK(check_clauses(attest) == "");
    CHECK(check_clauses(attest + "\nexpect hub.disableLocalAuth")
              .starts_with("IOT4007 at `expect hub.disableLocalAuth`"));
    CHECK(check_clauses(attest + "\n" + attest) ==
          "IOT4004 at `attest every 90d asking 'x'`: `attest` is given twice");
    CHECK(check_text(requirement("r", "expect unique d in ds by [d.deviceId]\n  effects audit",
                                 "all ds: Contoso.Registry/devices")) ==
          "IOT4008 at `audit`: `effects` does not go with `for all`: a fleet is judged as a whole");
    CHECK(check_text(requirement("r", "expect unique d in ds by [d.name]", "all ds: Contoso.Devices/hubs")) ==
          "IOT4009 at `Contoso.Devices/hubs`: `for all` ranges over a registry, found the resource type "
          "`Contoso.Devices/hubs`");
}

TEST_CASE("IOT4010: effects that cannot be offered") {
    const std::string expect = "expect hub.disableLocalAuth\n  ";
    for (const auto& [source, expected] : {
             Case{expect + "effects audit, deny, disabled", ""},
             Case{expect + "remedy set hub.disableLocalAuth = true\n  effects modify", ""},
             Case{expect + "effects modify",
                  "IOT4010 at `modify`: `modify` cannot be offered: there is no `remedy set`"},
             Case{expect + "effects deploy",
                  "IOT4010 at `deploy`: `deploy` cannot be offered: there is no `remedy deploy`"},
             Case{expect + "effects adit", "IOT2001 at `adit`: unknown effect `adit`"},
             Case{expect + "effects audit, audit", "IOT4004 at `audit`: `audit` is given twice"},
             Case{"expect hub.minTlsVersion >= '1.2'\n  effects deny",
                  "IOT4010 at `deny`: `deny` cannot be offered: `minTlsVersion` is taken at creation only, "
                  "so nobody "
                  "could mend what is denied"},
             Case{"expect hub.state == 'Active'\n  effects deny",
                  "IOT4010 at `deny`: `deny` cannot be offered: `state` is not in a request"},
             Case{"expect some s: Contoso.Monitor/settings of hub\n  effects deny",
                  "IOT4010 at `deny`: `deny` cannot be offered: a request is never refused for the lack of a "
                  "related "
                  "resource"},
             Case{"attest every 90d asking 'x'\n  effects audit",
                  "IOT4010 at `audit`: `audit` cannot be offered: the requirement is attested"},
         }) {
        CAPTURE(source);
        CHECK(check_clauses(source) == expected);
    }
    CHECK(check_text(requirement("r", "expect grant.roleId == '/x'\n  effects deny",
                                 "grant: Contoso.Access/grants")) ==
          "IOT4010 at `deny`: `deny` cannot be offered: blocking a `Contoso.Access/grants` is unwise");
}

TEST_CASE("remedies set what can be set") {
    const std::string expect =
        "expect hub.disableLocalAuth and hub.sku.name == 'S1' and hub.minTlsVersion >= '1.2' "
        "and hub.state == 'x' and hub.units > 3\n  remedy set ";
    for (const auto& [source, expected] : {
             Case{"hub.disableLocalAuth = true, hub.sku.name = 'S1'", ""},
             Case{"hub.disableLocalAuth = 'x'", "IOT3001 at `'x'`: expected bool, found string"},
             Case{"hub.sku.name = 'S9'", "IOT3005 at `'S9'`: `S9` is not a value of `name`"},
             Case{"hub.state = 'x'",
                  "IOT3032 at `hub.state`: `state` is read-only, expected a property that can be set"},
             Case{"hub.minTlsVersion = '1.2'", "IOT3033 at `hub.minTlsVersion`: `minTlsVersion` is taken at "
                                               "creation only, expected a property that "
                                               "can be changed"},
             Case{"hub.units = 300", "IOT3029 at `300`: `300` is not allowed: expected at most 200"},
             Case{"hub.disableLocalAuth = true, hub.disableLocalAuth = true",
                  "IOT3031 at `hub.disableLocalAuth`: member `disableLocalAuth` is given twice"},
             Case{"hub.comments = 'x'", "IOT4012 at `hub.comments`: no expectation depends on "
                                        "`hub.comments`: this remedy would mend nothing"},
         }) {
        CAPTURE(source);
        CHECK(check_clauses(expect + source) == expected);
    }
    CHECK(check_clauses("expect hub.restricted ?? true\n  remedy set hub.restricted = true") ==
          "warning IOT3037 at `hub.restricted`: `restricted` is not known to be modifiable by Azure Policy");
    CHECK(check_text("param other: string = 'a'\n" +
                     requirement("r", "expect hub.disableLocalAuth\n  remedy set other = 'x'")) ==
          "IOT4011 at `other`: `remedy set` sets a property of the subject, found string");
}

TEST_CASE("a condition on the api-version tells which properties there are") {
    const std::string expect = "\n  expect hub.publicNetworkAccess == 'Disabled'";
    const std::string missing =
        "IOT3034 at `hub.publicNetworkAccess`: `publicNetworkAccess` is not in api-version "
        "2019-01-01: it came with 2020-03-01";
    for (const auto& [source, expected] : {
             Case{"when request.apiVersion >= '2020-03-01'" + expect, ""},
             Case{"when request.apiVersion < '2020-03-01'" + expect, missing},
             Case{"when not (request.apiVersion >= '2020-03-01')" + expect, missing},
             Case{"when hub.disableLocalAuth and request.apiVersion == '2019-01-01'" + expect, missing},
             Case{"when (hub.disableLocalAuth or request.apiVersion < '2020-03-01')" + expect, ""},
             Case{"when request.apiVersion <= '2020-03-01'" + expect, ""},
             Case{"when request.apiVersion > '2019-01-01'\n  expect hub.legacyAccess is absent",
                  "IOT3034 at `hub.legacyAccess`: `legacyAccess` is not in api-version 2020-03-01 to "
                  "2024-01-01-preview: it went after 2019-01-01"},
             Case{"when request.apiVersion < '2000-01-01'" + expect,
                  "IOT3024 at `request.apiVersion < '2000-01-01'`: this can never hold: no api-version of "
                  "`Contoso.Devices/hubs` satisfies it"},
         }) {
        CAPTURE(source);
        CHECK(check_clauses(source) == expected);
    }
}

TEST_CASE("remedies deploy whole resources") {
    const std::string expect =
        "expect some e: Contoso.Network/endpoints in subscription satisfies some l in e.links "
        "satisfies l.serviceId == hub.id\n  remedy deploy e: Contoso.Network/endpoints in "
        "resourceGroup ";
    const std::string roles = " roles [networkContributor]";
    const std::string good =
        "{ name: '${hub.name}-e' location: hub.location links: [{ serviceId: hub.id }] }";
    for (const auto& [source, expected] : {
             Case{good + roles, ""},
             Case{good + " roles [networkContributer]",
                  "IOT2001 at `networkContributer`: unknown role `networkContributer`"},
             Case{"{ name: 'x' links: [{ serviceId: hub.id }] }" + roles,
                  "IOT3030 at `{ name: 'x' links: [{ serviceId: hub.id }] }`: `Contoso.Network/endpoints` "
                  "needs the "
                  "member `location`"},
             Case{"{ name: 'x' location: 'y' links: [{ serviceld: hub.id }] }" + roles,
                  "IOT3030 at `{ serviceld: hub.id }`: `links` needs the member `serviceId`\n"
                  "IOT3002 at `serviceld`: `links` (object `links`) has no member `serviceld`"},
             Case{"{ name: 'x' location: 'y' name: 'z' }" + roles,
                  "IOT3031 at `name`: member `name` is given twice"},
             Case{"{ name: 'x' location: 'y' apiVersion: '2018-01-01' }" + roles,
                  "IOT3035 at `'2018-01-01'`: `Contoso.Network/endpoints` has no api-version `2018-01-01`"},
         }) {
        CAPTURE(source);
        CHECK(check_clauses(expect + source) == expected);
    }
    CHECK(check_clauses(expect + good).find("IOT4013") != std::string::npos);
    CHECK(
        check_clauses(
            "expect some s: Contoso.Monitor/settings of hub\n  remedy deploy e: Contoso.Network/endpoints in "
            "resourceGroup " +
            good + roles) == "IOT4012 at `Contoso.Network/endpoints`: no expectation depends on a "
                             "`Contoso.Network/endpoints`: this remedy "
                             "would mend nothing");
    CHECK(check_clauses("expect some h: Contoso.Devices/hubs in subscription\n  remedy deploy h2: "
                        "Contoso.Devices/hubs in "
                        "resourceGroup { name: 'x' location: 'y' sku: { name: 'S1' } replicas: [] "
                        "apiVersion: '2019-01-01' "
                        "publicNetworkAccess: 'Disabled' }" +
                        roles) == "IOT3029 at `[]`: `[…]` is not allowed: expected at least 1 items\n"
                                  "IOT3034 at `publicNetworkAccess`: `publicNetworkAccess` is not in "
                                  "api-version 2019-01-01: it came with 2020-03-01");
}

TEST_CASE("IOT3036 and IOT3029: parameters") {
    const std::string use = requirement("r", "expect count(hub.hosts) <= p");
    for (const auto& [source, expected] : {
             Case{"param p: int = 3 { min: 1 max: 5 allowed: [1, 3] displayName: 'P' }", ""},
             Case{"param p: int = 9 { max: 5 }", "IOT3029 at `9`: `9` is not allowed: expected at most 5"},
             Case{"param p: int = 2 { allowed: [1, 3] }",
                  "IOT3029 at `2`: `2` is not allowed: expected one of '1', '3'"},
             Case{"param p: int = 'x'", "IOT3001 at `'x'`: expected int, found string"},
             Case{"param p: int = 3 { mni: 1 }", "IOT4003 at `mni`: parameter `p` has no metadata `mni`"},
             Case{"param p: itn = 3", "IOT2001 at `itn`: unknown type `itn`"},
         }) {
        CAPTURE(source);
        CHECK(check_text(source + "\n" + use) == expected);
    }
    CHECK(check_text("param p: Contoso.Devices/hubs.sku\n" + requirement("r", "expect hub.disableLocalAuth"))
              .find("IOT3036 at `Contoso.Devices/hubs.sku`: a parameter cannot be object `sku`") !=
          std::string::npos);
    CHECK(check_text("param p: cidr[] = ['10.0.0.0/8', 'x']\n" +
                     requirement("r", "expect hub.range within p")) ==
          "IOT3012 at `'x'`: `x` is malformed: expected a range of addresses such as '10.0.0.0/8'");
    CHECK(check_text("param p: { a: string }[] = [{ a: 'x', b: 1 }, {}]\n" +
                     requirement("r", "expect some x in p satisfies x.a == 'b'")) ==
          "IOT3002 at `b`: `{ … }` ({ a: string }) has no member `b`\n"
          "IOT3030 at `{}`: { a: string } needs the member `a`");
    CHECK(check_text("param p: string = 'x' { min: 1 }\n" + requirement("r", "expect hub.comments == p"))
              .starts_with("IOT3028 at `min`: `min` stands only in parameters of type int and percent"));
}

TEST_CASE("messages show single values") {
    CHECK(check_clauses("expect hub.disableLocalAuth otherwise 'is ${hub.comments} and ${hub.units}'") == "");
    CHECK(check_clauses("expect hub.disableLocalAuth otherwise 'is ${hub.hosts}'") ==
          "IOT3001 at `hub.hosts`: expected one value to show, found string[]");
    CHECK(check_clauses("expect hub.disableLocalAuth otherwise 'is ${hub.sku}'") ==
          "IOT3001 at `hub.sku`: expected one value to show, found object `sku`");
}

} // namespace iotsec::sema
