// Shares of a population, and values that may occur only once in it.
#include "verifier/evaluate/evaluator.hpp"
#include "verifier/evaluate/key_hash.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace iotsec::verifier {

namespace {

/// A percentage with its fraction, exact: `99.5` is 995 of 1000.
struct Percent {
    std::int64_t value = 0;
    std::int64_t whole = 100; ///< what stands for all
};

std::optional<Percent> percent_of(const Value& value) {
    constexpr std::size_t longest = 9; // digits; bounds the products below
    const auto text = text_of(value);
    if (!text) return std::nullopt;
    Percent result;
    bool is_fraction = false;
    std::size_t digits = 0;
    std::string_view number = *text;
    if (number.ends_with('%')) number.remove_suffix(1);
    if (number.empty()) return std::nullopt;
    for (const char c : number) {
        if (c == '.' && !is_fraction) {
            is_fraction = true;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > longest) return std::nullopt;
        result.value = result.value * 10 + (c - '0');
        if (is_fraction) result.whole *= 10;
    }
    return result;
}

/// The sum over all elements of `among · (whole · hit − percent)`: its sign says how the share compares.
class ShareSum {
  public:
    explicit ShareSum(Percent percent) : hit_{percent.whole - percent.value}, miss_{-percent.value} {}

    void add(Truth among, Truth hit) {
        if (among == Truth::False) return;
        std::int64_t low = hit == Truth::True ? hit_ : miss_;
        std::int64_t high = hit == Truth::False ? miss_ : hit_;
        if (low > high) std::swap(low, high);
        if (among == Truth::Unknown) {
            low = std::min<std::int64_t>(low, 0);
            high = std::max<std::int64_t>(high, 0);
        }
        sum_.low += low;
        if (sum_.high != Interval::infinity) sum_.high += high;
    }
    /// There may be any number of further elements.
    void open() {
        if (miss_ < 0) sum_.low = -Interval::infinity;
        if (hit_ > 0) sum_.high = Interval::infinity;
    }
    [[nodiscard]] Interval sum() const { return sum_; }

  private:
    std::int64_t hit_, miss_;
    Interval sum_;
};

} // namespace

Truth Evaluator::share(ir::ExprId id, const ir::Share& node) {
    const Operand percent = operand(node.percent);
    return over_possibilities(elements(id, node.over), [&](const Elements& elements) {
        return over_cases(percent, [&](const Case& c) {
            if (c.kind != Case::Kind::Value) return Truth::Unknown;
            if (!percent_of(*c.value)) return malformed(named(node.percent), c, "a percentage");
            return share(id, node, elements, *c.value);
        });
    });
}

Truth Evaluator::share(ir::ExprId id, const ir::Share& node, const Elements& elements, const Value& percent) {
    const auto wanted = percent_of(percent);
    if (!wanted) return Truth::Unknown;
    ShareSum sum{*wanted};
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const Truth among = holds_for(id, node.among, elements, i);
        if (among != Truth::False) sum.add(among, holds_for(id, node.hit, elements, i));
    }
    if (elements.is_open) sum.open();
    return verifier::compare(sum.sum(), node.op, 0);
}

Truth Evaluator::distinct(ir::ExprId id, const ir::Distinct& node) {
    return over_possibilities(elements(id, node.over),
                              [&](const Elements& elements) { return distinct(id, node, elements); });
}

/// False where two elements share a value for certain; unknown where they may.
Truth Evaluator::distinct(ir::ExprId id, const ir::Distinct& node, const Elements& elements) {
    struct Seen {
        std::size_t element = 0;
        Truth takes_part = Truth::False;
    };
    std::unordered_map<KeyHash, Seen, KeyHash::Bucket> seen;
    Truth result = elements.is_open ? Truth::Unknown : Truth::True;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const Truth takes_part = holds_for(id, node.where, elements, i);
        if (takes_part == Truth::False) continue;
        const Arena::Mark mark = arena_.mark();
        bind(id, elements, i);
        for (const ir::ExprId key : node.keys) {
            const Operand value = operand(key);
            if (value.is_absent()) continue;
            if (!value.is_certain()) {
                result = Truth::Unknown;
                continue;
            }
            const auto text = text_of(*value.first.value);
            if (!text) continue;
            const ir::Property* property = source(key);
            const bool is_exact = property != nullptr && property->exact;
            const KeyHash hash = key_hash(folded(*text, is_exact ? Casing::Exact : Casing::Ignore));
            const auto [found, is_new] = seen.try_emplace(hash, Seen{i, takes_part});
            if (is_new || found->second.element == i) continue;
            if (std::min(found->second.takes_part, takes_part) == Truth::True) return Truth::False;
            result = Truth::Unknown;
            if (takes_part == Truth::True) found->second = {i, takes_part};
        }
        arena_.roll_back(mark);
    }
    return result;
}

} // namespace iotsec::verifier
