// Every kind of mistake: its code, its place, its words. Places are shown as the text under them.
#include "grammar/iotsec/parsed_test.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace iotsec;
using grammar::testing::mistakes_in;
using grammar::testing::mistakes_in_body;
using grammar::testing::Parsed;

namespace {

struct Case {
    std::string_view text;
    std::string_view mistakes;
};

} // namespace

TEST_CASE("a mistake in a clause has a code, a place and words") {
    for (const auto& [text, mistakes] : {
             Case{"expect hub.a = 1", "IOT1001 at `=`: expected a clause, metadata or `}`, found `=`"},
             Case{"expect", "IOT1001 at ``: expected an expression, found `}`"},
             Case{"expect hub.", "IOT1001 at ``: expected a property, found `}`"},
             Case{"expect \"x\" == hub.a", "IOT1001 at `\"`: expected an expression, found `\"`"},
             Case{"expect hub.a like", "IOT1001 at ``: expected an operand, found `}`"},
             Case{"expect hub.a is open",
                  "IOT1001 at `open`: expected `present`, `absent`, `empty` or `not empty`, "
                  "found `open`"},
             Case{"expect some x of hub.xs satisfies x.a",
                  "IOT1001 at `of`: expected `in` or `:`, found `of`"},
             Case{"expect at 3 x in hub.xs satisfies x.a",
                  "IOT1001 at `3`: expected `least` or `most`, found `3`"},
             Case{"remedy delete hub.a", "IOT1001 at `delete`: expected `set` or `deploy`, found `delete`"},
             Case{"attest every year asking 'x'",
                  "IOT1001 at `year`: expected a duration such as `90d`, found `year`"},
             Case{"title: 'open", "IOT1003 at `'open`: this text has no closing `'`"},
             Case{"title: '''open", "IOT1003 at `'''open`: this text has no closing `'''`"},
             Case{"expect (hub.a == 1", "IOT1004 at ``: expected `)`, found `}`"},
             Case{"expect hub.a in ['x', 'y'", "IOT1004 at ``: expected `]`, found `}`"},
             Case{"title: 'a${hub.b'", "IOT1004 at ``: expected `}`, found text"},
             Case{"let test = 1", "IOT1005 at `test`: expected a name, found the reserved word `test`"},
             Case{"expect hub.a and hub.b or hub.c",
                  "IOT1006 at `or`: `or` follows `and` without parentheses"},
             Case{"expect hub.a or hub.b and hub.c and hub.d",
                  "IOT1006 at `and`: `and` follows `or` without parentheses"},
             Case{"docs: 'a\\qb'", "IOT1007 at `\\q`: `\\q` is no escape"},
             Case{"docs: '\\u{110000}'",
                  "IOT1008 at `\\u{110000}`: `\\u{110000}` names no Unicode character"},
             Case{"docs: '\\u{D800}\\u12'", "IOT1008 at `\\u{D800}`: `\\u{D800}` names no Unicode character\n"
                                            "IOT1008 at `\\u12`: `\\u12` names no Unicode character"},
             Case{"until: 2027-02-29",
                  "IOT1009 at `2027-02-29`: `2027-02-29` is not in the calendar or on the clock"},
             Case{"until: 2027-01-01T24:00:00Z", "IOT1009 at `2027-01-01T24:00:00Z`: `2027-01-01T24:00:00Z` "
                                                 "is not in the calendar or on the clock"},
             Case{"expect hub.a == 5x", "IOT1010 at `x`: expected the end of the number `5`, found `x`"},
             Case{"expect hub.a == 5_0", "IOT1010 at `_0`: expected the end of the number `5`, found `_0`"},
             Case{"expect hub.a == 9223372036854775808",
                  "IOT1011 at `9223372036854775808`: `9223372036854775808` does not fit into 64 bits"},
             Case{"expect hub.a == -", "IOT1001 at `-`: expected an operand, found `-`"},
             Case{"docs: '${hub.a}'", "IOT1015 at `${`: expected constant text for metadata, found `${`"},
             Case{"expect hub.a like 'x${hub.b}*'",
                  "IOT1015 at `${`: expected constant text for a pattern, found `${`"},
             Case{"expect hub.a in ['x' 'y']",
                  "IOT1016 at `'y'`: expected a comma or a line break between two items"},
             Case{"expect hub.a == 1.5", "IOT1017 at `1.5`: expected an integer, found `1.5`"},
             Case{"within: 3", "IOT1018 at `within`: the operator `within` cannot name metadata"},
             Case{"expect hub.a == hub.b == hub.c", "IOT1021 at `==`: comparisons do not chain"},
             Case{"expect every x in hub.xs(or empty) satisfies x.a",
                  "IOT1022 at `(`: expected a blank before `(`: without one this reads as a call"},
         }) {
        CAPTURE(text);
        CHECK(mistakes_in_body(text) == mistakes);
    }
}

TEST_CASE("a mistake in a declaration has a code, a place and words") {
    for (const auto& [text, mistakes] : {
             Case{"param a int", "IOT1001 at `int`: expected `:`, found `int`"},
             Case{"param a: 5", "IOT1001 at `5`: expected a type, found `5`"},
             Case{"requirement r for hub: IotHubs {\n}",
                  "IOT1001 at `IotHubs`: expected a resource type, found `IotHubs`"},
             Case{"requirement r for hub: A.B/c {\n id: 'x'\n",
                  "IOT1004 at ``: expected `}`, found the end of the file"},
             Case{"hello", "IOT1001 at `hello`: expected a declaration, found `hello`"},
             Case{"param a: int = 1\nimport b", "IOT1020 at `import`: this `import` follows a declaration"},
             Case{"test 't' of r {\n at 2027-01-01\n at 2027-01-02\n}",
                  "IOT1023 at `at 2027-01-02`: `at` stands here a second time"},
             Case{"test '${x}' of r {\n}",
                  "IOT1015 at `${`: expected constant text for the title of a test, found `${`"},
             Case{"/* open", "IOT1002 at `/*`: this comment has no end"},
             Case{"param größe: int", "IOT1013 at `ö`: `ö` stands outside of text and comments"},
             Case{"param a: int = \x01",
                  "IOT1013 at `\x01`: the control character 0x01 stands outside of text and comments"},
         }) {
        CAPTURE(text);
        CHECK(mistakes_in(text) == mistakes);
    }
}

TEST_CASE("a mistake in the bytes of a file is told") {
    for (const auto& [text, mistakes] : {
             Case{"module m\nparam a: string = 'a\xFF'",
                  "IOT1012 at `\xFF`: expected UTF-8, found the byte 0xFF"},
             Case{"param a: int",
                  "IOT1019 at `param`: expected `module` at the start of the file, found `param`"},
             Case{"", "IOT1019 at ``: expected `module` at the start of the file, found the end of the file"},
             Case{"\xEF\xBB\xBFmodule m\r\nparam a: int\r\n", ""},
             Case{"\xEF\xBB\xBF",
                  "IOT1019 at ``: expected `module` at the start of the file, found the end of the file"},
         }) {
        CAPTURE(text);
        CHECK(Parsed{text}.mistakes() == mistakes);
    }
}

TEST_CASE("nesting without end is one mistake, IOT1014") {
    for (const std::string text :
         {"let x = (", "let x = not ", "let x = [", "param x: any = {a:", "let x = '${", "let x = a implies ",
          "let x = some x in y satisfies ", "let x = f(", "param x: {a:"}) {
        CAPTURE(text);
        const std::string_view repeated = std::string_view{text}.substr(text.find_first_of("=:") + 2);
        std::string deep = text;
        for (int i = 0; i < 100'000; ++i)
            deep += text == "param x: any = {a:" ? "{a:" : repeated;
        const std::string mistakes = mistakes_in(deep);
        CHECK(mistakes.starts_with("IOT1014 at "));
        CHECK(mistakes.find('\n') == std::string::npos);
    }
}

TEST_CASE("a chain of operators is bounded too, so that everybody can walk the tree") {
    std::string text = "let x = a";
    for (int i = 0; i < 100'000; ++i)
        text += " and a";
    CHECK(mistakes_in(text).starts_with("IOT1014 at "));
    CHECK(mistakes_in(text).find('\n') == std::string::npos);
}

TEST_CASE("each clause with a mistake is told, and the rest is read") {
    const Parsed parsed{"module m\n"
                        "requirement r for hub: A.B/c {\n"
                        "  id: = 'x'\n"
                        "  when hub.\n"
                        "  expect hub.a == \n"
                        "  expect hub.b\n"
                        "  remedy deploy x: A.B/c of hub {\n"
                        "    a: (\n"
                        "    b: 2\n"
                        "  }\n"
                        "  effects audit\n"
                        "}\n"
                        "requirement for\n"
                        "param ok: int\n"};
    CHECK(parsed.sink.all().size() == 5);
    REQUIRE(parsed.module.declarations.size() == 3);
    const auto& r = std::get<ast::Requirement>(parsed.module.declarations[0].kind);
    CHECK(r.expects.size() == 1);
    CHECK(r.effects.size() == 1);
    CHECK(std::holds_alternative<ast::InvalidDecl>(parsed.module.declarations[1].kind));
    CHECK(std::holds_alternative<ast::Param>(parsed.module.declarations[2].kind));
}

TEST_CASE("no message names a C++ type") {
    std::string text = "requirement r for hub: A.B/c {\n";
    for (const char* word : {"when",
                             "expect",
                             "remedy",
                             "remedy set",
                             "remedy deploy",
                             "effects",
                             "attest",
                             "let",
                             "expect some",
                             "expect some x",
                             "expect some x in",
                             "expect at",
                             "expect at least",
                             "expect unique",
                             "expect unique x in y by",
                             "expect count",
                             "expect count(",
                             "expect f(",
                             "expect a is",
                             "expect a in",
                             "expect a.",
                             "expect not",
                             "expect now -",
                             "id:"})
        text += std::string{word} + "\n~\n";
    const std::string mistakes = mistakes_in(text);
    CHECK(std::ranges::count(mistakes, '\n') > 20);
    CHECK(mistakes.find("boost") == std::string::npos);
    CHECK(mistakes.find("N5") == std::string::npos);
    CHECK(mistakes.find("iotsec") == std::string::npos);
}

TEST_CASE("a help says how to write it instead") {
    struct Helped {
        std::string_view text;
        std::string_view help;
    };
    for (const auto& [text, help] : {
             Helped{"expect hub.a = 1", "a comparison is written `==`"},
             Helped{"expect hub.a && hub.b", "write `and`"},
             Helped{"expect hub.a || hub.b", "write `or`"},
             Helped{"expect !hub.a", "write `not`"},
             Helped{"expect hub.a;", "there are no semicolons: a line break is enough"},
             Helped{"expect hub.a not like 'x*'",
                    "put `not` in front of the whole comparison: `not (x like 'a*')`"},
             Helped{"expect version (hub.a) > 1", "a call has no blank in front of its `(`"},
             Helped{"expect hub.a[0] == 1",
                    "a quantifier names the elements of a list: `some x in xs satisfies …`"},
             Helped{"expct hub.a", "did you mean `expect`?"},
             Helped{"expect \"x\" == hub.a", "text stands in single quotes"},
         }) {
        CAPTURE(text);
        const Parsed parsed{"module m\nrequirement r for hub: A.B/c {\n" + std::string{text} + "\n}\n"};
        REQUIRE(parsed.sink.all().size() == 1);
        CHECK(parsed.sink.all().front().help == help);
    }
}

TEST_CASE("a help names the word that was meant") {
    const Parsed parsed{"module m\nrequirment r for hub: A.B/c { id: 'x' }\n"};
    REQUIRE(!parsed.sink.all().empty());
    CHECK(parsed.sink.all().front().help == "did you mean `requirement`?");
}
