#include "compiler/sema/checked_test.hpp"

#include <doctest/doctest.h>

#include <string>

namespace iotsec::sema {

using testing::check_condition;
using testing::check_text;
using testing::requirement;

namespace {

struct Case {
    std::string source;
    std::string expected;
};

void check_cases(std::initializer_list<Case> cases) {
    for (const auto& [source, expected] : cases) {
        CAPTURE(source);
        CHECK(check_condition(source) == expected);
    }
}

std::string check_fleet(const std::string& condition) {
    return check_text(
        "param share: percent = 99%\n" +
        requirement("r",
                    "expect " + condition +
                        " and at least share of d in devices (or empty) satisfies d.deviceId == 'a'",
                    "all devices: Contoso.Registry/devices"));
}

} // namespace

TEST_CASE("quantifiers range over lists, literals, parameters and related resources") {
    check_cases({
        {"some r2 in hub.rules satisfies r2.action == 'Accept'", ""},
        {"every r2 in hub.rules (or empty) satisfies r2.action == 'Accept'", ""},
        {"no r2 in hub.rules satisfies r2.action == 'Accept'", ""},
        {"exactly 2 r2 in hub.rules satisfies r2.action == 'Accept'", ""},
        {"at least 2 r2 in hub.rules where r2.action == 'Accept' satisfies r2.mask within '10.0.0.0/8'", ""},
        {"every c in ['a', 'b'] satisfies some h in hub.hosts satisfies h == c", ""},
        {"every h in hub.replicas satisfies h == 'a'", ""},
        {"some s: Contoso.Monitor/settings of hub satisfies s.workspaceId is present", ""},
        {"no e: Contoso.Network/endpoints in subscription satisfies some l in e.links satisfies l.serviceId "
         "== hub.id",
         ""},
        {"some h in hub.comments satisfies h == 'a'",
         "IOT3001 at `hub.comments`: expected a list, found string"},
        {"some h in hub.sku satisfies h == 'a'", "IOT3001 at `hub.sku`: expected a list, found object `sku`"},
    });
}

TEST_CASE("IOT3016 and IOT3017: what an empty collection means is said where it decides") {
    check_cases({
        {"every r2 in hub.rules satisfies r2.action == 'Accept'",
         "IOT3016 at `hub.rules`: expected what an empty collection means: `(or empty)` or `(not empty)`"},
        {"every h in hub.replicas where h != 'b' satisfies h == 'a'",
         "IOT3016 at `hub.replicas`: expected what an empty collection means: `(or empty)` or `(not empty)`"},
        {"no p in hub.policies satisfies p.rights == 'a'",
         "IOT3016 at `hub.policies`: expected what an absent `policies` means: `(or empty)` or `(not "
         "empty)`"},
        {"no p in hub.policies (not empty) satisfies p.rights == 'a'", ""},
        {"at least 50% of h in hub.hosts satisfies h == 'a'",
         "IOT3016 at `hub.hosts`: expected what an empty collection means: `(or empty)` or `(not empty)`"},
        {"some h in hub.hosts (or empty) satisfies h == 'a'",
         "IOT3017 at `some h in hub.hosts (or empty) satisfies h == 'a'`: `some` takes no `(or empty)` or "
         "`(not empty)`"},
    });
}

TEST_CASE("IOT3018: bounds are numbers, shares or parameters") {
    check_cases({
        {"exactly 50% h in hub.hosts satisfies h == 'a'",
         "IOT3018 at `50%`: `exactly` takes a number, found a percentage"},
        {"at least 5 of h in hub.hosts satisfies h == 'a'",
         "IOT3018 at `5`: `of` goes with a percentage, found int"},
    });
    CHECK(
        check_condition(
            "at least 50% of e: Contoso.Network/endpoints in subscription (or empty) satisfies e.name == 'a'")
            .find("a share is taken of a list or a fleet, found related resources") != std::string::npos);
    CHECK(check_text("param n: string = 'a'\n" +
                     requirement("r", "expect at least n h in hub.hosts satisfies h == 'a'")) ==
          "IOT3001 at `n`: expected an integer, a percentage or a parameter, found string");
}

TEST_CASE("IOT3019: only a related resource may simply exist") {
    check_cases({
        {"some s: Contoso.Monitor/settings of hub", ""},
        {"some h in hub.hosts",
         "IOT3019 at `some h in hub.hosts`: expected `satisfies` with a condition on `h`"},
    });
}

TEST_CASE("IOT3020: relations follow the catalogue") {
    check_cases({
        {"some c: Contoso.Devices/hubs/certificates of hub", ""},
        {"some e: Contoso.Network/endpoints of hub",
         "IOT3020 at `of hub`: `Contoso.Network/endpoints` is neither a child nor an extension of "
         "`Contoso.Devices/hubs`"},
        {"some e: Contoso.Network/endpoints in subscriptio",
         "IOT2001 at `subscriptio`: unknown scope `subscriptio`"},
        {"some s: Contoso.Monitor/settings of hub.sku",
         "IOT3001 at `hub.sku`: expected the name of one resource after `of`, found object `sku`"},
        {"some s: Contoso.Monitor/setting of hub",
         "IOT2001 at `Contoso.Monitor/setting`: unknown resource type "
         "`Contoso.Monitor/setting`"},
    });
}

TEST_CASE("IOT3022: quantifiers nest at most 16 deep, through lets and predicates") {
    const auto nested = [](int depth, const std::string& inner) {
        std::string text = inner;
        for (int i = 0; i < depth; ++i)
            text = "some x" + std::to_string(i) + " in ['a'] satisfies (x" + std::to_string(i) +
                   " == 'a' and " + text + ")";
        return text;
    };
    CHECK(check_condition(nested(16, "hub.disableLocalAuth")) == "");
    CHECK(check_condition(nested(17, "hub.disableLocalAuth")).find("IOT3022") != std::string::npos);
    CHECK(check_text("predicate deep(h: Contoso.Devices/hubs) = " + nested(10, "h.disableLocalAuth") + "\n" +
                     requirement("r", "expect some y in ['a'] satisfies (y == 'a' and deep(hub))")) == "");
    CHECK(check_text("predicate deep(h: Contoso.Devices/hubs) = " + nested(16, "h.disableLocalAuth") + "\n" +
                     requirement("r", "expect some y in ['a'] satisfies (y == 'a' and deep(hub))"))
              .find("IOT3022 at `some y in ['a'] satisfies (y == 'a' and deep(hub))`: quantifiers are nested "
                    "17 deep") != std::string::npos);
}

TEST_CASE("fleets are collections") {
    CHECK(check_fleet("unique d in devices by [d.deviceId, d.key]") == "");
    CHECK(check_fleet("unique d in devices by [d.deviceId, 'x']") ==
          "IOT3001 at `'x'`: expected a path of `d` to one value, found string");
    CHECK(check_fleet("every d in devices (or empty) satisfies d.status == 'enabled'") == "");
    CHECK(check_fleet("devices is empty") == "");
    CHECK(check_fleet("devices.status == 'enabled'") ==
          "IOT3002 at `status`: list `devices` has no member `status`");
}

} // namespace iotsec::sema
