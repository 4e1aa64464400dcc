#include "compiler/ir/verify.hpp"
#include "tests/support/hub_example.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

using namespace iotsec::ir;
using iotsec::List;
using iotsec::Value;

namespace {

using Breaks = std::function<void(Program&)>;

/// Sets the condition of the only check to what `make` adds.
Breaks condition(std::function<ExprId(Program&)> make) {
    return [make = std::move(make)](Program& program) {
        program.requirements[0].checks[0].condition = make(program);
    };
}

ExprId path(Program& program, const char* root = "hub") {
    return program.add(Path{root, PropertyId{0}, {}, {}});
}

ExprId number(Program& program, std::int64_t value) {
    return program.add(Literal{LiteralType::Int, Value{value}});
}

ExprId present(Program& program) {
    const ExprId read = path(program);
    return program.add(Present{read});
}

ExprId secret_read(Program& program) {
    program.properties[0].secret = true;
    const ExprId read = path(program);
    const ExprId word = text_literal(program, "x");
    return program.add(Compare{CompareOp::Eq, CompareBy::Text, read, word, {}});
}

/// A count of values, with `binder`.
ExprId count(Program& program, const std::string& binder, CompareOp op, ExprId bound) {
    const ExprId value = text_literal(program, "x");
    return program.add(Count{Values{{value}, {}}, binder, {}, op, bound});
}

} // namespace

TEST_CASE("a well-formed program has nothing wrong with it") {
    CHECK(verify(hub_example()) == std::vector<std::string>{});
}

TEST_CASE("each law that a program breaks is said in one sentence") {
    struct Case {
        std::string expected;
        Breaks breaks;
    };
    const std::vector<Case> cases{
        {"`not` over `not` or a constant", condition([](Program& p) {
             const ExprId inner = p.add(Not{present(p)});
             return p.add(Not{inner});
         })},
        {"`all` of fewer than two", condition([](Program& p) {
             const ExprId one = present(p);
             return p.add(All{{one}});
         })},
        {"`any` in `any`", condition([](Program& p) {
             const ExprId a = present(p);
             const ExprId inner = p.add(Any{{a, a}});
             return p.add(Any{{inner, a}});
         })},
        {"a comparison by `ne`", condition([](Program& p) {
             const ExprId left = path(p);
             const ExprId right = text_literal(p, "x");
             return p.add(Compare{CompareOp::Ne, CompareBy::Text, left, right, {}});
         })},
        {"an order goes with a comparison by rank", condition([](Program& p) {
             const ExprId left = path(p);
             const ExprId right = text_literal(p, "x");
             return p.add(Compare{CompareOp::Ge, CompareBy::Rank, left, right, {}});
         })},
        {"a comparison does not fit the type of its operands", condition([](Program& p) {
             const ExprId left = path(p);
             return p.add(Compare{CompareOp::Ge, CompareBy::Int, left, number(p, 1), {}});
         })},
        {"`oneOf` has values or a parameter", condition([](Program& p) {
             const ExprId left = path(p);
             return p.add(OneOf{left, {}, {}, CompareBy::Text});
         })},
        {"`like` has exactly one `*`", condition([](Program& p) {
             const ExprId left = path(p);
             return p.add(Match{MatchOp::Like, left, text_literal(p, "**")});
         })},
        {"presence is asked of a bare path",
         condition([](Program& p) { return p.add(Present{text_literal(p, "x")}); })},
        {"a count by `ne`", condition([](Program& p) { return count(p, "e", CompareOp::Ne, number(p, 1)); })},
        {"a bound is an int literal or parameter",
         condition([](Program& p) { return count(p, "e", CompareOp::Ge, text_literal(p, "x")); })},
        {"a count without binder",
         condition([](Program& p) { return count(p, "", CompareOp::Ge, number(p, 1)); })},
        {"binder `hub` hides another",
         condition([](Program& p) { return count(p, "hub", CompareOp::Ge, number(p, 1)); })},
        {"`hob` is not a binder here", condition([](Program& p) { return p.add(Present{path(p, "hob")}); })},
        {"secret property `publicNetworkAccess` is read", condition(secret_read)},
        {"a value where a condition is wanted", condition([](Program& p) { return path(p); })},
        {"no such expression", condition([](Program&) { return ExprId{9999}; })},
        {"no such property", condition([](Program& p) {
             return p.add(Present{p.add(Path{"hub", PropertyId{7}, {}, {}})});
         })},
        {"no such parameter", condition([](Program& p) {
             return p.add(Param{ParamId{3}, {}});
         })},
        {"which is not before it", condition([](Program& p) {
             const auto self = static_cast<std::uint32_t>(p.exprs.size());
             return p.add(Not{ExprId{self}});
         })},
        {"a literal holds an unknown value", condition([](Program& p) {
             return p.add(Literal{LiteralType::Text, iotsec::make_unknown({})});
         })},
        {"type `Microsoft.Devices/IotHubs` is not described", [](Program& p) { p.types.clear(); }},
        {"neither a check nor an attestation", [](Program& p) { p.requirements[0].checks.clear(); }},
        {"a fleet has no remedies and no effects", [](Program& p) { p.requirements[0].all = true; }},
        {"a remedy sets values or deploys a resource",
         [](Program& p) { p.requirements[0].remedies[0].sets.clear(); }},
        {"no such requirement",
         [](Program& p) {
             p.baselines.push_back({"b", "m", {}, {}, {}, {{7, {}}}, {}});
         }},
        {"not every expression has a place", [](Program& p) { p.spans.clear(); }},
    };
    for (const Case& each : cases) {
        CAPTURE(each.expected);
        Program program = hub_example();
        each.breaks(program);
        const auto problems = verify(program);
        REQUIRE(!problems.empty());
        CHECK_MESSAGE(problems.front().find(each.expected) != std::string::npos, problems.front());
    }
}

TEST_CASE("depth and size are bounded, sharing included") {
    Program program = hub_example();
    ExprId at = present(program);
    for (std::size_t i = 0; i < max_depth; ++i) {
        const ExprId negated = program.add(Not{at});
        at = program.add(i % 2 == 0 ? Node{All{{at, negated}}} : Node{Any{{at, negated}}});
    }
    program.requirements[0].checks[0].condition = at;
    const auto problems = verify(program);
    REQUIRE(!problems.empty());
    CHECK_MESSAGE(problems.front().find("too large") != std::string::npos, problems.front());
}

TEST_CASE("a broken program is reported as a mistake of ours (IOT9001)") {
    iotsec::DiagnosticSink sink;
    Program program = hub_example();
    report_broken(program, sink);
    CHECK(sink.all().empty());
    program.requirements[0].checks.clear();
    report_broken(program, sink);
    REQUIRE(sink.all().size() == 1);
    CHECK(sink.all()[0].code == "IOT9001");
}
