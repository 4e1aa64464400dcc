// The table of the language reference, section 3: lists, values, ranges and ids, in both positions.
#include "emitters/azure_policy/lowering_row_test.hpp"
#include "tests/support/policy_program.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace iotsec;
using namespace iotsec::emitters::azure_policy::testing;
using catalog::Kind;
using ir::CompareOp;
using test::PolicyProgram;

namespace {

/// `e.k == 'c'`.
ir::ExprId is_c(PolicyProgram& b) {
    return b.equal(b.item("e", "xs[*].k"), b.text("c"));
}

} // namespace

TEST_CASE("quantifiers over items lower by the table of section 3.1") {
    const std::vector<Row> rows{
        {"some", [](auto& b) { return b.some(b.items("xs"), "e", is_c(b)); },
         "{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'c'}}, 'greaterOrEquals': 1}",
         "{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'c'}}, 'less': 1}"},
        {"no", [](auto& b) { return b.none(b.items("xs"), "e", is_c(b)); },
         "{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'c'}}, 'equals': 0}",
         "{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'c'}}, 'notEquals': 0}"},
        {"every (or empty)", [](auto& b) { return b.none(b.items("xs"), "e", b.negate(is_c(b))); },
         "{'count': {'field': '#', 'where': {'field': '#.k', 'notEquals': 'c'}}, 'equals': 0}",
         "{'count': {'field': '#', 'where': {'field': '#.k', 'notEquals': 'c'}}, 'notEquals': 0}"},
        {"every (not empty)",
         [](auto& b) {
             return b.all(
                 {b.none(b.items("xs"), "e", b.negate(is_c(b))), b.some(b.items("xs"), "e2", std::nullopt)});
         },
         "{'allOf': [{'count': {'field': '#', 'where': {'field': '#.k', 'notEquals': 'c'}}, 'equals': 0}, "
         "{'count': {'field': '#'}, 'greaterOrEquals': 1}]}",
         "{'anyOf': [{'count': {'field': '#', 'where': {'field': '#.k', 'notEquals': 'c'}}, 'notEquals': 0}, "
         "{'count': {'field': '#'}, 'less': 1}]}"},
        {"at most 2", [](auto& b) { return b.count(b.items("xs"), "e", is_c(b), CompareOp::Le, 2); },
         "{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'c'}}, 'lessOrEquals': 2}",
         "{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'c'}}, 'greater': 2}"},
        {"exactly 2", [](auto& b) { return b.count(b.items("xs"), "e", is_c(b), CompareOp::Eq, 2); },
         "{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'c'}}, 'equals': 2}",
         "{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'c'}}, 'notEquals': 2}"},
        {"'v' in xs",
         [](auto& b) { return b.some(b.items("xs"), "e", b.equal(b.item("e", ""), b.text("v"))); },
         "{'count': {'field': '#', 'where': {'field': '#', 'equals': 'v'}}, 'greaterOrEquals': 1}",
         "{'count': {'field': '#', 'where': {'field': '#', 'equals': 'v'}}, 'less': 1}"},
        {"y in xs, y may be absent",
         [](auto& b) { return b.some(b.items("xs"), "e", b.equal(b.item("e", ""), b.path("g"))); },
         "{'count': {'field': '#', 'where': {'allOf': [{'field': '#', 'exists': 'true'}, {'field': '$g', "
         "'exists': "
         "'true'}, {'field': '#', 'equals': '[field(`$g`)]'}]}}, 'greaterOrEquals': 1}",
         "{'count': {'field': '#', 'where': {'allOf': [{'field': '#', 'exists': 'true'}, {'field': '$g', "
         "'exists': "
         "'true'}, {'field': '#', 'equals': '[field(`$g`)]'}]}}, 'less': 1}"},
        {"two members of one item",
         [](auto& b) {
             return b.some(b.items("xs"), "e", b.equal(b.item("e", "xs[*].k"), b.item("e", "xs[*].l")));
         },
         "{'count': {'field': '#', 'where': {'allOf': [{'field': '#.k', 'exists': 'true'}, {'field': '#.l', "
         "'exists': "
         "'true'}, {'field': '#.k', 'equals': '[tryGet(current(`#`),`l`)]'}]}}, 'greaterOrEquals': 1}",
         "{'count': {'field': '#', 'where': {'allOf': [{'field': '#.k', 'exists': 'true'}, {'field': '#.l', "
         "'exists': "
         "'true'}, {'field': '#.k', 'equals': '[tryGet(current(`#`),`l`)]'}]}}, 'less': 1}"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("nested quantifiers count the inner list of an item, or are hoisted") {
    const auto inner = [](PolicyProgram& b) {
        const ir::Over items = ir::Items{b.item("e", "xs[*].ys", Kind::Object, true)};
        return b.some(items, "i", b.equal(b.item("i", ""), b.text("v")));
    };
    const std::vector<Row> rows{
        {"a list below the item, with another condition",
         [&](auto& b) {
             return b.some(b.items("xs"), "e", b.all({is_c(b), inner(b)}));
         },
         "{'count': {'field': '#', 'where': {'allOf': [{'field': '#.k', 'equals': 'c'}, {'count': {'field': "
         "'#.ys[*]', 'where': {'field': '#.ys[*]', 'equals': 'v'}}, 'greaterOrEquals': 1}]}}, "
         "'greaterOrEquals': 1}",
         "{'count': {'field': '#', 'where': {'allOf': [{'field': '#.k', 'equals': 'c'}, {'count': {'field': "
         "'#.ys[*]', 'where': {'field': '#.ys[*]', 'equals': 'v'}}, 'greaterOrEquals': 1}]}}, 'less': 1}"},
        {"some in some flattens to one count", [&](auto& b) { return b.some(b.items("xs"), "e", inner(b)); },
         "{'count': {'field': '#.ys[*]', 'where': {'field': '#.ys[*]', 'equals': 'v'}}, 'greaterOrEquals': "
         "1}",
         "{'count': {'field': '#.ys[*]', 'where': {'field': '#.ys[*]', 'equals': 'v'}}, 'less': 1}"},
        {"another list that does not mention the item is decided outside",
         [](auto& b) {
             const auto other = b.some(b.items("zs"), "z", b.equal(b.item("z", ""), b.text("v")));
             return b.some(b.items("xs"), "e", b.all({is_c(b), other}));
         },
         "{'allOf': [{'count': {'field': '$zs[*]', 'where': {'field': '$zs[*]', 'equals': 'v'}}, "
         "'greaterOrEquals': "
         "1}, {'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'c'}}, 'greaterOrEquals': 1}]}",
         "{'anyOf': [{'allOf': [{'count': {'field': '$zs[*]', 'where': {'field': '$zs[*]', 'equals': 'v'}}, "
         "'greaterOrEquals': 1}, {'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'c'}}, 'less': "
         "1}]}, "
         "{'count': {'field': '$zs[*]', 'where': {'field': '$zs[*]', 'equals': 'v'}}, 'less': 1}]}"},
    };
    for (const Row& row : rows)
        check(row);
    CHECK(reason([](PolicyProgram& b) {
              const auto other = b.some(b.items("zs"), "z", b.equal(b.item("z", ""), b.item("e", "xs[*].k")));
              return b.some(b.items("xs"), "e", b.all({is_c(b), other}));
          }) == "a definition can address only the enumerated item");
}

TEST_CASE("lists that are not on the resource unroll, or are value counts") {
    const auto has = [](PolicyProgram& b, const char* binder) {
        return b.some(b.items("xs"), "e", b.equal(b.item("e", "xs[*].k"), b.item(binder, "")));
    };
    const std::vector<Row> rows{
        {"every c in ['a','b'] satisfies some item is it",
         [&](auto& b) {
             return b.none(ir::Values{b.texts({"a", "b"}), {}}, "c", b.negate(has(b, "c")));
         },
         "{'allOf': [{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'a'}}, 'greaterOrEquals': "
         "1}, "
         "{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'b'}}, 'greaterOrEquals': 1}]}",
         "{'anyOf': [{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'a'}}, 'less': 1}, "
         "{'count': {'field': '#', 'where': {'field': '#.k', 'equals': 'b'}}, 'less': 1}]}"},
        {"every r in ps (or empty) satisfies some item is it",
         [&](auto& b) { return b.none(b.values("ps"), "r", b.negate(has(b, "r"))); },
         "{'count': {'value': '[parameters(`ps`)]', 'name': 'r', 'where': {'count': {'field': '#', 'where': "
         "{'allOf': "
         "[{'field': '#.k', 'exists': 'true'}, {'field': '#.k', 'equals': '[current(`r`)]'}]}}, 'less': 1}}, "
         "'equals': 0}",
         "{'count': {'value': '[parameters(`ps`)]', 'name': 'r', 'where': {'count': {'field': '#', 'where': "
         "{'allOf': "
         "[{'field': '#.k', 'exists': 'true'}, {'field': '#.k', 'equals': '[current(`r`)]'}]}}, 'less': 1}}, "
         "'notEquals': 0}"},
        {"at least 2 of a written list",
         [](auto& b) {
             return b.count(ir::Values{b.texts({"a", "b", "c"}), {}}, "c",
                            b.equal(b.path("f"), b.item("c", "")), CompareOp::Ge, 2);
         },
         "{'count': {'value': ['a', 'b', 'c'], 'name': 'r', 'where': {'field': '$f', 'equals': "
         "'[current(`r`)]'}}, "
         "'greaterOrEquals': 2}",
         "{'count': {'value': ['a', 'b', 'c'], 'name': 'r', 'where': {'field': '$f', 'equals': "
         "'[current(`r`)]'}}, "
         "'less': 2}"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("address ranges and resource ids lower by section 3.6") {
    const std::vector<Row> rows{
        {"item within p",
         [](auto& b) {
             const auto inside = b.program.add(ir::Inside{ir::InsideOf::Cidr,
                                                          b.item("e", "xs[*].k", Kind::Cidr),
                                                          {},
                                                          b.declare("p", ir::ParamType::Cidr, true)});
             return b.some(b.items("xs"), "e", inside);
         },
         "{'count': {'field': '#', 'where': {'allOf': [{'field': '#.k', 'exists': 'true'}, {'count': "
         "{'value': "
         "'[parameters(`p`)]', 'name': 'r', 'where': {'value': "
         "'[if(equals(contains(current(`r`),`:`),contains(coalesce(tryGet(current(`#`),`k`),`0.0.0.0/"
         "0`),`:`)),"
         "ipRangeContains(current(`r`),coalesce(tryGet(current(`#`),`k`),`0.0.0.0/0`)),false())]', 'equals': "
         "'true'}}, 'greaterOrEquals': 1}]}}, 'greaterOrEquals': 1}",
         "{'count': {'field': '#', 'where': {'allOf': [{'field': '#.k', 'exists': 'true'}, {'count': "
         "{'value': "
         "'[parameters(`p`)]', 'name': 'r', 'where': {'value': "
         "'[if(equals(contains(current(`r`),`:`),contains(coalesce(tryGet(current(`#`),`k`),`0.0.0.0/"
         "0`),`:`)),"
         "ipRangeContains(current(`r`),coalesce(tryGet(current(`#`),`k`),`0.0.0.0/0`)),false())]', 'equals': "
         "'true'}}, 'greaterOrEquals': 1}]}}, 'less': 1}"},
        {"x within ['10.0.0.0/8']",
         [](auto& b) {
             const auto range = b.literal(ir::LiteralType::Cidr, Value{std::string{"10.0.0.0/8"}});
             return b.program.add(ir::Inside{ir::InsideOf::Cidr, b.path("f", Kind::Cidr), {range}, {}});
         },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'count': {'value': ['10.0.0.0/8'], 'name': 'r', "
         "'where': "
         "{'value': "
         "'[if(equals(contains(current(`r`),`:`),contains(if(empty(coalesce(field(`$f`),``)),`0.0.0.0/"
         "0`,coalesce(field(`$f`),``)),`:`)),"
         "ipRangeContains(current(`r`),if(empty(coalesce(field(`$f`),``)),`0.0.0.0/"
         "0`,coalesce(field(`$f`),``))),false())]', 'equals': 'true'}}, "
         "'greaterOrEquals': 1}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'count': {'value': ['10.0.0.0/8'], 'name': 'r', "
         "'where': "
         "{'value': "
         "'[if(equals(contains(current(`r`),`:`),contains(if(empty(coalesce(field(`$f`),``)),`0.0.0.0/"
         "0`,coalesce(field(`$f`),``)),`:`)),"
         "ipRangeContains(current(`r`),if(empty(coalesce(field(`$f`),``)),`0.0.0.0/"
         "0`,coalesce(field(`$f`),``))),false())]', 'equals': 'true'}}, "
         "'less': "
         "1}]}"},
        {"x under p",
         [](auto& b) {
             const auto above = b.param("p", ir::ParamType::ResourceId);
             return b.program.add(ir::Inside{ir::InsideOf::Id, b.path("id", Kind::ResourceId), {above}, {}});
         },
         "{'value': '[startsWith(concat(field(`id`),`/`),concat(parameters(`p`),`/`))]', 'equals': 'true'}",
         "{'value': '[startsWith(concat(field(`id`),`/`),concat(parameters(`p`),`/`))]', 'equals': 'false'}"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("place names are normalised by Azure in one field, and by us elsewhere") {
    using ir::CompareBy;
    const std::vector<Row> rows{
        {"location == 'West Europe'",
         [](auto& b) {
             return b.compare(CompareOp::Eq, CompareBy::Location, b.path("location", Kind::Location),
                              b.text("West Europe"));
         },
         "{'field': 'location', 'equals': 'West Europe'}",
         "{'field': 'location', 'notEquals': 'West Europe'}"},
        {"x.place == 'West Europe'",
         [](auto& b) {
             return b.compare(CompareOp::Eq, CompareBy::Location, b.path("f", Kind::Location),
                              b.text("West Europe"));
         },
         "{'value': '[replace(coalesce(field(`$f`),``),` `,``)]', 'equals': 'westeurope'}",
         "{'value': '[replace(coalesce(field(`$f`),``),` `,``)]', 'notEquals': 'westeurope'}"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("what has no Azure form says why") {
    using ir::CompareBy;
    CHECK(reason([](auto& b) {
              return b.compare(CompareOp::Ge, CompareBy::Version, b.path("f"), b.text("1.2"));
          }) == "Azure Policy compares versions as text");
    CHECK(reason([](auto& b) {
              return b.compare(CompareOp::Eq, CompareBy::Exact, b.path("f"), b.text("a"));
          }) == "Azure Policy ignores case");
    CHECK(reason([](auto& b) {
              return b.compare(CompareOp::Gt, CompareBy::Instant, b.path("f"),
                               b.program.add(ir::Context{ir::ContextValue::Now}));
          }) == "points in time are compared as text, and no alias is known to be a date");
    CHECK(reason([](auto& b) { return b.some(ir::Fleet{"x"}, "d", std::nullopt); }) ==
          "a policy sees one resource");
    CHECK(reason([](auto& b) { return b.match(ir::MatchOp::Prefix, b.path("f"), b.text("a*")); }) ==
          "`a*` holds `*` or `?`, which Azure Policy does not read as plain text");
    CHECK(reason([](auto& b) {
              const auto id = b.at("f");
              b.program.properties[id.index].alias.clear();
              b.program.properties[id.index].no_alias_reason = "the table has none";
              return b.equal(b.path("f"), b.text("a"));
          }) == "no alias is published for `f`: the table has none");
}
