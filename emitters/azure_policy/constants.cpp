#include "emitters/azure_policy/constants.hpp"

#include "base/text.hpp"
#include "compiler/ir/compare_op.hpp"
#include "emitters/azure_policy/literal.hpp"

#include <algorithm>
#include <cstdlib>

namespace iotsec::emitters::azure_policy {

namespace {

using ir::CompareBy;
using ir::CompareOp;

/// The place of a text in an order; -1 where it has none.
std::int64_t rank(const std::vector<std::string>& order, const std::string& text) {
    const auto found =
        std::ranges::find_if(order, [&](const auto& listed) { return equal_ignoring_case(listed, text); });
    return found == order.end() ? -1 : found - order.begin();
}

bool ranks_hold(const ir::Compare& compare, const std::string& left, const std::string& right) {
    const auto a = rank(compare.order, left);
    const auto b = rank(compare.order, right);
    return a >= 0 && b >= 0 && ir::holds(compare.op, a <=> b);
}

} // namespace

bool are_equal(CompareBy by, const ir::Literal& left, const ir::Literal& right) {
    const std::string a = as_text(left);
    const std::string b = as_text(right);
    if (left.value.is_null() || right.value.is_null()) return false;
    if (by == CompareBy::Exact) return a == b;
    if (by == CompareBy::Location) return normalized_location(a) == normalized_location(b);
    return equal_ignoring_case(a, b);
}

bool holds(const ir::Compare& compare, const ir::Literal& left, const ir::Literal& right) {
    if (left.value.is_null() || right.value.is_null()) return false;
    if (compare.op == CompareOp::Eq) return are_equal(compare.by, left, right);
    if (compare.by == CompareBy::Rank) return ranks_hold(compare, as_text(left), as_text(right));
    const auto* a = left.value.as_int();
    const auto* b = right.value.as_int();
    if (a && b) return ir::holds(compare.op, *a <=> *b);
    return ir::holds(compare.op, compare_ignoring_case(as_text(left), as_text(right)) <=> 0);
}

bool matches(ir::MatchOp op, std::string_view text, std::string_view pattern) {
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
        const auto head = pattern.substr(0, star);
        const auto tail = pattern.substr(star + 1);
        return text.size() >= head.size() + tail.size() && starts_with_ignoring_case(text, head) &&
               ends_with_ignoring_case(text, tail);
    }
    }
    std::abort();
}

std::string normalized_location(std::string_view text) {
    std::string result = to_lower(text);
    std::erase(result, ' ');
    return result;
}

} // namespace iotsec::emitters::azure_policy
