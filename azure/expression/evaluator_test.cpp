#include "azure/expression/evaluator.hpp"
#include "azure/expression/json_writer.hpp"
#include "azure/expression/unknown.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <string>

using namespace iotsec;
using namespace iotsec::azure;

namespace {

Value unknown(std::string_view name, std::vector<Value> domain = {}) {
    Unknown result;
    result.reason = name;
    result.identity = Identity{"test"}.add(name).value();
    result.domain = std::move(domain);
    result.may_be_absent = false;
    return make_unknown(std::move(result));
}

/// A template whose parameters are all unknown: `free`, `other`, `flag` (a bool), `env` (dev or prod).
class TestNames : public Names {
  public:
    const Value* parameter(std::string_view name) override {
        const auto found = parameters_.find(name);
        return found == parameters_.end() ? nullptr : &found->second;
    }
    const Value* variable(std::string_view) override { return nullptr; }
    const UserFunction* function(std::string_view) override { return nullptr; }

  private:
    std::map<std::string, Value, std::less<>> parameters_{
        {"free", unknown("free")},
        {"other", unknown("other")},
        {"flag", unknown("flag", {Value{true}, Value{false}})},
        {"env", unknown("env", {Value{std::string{"dev"}}, Value{std::string{"prod"}}})},
    };
};

/// A value as JSON; an unknown as `«pieces»`, `«a | b»` where it has a domain, `«»` where nothing is known.
std::string shown(const Value& value) {
    const Unknown* open = value.as_unknown();
    if (open == nullptr) return json_text_of(value);
    std::string inside;
    for (const Value& candidate : open->domain)
        inside += (inside.empty() ? "" : " | ") + json_text_of(candidate);
    for (const auto& piece : open->pieces) {
        if (open->domain.empty()) inside += piece.value_or("?");
    }
    return "«" + inside + "»";
}

std::string evaluated(std::string_view expression) {
    DiagnosticSink sink;
    Session session{.sink = sink, .reported = {}};
    TestNames names;
    const Deployment here =
        deployment(ScopeKind::ResourceGroup, {.subscription_id = "S", .resource_group = "g"});
    Evaluator evaluator{session, names, here};
    const Value value = evaluator.evaluate(Value{fmt::format("[{}]", expression)});
    return sink.all().empty() ? shown(value) : sink.all().front().message;
}

struct Case {
    std::string_view expression;
    std::string_view expected;
};

void check(std::initializer_list<Case> cases) {
    for (const auto& [expression, expected] : cases) {
        CAPTURE(expression);
        CHECK(evaluated(expression) == expected);
    }
}

} // namespace

TEST_CASE("texts") {
    check({
        {"concat('a', 1, true())", R"("a1True")"},
        {"format('{0}-{1:D3}|{2,4}|{{}}', 'a', 7, 'x')", R"("a-007|   x|{}")"},
        {"toUpper(substring('größe', 0, 3))", R"("GRÖ")"},
        {"split('a,b;c', createArray(',', ';'))", R"(["a","b","c"])"},
        {"join(createArray('a', 1), '-')", R"("a-1")"},
        {"replace('aXbX', 'X', '')", R"("ab")"},
        {"padLeft(7, 3, '0')", R"("007")"},
        {"trim('  a ')", R"("a")"},
        {"startsWith('Abc', 'aB')", "true"},
        {"indexOf('abc', 'C')", "2"},
        {"lastIndexOf('abca', 'a')", "3"},
        {"string(createObject('a', createArray(1, true(), null())))", R"("{\"a\":[1,true,null]}")"},
        {"length('😀')", "2"},
    });
}

TEST_CASE("hashes are Azure's") {
    check({
        {"uniqueString('a')", R"("eveiun73364hy")"},
        {"uniqueString('abcdefgh')", R"("q7ncvd5x2rx4e")"},
        {"uniqueString('a', 'b')", R"("i3z4v3sp6aooa")"},
        {"guid('a')", R"("3703365d-5a9f-59b4-bca7-b9681389e4c1")"},
        {"guid('')", R"("e655a85f-3ab2-5e4a-9666-569aa72a5a10")"},
    });
}

TEST_CASE("lists and objects") {
    check({
        {"union(createArray(1, 2), createArray(2, 3))", "[1,2,3]"},
        {"union(createObject('a', 1), createObject('A', 2, 'b', null()))", R"({"A":2,"b":null})"},
        {"intersection(createArray(1, 2), createArray(2))", "[2]"},
        {"contains(createObject('Key', 1), 'key')", "true"},
        {"items(createObject('b', 1, 'A', 2))", R"([{"key":"A","value":2},{"key":"b","value":1}])"},
        {"tryGet(createObject('a', 1), 'b')", "null"},
        {"first(skip(range(1, 5), 2))", "3"},
        {"flatten(createArray(createArray(1), createArray(2)))", "[1,2]"},
        {"map(range(0, 2), lambda('i', mul(lambdaVariables('i'), 10)))", "[0,10]"},
        {"filter(range(0, 4), lambda('i', equals(mod(lambdaVariables('i'), 2), 0)))", "[0,2]"},
        {"reduce(range(1, 3), 0, lambda('sum', 'i', add(lambdaVariables('sum'), lambdaVariables('i'))))",
         "6"},
        {"sort(createArray(2, 1), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))",
         "[1,2]"},
        {"toObject(createArray('x'), lambda('e', lambdaVariables('e')), lambda('e', 1))", R"({"x":1})"},
        {"json('{\"a\": [1, 2.0]}')", R"({"a":[1,2.0]})"},
    });
}

TEST_CASE("numbers, dates and networks") {
    check({
        {"div(-7, 2)", "-3"},
        {"int('42')", "42"},
        {"max(1, 3, 2)", "3"},
        {"add(9223372036854775807, 1)", "the expression has no value: `add`: the sum does not fit 64 bits"},
        {"dateTimeAdd('2020-01-31', 'P1M', 'yyyy-MM-dd')", R"("2020-03-01")"},
        {"dateTimeToEpoch('2020-01-01T00:00:00Z')", "1577836800"},
        {"cidrSubnet('10.0.0.0/16', 24, 1)", R"("10.0.1.0/24")"},
        {"cidrHost('10.0.0.0/24', 0)", R"("10.0.0.1")"},
        {"parseCidr('10.0.0.0/30').lastUsable", R"("10.0.0.2")"},
        {"uri('https://a.b/c/d', 'e')", R"("https://a.b/c/e")"},
        {"uriComponent('a b')", R"("a%20b")"},
        {"base64ToString(base64('abc'))", R"("abc")"},
        {"less('a', 'B')", "true"},
    });
}

TEST_CASE("what is known of a text stays known around what is not") {
    check({
        {"concat('a-', parameters('free'), '-z')", "«a-?-z»"},
        {"format('{0}/{1}', 'hub', parameters('free'))", "«hub/?»"},
        {"toUpper(concat('a-', parameters('free')))", "«A-?»"},
        {"join(createArray('a', parameters('free')), ',')", "«a,?»"},
        {"empty(concat('a', parameters('free')))", "false"},
        {"contains(concat('abc', parameters('free')), 'bc')", "true"},
        {"equals(concat('a', parameters('free')), 'b')", "false"},
        {"equals(parameters('free'), parameters('free'))", "true"},
        {"equals(parameters('free'), parameters('other'))", "«true | false»"},
        {"resourceId('A.B/c', parameters('free'))", "«/subscriptions/S/resourceGroups/g/providers/A.B/c/?»"},
        {"length(createArray(parameters('free')))", "1"},
        {"createObject('a', 1, 'b', parameters('free')).a", "1"},
    });
}

TEST_CASE("a finite domain is followed through functions") {
    check({
        {"concat('x-', parameters('env'))", R"(«"x-dev" | "x-prod"»)"},
        {"toUpper(parameters('env'))", R"(«"DEV" | "PROD"»)"},
        {"equals(parameters('env'), 'qa')", "false"},
        {"if(equals(parameters('env'), 'prod'), 'Disabled', 'Enabled')", R"(«"Disabled" | "Enabled"»)"},
        {"if(parameters('flag'), 'same', 'same')", R"("same")"},
        {"createObject('dev', 1, 'prod', 2)[parameters('env')]", "«1 | 2»"},
        {"length(parameters('env'))", "«3 | 4»"},
        {"equals(concat(parameters('env'), parameters('env')), 'devprod')", "false"},
        {"not(parameters('flag'))", "«false | true»"},
    });
}

TEST_CASE("connectives are decided by the operand that decides") {
    check({
        {"and(parameters('flag'), false())", "false"},
        {"or(parameters('flag'), true())", "true"},
        {"and(parameters('flag'), true())", "«true | false»"},
        {"and(false(), div(1, 0))", "false"},
        {"coalesce(null(), 'a')", R"("a")"},
        {"coalesce(reference('x').y, 'a')", "«»"},
        {"if(true(), 'a', nope())", R"("a")"},
    });
}
