#include "compiler/sema/checked_test.hpp"

#include <doctest/doctest.h>

#include <string>

namespace iotsec::sema {

using testing::check_clauses;
using testing::check_text;
using testing::Checked;
using testing::requirement;

namespace {

struct Case {
    std::string source;
    bool is_lenient;
};

const std::string comments = "warning IOT3026 at `hub.comments`: `hub.comments` may be absent, and then ";

} // namespace

TEST_CASE("IOT3026: absence that decides is a warning") {
    for (const auto& [source, is_lenient] : {
             Case{"expect hub.comments == 'x'", false},
             Case{"expect hub.comments != 'x'", true},
             Case{"expect hub.comments not in ['x', 'y']", true},
             Case{"expect not (hub.comments like 'x*')", true},
             Case{"expect not not (hub.comments like 'x*')", false},
             Case{"expect hub.comments == 'x' implies hub.disableLocalAuth", true},
             Case{"expect hub.disableLocalAuth implies hub.comments == 'x'", false},
             Case{"expect no h in hub.hosts satisfies (h == hub.comments)", true},
             Case{"expect some h in hub.hosts satisfies (h == hub.comments)", false},
             Case{"expect at most 2 h in hub.hosts satisfies (h == hub.comments)", true},
             Case{"expect exactly 2 h in hub.hosts satisfies (h == hub.comments)", true},
             Case{"expect every h in hub.hosts (or empty) where h == hub.comments satisfies h == 'x'", true},
             Case{"expect every h in hub.hosts (or empty) satisfies h == hub.comments", false},
             Case{"expect count(h in hub.hosts where h == hub.comments) > 2", true},
             Case{"expect not ('a' in hub.hosts)", false},
             Case{"expect hub.publicNetworkAccess != 'Enabled'", false},
             Case{"expect hub.name != 'x'", false},
         }) {
        CAPTURE(source);
        CHECK(check_clauses(source) == (is_lenient ? comments + "the expectation holds" : ""));
    }
}

TEST_CASE("a plain comparison in `when` is lenient, its negation is not") {
    const std::string expect = "\n  expect hub.disableLocalAuth";
    CHECK(check_clauses("when hub.comments == 'x'" + expect) == comments + "the requirement does not apply");
    CHECK(check_clauses("when hub.comments != 'x'" + expect) == "");
    CHECK(check_clauses("when hub.restricted" + expect).starts_with("warning IOT3026 at `hub.restricted`"));
    CHECK(check_clauses("when not hub.restricted" + expect) == "");
}

TEST_CASE("the author says what absence means") {
    for (const char* source : {
             "expect (hub.comments ?? 'x') != 'x'",
             "expect (hub.comments ?? hub.workspaceId ?? 'x') != 'x' and hub.workspaceId != '/y'",
             "expect hub.comments is present and hub.comments != 'x'",
             "expect hub.comments is absent or hub.comments != 'x'",
             "when hub.comments is present\n  expect hub.comments != 'x'",
             "let c = hub.comments\n  when c is present\n  expect c != 'x'",
         }) {
        CAPTURE(source);
        CHECK(check_clauses(source) == "");
    }
    CHECK(check_clauses("expect hub.sku is present or hub.sku.capacity != 3")
              .find("IOT3026 at `hub.sku.capacity`") != std::string::npos);
    CHECK(check_text("predicate known(h: Contoso.Devices/hubs) = h.comments is present\n" +
                     requirement("r", "when known(hub)\n  expect hub.comments != 'x'")) == "");
}

TEST_CASE("lets and predicates are looked into") {
    CHECK(check_text("predicate odd(c: string) = c == 'x'\n" +
                     requirement("r", "expect not odd(hub.comments)")) == comments + "the expectation holds");
    CHECK(check_text(requirement("r", "let odd = hub.comments == 'x'\n  expect not odd")) ==
          comments + "the expectation holds");
}

TEST_CASE("in the library leniency is an error") {
    CHECK(Checked{{"module m\nbaseline b { include std.x.* }"},
                  {"module std.x\n" + requirement("r", "expect hub.comments != 'x'")}}
              .mistakes()
              .starts_with("IOT3026 at"));
}

TEST_CASE("IOT3024: comparisons that can never hold") {
    for (const char* source : {
             "expect hub.comments == 'a' and hub.comments == 'b'",
             "expect hub.comments in ['a', 'b'] and hub.comments in ['c', 'd']",
             "expect hub.comments is absent and hub.comments == 'b'",
             "when hub.comments == 'a' and hub.comments is present\n  expect hub.comments == 'b'",
             "expect hub.units > 5 and hub.units < 3",
             "expect hub.units > 200",
             "expect hub.minTlsVersion >= '1.2' and hub.minTlsVersion == '1.0'",
             "expect hub.disableLocalAuth and not hub.disableLocalAuth",
             "expect hub.comments in []",
             "expect some x in hub.rules satisfies (x.action == 'Accept' and x.action == 'Reject')",
             "let on = hub.disableLocalAuth\n  expect on and hub.disableLocalAuth == false",
         }) {
        CAPTURE(source);
        CHECK(check_clauses(source).find("IOT3024") != std::string::npos);
    }
}

TEST_CASE("IOT3025: comparisons that always hold") {
    for (const char* source : {
             "expect hub.comments == 'a' and hub.comments != 'b'",
             "expect hub.comments == 'a' and hub.comments in ['a', 'b']",
             "expect hub.sku.name in ['F1', 'S1', 'S2']",
             "when hub.publicNetworkAccess == 'Disabled'\n  expect hub.publicNetworkAccess == 'Disabled'",
         }) {
        CAPTURE(source);
        CHECK(check_clauses(source).find("warning IOT3025") != std::string::npos);
    }
    CHECK(
        check_clauses("expect hub.comments is present and hub.comments not in []").find("warning IOT3025") !=
        std::string::npos);
}

TEST_CASE("what is said of different paths, or in different branches, contradicts nothing") {
    for (const char* source : {
             "expect hub.comments == 'a' or hub.comments == 'b'",
             "expect hub.comments == 'a' and hub.name == 'b'",
             "expect (some x in hub.rules satisfies x.action == 'Accept') and some x in hub.rules satisfies "
             "x.action == 'Reject'",
             "expect hub.units >= 3 and hub.units <= 3",
             "expect (hub.comments ?? 'a') == 'a' and hub.comments is absent",
         }) {
        CAPTURE(source);
        CHECK(check_clauses(source) == "");
    }
}

} // namespace iotsec::sema
