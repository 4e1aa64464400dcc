#include "verifier/evaluate/truth.hpp"

#include <cstdlib>

namespace iotsec::verifier {

namespace {

/// True where all of the interval lies below `bound`, false where none of it does.
Truth less(Interval number, std::int64_t bound) {
    if (number.high < bound) return Truth::True;
    return number.low >= bound ? Truth::False : Truth::Unknown;
}

Truth greater(Interval number, std::int64_t bound) {
    if (number.low > bound) return Truth::True;
    return number.high <= bound ? Truth::False : Truth::Unknown;
}

Truth equal(Interval number, std::int64_t bound) {
    if (number.low == bound && number.high == bound) return Truth::True;
    return bound < number.low || bound > number.high ? Truth::False : Truth::Unknown;
}

} // namespace

Truth compare(Interval number, ir::CompareOp op, std::int64_t bound) {
    switch (op) {
    case ir::CompareOp::Eq:
        return equal(number, bound);
    case ir::CompareOp::Ne:
        return negation(equal(number, bound));
    case ir::CompareOp::Lt:
        return less(number, bound);
    case ir::CompareOp::Le:
        return negation(greater(number, bound));
    case ir::CompareOp::Gt:
        return greater(number, bound);
    case ir::CompareOp::Ge:
        return negation(less(number, bound));
    }
    std::abort();
}

} // namespace iotsec::verifier
