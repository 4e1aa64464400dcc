#include "compiler/sema/checked_test.hpp"

#include <doctest/doctest.h>

#include <string>

namespace iotsec::sema {

using testing::check_text;
using testing::Checked;
using testing::requirement;

namespace {

std::string mistakes(const std::vector<std::string>& texts, const std::vector<std::string>& library = {}) {
    return Checked{texts, library}.mistakes();
}

const std::string network =
    "module std.net\nparam ranges: cidr[] = ['10.0.0.0/8']\n" +
    requirement("closed", "expect every rule in hub.rules (or empty) satisfies rule.mask within ranges");

} // namespace

TEST_CASE("modules are found by import and by qualified name") {
    CHECK(mistakes(
              {"module m\nimport std.net as net\n" +
               requirement("r", "expect every x in hub.rules (or empty) satisfies x.mask within net.ranges")},
              {network}) == "");
    CHECK(
        mistakes({"module m\nimport std.net.{ ranges }\n" +
                  requirement("r", "expect every x in hub.rules (or empty) satisfies x.mask within ranges")},
                 {network}) == "");
    CHECK(mistakes(
              {"module m\nimport std.net\n" +
               requirement("r", "expect every x in hub.rules (or empty) satisfies x.mask within net.ranges")},
              {network}) == "");
    CHECK(
        mistakes({"module m\n" +
                  requirement(
                      "r", "expect every x in hub.rules (or empty) satisfies x.mask within std.net.ranges")},
                 {network}) == "");
    CHECK(mistakes({"module m\nbaseline b { title: 't' include std.* }"}, {network}) == "");
    CHECK(mistakes({"module m\nbaseline b { title: 't' include std.net.closed }"}, {network}) == "");
}

TEST_CASE("modules stand before those that mention them") {
    Checked checked{{"module m\nimport std.net as net\nbaseline b { include net.closed }"}, {network}};
    REQUIRE(checked.program.modules.size() == 2);
    CHECK(checked.program.modules[0].tree->name.text() == "std.net");
    CHECK(checked.program.modules[0].is_library);
    CHECK_FALSE(checked.program.modules[1].is_library);
}

TEST_CASE("IOT2006: a module that is nowhere") {
    CHECK(mistakes({"module m\nimport std.nte as net"}, {network}) ==
          "IOT2006 at `std.nte`: unknown module `std.nte`");
    CHECK(mistakes({"module m\nbaseline b { include std.nte.* }"}, {network}) ==
          "IOT2006 at `std.nte`: unknown module `std.nte`");
}

TEST_CASE("IOT2005: modules that import each other") {
    CHECK(mistakes({"module a\nimport b as x", "module b\nimport c as x", "module c\nimport a as x"})
              .find("IOT2005 at `a`: modules import each other: `a` → `b` → `c` → `a`") != std::string::npos);
    CHECK(mistakes({"module a\nimport a as x"}).find("IOT2005") != std::string::npos);
}

TEST_CASE("IOT2007: a module that is defined twice") {
    CHECK(mistakes({"module a", "module a"}) == "IOT2007 at `a`: module `a` is defined twice");
    CHECK(mistakes({"module std.net", "module m\nbaseline b { include std.net.* }"}, {network})
              .find("IOT2007") != std::string::npos);
}

TEST_CASE("IOT2002: names are declared once") {
    CHECK(check_text("let a = 'x'\nlet a = 'y'").find("IOT2002 at `a`: `a` is already declared") !=
          std::string::npos);
    CHECK(mistakes({"module m\nimport std.net as a\nlet a = 'x'"}, {network}).find("IOT2002") !=
          std::string::npos);
    CHECK(mistakes({"module m\nimport std.net as a\nimport std.net as a"}, {network}).find("IOT2002") !=
          std::string::npos);
}

TEST_CASE("IOT2003: no name hides another") {
    CHECK(check_text("param host: string = 'x'\n" +
                     requirement("r", "expect some host in hub.hosts satisfies host == 'a'")) ==
          "warning IOT2004 at `host`: parameter `host` is never used\n"
          "IOT2003 at `host`: `host` already names a parameter here");
    CHECK(check_text(requirement("r", "expect some hub in hub.hosts satisfies hub == 'a'")) ==
          "IOT2003 at `hub`: `hub` already names a binder here");
    CHECK(
        check_text(requirement(
            "r",
            "expect (some x in hub.hosts satisfies x == 'a') and some x in hub.hosts satisfies x == 'b'")) ==
        "");
}

TEST_CASE("IOT2004: what nothing uses is a warning, and an error in the library") {
    CHECK(check_text("param a: int = 1\nlet b = 2\npredicate c(x: int) = x == 1") ==
          "warning IOT2004 at `a`: parameter `a` is never used\n"
          "warning IOT2004 at `b`: let `b` is never used\n"
          "warning IOT2004 at `c`: predicate `c` is never used");
    CHECK(check_text(
              requirement("r", "let x = 'a'\n  expect some h in hub.hosts satisfies hub.disableLocalAuth")) ==
          "warning IOT2004 at `x`: let `x` is never used\n"
          "warning IOT2004 at `h`: binder `h` is never used");
    CHECK(mistakes({"module m\nimport std.net as net"}, {network}) ==
          "warning IOT2004 at `net`: import `net` is never used");
    CHECK(mistakes({"module m\nbaseline b { include std.x.* }"},
                   {"module std.x\nlet unused = 1\n" + requirement("r", "expect hub.disableLocalAuth")}) ==
          "IOT2004 at `unused`: let `unused` is never used");
    CHECK(check_text(requirement("r", "expect some s: Contoso.Monitor/settings of hub")) == "");
}

TEST_CASE("IOT2001: an unknown name, with the nearest") {
    CHECK(check_text(requirement("r", "expect hbu.disableLocalAuth")) ==
          "IOT2001 at `hbu`: unknown name `hbu`");
    CHECK(check_text(requirement("r", "expect x.disableLocalAuth", "hub: Contoso.Devices/hubz")) ==
          "IOT2001 at `Contoso.Devices/hubz`: unknown resource type `Contoso.Devices/hubz`\n"
          "IOT2001 at `x`: unknown name `x`");
    Checked checked{{"module m\n" + requirement("r", "expect hubb.disableLocalAuth")}};
    CHECK(checked.sink.all()[0].help == "did you mean `hub`?");
}

TEST_CASE(
    "an import that fails is told once, with the nearest, and silences the names that it was to bring") {
    Checked checked{
        {"module m\nimport std.ner as net\nimport std.net.{ gone }\n" +
         requirement("r", "expect hub.disableLocalAuth == net.a and hub.disableLocalAuth == gone") +
         "baseline b { title: 'B' version: '1.0.0' include net.x include net.* }"},
        {network}};
    REQUIRE(!checked.sink.all().empty());
    CHECK(checked.sink.all().front().help == "did you mean `std.net`?");
    CHECK(checked.mistakes() == "IOT2006 at `std.ner`: unknown module `std.ner`\n"
                                "IOT3002 at `gone`: module `std.net` has no member `gone`");
}

TEST_CASE("an unknown type silences what follows from it") {
    CHECK(check_text(requirement("r", "expect hub.a.b == 'c' and some x in hub.y satisfies x.z",
                                 "hub: Contoso.Devices/unknown")) ==
          "IOT2001 at `Contoso.Devices/unknown`: unknown resource type `Contoso.Devices/unknown`");
}

TEST_CASE("IOT2008: a name that means something else") {
    CHECK(check_text(requirement("r", "expect r == 'a'")) ==
          "IOT2008 at `r`: `r` is a requirement, expected a value");
    CHECK(check_text("baseline b { include c }\nlet c = 1") ==
          "IOT2008 at `c`: `c` is a let, expected a requirement");
}

TEST_CASE("IOT2009: lets and predicates do not need themselves") {
    CHECK(check_text("let a = b\nlet b = a").find("IOT2009 at `a`: `a` refers to itself") !=
          std::string::npos);
    CHECK(check_text("predicate p(x: int) = q(x)\npredicate q(x: int) = p(x)\n")
              .find("IOT2009 at `p(x)`: `p` refers to itself") != std::string::npos);
}

TEST_CASE("IOT2010: a binder is known only inside its quantifier") {
    CHECK(check_text(requirement("r", "expect some x in hub.hosts satisfies x == 'a' and x == 'b'")) ==
          "IOT2010 at `x`: `x` is known only inside the quantifier");
}

TEST_CASE("IOT2011: letter case of types and properties") {
    CHECK(check_text(requirement("r", "expect hub.PublicNetworkAccess == 'Disabled'",
                                 "hub: contoso.devices/Hubs")) ==
          "warning IOT2011 at `contoso.devices/Hubs`: `contoso.devices/Hubs` is spelled "
          "`Contoso.Devices/hubs`\n"
          "warning IOT2011 at `PublicNetworkAccess`: `PublicNetworkAccess` is spelled `publicNetworkAccess`");
}

TEST_CASE("IOT2012: chains of lets have an end") {
    std::string forward = "let a0 = 1\n";
    std::string backward;
    for (int i = 1; i < 5'000; ++i) {
        const std::string let = "let a" + std::to_string(i) + " = a" + std::to_string(i - 1) + "\n";
        forward += let;
        backward = let + backward;
    }
    CHECK(check_text(forward).find("IOT2012") != std::string::npos);
    CHECK(check_text(backward + "let a0 = 1").find("IOT2012") != std::string::npos);
}

TEST_CASE("IOT2013: built-in functions keep their names") {
    CHECK(check_text("predicate version(x: int) = x == 1").find("IOT2013 at `version`") != std::string::npos);
}

} // namespace iotsec::sema
