#include "verifier/evaluate/truth.hpp"

#include <doctest/doctest.h>

using namespace iotsec;
using verifier::Interval;
using verifier::Truth;

TEST_CASE("an interval is compared as all of its numbers are") {
    struct Row {
        Interval number;
        ir::CompareOp op;
        Truth expected;
    };
    constexpr auto inf = Interval::infinity;
    for (const Row& row : {
             Row{{0, 0}, ir::CompareOp::Ge, Truth::False},
             Row{{1, 3}, ir::CompareOp::Ge, Truth::True},
             Row{{0, 3}, ir::CompareOp::Ge, Truth::Unknown},
             Row{{0, inf}, ir::CompareOp::Ge, Truth::Unknown},
             Row{{2, inf}, ir::CompareOp::Gt, Truth::True},
             Row{{0, 1}, ir::CompareOp::Gt, Truth::False},
             Row{{1, 1}, ir::CompareOp::Eq, Truth::True},
             Row{{2, 5}, ir::CompareOp::Eq, Truth::False},
             Row{{0, 5}, ir::CompareOp::Eq, Truth::Unknown},
             Row{{0, 1}, ir::CompareOp::Le, Truth::True},
             Row{{0, 2}, ir::CompareOp::Le, Truth::Unknown},
             Row{{2, 2}, ir::CompareOp::Lt, Truth::False},
             Row{{0, 0}, ir::CompareOp::Lt, Truth::True},
         }) {
        CAPTURE(row.number.low);
        CAPTURE(row.number.high);
        CAPTURE(static_cast<int>(row.op));
        CHECK(verifier::compare(row.number, row.op, 1) == row.expected);
    }
}
