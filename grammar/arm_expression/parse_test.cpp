#include "base/overloaded.hpp"
#include "grammar/arm_expression/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

using namespace iotsec;
using namespace iotsec::arm_expression;

namespace {

std::string dump(const Tree& tree, ExprId id) {
    return std::visit(
        overloaded{
            [](const Text& text) { return fmt::format("'{}'", text.value); },
            [](const Integer& integer) { return std::to_string(integer.value); },
            [&](const Call& call) {
                std::string result = call.key + "(";
                for (const ExprId argument : call.arguments)
                    result += dump(tree, argument) + ";";
                return result + ")";
            },
            [&](const Property& property) { return dump(tree, property.base) + "." + property.name; },
            [&](const Index& index) { return dump(tree, index.base) + "[" + dump(tree, index.index) + "]"; },
        },
        tree[id].kind);
}

/// The tree of `text`, or `at 3: expected …`.
std::string parsed(std::string_view text) {
    const auto result = parse(text);
    if (const auto* mistake = std::get_if<Mistake>(&result)) {
        return fmt::format("at {}: {}", mistake->range.begin, mistake->message);
    }
    const auto& tree = std::get<Tree>(result);
    return dump(tree, tree.root);
}

struct Case {
    std::string_view text;
    std::string_view expected;
};

} // namespace

TEST_CASE("a text is an expression between one bracket and its partner") {
    CHECK(is_expression("[x()]"));
    CHECK_FALSE(is_expression("[[x()]"));
    CHECK_FALSE(is_expression(" [x()]"));
    CHECK_FALSE(is_expression("[x()] "));
    CHECK_FALSE(is_expression("["));
    CHECK(unescaped("[[x]") == "[x]");
    CHECK(unescaped("[[x") == "[[x");
    CHECK(unescaped("plain") == "plain");
}

TEST_CASE("expressions become trees") {
    for (const auto& [text, expected] : {
             Case{"[concat('a', parameters('b'))]", "concat('a';parameters('b';);)"},
             Case{"[ Variables ( 'v' ) . a [ 0 ] ['x y'] ]", "variables('v';).a[0]['x y']"},
             Case{"['it''s']", "'it's'"},
             Case{"[-7]", "-7"},
             Case{"[+007]", "7"},
             Case{"[contoso.Make(1)]", "contoso.make(1;)"},
             Case{"[f(g(), h(1)[i()])]", "f(g();h(1;)[i()];)"},
             Case{"[f(\xC2\xA0)]", "f()"},
             Case{"[größe()]", "größe()"},
         }) {
        CAPTURE(text);
        CHECK(parsed(text) == expected);
    }
}

TEST_CASE("a mistake in an expression is shown where it is") {
    for (const auto& [text, expected] : {
             Case{"[]",
                  "at 1: expected a function call, a text in single quotes or a whole number, found the end "
                  "of the expression"},
             Case{"[true]", "at 5: expected `(` behind `true`, found the end of the expression"},
             Case{"[f(1,)]",
                  "at 5: expected a function call, a text in single quotes or a whole number, found `)`"},
             Case{"[f(1 2)]", "at 5: expected `,` or `)`, found `2`"},
             Case{"[f('a]", "at 3: the text that begins here has no closing `'`"},
             Case{"[f().]", "at 5: expected the name of a member, found the end of the expression"},
             Case{"[f()[0]", "at 6: expected `]`, found the end of the expression"},
             Case{"[1.5]", "at 2: an expression has no fractions; write `json('1.5')`"},
             Case{"[9223372036854775808]", "at 1: a whole number must fit 64 bits"},
             Case{"[f() g()]", "at 5: expected the end of the expression, found `g`"},
             Case{"['a'.b]", "at 4: expected the end of the expression, found `.`"},
             Case{"[-]", "at 2: expected a digit, found the end of the expression"},
         }) {
        CAPTURE(text);
        CHECK(parsed(text) == expected);
    }
}

TEST_CASE("depth and length of an expression are bounded") {
    std::string deep = "[";
    for (int i = 0; i < 100'000; ++i)
        deep += "f(";
    CHECK(parsed(deep + "]").ends_with("at most 81920 characters"));
    CHECK(parsed(deep.substr(0, 20'000) + "]") == "at 801: calls are nested deeper than 400");
    std::string chain = "[f()";
    for (int i = 0; i < 500; ++i)
        chain += ".a";
    CHECK(parsed(chain + "]").find("more than 400 accesses in a row") != std::string::npos);
}
