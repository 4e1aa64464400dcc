#include "grammar/iotsec/parsed_test.hpp"

#include <doctest/doctest.h>

using namespace iotsec;
using grammar::dump;
using grammar::format;
using grammar::testing::corpus;
using grammar::testing::Parsed;

namespace {

std::string formatted(std::string_view text) {
    const Parsed parsed{text};
    return parsed.mistakes().empty() ? format(parsed.module, parsed.file()) : parsed.mistakes();
}

/// Both laws at once: formatting keeps the tree, and changes nothing the second time.
void check_laws(const std::string& text) {
    const Parsed parsed{text};
    REQUIRE(parsed.mistakes() == "");
    const std::string once = format(parsed.module, parsed.file());
    CAPTURE(once);
    const Parsed again{once};
    REQUIRE(again.mistakes() == "");
    CHECK(dump(again.module, false) == dump(parsed.module, false));
    CHECK(format(again.module, again.file()) == once);
}

/// A requirement around clauses, as the formatter writes it.
std::string in_requirement(const std::string& clauses) {
    return "module m\n\nrequirement r for hub: Microsoft.Devices/IotHubs {\n" + clauses + "}\n";
}

} // namespace

TEST_CASE("formatting keeps the tree and is done after one time, for every file at hand") {
    for (const std::string& text : corpus("formatting keeps the tree and is done after one time")) {
        CAPTURE(text.substr(0, text.find('\n')));
        check_laws(text);
    }
}

TEST_CASE("clauses are written in one order: metadata, let, when, expect, remedy, effects") {
    CHECK(formatted(
              in_requirement("effects audit,deny\n remedy set hub.a='x'\n expect hub.a=='x' otherwise 'no'\n"
                             "when b\n let b=hub.c is present\n id:'R-1',severity:high\n")) ==
          in_requirement("  id: 'R-1'\n"
                         "  severity: high\n"
                         "\n"
                         "  let b = hub.c is present\n"
                         "  when b\n"
                         "  expect hub.a == 'x' otherwise 'no'\n"
                         "  remedy set hub.a = 'x'\n"
                         "  effects audit, deny\n"));
}

TEST_CASE("what does not fit on a line breaks at its loosest operator") {
    CHECK(
        formatted(in_requirement(
            "expect some connection in hub.privateEndpointConnections satisfies "
            "connection.privateLinkServiceConnectionState.status == 'Approved' or some endpoint: "
            "Microsoft.Network/privateEndpoints in subscription satisfies some link in "
            "endpoint.privateLinkServiceConnections satisfies (link.privateLinkServiceId == hub.id and "
            "'iotHub' "
            "in link.groupIds) otherwise 'no approved connection'")) ==
        in_requirement("  expect some connection in hub.privateEndpointConnections satisfies\n"
                       "      connection.privateLinkServiceConnectionState.status == 'Approved'\n"
                       "    or some endpoint: Microsoft.Network/privateEndpoints in subscription satisfies\n"
                       "      some link in endpoint.privateLinkServiceConnections satisfies\n"
                       "        (link.privateLinkServiceId == hub.id and 'iotHub' in link.groupIds)\n"
                       "    otherwise 'no approved connection'\n"));
}

TEST_CASE("comments stay with what they stand at") {
    const std::string text = "// first\n"
                             "\n"
                             "/// The module.\n"
                             "module m // its name\n"
                             "\n"
                             "// about a\n"
                             "param a: int = 1 // one\n"
                             "\n"
                             "/* on its own */\n"
                             "\n"
                             "/// About r.\n"
                             "///\n"
                             "/// More about r.\n"
                             "requirement r for hub: Microsoft.Devices/IotHubs {\n"
                             "  id: 'R-1' // the id\n"
                             "\n"
                             "  // why\n"
                             "  expect hub.a in [\n"
                             "    'x', // the usual\n"
                             "    // rare\n"
                             "    'y'\n"
                             "    // no more\n"
                             "  ]\n"
                             "  effects audit // only\n"
                             "  // that is all\n"
                             "}\n"
                             "\n"
                             "// last\n";
    CHECK(formatted(text) == text);
    check_laws(text);
}

TEST_CASE("a comment inside a condition moves in front of its clause") {
    CHECK(formatted(
              in_requirement("  expect hub.a == 'x' // not y\n      and hub.b == '${hub.c /* c */}'\n")) ==
          in_requirement("  // not y\n  /* c */\n  expect hub.a == 'x' and hub.b == '${hub.c}'\n"));
}

TEST_CASE("a comment with three slashes that documents nothing becomes an ordinary one") {
    CHECK(formatted("module m\n/// lost\n\nparam a: int\n") == "module m\n\n// lost\n\nparam a: int\n");
}

TEST_CASE("texts keep their meaning, whatever is in them") {
    for (const std::string text :
         {R"('it\'s')", R"('a\\b')", R"('a\nb\tc\r')", R"('\${x}')", R"('$\${hub.a}')", R"('cost $5')",
          R"('größe')", R"('\u{1F600}\u{0}\u{7f}')", "'''it's\n${x}\\'''", "''''quoted''''", "''", "''''''",
          R"('a${hub.b}c${hub.d ?? 'e'}')"}) {
        CAPTURE(text);
        check_laws(in_requirement("  expect hub.a == " + text + "\n"));
    }
}

TEST_CASE("line breaks of Windows are read and not written") {
    CHECK(formatted("module m\r\n/// doc\r\nparam a: string = '''x\r\ny''' // end\r\n") ==
          "module m\n\n/// doc\nparam a: string = '''x\ny''' // end\n");
}
