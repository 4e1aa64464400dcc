#include "compiler/sema/checked_test.hpp"

#include <doctest/doctest.h>

#include <string>

namespace iotsec::sema {

using testing::check_text;
using testing::Checked;
using testing::requirement;

namespace {

struct Case {
    std::string source;
    std::string expected;
};

const std::string library =
    "param ranges: cidr[] = ['10.0.0.0/8']\nparam most: int = 3 { max: 5 }\n" +
    requirement("inside", "expect hub.range within ranges") +
    requirement("few", "expect count(hub.hosts) <= most") +
    requirement("plain", "expect hub.disableLocalAuth\n  remedy set hub.disableLocalAuth = true");

const std::string baseline =
    library + "baseline base { title: 'b' version: '1.0.0' include inside include few include plain }\n";

std::string check_baseline(const std::string& items) {
    return check_text(library + "param mine: cidr[] = []\nbaseline b { title: 't' " + items + " }");
}

std::string check_assignment(const std::string& items) {
    return check_text(baseline + "assignment prod of base at managementGroup 'mg' { location: 'westeurope' " +
                      items + " }");
}

std::string check_waiver(const std::string& items) {
    return check_text(baseline + "assignment prod of base at managementGroup 'mg' { }\nwaiver w of prod { " +
                      items + " }");
}

std::string check_given(const std::string& body, const std::string& rest = "expect compliant") {
    return check_text(library + "test 't' of plain { given hub: Contoso.Devices/hubs " + body + " " + rest +
                      " }");
}

} // namespace

TEST_CASE("a baseline holds its requirements by id, with their bindings") {
    Checked checked{{"module m\n" + library +
                     "param mine: cidr[] = []\nbaseline b { include plain include few include inside with { "
                     "ranges: mine } }"}};
    CHECK(checked.mistakes() == "");
    REQUIRE(checked.program.baselines.size() == 1);
    const auto& requirements = checked.program.baselines[0].requirements;
    REQUIRE(requirements.size() == 3);
    CHECK(std::get<ast::Requirement>(checked.program[requirements[0].requirement].kind).name.text == "few");
    REQUIRE(requirements[1].bindings.size() == 1);
    CHECK(checked.program[requirements[1].bindings[0].param].kind.index() == 1);
}

TEST_CASE("includes, bindings and omits are checked") {
    const std::string unused = "warning IOT2004 at `mine`: parameter `mine` is never used";
    for (const auto& [source, expected] : {
             Case{"include inside with { ranges: mine }", ""},
             Case{"include inside with { ranges: ['10.0.0.0/8'] }", unused},
             Case{"include inside with { rnges: mine }",
                  unused + "\nIOT4017 at `rnges`: `rnges` is no parameter of `inside`"},
             Case{"include few with { most: 9 }",
                  unused + "\nIOT3029 at `9`: `9` is not allowed: expected at most 5"},
             Case{"include few with { most: mine }", "IOT3001 at `mine`: expected int, found cidr[]"},
             Case{"include few with { most: 2, most: 3 }",
                  unused + "\nIOT3031 at `most`: member `most` is given twice"},
             Case{"include m.* include few with { most: 2 } include few with { most: 3 }",
                  unused + "\nIOT3031 at `most`: member `most` is given twice"},
             Case{"include fwe", unused + "\nIOT2001 at `fwe`: unknown requirement `fwe`"},
             Case{"", unused + "\nIOT4014 at `b`: baseline `b` includes no requirement"},
             Case{"include m.* omit few because 'why'", unused},
             Case{"include inside omit few because 'why'",
                  unused + "\nIOT4015 at `few`: `omit few` removes nothing that was included"},
             Case{"include m.* omit few because ''",
                  unused + "\nIOT4019 at `''`: expected a reason after `because`, found an empty text: why "
                           "is it left out?"},
             Case{"include m.* titel: 'x'",
                  unused + "\nIOT4003 at `titel`: baseline `b` has no metadata `titel`"},
         }) {
        CAPTURE(source);
        CHECK(check_baseline(source) == expected);
    }
}

TEST_CASE("IOT4016: two parameters of one name are told apart by a binding") {
    const std::string other =
        "module other\nparam ranges: cidr[] = []\n" + requirement("second", "expect hub.range within ranges");
    const std::string first = "module m\n" + library;
    const auto check = [&](const std::string& items) {
        return Checked{{first + "param mine: cidr[] = []\nbaseline b { " + items + " }", other}}.mistakes();
    };
    CHECK(check("include inside include other.second")
              .find("IOT4016 at `b`: two different parameters are surfaced as `ranges`") !=
          std::string::npos);
    CHECK(check("include inside include other.second with { ranges: mine }") == "");
}

TEST_CASE("assignments name what there is") {
    for (const auto& [source, expected] : {
             Case{
                 "set ranges = ['10.0.0.0/8'] effect deny for plain exclude ['/subscriptions/x'] because 'y'",
                 ""},
             Case{"only where locations in ['westeurope']", ""},
             Case{"set rnges = []", "IOT4017 at `rnges`: `rnges` is no parameter of baseline `base`"},
             Case{"set most = 9", "IOT3029 at `9`: `9` is not allowed: expected at most 5"},
             Case{"set most = 2 set most = 3", "IOT3031 at `most`: member `most` is given twice"},
             Case{"effect dney for plain", "IOT2001 at `dney`: unknown effect `dney`"},
             Case{"effect modify for few",
                  "IOT4010 at `modify`: `modify` cannot be offered: `few` has no `remedy set`"},
             Case{"effect modify for plain", ""},
             Case{"effect audit for all", ""},
             Case{"exclude ['x'] because 'y'",
                  "IOT3012 at `'x'`: `x` is malformed: expected a resource id, which starts with '/'"},
             Case{"exclude ['/x'] because ''", "IOT4019 at `''`: expected a reason after `because`, found an "
                                               "empty text: why is it excluded?"},
             Case{"ring a where location in ['x'] { effect audit for all }",
                  "IOT2001 at `location`: unknown selector `location`"},
             Case{"ring a where locations in ['x'] { } ring a where locations in ['y'] { }",
                  "IOT2002 at `a`: `a` is already declared"},
             Case{
                 "ring a where locations in ['West Europe'] { } ring b where locations in ['westeurope'] { }",
                 "IOT4020 at `'westeurope'`: location `westeurope` is already in ring `a`"},
         }) {
        CAPTURE(source);
        CHECK(check_assignment(source) == expected);
    }
    CHECK(check_text("assignment prod of bse at managementGroup 'mg' { }") ==
          "IOT2001 at `bse`: unknown baseline `bse`");
    CHECK(check_text(baseline + "assignment prod of base at managmentGroup 'mg' { }") ==
          "IOT2001 at `managmentGroup`: unknown scope `managmentGroup`");
    CHECK(check_text(baseline +
                     "assignment thisNameIsLongerThanAzureAllows of base at managementGroup 'mg' { }") ==
          "IOT4021 at `thisNameIsLongerThanAzureAllows`: the name has 31 characters: Azure allows 24 at this "
          "scope");
    CHECK(check_text(baseline + requirement("outside", "expect hub.restricted") +
                     "assignment prod of base at subscription 's' { effect audit for outside }") ==
          "IOT4018 at `outside`: `outside` is not in baseline `base`");
}

TEST_CASE("an assignment keeps Azure's limits on overrides and excluded scopes") {
    std::string rings;
    for (int i = 0; i < 6; ++i)
        rings += "ring r" + std::to_string(i) + " where locations in ['place" + std::to_string(i) +
                 "'] { effect audit for plain effect modify for plain } ";
    const std::string found = check_assignment(rings);
    CHECK(found.starts_with("IOT4021 at `ring r5"));
    CHECK(found.ends_with("the rings need 12 overrides, one for each effect of each: Azure allows 10"));
    std::string scopes = "exclude ['/subscriptions/s0'";
    for (int i = 1; i < 401; ++i)
        scopes += ", '/subscriptions/s" + std::to_string(i) + "'";
    CHECK(check_assignment(scopes + "] because 'x'")
              .ends_with("the assignment excludes 401 scopes: Azure allows 400"));
}

TEST_CASE("waivers name what there is") {
    const std::string rest = "category: waiver until: 2027-03-31 because: 'x' ";
    for (const auto& [source, expected] : {
             Case{rest + "resources: ['/subscriptions/x'] requirements: [plain, m.few] ticket: 'T-1'", ""},
             Case{rest + "requirements: [plain]", "IOT4002 at `w`: waiver `w` needs `resources`"},
             Case{rest + "resources: ['/x'] requirements: [plian]",
                  "IOT2001 at `plian`: unknown requirement `plian`"},
             Case{rest + "resources: ['/x']", "IOT4002 at `w`: waiver `w` needs `requirements`"},
             Case{"resources: ['/x'] requirements: [plain] category: wavier until: 2027-03-31 because: 'x'",
                  "IOT4005 at `wavier`: `category` is one of `waiver`, `mitigated`, found `wavier`"},
             Case{"resources: ['/x'] requirements: [plain] category: waiver until: '2027-03-31' because: 'x'",
                  "IOT4005 at `'2027-03-31'`: `until` is a date such as 2027-03-31, found string"},
             Case{"resources: ['/x'] requirements: [plain] category: waiver until: 2027-03-31 because: ''",
                  "IOT4019 at `''`: expected a reason after `because`, found an empty text: why is it "
                  "waived?"},
         }) {
        CAPTURE(source);
        CHECK(check_waiver(source) == expected);
    }
    Checked checked{{"module m\n" + baseline +
                     "assignment prod of base at subscription 's' { }\nwaiver w of prod { " + rest +
                     "resources: ['/x'] requirements: [plain] }"}};
    REQUIRE(checked.program.waivers.size() == 1);
    CHECK(checked.program.waivers[0].assignment == 0);
    CHECK(checked.program.waivers[0].requirements.size() == 1);
    CHECK(checked.program.assignments[0].baseline == 0);
}

TEST_CASE("the evidence of tests follows the catalogue") {
    for (const auto& [source, expected] : {
             Case{"{ name: 'h', location: 'x', disableLocalAuth: unknown('why'), comments: null, state: "
                  "'Active' }",
                  ""},
             Case{"{ name: 'h', rules: [{ action: 'Accept' }, null, unknown], sku: unknown }", ""},
             Case{"{ name: 'h', disableLocalAth: true }",
                  "IOT3002 at `disableLocalAth`: `Contoso.Devices/hubs` has no member `disableLocalAth`"},
             Case{"{ name: 'h', units: 'x' }", "IOT3001 at `'x'`: expected int, found string"},
             Case{"{ name: 'h', sku: { name: 'S9' } }", "IOT3005 at `'S9'`: `S9` is not a value of `name`"},
             Case{"{ name: 'h', publicNetworkAccess: 'Off' }",
                  "warning IOT3006 at `'Off'`: `Off` is not a known value of `publicNetworkAccess`"},
             Case{"{ name: 'h', name: 'i' }", "IOT3031 at `name`: member `name` is given twice"},
             Case{"{ name: 'h', apiVersion: '2019-01-01', publicNetworkAccess: 'Enabled' }",
                  "warning IOT3034 at `publicNetworkAccess`: `publicNetworkAccess` is not in api-version "
                  "2019-01-01: it "
                  "came with 2020-03-01"},
         }) {
        CAPTURE(source);
        CHECK(check_given(source) == expected);
    }
}

TEST_CASE("tests name what there is") {
    const std::string body = "{ name: 'h' }";
    for (const auto& [source, expected] : {
             Case{"expect violation with 'x' expect compliant after remedy", ""},
             Case{"expect compliant for hbu", "IOT2001 at `hbu`: unknown given `hbu`"},
             Case{"given hub2: Contoso.Devices/hubs { name: 'H' } expect compliant",
                  "IOT4025 at `hub2`: `hub2` has the same id as another `given`"},
             Case{"given hub: Contoso.Devices/hubs { name: 'i' } expect compliant",
                  "IOT2003 at `hub`: `hub` already names a given here"},
             Case{"given s: Contoso.Monitor/settings of hub { name: 's', workspaceId: hub.id } expect "
                  "compliant",
                  ""},
             Case{"given s: Contoso.Monitor/settings of hub { name: 's' } expect compliant for s",
                  "IOT4022 at `Contoso.Monitor/settings`: the subject is a `Contoso.Devices/hubs`, found "
                  "`Contoso.Monitor/settings`"},
             Case{"set most = 3 expect compliant",
                  "IOT4017 at `most`: `most` is no parameter of requirement `plain`"},
             Case{"incomplete Contoso.Network/endpoint expect compliant",
                  "IOT2001 at `Contoso.Network/endpoint`: unknown resource type `Contoso.Network/endpoint`"},
             Case{"view: requst expect compliant",
                  "IOT4005 at `requst`: `view` is one of `request`, `stored`, found `requst`"},
             Case{"", "IOT4002 at `'t'`: test needs `expect`"},
         }) {
        CAPTURE(source);
        CHECK(check_given(body, source) == expected);
    }
    CHECK(check_text(
              library +
              "test 't' of few { given hub: Contoso.Devices/hubs { name: 'h' } set most = 9 expect compliant "
              "after remedy }") ==
          "IOT3029 at `9`: `9` is not allowed: expected at most 5\n"
          "IOT4024 at `expect compliant after remedy`: `after remedy` needs a remedy, and `few` has none");
    CHECK(check_text(library + "test 't' of few { expect compliant }\ntest 't' of few { expect compliant }")
              .find("IOT2002 at `'t'`: `t` is already declared") != std::string::npos);
    CHECK(check_text(requirement("old", "expect hub.created > now - 90d") +
                     "test 't' of old { given hub: Contoso.Devices/hubs { name: 'h' } expect compliant }") ==
          "IOT4023 at `'t'`: the requirement reads `now`: expected `at` with a date or an instant");
}

} // namespace iotsec::sema
