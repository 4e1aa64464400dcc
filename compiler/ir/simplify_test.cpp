#include "compiler/ir/connective.hpp"
#include "compiler/ir/expr_text.hpp"
#include "compiler/ir/simplify.hpp"
#include "tests/support/hub_example.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace iotsec;
using namespace iotsec::ir;

namespace {

/// Builds expressions about the hub of the example.
struct Expressions {
    Program program = hub_example();

    ExprId access_is(const char* value) {
        const ExprId left = program.add(Path{"hub", PropertyId{0}, {}, {}});
        const ExprId right = text_literal(program, value);
        return program.add(Compare{CompareOp::Eq, CompareBy::Text, left, right, {}});
    }
    ExprId number(std::int64_t value) { return program.add(Literal{LiteralType::Int, Value{value}}); }
    ExprId related(ExprId where, CompareOp op, std::int64_t bound) {
        const ExprId limit = number(bound);
        return program.add(Count{Related{"Microsoft.Devices/IotHubs", RelatedBy::Subscription, "hub"}, "o",
                                 where, op, limit});
    }
    ExprId other_is(const char* value) {
        const ExprId left = program.add(Path{"o", PropertyId{0}, {}, {}});
        const ExprId right = text_literal(program, value);
        return program.add(Compare{CompareOp::Eq, CompareBy::Text, left, right, {}});
    }
    [[nodiscard]] std::string text(ExprId id) const { return expr_text(program, id); }
};

} // namespace

TEST_CASE("connectives fold constants, flatten and say nothing twice") {
    Expressions e;
    const ExprId a = e.access_is("A");
    const ExprId b = e.access_is("B");
    const ExprId yes = constant(e.program, true);
    const ExprId no = constant(e.program, false);
    CHECK(e.text(conjunction(e.program, {a, yes})) == "hub.publicNetworkAccess == 'A'");
    CHECK(e.text(conjunction(e.program, {a, no})) == "false");
    CHECK(e.text(disjunction(e.program, {a, yes})) == "true");
    CHECK(e.text(disjunction(e.program, {})) == "false");
    CHECK(e.text(conjunction(e.program, {a, e.access_is("A")})) == "hub.publicNetworkAccess == 'A'");
    CHECK(e.text(conjunction(e.program, {conjunction(e.program, {a, b}), e.access_is("C")})) ==
          "(hub.publicNetworkAccess == 'A') and (hub.publicNetworkAccess == 'B') and "
          "(hub.publicNetworkAccess == 'C')");
    CHECK(e.text(negation(e.program, negation(e.program, a))) == "hub.publicNetworkAccess == 'A'");
}

TEST_CASE("simplify folds what is known") {
    Expressions e;
    const ExprId one = text_literal(e.program, "Red");
    const ExprId two = text_literal(e.program, "rED");
    CHECK(e.text(simplified(e.program,
                            e.program.add(Compare{CompareOp::Eq, CompareBy::Text, one, two, {}}))) == "true");
    const ExprId name = e.program.add(Path{"hub", PropertyId{0}, {}, {}});
    CHECK(e.text(simplified(e.program, e.program.add(OneOf{name, {one, one}, {}, CompareBy::Text}))) ==
          "hub.publicNetworkAccess == 'Red'");
    CHECK(e.text(simplified(e.program, e.program.add(Text{{one, two, name}}))) ==
          "text('RedrED', hub.publicNetworkAccess)");
    CHECK(e.text(simplified(e.program, e.program.add(Text{{one, two}}))) == "'RedrED'");
    CHECK(e.text(simplified(e.program,
                            e.program.add(Count{Values{}, "v", {}, CompareOp::Eq, e.number(0)}))) == "true");
}

TEST_CASE("the normal form pushes negations down and turns counts round") {
    Expressions e;
    const ExprId all =
        conjunction(e.program, {e.access_is("A"), e.related(e.other_is("B"), CompareOp::Ge, 1)});
    CHECK(e.text(negation_normal_form(e.program, negation(e.program, all))) ==
          "(not (hub.publicNetworkAccess == 'A')) or (count(o in Microsoft.Devices/IotHubs subscription hub "
          "where "
          "(o.publicNetworkAccess == 'B')) < 1)");
    const ExprId none = e.related(e.other_is("B"), CompareOp::Eq, 0);
    CHECK(e.text(negation_normal_form(e.program, negation(e.program, none))) ==
          "not (count(o in Microsoft.Devices/IotHubs subscription hub where (o.publicNetworkAccess == 'B')) "
          "== 0)");
}

TEST_CASE("what is about the subject alone moves out of a count of related resources") {
    Expressions e;
    const ExprId where = conjunction(e.program, {e.access_is("A"), e.other_is("B")});
    CHECK(e.text(hoisted(e.program, e.related(where, CompareOp::Ge, 1))) ==
          "(hub.publicNetworkAccess == 'A') and (count(o in Microsoft.Devices/IotHubs subscription hub where "
          "(o.publicNetworkAccess == 'B')) >= 1)");
    CHECK(e.text(hoisted(e.program, e.related(where, CompareOp::Eq, 0))) ==
          "(not (hub.publicNetworkAccess == 'A')) or (count(o in Microsoft.Devices/IotHubs subscription hub "
          "where "
          "(o.publicNetworkAccess == 'B')) == 0)");
    CHECK(e.text(hoisted(e.program, e.related(where, CompareOp::Le, 3))) ==
          "count(o in Microsoft.Devices/IotHubs subscription hub where ((hub.publicNetworkAccess == 'A') and "
          "(o.publicNetworkAccess == 'B'))) <= 3");
}
