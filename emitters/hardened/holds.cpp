// What a condition is worth in a draft: values that the template writes are known, the rest is "maybe".
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/ir/compare_op.hpp"
#include "emitters/hardened/solver.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace iotsec::emitters::hardened {

using namespace deployment;
using json = nlohmann::ordered_json;

namespace {

Truth truth(bool value) {
    return value ? Truth::Yes : Truth::No;
}

std::optional<std::int64_t> number(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

std::optional<std::size_t> rank(const std::vector<std::string>& order, const std::string& text) {
    const auto found =
        std::ranges::find_if(order, [&](const auto& o) { return equal_ignoring_case(o, text); });
    return found == order.end() ? std::nullopt
                                : std::optional{static_cast<std::size_t>(found - order.begin())};
}

/// Whether two values that the template writes are one and the same expression.
bool same_expression(const Expr& a, const Expr& b) {
    if (const auto* param = std::get_if<ParamRef>(&a.kind)) {
        const auto* other = std::get_if<ParamRef>(&b.kind);
        return other != nullptr && other->name == param->name && other->of_rules == param->of_rules;
    }
    if (const auto* id = std::get_if<IdOf>(&a.kind)) {
        const auto* other = std::get_if<IdOf>(&b.kind);
        return other != nullptr && other->symbol == id->symbol;
    }
    return std::holds_alternative<GroupLocation>(a.kind) && std::holds_alternative<GroupLocation>(b.kind);
}

Truth equal(const Expr& a, const Expr& b, ir::CompareBy by) {
    if (same_expression(a, b)) return Truth::Yes;
    const auto left = constant_text(a);
    const auto right = constant_text(b);
    if (!left || !right) return Truth::Maybe;
    return truth(by == ir::CompareBy::Exact ? *left == *right : equal_ignoring_case(*left, *right));
}

/// What all of `values` are worth together: they are the alternatives of one value.
template <typename Worth>
Truth of_each(const std::vector<Expr>& values, Worth worth) {
    const Truth first = worth(values.front());
    const bool agree = std::ranges::all_of(values, [&](const Expr& value) { return worth(value) == first; });
    return agree ? first : Truth::Maybe;
}

Truth ordered(const ir::Compare& compare, const Expr& a, const Expr& b) {
    const auto left = constant_text(a);
    const auto right = constant_text(b);
    if (!left || !right) return Truth::Maybe;
    if (compare.by == ir::CompareBy::Rank) {
        const auto l = rank(compare.order, *left);
        const auto r = rank(compare.order, *right);
        return truth(l && r && ir::holds(compare.op, *l <=> *r));
    }
    const auto l = number(*left);
    const auto r = number(*right);
    return l && r ? truth(ir::holds(compare.op, *l <=> *r)) : Truth::Maybe;
}

/// All, Any over truths.
Truth weakest(Truth a, Truth b) {
    return std::min(a, b);
}
Truth strongest(Truth a, Truth b) {
    return std::max(a, b);
}

} // namespace

std::optional<std::string> constant_text(const Expr& expr) {
    const json* value = as_constant(expr);
    if (value == nullptr || value->is_structured() || value->is_null()) return std::nullopt;
    return value->is_string() ? value->get<std::string>() : value->dump();
}

Truth Solver::holds(ir::ExprId condition, const Draft& draft, const Bindings& bindings) const {
    const auto part = [&](ir::ExprId id) { return holds(id, draft, bindings); };
    return std::visit(
        overloaded{
            [](const ir::Const& c) { return truth(c.value); },
            [&](const ir::Not& n) { return negation(part(n.of)); },
            [&](const ir::All& all) {
                Truth result = Truth::Yes;
                for (const ir::ExprId id : all.of)
                    result = weakest(result, part(id));
                return result;
            },
            [&](const ir::Any& any) {
                Truth result = Truth::No;
                for (const ir::ExprId id : any.of)
                    result = strongest(result, part(id));
                return result;
            },
            [&](const ir::Compare& compare) { return holds_compare(compare, draft, bindings); },
            [&](const ir::OneOf& one_of) { return holds_one_of(one_of, draft, bindings); },
            [&](const ir::Match& match) { return holds_match(match, draft, bindings); },
            [&](const ir::Inside& inside) { return holds_inside(inside, draft, bindings); },
            [&](const ir::Present& present) {
                const Known known = value(present.path, draft, bindings);
                if (std::holds_alternative<Undecided>(known)) return Truth::Maybe;
                return truth(std::holds_alternative<Expr>(known));
            },
            [&](const ir::Count& count) { return holds_count(count, draft, bindings); },
            [](const ir::Share&) { return Truth::Maybe; }, // fleets are not deployed by templates
            [](const ir::Distinct&) { return Truth::Maybe; },
            [](const IsValue auto&) { return Truth::Maybe; },
        },
        program_[condition]);
}

Truth Solver::holds_compare(const ir::Compare& compare, const Draft& draft, const Bindings& bindings) const {
    const Known left = value(compare.left, draft, bindings);
    const Known right = value(compare.right, draft, bindings);
    if (std::holds_alternative<Absent>(left) || std::holds_alternative<Absent>(right)) return Truth::No;
    const auto* l = std::get_if<Expr>(&left);
    const auto* r = std::get_if<Expr>(&right);
    if (l == nullptr || r == nullptr) return Truth::Maybe;
    if (same_expression(*l, *r) && compare.op == ir::CompareOp::Eq) return Truth::Yes;
    return of_each(possible(draft, *l), [&](const Expr& one) {
        return compare.op == ir::CompareOp::Eq ? equal(one, *r, compare.by) : ordered(compare, one, *r);
    });
}

Truth Solver::holds_one_of(const ir::OneOf& one_of, const Draft& draft, const Bindings& bindings) const {
    const Known left = value(one_of.left, draft, bindings);
    if (std::holds_alternative<Absent>(left)) return Truth::No;
    const auto* l = std::get_if<Expr>(&left);
    if (l == nullptr) return Truth::Maybe;
    const auto values = list_values(one_of.values, one_of.param, draft, bindings);
    if (one_of.param && values.empty()) return Truth::Maybe;
    const auto is_among = [&](const Expr& one) {
        Truth result = Truth::No;
        for (const Expr& candidate : values)
            result = strongest(result, equal(one, candidate, one_of.by));
        return result;
    };
    const Truth as_written = is_among(*l);
    return as_written == Truth::Maybe ? of_each(possible(draft, *l), is_among) : as_written;
}

Truth Solver::holds_match(const ir::Match& match, const Draft& draft, const Bindings& bindings) const {
    const Known left = value(match.left, draft, bindings);
    if (std::holds_alternative<Absent>(left)) return Truth::No;
    const Known right = value(match.pattern, draft, bindings);
    const auto* l = std::get_if<Expr>(&left);
    const auto* r = std::get_if<Expr>(&right);
    const auto text = l == nullptr ? std::nullopt : constant_text(*l);
    const auto pattern = r == nullptr ? std::nullopt : constant_text(*r);
    if (!text || !pattern) return Truth::Maybe;
    switch (match.op) {
    case ir::MatchOp::Prefix:
        return truth(starts_with_ignoring_case(*text, *pattern));
    case ir::MatchOp::Suffix:
        return truth(ends_with_ignoring_case(*text, *pattern));
    case ir::MatchOp::Contains:
        return truth(find_ignoring_case(*text, *pattern) != std::string::npos);
    case ir::MatchOp::Like:
        break;
    }
    const auto parts = split(*pattern, '*');
    return truth(text->size() >= pattern->size() - 1 && starts_with_ignoring_case(*text, parts.front()) &&
                 ends_with_ignoring_case(*text, parts.back()));
}

Truth Solver::holds_inside(const ir::Inside& inside, const Draft& draft, const Bindings& bindings) const {
    const Known left = value(inside.left, draft, bindings);
    if (std::holds_alternative<Absent>(left)) return Truth::No;
    const auto* l = std::get_if<Expr>(&left);
    if (l == nullptr || inside.of == ir::InsideOf::Id) return Truth::Maybe;
    // A range lies within itself; anything else is the verifier's to compute.
    const auto ranges = list_values(inside.right, inside.param, draft, bindings);
    const bool is_one = std::ranges::any_of(
        ranges, [&](const Expr& range) { return equal(*l, range, ir::CompareBy::Text) == Truth::Yes; });
    return is_one ? Truth::Yes : Truth::Maybe;
}

Truth Solver::holds_count(const ir::Count& count, const Draft& draft, const Bindings& bindings) const {
    const auto all = elements(count.over, draft, bindings);
    const Known bound = value(count.bound, draft, bindings);
    const auto* b = std::get_if<Expr>(&bound);
    const auto limit = b == nullptr ? std::nullopt : number(constant_text(*b).value_or(""));
    if (!all || !limit) return Truth::Maybe;
    std::int64_t least = 0;
    std::int64_t most = 0;
    for (const Binding& element : *all) {
        Bindings inner = bindings;
        inner.insert_or_assign(count.binder, element);
        const Truth hit = count.where ? holds(*count.where, draft, inner) : Truth::Yes;
        least += hit == Truth::Yes ? 1 : 0;
        most += hit == Truth::No ? 0 : 1;
    }
    const auto at = [&](std::int64_t n) { return ir::holds(count.op, n <=> *limit); };
    bool some = false;
    bool every = true;
    for (std::int64_t n = least; n <= most; ++n) {
        some = some || at(n);
        every = every && at(n);
    }
    return every ? Truth::Yes : some ? Truth::Maybe : Truth::No;
}

} // namespace iotsec::emitters::hardened
