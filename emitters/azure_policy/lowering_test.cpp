// The tables of the language reference, sections 2 and 3, row by row and in both positions.
#include "emitters/azure_policy/lowering_row_test.hpp"
#include "tests/support/policy_program.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace iotsec;
using namespace iotsec::emitters::azure_policy::testing;
using catalog::Kind;
using ir::CompareBy;
using ir::CompareOp;
using test::PolicyProgram;

namespace {

ir::ExprId f(PolicyProgram& b) {
    return b.path("f");
}

} // namespace

TEST_CASE("atoms over one property lower by the table of section 2") {
    const std::vector<Row> rows{
        {"x == 'c'", [](auto& b) { return b.equal(f(b), b.text("c")); }, "{'field': '$f', 'equals': 'c'}",
         "{'field': '$f', 'notEquals': 'c'}"},
        {"x == ''", [](auto& b) { return b.equal(f(b), b.text("")); },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'equals': ''}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$f', 'notEquals': ''}]}"},
        {"x == true", [](auto& b) { return b.equal(b.path("f", Kind::Bool), b.truth(true)); },
         "{'field': '$f', 'equals': 'true'}", "{'field': '$f', 'notEquals': 'true'}"},
        {"x == 5",
         [](auto& b) {
             return b.compare(CompareOp::Eq, CompareBy::Int, b.path("f", Kind::Int), b.number(5));
         },
         "{'field': '$f', 'equals': 5}", "{'field': '$f', 'notEquals': 5}"},
        {"x == p, p an int",
         [](auto& b) {
             return b.compare(CompareOp::Eq, CompareBy::Int, b.path("f", Kind::Int),
                              b.param("p", ir::ParamType::Int));
         },
         "{'field': '$f', 'equals': '[parameters(`p`)]'}",
         "{'field': '$f', 'notEquals': '[parameters(`p`)]'}"},
        {"x == p, p a text", [](auto& b) { return b.equal(f(b), b.param("p")); },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'equals': '[parameters(`p`)]'}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$f', 'notEquals': "
         "'[parameters(`p`)]'}]}"},
        {"x in ['c','d']",
         [](auto& b) {
             return b.one_of(f(b), {"c", "d"});
         },
         "{'field': '$f', 'in': ['c', 'd']}", "{'field': '$f', 'notIn': ['c', 'd']}"},
        {"x in ['','c']",
         [](auto& b) {
             return b.one_of(f(b), {"", "c"});
         },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'in': ['', 'c']}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$f', 'notIn': ['', 'c']}]}"},
        {"x in p", [](auto& b) { return b.in_param(f(b), "p"); },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'in': '[parameters(`p`)]'}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$f', 'notIn': '[parameters(`p`)]'}]}"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("order, presence and computed texts lower by the table of section 2") {
    const std::vector<Row> rows{
        {"x >= 'c', ordered",
         [](auto& b) {
             return b.program.add(ir::Compare{
                 CompareOp::Ge, CompareBy::Rank, f(b), b.text("1.2"), {"1.0", "1.1", "1.2", "1.3"}});
         },
         "{'field': '$f', 'in': ['1.2', '1.3']}", "{'field': '$f', 'notIn': ['1.2', '1.3']}"},
        {"x < 5",
         [](auto& b) {
             return b.compare(CompareOp::Lt, CompareBy::Int, b.path("f", Kind::Int), b.number(5));
         },
         "{'field': '$f', 'less': 5}", "{'not': {'field': '$f', 'less': 5}}"},
        {"x < p",
         [](auto& b) {
             return b.compare(CompareOp::Lt, CompareBy::Int, b.path("f", Kind::Int),
                              b.param("p", ir::ParamType::Int));
         },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'less': '[parameters(`p`)]'}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'not': {'field': '$f', 'less': "
         "'[parameters(`p`)]'}}]}"},
        {"x is present", [](auto& b) { return b.present(f(b)); }, "{'field': '$f', 'exists': 'true'}",
         "{'field': '$f', 'exists': 'false'}"},
        {"x == '${p}-a'",
         [](auto& b) {
             return b.equal(f(b), b.concat({b.param("p"), b.text("-a")}));
         },
         "{'field': '$f', 'equals': '[concat(parameters(`p`),`-a`)]'}",
         "{'field': '$f', 'notEquals': '[concat(parameters(`p`),`-a`)]'}"},
        {"x == '${y}'",
         [](auto& b) {
             return b.equal(f(b), b.concat({b.path("g"), b.text("")}));
         },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$g', 'exists': 'true'}, "
         "{'field': '$f', 'equals': '[concat(field(`$g`),``)]'}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$g', 'exists': 'false'}, "
         "{'field': '$f', 'notEquals': '[concat(field(`$g`),``)]'}]}"},
        {"x == y", [](auto& b) { return b.equal(f(b), b.path("g")); },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$g', 'exists': 'true'}, "
         "{'field': '$f', 'equals': '[field(`$g`)]'}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$g', 'exists': 'false'}, "
         "{'field': '$f', 'notEquals': '[field(`$g`)]'}]}"},
        {"x == id", [](auto& b) { return b.equal(f(b), b.path("id")); },
         "{'field': '$f', 'equals': '[field(`id`)]'}", "{'field': '$f', 'notEquals': '[field(`id`)]'}"},
        {"tags['owner'] == 'me'",
         [](auto& b) {
             const auto tags = b.at("tags", Kind::Map);
             return b.equal(b.program.add(ir::Path{"x", tags, {"owner"}, {}}), b.text("me"));
         },
         "{'field': 'tags[`owner`]', 'equals': 'me'}", "{'field': 'tags[`owner`]', 'notEquals': 'me'}"},
        {"request.apiVersion >= 'd'",
         [](auto& b) {
             const auto version = b.program.add(ir::Context{ir::ContextValue::ApiVersion});
             return b.compare(CompareOp::Ge, CompareBy::ApiVersion, version, b.text("2020-03-01"));
         },
         "{'value': '[requestContext().apiVersion]', 'greaterOrEquals': '2020-03-01'}",
         "{'value': '[requestContext().apiVersion]', 'less': '2020-03-01'}"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("text patterns lower by the table of section 2") {
    using ir::MatchOp;
    const std::vector<Row> rows{
        {"startsWith 'c'", [](auto& b) { return b.match(MatchOp::Prefix, f(b), b.text("c")); },
         "{'field': '$f', 'like': 'c*'}", "{'field': '$f', 'notLike': 'c*'}"},
        {"endsWith 'c'", [](auto& b) { return b.match(MatchOp::Suffix, f(b), b.text("c")); },
         "{'field': '$f', 'like': '*c'}", "{'field': '$f', 'notLike': '*c'}"},
        {"like 'a*b'", [](auto& b) { return b.match(MatchOp::Like, f(b), b.text("a*b")); },
         "{'field': '$f', 'like': 'a*b'}", "{'field': '$f', 'notLike': 'a*b'}"},
        {"contains 'c'", [](auto& b) { return b.match(MatchOp::Contains, f(b), b.text("c")); },
         "{'field': '$f', 'contains': 'c'}", "{'field': '$f', 'notContains': 'c'}"},
        {"startsWith p", [](auto& b) { return b.match(MatchOp::Prefix, f(b), b.param("p")); },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'value': "
         "'[startsWith(coalesce(field(`$f`),``),parameters(`p`))]', 'equals': 'true'}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'value': "
         "'[startsWith(coalesce(field(`$f`),``),parameters(`p`))]', 'equals': 'false'}]}"},
        {"endsWith p", [](auto& b) { return b.match(MatchOp::Suffix, f(b), b.param("p")); },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'value': "
         "'[endsWith(coalesce(field(`$f`),``),parameters(`p`))]', 'equals': 'true'}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'value': "
         "'[endsWith(coalesce(field(`$f`),``),parameters(`p`))]', 'equals': 'false'}]}"},
        {"contains p", [](auto& b) { return b.match(MatchOp::Contains, f(b), b.param("p")); },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'contains': '[parameters(`p`)]'}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$f', 'notContains': "
         "'[parameters(`p`)]'}]}"},
        {"lastSegment(x) == 'c'", [](auto& b) { return b.equal(b.last_segment(f(b)), b.text("c")); },
         "{'anyOf': [{'field': '$f', 'equals': 'c'}, {'field': '$f', 'like': '*/c'}]}",
         "{'allOf': [{'field': '$f', 'notEquals': 'c'}, {'field': '$f', 'notLike': '*/c'}]}"},
        {"lastSegment(x) in ['c','d']",
         [](auto& b) {
             return b.one_of(b.last_segment(f(b)), {"c", "d"});
         },
         "{'anyOf': [{'field': '$f', 'in': ['c', 'd']}, {'field': '$f', 'like': '*/c'}, {'field': '$f', "
         "'like': "
         "'*/d'}]}",
         "{'allOf': [{'field': '$f', 'notIn': ['c', 'd']}, {'field': '$f', 'notLike': '*/c'}, {'field': "
         "'$f', "
         "'notLike': '*/d'}]}"},
        {"lastSegment(x) in p", [](auto& b) { return b.in_param(b.last_segment(f(b)), "p"); },
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'count': {'value': '[parameters(`p`)]', 'name': "
         "'r', "
         "'where': {'anyOf': [{'field': '$f', 'equals': '[current(`r`)]'}, {'field': '$f', 'like': "
         "'[concat(`*/`,current(`r`))]'}]}}, 'greaterOrEquals': 1}]}",
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'count': {'value': '[parameters(`p`)]', 'name': "
         "'r', "
         "'where': {'anyOf': [{'field': '$f', 'equals': '[current(`r`)]'}, {'field': '$f', 'like': "
         "'[concat(`*/`,current(`r`))]'}]}}, 'less': 1}]}"},
    };
    for (const Row& row : rows)
        check(row);
}

TEST_CASE("a default decides what absence means, by the second table of section 2") {
    const auto with_default = [](PolicyProgram& b, const char* otherwise) {
        return b.coalesce(f(b), b.text(otherwise));
    };
    const auto switch_off = [](PolicyProgram& b) {
        return b.coalesce(b.path("f", Kind::Bool), b.truth(false));
    };
    const std::vector<Row> rows{
        {"x == 'c', default c", [&](auto& b) { return b.equal(with_default(b, "c"), b.text("c")); },
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$f', 'equals': 'c'}]}",
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'notEquals': 'c'}]}"},
        {"x == 'c', default d", [&](auto& b) { return b.equal(with_default(b, "d"), b.text("c")); },
         "{'field': '$f', 'equals': 'c'}", "{'field': '$f', 'notEquals': 'c'}"},
        {"x == false, default false", [&](auto& b) { return b.equal(switch_off(b), b.truth(false)); },
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$f', 'equals': 'false'}]}",
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'notEquals': 'false'}]}"},
        {"x == true, default false", [&](auto& b) { return b.equal(switch_off(b), b.truth(true)); },
         "{'field': '$f', 'equals': 'true'}", "{'field': '$f', 'notEquals': 'true'}"},
        {"x in ['c','d'], default d",
         [&](auto& b) {
             return b.one_of(with_default(b, "d"), {"c", "d"});
         },
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$f', 'in': ['c', 'd']}]}",
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'notIn': ['c', 'd']}]}"},
        {"(x ?? y) == 'c'", [](auto& b) { return b.equal(b.coalesce(f(b), b.path("g")), b.text("c")); },
         "{'anyOf': [{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'equals': 'c'}]}, "
         "{'allOf': [{'field': '$f', 'exists': 'false'}, {'field': '$g', 'equals': 'c'}]}]}",
         "{'anyOf': [{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'notEquals': 'c'}]}, "
         "{'allOf': [{'field': '$f', 'exists': 'false'}, {'field': '$g', 'notEquals': 'c'}]}]}"},
        {"(x ?? p) == 'c'", [](auto& b) { return b.equal(b.coalesce(f(b), b.param("p")), b.text("c")); },
         "{'anyOf': [{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'equals': 'c'}]}, "
         "{'allOf': [{'field': '$f', 'exists': 'false'}, {'value': '[parameters(`p`)]', 'equals': 'c'}]}]}",
         "{'anyOf': [{'allOf': [{'field': '$f', 'exists': 'true'}, {'field': '$f', 'notEquals': 'c'}]}, "
         "{'allOf': [{'field': '$f', 'exists': 'false'}, {'value': '[parameters(`p`)]', "
         "'notEquals': 'c'}]}]}"},
        {"(x ?? 5) < 6",
         [](auto& b) {
             return b.compare(CompareOp::Lt, CompareBy::Int, b.coalesce(b.path("f", Kind::Int), b.number(5)),
                              b.number(6));
         },
         "{'anyOf': [{'field': '$f', 'exists': 'false'}, {'field': '$f', 'less': 6}]}",
         "{'allOf': [{'field': '$f', 'exists': 'true'}, {'not': {'field': '$f', 'less': 6}}]}"},
    };
    for (const Row& row : rows)
        check(row);
}
