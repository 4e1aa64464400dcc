// Text patterns, address ranges and resource ids.
#include "base/text.hpp"
#include "verifier/evaluate/case_folding.hpp"
#include "verifier/evaluate/cidr.hpp"
#include "verifier/evaluate/evaluator.hpp"
#include "verifier/evaluate/text_pieces.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace iotsec::verifier {

namespace {

PartialText partial(const Case& c, std::string_view known, Casing casing) {
    return (c.is_opaque() ? PartialText{c.unknown->pieces} : PartialText{known}).folded(casing);
}

/// The general way: of texts that are perhaps not known whole, folded.
Truth matches(ir::MatchOp op, const PartialText& text, std::string_view pattern) {
    switch (op) {
    case ir::MatchOp::Prefix:
        return starts_with(text, pattern);
    case ir::MatchOp::Suffix:
        return ends_with(text, pattern);
    case ir::MatchOp::Contains:
        return contains(text, pattern);
    case ir::MatchOp::Like: {
        const auto star = pattern.find('*');
        if (star == std::string_view::npos) return equal(text, PartialText{pattern});
        return is_like(text, pattern.substr(0, star), pattern.substr(star + 1));
    }
    }
    std::abort();
}

/// The usual case, without a copy: ASCII on both sides.
bool matches_ascii(ir::MatchOp op, std::string_view text, std::string_view pattern) {
    switch (op) {
    case ir::MatchOp::Prefix:
        return starts_with_ignoring_case(text, pattern);
    case ir::MatchOp::Suffix:
        return ends_with_ignoring_case(text, pattern);
    case ir::MatchOp::Contains:
        return find_ignoring_case(text, pattern) != std::string_view::npos;
    case ir::MatchOp::Like: {
        const auto star = pattern.find('*');
        if (star == std::string_view::npos) return equal_ignoring_case(text, pattern);
        return text.size() + 1 >= pattern.size() &&
               starts_with_ignoring_case(text, pattern.substr(0, star)) &&
               ends_with_ignoring_case(text, pattern.substr(star + 1));
    }
    }
    std::abort();
}

} // namespace

Truth Evaluator::match(const ir::Match& node) {
    const Operand left = operand(node.left);
    if (left.is_absent()) return Truth::False;
    const ir::Property* property = source(node.left);
    const Casing casing = property != nullptr && property->exact ? Casing::Exact : Casing::Ignore;
    return over_cases(left, operand(node.pattern), [&](const Case& a, const Case& b) {
        if (a.is_absent() || b.is_absent()) return Truth::False;
        std::string buffer;
        std::string pattern_buffer;
        const auto text = a.is_opaque() ? std::string_view{} : text_of(*a.value, buffer);
        const auto pattern = b.is_opaque() ? std::string_view{} : text_of(*b.value, pattern_buffer);
        if (!text || !pattern) return Truth::False;
        if (b.is_opaque()) return Truth::Unknown;
        const bool is_simple =
            casing == Casing::Ignore && !a.is_opaque() && is_ascii(*text) && is_ascii(*pattern);
        if (is_simple) return truth_of(matches_ascii(node.op, *text, *pattern));
        return matches(node.op, partial(a, *text, casing), folded(*pattern, casing));
    });
}

Truth Evaluator::inside(const ir::Inside& node) {
    return over_cases(operand(node.left), [&](const Case& left) {
        return left.is_absent() ? Truth::False : inside_any(node, left);
    });
}

Truth Evaluator::inside_any(const ir::Inside& node, const Case& left) {
    return over_values(node.right, node.param, left,
                       [&](const Case& right) { return inside_one(node, left, right); });
}

namespace {

/// Equal or below, segment by segment: `a/` starts with `b/`.
Truth under(const PartialText& id, const PartialText& root) {
    PartialText below = id;
    PartialText above = root;
    below.append(PartialText{"/"});
    above.append(PartialText{"/"});
    const Truth possible = starts_with(below, above.head());
    return above.is_known() || possible == Truth::False ? possible : Truth::Unknown;
}

} // namespace

Truth Evaluator::inside_one(const ir::Inside& node, const Case& left, const Case& right) {
    if (node.of == ir::InsideOf::Cidr) return within(node, left, right);
    if (left.is_opaque() && right.is_opaque() && same_unknown(left, right)) return Truth::True;
    std::string left_buffer;
    std::string right_buffer;
    const auto id = left.is_opaque() ? std::string_view{} : text_of(*left.value, left_buffer);
    const auto root = right.is_opaque() ? std::string_view{} : text_of(*right.value, right_buffer);
    if (!id || !root) return Truth::False;
    return under(partial(left, *id, Casing::Ignore), partial(right, *root, Casing::Ignore));
}

Truth Evaluator::within(const ir::Inside& node, const Case& left, const Case& right) {
    const auto range = [](const Case& c) {
        const std::string* text = c.value->as_string();
        return text == nullptr ? std::nullopt : cidr(*text);
    };
    const auto inner = left.is_opaque() ? std::nullopt : range(left);
    if (!left.is_opaque() && !inner) return malformed(named(node.left), left, "an address range");
    const auto outer = right.is_opaque() ? std::nullopt : range(right);
    if (!right.is_opaque() && !outer) return malformed(named(node), right, "an address range");
    if (!inner || !outer) return Truth::Unknown;
    return truth_of(contains(*outer, *inner));
}

} // namespace iotsec::verifier
