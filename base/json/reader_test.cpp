#include "base/json/reader.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace iotsec;

namespace {

/// The value of `text`; a failed check where it cannot be read.
Value read(std::string text) {
    Sources sources;
    auto result = read_json(sources.add("a.json", std::move(text)));
    if (!result) FAIL_CHECK(result.error().code << " " << result.error().message);
    return result ? std::move(result).value() : Value{};
}

/// `IOT0101 at 1:3 "x": expected a value, found …`, with the text under the span.
std::string mistake(std::string text, const JsonDialect& dialect = {}) {
    Sources sources;
    const SourceFile& file = sources.add("a.json", std::move(text));
    const auto result = read_json(file, dialect);
    if (result) return "none";
    const Diagnostic& error = result.error();
    const Position place = file.position(error.span.begin);
    return fmt::format("{} at {}:{} \"{}\": {}", error.code, place.line, place.column,
                       sources.text(error.span), error.message);
}

struct Case {
    std::string text;
    std::string expected;
};

} // namespace

TEST_CASE("JSON values know their text and its place") {
    Sources sources;
    const SourceFile& file =
        sources.add("a.json", R"({ "sku": { "name": "S1" }, "n": [1, -2.5, true, null] })");
    const auto result = read_json(file);
    REQUIRE(result.ok());
    const Value& root = result.value();
    const Value* name = root.find("SKU")->find("name");
    CHECK(*name->as_string() == "S1");
    CHECK(sources.text(name->span) == "\"S1\"");
    CHECK(sources.text(root.find("sku")->span) == R"({ "name": "S1" })");
    CHECK(sources.text((*root.as_object())[1].name_span) == "\"n\"");
    const List& list = *root.find("n")->as_list();
    CHECK(*list[0].as_int() == 1);
    CHECK(*list[1].as_double() == -2.5);
    CHECK(*list[2].as_bool());
    CHECK(list[3].is_null());
    CHECK(sources.text(list[1].span) == "-2.5");
}

TEST_CASE("Azure's liberties are taken") {
    const Value value =
        read("\xEF\xBB\xBF// first\n{ /* a */ \"a\": [1, 2,], b: 'x\"y', 'c': \"two\nlines\", } // end");
    CHECK(value.find("a")->as_list()->size() == 2);
    CHECK(*value.find("b")->as_string() == "x\"y");
    CHECK(*value.find("c")->as_string() == "two\nlines");
}

TEST_CASE("the last of two members with one name counts") {
    const Value value = read(R"({"a": 1, "A": 2})");
    CHECK(*value.find("a")->as_int() == 2);
    CHECK(value.as_object()->size() == 2);
}

TEST_CASE("escapes stand for what they name") {
    CHECK(*read(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD83D\uDE00")").as_string() ==
          "\"\\/\b\f\n\r\tA\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    CHECK(*read(R"("größe")").as_string() == "größe");
}

TEST_CASE("whole numbers of 64 bits are ints, all others doubles") {
    CHECK(*read("9223372036854775807").as_int() == INT64_MAX);
    CHECK(*read("-9223372036854775808").as_int() == INT64_MIN);
    CHECK(*read("9223372036854775808").as_double() == 9223372036854775808.0);
    CHECK(*read("1e3").as_double() == 1000.0);
    CHECK(*read("0").as_int() == 0);
}

TEST_CASE("a mistake is shown where it is") {
    for (
        const auto& [text, expected] : {
            Case{"", "IOT0101 at 1:1 \"\": expected a value, found end of file"},
            Case{"{",
                 "IOT0101 at 1:2 \"\": expected a member name in double quotes or `}`, found end of file"},
            Case{"{\"a\"}", "IOT0101 at 1:5 \"}\": expected `:` behind the member name, found `}`"},
            Case{"{\"a\":}", "IOT0101 at 1:6 \"}\": expected a value, found `}`"},
            Case{"{\"a\": 1\n \"b\": 2}", "IOT0101 at 2:2 \"\"\": expected `,` or `}`, found a text"},
            Case{"[1 2]", "IOT0101 at 1:4 \"2\": expected `,` or `]`, found `2`"},
            Case{"[1,,2]", "IOT0101 at 1:4 \",\": expected a value, found `,`"},
            Case{"[True]", "IOT0101 at 1:2 \"True\": expected a value, found `True`"},
            Case{"{,}", "IOT0101 at 1:2 \",\": expected a member name in double quotes or `}`, found `,`"},
            Case{"[\x02]", "IOT0101 at 1:2 \"\x02\": expected a value, found the control character U+0002"},
            Case{"\"abc", "IOT0102 at 1:1 \"\"\": the text that begins here has no closing quote"},
            Case{"[1] /* x", "IOT0103 at 1:5 \"/*\": the comment that begins here has no closing `*/`"},
            Case{R"(["\q"])", R"(IOT0104 at 1:3 "\q": `\q` is no escape of JSON)"},
            Case{R"(["\u12g4"])", R"(IOT0104 at 1:3 "\u12g4": `\u12g4` is no escape of JSON)"},
            Case{
                R"("\uD83D x")",
                R"(IOT0105 at 1:2 "\uD83D": `\uD83D` is half of a surrogate pair, and the other half is missing)"},
            Case{
                R"("\uDE00")",
                R"(IOT0105 at 1:2 "\uDE00": `\uDE00` is half of a surrogate pair, and the other half is missing)"},
            Case{"\"a\x01\"",
                 "IOT0106 at 1:3 \"\x01\": a text contains the control character `\\u0001` unescaped"},
            Case{"[012]",
                 "IOT0107 at 1:2 \"012\": `012` is no number of JSON: it is written like `12`, `-0.5` or "
                 "`1e3`, without zeros in front"},
            Case{"[1e999]",
                 "IOT0107 at 1:2 \"1e999\": `1e999` is no number of JSON: it is outside the range of "
                 "numbers"},
            Case{"\"a\xFF\"", "IOT0109 at 1:3 \"\xFF\": the text is not UTF-8 here"},
            Case{"{} {}", "IOT0110 at 1:4 \"{\": expected end of file behind the value, found `{`"},
        }) {
        CAPTURE(text);
        CHECK(mistake(text) == expected);
    }
}

TEST_CASE("Azure's engine reads numbers and lists that nobody should write") {
    for (const auto& [text, expected] : {
             std::pair{"[0x10, 012, .5, 5., 1e400, -Infinity]", "[16,10,0.5,5,inf,-inf]"},
             std::pair{"[1,,2]", "[1,null,2]"},
             std::pair{"[undefined]", "[null]"},
         }) {
        CAPTURE(text);
        const SourceFile file{SourceId{}, "t.json", text};
        const auto read = read_json(file, engine_json);
        REQUIRE(read);
        std::string shown;
        for (const Value& item : *read.value().as_list()) {
            const std::int64_t* whole = item.as_int();
            shown += shown.empty() ? "[" : ",";
            shown += whole != nullptr ? fmt::format("{}", *whole)
                     : item.is_null() ? "null"
                                      : fmt::format("{}", *item.as_double());
        }
        CHECK(shown + "]" == expected);
        CHECK(!read_json(file));
    }
}

TEST_CASE("plain JSON takes no liberties") {
    for (const auto& [text, expected] : {
             Case{"// a\n1", "IOT0111 at 1:1 \"//\": this file must be plain JSON, which has no comments"},
             Case{"[1,]",
                  "IOT0111 at 1:3 \",\": this file must be plain JSON, which has no comma behind the last "
                  "item"},
             Case{"{a:1}", "IOT0101 at 1:2 \"a\": expected a member name in double quotes or `}`, found `a`"},
             Case{"['a']", "IOT0101 at 1:2 \"'\": expected a value, found `'`"},
             Case{"\"a\nb\"",
                  "IOT0106 at 1:3 \"\n\": a text contains the control character `\\u000a` unescaped"},
             Case{R"({"a": [1, {"b": null}]})", "none"},
         }) {
        CAPTURE(text);
        CHECK(mistake(text, strict_json) == expected);
    }
}

TEST_CASE("depth is bounded, whatever the dialect says") {
    CHECK(mistake(std::string(256, '[') + std::string(256, ']')) == "none");
    CHECK(mistake(std::string(257, '[')) ==
          "IOT0108 at 1:257 \"[\": lists and objects are nested deeper than 256 levels");
    CHECK(mistake(std::string(1'000'000, '['), {.max_depth = 10'000'000}).starts_with("IOT0108 at 1:1001"));
}

TEST_CASE("advice is given where a mistake is common") {
    Sources sources;
    const auto missing = read_json(sources.add("a.json", "{\"a\": 1 \"b\": 2}"));
    CHECK(missing.error().help == "put a comma behind the value in front of it");
    REQUIRE(missing.error().labels.size() == 1);
    CHECK(sources.text(missing.error().labels[0].span) == "{");
    CHECK(read_json(sources.add("b.json", "[TRUE]")).error().help == "write it in lower case");
    CHECK(read_json(sources.add("c.json", "[yes]")).error().help == "texts stand in double quotes");
}

TEST_CASE("objects one behind another are a list, where that is asked for") {
    Sources sources;
    const auto lines =
        read_json(sources.add("a.jsonl", "\xEF\xBB\xBF{\"n\": 1}\n{\"n\": 2}\r\n\n{}\n"), evidence_json);
    REQUIRE(lines.ok());
    REQUIRE(lines.value().as_list() != nullptr);
    CHECK(lines.value().as_list()->size() == 3);
    CHECK(*(*lines.value().as_list())[1].find("n")->as_int() == 2);
    CHECK(sources.text((*lines.value().as_list())[1].span) == "{\"n\": 2}");
    CHECK(read_json(sources.add("one.jsonl", "{}\n"), evidence_json).value().as_object() != nullptr);
    CHECK(mistake("{}\n{\"a\"}", evidence_json) ==
          "IOT0101 at 2:5 \"}\": expected `:` behind the member name, found `}`");
    CHECK(mistake("{}\n{}\n5", evidence_json) ==
          "IOT0110 at 3:1 \"5\": expected end of file behind the value, found `5`");
    CHECK(mistake("[]\n[]", evidence_json) ==
          "IOT0110 at 2:1 \"[\": expected end of file behind the value, found `[`");
}
