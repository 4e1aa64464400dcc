// Comparisons and membership.
#include "base/text.hpp"
#include "compiler/ir/compare_op.hpp"
#include "verifier/evaluate/evaluator.hpp"
#include "verifier/evaluate/instant.hpp"
#include "verifier/evaluate/text_pieces.hpp"
#include "verifier/evaluate/version.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace iotsec::verifier {

namespace {

/// Equality of two cases that are there: of texts, as far as they are known. Structures equal nothing.
Truth equal_texts(const Case& a, const Case& b, Casing casing) {
    if (same_unknown(a, b) && a.is_opaque() && b.is_opaque()) return Truth::True;
    std::string a_buffer;
    std::string b_buffer;
    const auto x = a.is_opaque() ? std::nullopt : text_of(*a.value, a_buffer);
    const auto y = b.is_opaque() ? std::nullopt : text_of(*b.value, b_buffer);
    if ((!a.is_opaque() && !x) || (!b.is_opaque() && !y)) return Truth::False;
    if (x && y) return truth_of(same_text(*x, *y, casing));
    const PartialText left = x ? PartialText{*x} : PartialText{a.unknown->pieces};
    const PartialText right = y ? PartialText{*y} : PartialText{b.unknown->pieces};
    return equal(left.folded(casing), right.folded(casing));
}

/// Which comparisons for equality look at the text alone.
bool is_textual(ir::CompareBy by) {
    return by != ir::CompareBy::Instant && by != ir::CompareBy::Version;
}

std::optional<std::string> text_if_scalar(const Case& c) {
    return text_of(*c.value);
}

} // namespace

Truth Evaluator::compare(const ir::Compare& node) {
    const Operand left = operand(node.left);
    if (left.is_absent()) return Truth::False;
    const Operand right = operand(node.right);
    return over_cases(left, right, [&](const Case& a, const Case& b) { return compare_cases(node, a, b); });
}

Truth Evaluator::compare_cases(const ir::Compare& node, const Case& a, const Case& b) {
    if (a.is_absent() || b.is_absent()) return Truth::False;
    if (node.op == ir::CompareOp::Eq && is_textual(node.by)) return equal_texts(a, b, casing(node.by));
    if (a.is_opaque() || b.is_opaque()) return Truth::Unknown;
    return compare_ordered(node, a, b);
}

Truth Evaluator::compare_ordered(const ir::Compare& node, const Case& a, const Case& b) {
    switch (node.by) {
    case ir::CompareBy::Int:
        return compare_numbers(node, a, b);
    case ir::CompareBy::Instant:
        return compare_instants(node, a, b);
    case ir::CompareBy::Version:
        return compare_versions(node, a, b);
    case ir::CompareBy::Rank:
        return compare_ranks(node, a, b);
    case ir::CompareBy::Text:
    case ir::CompareBy::Exact:
    case ir::CompareBy::Location:
    case ir::CompareBy::ApiVersion:
        break;
    }
    const auto x = text_if_scalar(a);
    const auto y = text_if_scalar(b);
    if (!x || !y) return Truth::False;
    return truth_of(ir::holds(node.op, compare_ignoring_case(*x, *y) <=> 0));
}

Truth Evaluator::compare_numbers(const ir::Compare& node, const Case& a, const Case& b) {
    if (a.value->as_double() != nullptr || b.value->as_double() != nullptr) {
        const auto number = [](const Case& c) {
            const double* fraction = c.value->as_double();
            const auto whole = whole_number(*c.value);
            return fraction != nullptr ? std::optional{*fraction}
                   : whole             ? std::optional{static_cast<double>(*whole)}
                                       : std::nullopt;
        };
        const auto x = number(a);
        const auto y = number(b);
        if (!x) return malformed(named(node.left), a, "a whole number");
        if (!y) return malformed(named(node.right), b, "a whole number");
        return truth_of(ir::holds(node.op, *x < *y   ? std::strong_ordering::less
                                           : *x > *y ? std::strong_ordering::greater
                                                     : std::strong_ordering::equal));
    }
    const auto x = whole_number(*a.value);
    const auto y = whole_number(*b.value);
    if (!x) return malformed(named(node.left), a, "a whole number");
    if (!y) return malformed(named(node.right), b, "a whole number");
    return truth_of(ir::holds(node.op, *x <=> *y));
}

Truth Evaluator::compare_instants(const ir::Compare& node, const Case& a, const Case& b) {
    const auto parsed = [](const Case& c) {
        const std::string* text = c.value->as_string();
        return text == nullptr ? std::nullopt : instant(*text);
    };
    const auto x = parsed(a);
    const auto y = parsed(b);
    if (!x) return malformed(named(node.left), a, "an instant");
    if (!y) return malformed(named(node.right), b, "an instant");
    return truth_of(ir::holds(node.op, *x <=> *y));
}

Truth Evaluator::compare_versions(const ir::Compare& node, const Case& a, const Case& b) {
    const auto x = text_of(*a.value);
    const auto y = text_of(*b.value);
    if (!x || !is_version(*x)) return malformed(named(node.left), a, "a version");
    if (!y || !is_version(*y)) return malformed(named(node.right), b, "a version");
    return truth_of(ir::holds(node.op, *verifier::compare_versions(*x, *y)));
}

/// Only the listed values have a rank; whatever is not listed compares false.
Truth Evaluator::compare_ranks(const ir::Compare& node, const Case& a, const Case& b) {
    const auto x = text_of(*a.value);
    const auto y = text_of(*b.value);
    const auto left = x ? rank(*x, node.order) : std::nullopt;
    const auto right = y ? rank(*y, node.order) : std::nullopt;
    if (!left) outside_order(node, a);
    if (!left || !right) return Truth::False;
    return truth_of(ir::holds(node.op, *left <=> *right));
}

Truth Evaluator::one_of(const ir::OneOf& node) {
    return over_cases(operand(node.left), [&](const Case& left) {
        return left.is_absent() ? Truth::False : is_listed(node, left);
    });
}

Truth Evaluator::is_listed(const ir::OneOf& node, const Case& left) {
    return over_values(node.values, node.param, left,
                       [&](const Case& right) { return equal_texts(left, right, casing(node.by)); });
}

} // namespace iotsec::verifier
