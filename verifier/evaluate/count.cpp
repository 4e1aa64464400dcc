// Counting: how many elements satisfy a condition, as an interval where something is unknown.
#include "verifier/evaluate/evaluator.hpp"

#include <optional>

namespace iotsec::verifier {

Truth Evaluator::count(ir::ExprId id, const ir::Count& node) {
    const Operand bound = operand(node.bound);
    return over_possibilities(elements(id, node.over), [&](const Elements& elements) {
        return over_cases(bound, [&](const Case& c) {
            if (c.kind != Case::Kind::Value) return Truth::Unknown;
            const auto number = whole_number(*c.value);
            if (!number) return malformed(named(node.bound), c, "a whole number");
            return count(id, node, elements, *number);
        });
    });
}

Truth Evaluator::count(ir::ExprId id, const ir::Count& node, const Elements& elements, std::int64_t bound) {
    const auto size = static_cast<std::int64_t>(elements.size());
    Interval number{0, elements.is_open ? Interval::infinity : size};
    if (!node.where && elements.membership.empty())
        number.low = size;
    else {
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const Truth holds = holds_for(id, node.where, elements, i);
            if (holds == Truth::True) ++number.low;
            if (holds == Truth::False && !elements.is_open) --number.high;
            const Truth decided = verifier::compare(number, node.op, bound);
            if (decided != Truth::Unknown) return decided;
        }
    }
    return verifier::compare(number, node.op, bound);
}

} // namespace iotsec::verifier
