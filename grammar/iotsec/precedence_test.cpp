// Which operator binds tighter: one case for each pair of neighbours, loosest first.
#include "grammar/iotsec/parsed_test.hpp"

#include <doctest/doctest.h>

using iotsec::grammar::testing::mistakes_in;
using iotsec::grammar::testing::Parsed;

namespace {

std::string dumped(const std::string& expression) {
    const Parsed parsed{"module m\nlet x = " + expression};
    const std::string dump = iotsec::grammar::dump(parsed.module, false);
    return parsed.mistakes().empty() ? dump : parsed.mistakes();
}

/// The tree without its parentheses: what is below such a line moves one step left.
std::string without_parentheses(const std::string& lines) {
    std::string result;
    std::vector<std::size_t> dropped;
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = lines.find('\n', at);
        const std::string line = lines.substr(at, end - at);
        const std::size_t depth = line.find_first_not_of(' ') / 2;
        while (!dropped.empty() && depth <= dropped.back())
            dropped.pop_back();
        if (line.ends_with("parentheses"))
            dropped.push_back(depth);
        else
            result += line.substr(2 * dropped.size()) + "\n";
        at = end + 1;
    }
    return result;
}

void check_same(const std::string& plain, const std::string& grouped) {
    CAPTURE(plain);
    CHECK(dumped(plain) == without_parentheses(dumped(grouped)));
}

} // namespace

TEST_CASE("each operator binds as tightly as the reference says") {
    check_same("a implies b implies c", "a implies (b implies c)");
    check_same("a or b implies c or d", "(a or b) implies (c or d)");
    check_same("a and b implies c and d", "(a and b) implies (c and d)");
    check_same("a and b and c", "(a and b) and c");
    check_same("a or b or c", "(a or b) or c");
    check_same("not a and b", "(not a) and b");
    check_same("a or not b", "a or (not b)");
    check_same("some e in xs satisfies e and b", "(some e in xs satisfies e) and b");
    check_same("not some e in xs satisfies not e.a or b", "(not (some e in xs satisfies (not e.a))) or b");
    check_same("every e in xs (or empty) where e.a satisfies e.b == 1 or c",
               "(every e in xs (or empty) where e.a satisfies (e.b == 1)) or c");
    check_same("not a == b", "not (a == b)");
    check_same("not a in b", "not (a in b)");
    check_same("a not in b and c", "(a not in b) and c");
    check_same("a is present and b is not empty", "(a is present) and (b is not empty)");
    check_same("a == b ?? c", "a == (b ?? c)");
    check_same("a ?? b == c", "(a ?? b) == c");
    check_same("a ?? b ?? c", "(a ?? b) ?? c");
    check_same("a ?? b + 3d", "a ?? (b + 3d)");
    check_same("a + 3d > now - 30d", "(a + 3d) > (now - 30d)");
}

TEST_CASE("`and` and `or` do not mix, and comparisons do not chain") {
    CHECK(mistakes_in("let x = a and b or c").starts_with("IOT1006 at `or`"));
    CHECK(mistakes_in("let x = a or b and c").starts_with("IOT1006 at `and`"));
    CHECK(mistakes_in("let x = a and (b or c)") == "");
    CHECK(mistakes_in("let x = a and b implies c or d") == "");
    CHECK(mistakes_in("let x = a < b < c").starts_with("IOT1021 at `<`"));
}
