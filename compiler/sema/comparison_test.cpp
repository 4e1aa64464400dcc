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

} // namespace

TEST_CASE("equality takes values of one type") {
    check_cases({
        {"hub.comments == 'x'", ""},
        {"'x' == hub.comments", ""},
        {"hub.comments == hub.sku.name", ""},
        {"hub.units == 5", ""},
        {"hub.restricted == true", ""},
        {"hub.location == 'westeurope'", ""},
        {"hub.workspaceId == hub.id", ""},
        {"hub.range == '10.0.0.0/8'", ""},
        {"hub.comments == 5", "IOT3003 at `hub.comments == 5`: cannot compare string with int"},
        {"hub.units == '5'", "IOT3003 at `hub.units == '5'`: cannot compare int with string"},
        {"hub.restricted == 'true'",
         "IOT3003 at `hub.restricted == 'true'`: cannot compare bool with string"},
        {"hub.sku == 'S1'", "IOT3003 at `hub.sku == 'S1'`: cannot compare object `sku` with string"},
        {"hub.hosts == 'a'", "IOT3003 at `hub.hosts == 'a'`: cannot compare string[] with string"},
        {"(hub.units == 5) == true",
         "IOT3003 at `(hub.units == 5) == true`: cannot compare condition with bool"},
        {"hub.comments == null", "IOT3008 at `null`: nothing equals `null`, expected a value"},
        {"hub.range == '10.0.0/8'", "IOT3012 at `'10.0.0/8'`: `10.0.0/8` is malformed: expected a range of "
                                    "addresses such as '10.0.0.0/8'"},
    });
}

TEST_CASE("IOT3005, IOT3006, IOT3007: values of enumerations") {
    check_cases({
        {"hub.sku.name == 'S9'", "IOT3005 at `'S9'`: `S9` is not a value of `name`"},
        {"hub.sku.name == 's1'", "warning IOT3007 at `'s1'`: the value `s1` is spelled `S1`"},
        {"hub.publicNetworkAccess == 'Off'",
         "warning IOT3006 at `'Off'`: `Off` is not a known value of `publicNetworkAccess`"},
        {"hub.sku.name in ['S1', 'S9']", "IOT3005 at `'S9'`: `S9` is not a value of `name`"},
        {"hub.minTlsVersion >= '1.5'", "IOT3005 at `'1.5'`: `1.5` is not a value of `minTlsVersion`"},
    });
    CHECK(check_text("let wanted = 'S9'\n" + requirement("r", "expect hub.sku.name == wanted")) ==
          "IOT3005 at `wanted`: `S9` is not a value of `name`");
}

TEST_CASE("IOT3004: what has an order") {
    check_cases({
        {"hub.minTlsVersion >= '1.2'", ""},
        {"hub.units > 5", ""},
        {"hub.created > now", ""},
        {"hub.comments > 'a'", "IOT3004 at `hub.comments`: string has no order"},
        {"hub.restricted > true", "IOT3004 at `hub.restricted`: bool has no order"},
        {"hub.sku.name > 'F1'", "IOT3004 at `hub.sku.name`: name ('F1', 'S1', 'S2') has no order"},
        {"hub.created > 'x'", "IOT3003 at `hub.created > 'x'`: cannot compare instant with string"},
        {"hub.minTlsVersion >= hub.comments", "IOT3001 at `hub.comments`: expected one of the values of "
                                              "minTlsVersion ('1.0', '1.1', '1.2', '1.3'), found string"},
        {"request.apiVersion >= '2020'",
         "IOT3012 at `'2020'`: `2020` is malformed: expected an api-version such as "
         "'2023-06-30'"},
    });
}

TEST_CASE("membership takes a list of the same type") {
    check_cases({
        {"hub.comments in ['a', 'b']", ""},
        {"'a' in hub.hosts", ""},
        {"hub.units in [1, 2]", ""},
        {"hub.comments in 'abc'", "IOT3001 at `'abc'`: expected a list of values, found string"},
        {"'a' in hub.rules", "IOT3001 at `hub.rules`: expected a list of values, found object `rules`[]"},
        {"hub.units in ['1']", "IOT3003 at `'1'`: cannot compare int with string"},
        {"hub.hosts in ['1']", "IOT3001 at `hub.hosts`: expected one value before `in`, found string[]"},
    });
    CHECK(check_text("param names: string[] = []\n" + requirement("r", "expect hub.comments in names")) ==
          "");
    CHECK(check_text("param sizes: int[] = []\n" + requirement("r", "expect hub.comments in sizes"))
              .starts_with("IOT3003"));
}

TEST_CASE("IOT3010: patterns") {
    check_cases({
        {"hub.comments like 'a*b'", ""},
        {"hub.comments startsWith 'a'", ""},
        {"hub.comments contains 'a'", ""},
        {"hub.comments like 'ab'", "IOT3010 at `'ab'`: bad pattern `ab`: `like` takes exactly one `*`"},
        {"hub.comments like '*'",
         "IOT3010 at `'*'`: bad pattern `*`: `'*'` matches everything, expected text beside the `*`"},
        {"hub.comments like '*a*'", "IOT3010 at `'*a*'`: bad pattern `*a*`: `like` takes exactly one `*`"},
        {"hub.comments startsWith ''",
         "IOT3010 at `''`: bad pattern ``: an empty pattern matches nothing or everything"},
        {"hub.comments startsWith 'a?'",
         "IOT3010 at `'a?'`: bad pattern `a?`: `?` means something to Azure Policy, expected plain text"},
        {"hub.comments endsWith 'a*'",
         "IOT3010 at `'a*'`: bad pattern `a*`: `*` stands only in a `like`, expected plain text"},
        {"hub.comments startsWith 'a${hub.name}'",
         "IOT1015 at `${`: expected constant text for a pattern, found `${`"},
        {"hub.comments startsWith hub.name",
         "IOT3001 at `hub.name`: expected a text literal or a parameter, found string"},
        {"hub.hosts contains 'a'", "IOT3001 at `hub.hosts`: expected a text, found string[]"},
        {"hub.range startsWith '10.'", "IOT3001 at `hub.range`: expected a text, found cidr"},
    });
    CHECK(check_text("param start: string = 'a'\n" +
                     requirement("r", "expect hub.comments startsWith start")) == "");
    CHECK(check_text("param start: string = 'a'\n" + requirement("r", "expect hub.comments like start")) ==
          "IOT3001 at `start`: expected a literal with exactly one `*`, found string");
}

TEST_CASE("ranges and ids lie within and under others") {
    check_cases({
        {"hub.range within '10.0.0.0/8'", ""},
        {"hub.range within ['10.0.0.0/8', 'fd00::/8']", ""},
        {"hub.range within ['10.0.0.0/33']", "IOT3012 at `'10.0.0.0/33'`: `10.0.0.0/33` is malformed: "
                                             "expected a range of addresses such as '10.0.0.0/8'"},
        {"hub.units within '10.0.0.0/8'", "IOT3001 at `hub.units`: expected a cidr or a text, found int"},
        {"hub.range within hub.comments",
         "IOT3001 at `hub.comments`: expected a cidr or a list of them, found string"},
        {"hub.id under '/subscriptions/x'", ""},
        {"hub.id under hub.workspaceId", ""},
        {"hub.id under 'x'",
         "IOT3012 at `'x'`: `x` is malformed: expected a resource id, which starts with '/'"},
        {"hub.comments under hub.id", "IOT3001 at `hub.comments`: expected a resource id, found string"},
    });
}

TEST_CASE("IOT3023: a count is compared with a number") {
    check_cases({
        {"count(hub.hosts) <= 3", ""},
        {"2 < count(h in hub.hosts where h == 'a')", ""},
        {"count(hub.hosts) == hub.units",
         "IOT3001 at `hub.units`: expected an integer or an integer parameter beside `count(…)`, found int"},
        {"count(hub.hosts) in [1, 2]", "IOT3023 at `count(hub.hosts)`: `count(…)` stands in a comparison "
                                       "with an integer or a parameter, and nowhere else"},
    });
    CHECK(check_text("param most: int = 3\n" + requirement("r", "expect count(hub.hosts) <= most")) == "");
}

TEST_CASE("instants move by durations") {
    check_cases({
        {"hub.created > now + 30d", ""},
        {"hub.comments + 30d == 'x'", "IOT3001 at `hub.comments`: expected an instant, found string"},
    });
}

} // namespace iotsec::sema
