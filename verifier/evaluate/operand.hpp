// What a value expression yields: one value, no value, or several possible ones where the evidence leaves it
// open.
#pragma once

#include "base/value.hpp"
#include "verifier/evaluate/truth.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace iotsec::verifier {

/// One of the things that an operand may turn out to be.
struct Case {
    enum class Kind : std::uint8_t { Absent, Value, Opaque };
    static constexpr std::uint32_t absence = UINT32_MAX;

    Kind kind = Kind::Absent;
    bool is_default = false;          ///< the service default of a property that is absent
    std::uint32_t index = absence;    ///< which case of `unknown` this is
    const Value* value = nullptr;     ///< of kind Value; never null or unknown itself
    const Unknown* unknown = nullptr; ///< the unknown that this is a case of; null: certain

    [[nodiscard]] bool is_absent() const { return kind == Kind::Absent; }
    [[nodiscard]] bool is_opaque() const { return kind == Kind::Opaque; }
};

/// Whether both are a case of one unknown (an identity of 0 is like no other).
[[nodiscard]] inline bool same_unknown(const Case& a, const Case& b) {
    return a.unknown != nullptr && b.unknown != nullptr && a.unknown->identity != 0 &&
           a.unknown->identity == b.unknown->identity;
}
/// Whether both can be the case at once: two different cases of one unknown cannot.
[[nodiscard]] inline bool can_coexist(const Case& a, const Case& b) {
    return !same_unknown(a, b) || a.index == b.index;
}

/// The possible cases of a value expression, at least one, and where it stands in the evidence.
struct Operand {
    Case first;
    std::vector<Case> others; ///< empty for everything that is certain
    Span place;               ///< of the value; where it is absent, of what should have held it

    [[nodiscard]] bool is_certain() const { return others.empty() && first.unknown == nullptr; }
    [[nodiscard]] bool is_absent() const { return others.empty() && first.is_absent(); }

    template <typename Visit>
    void each(Visit&& visit) const {
        visit(first);
        for (const Case& c : others)
            visit(c);
    }
};

/// Collects cases into an operand.
class Cases {
  public:
    void add(const Case& c) {
        if (!is_empty_)
            operand_.others.push_back(c);
        else
            operand_.first = c;
        is_empty_ = false;
    }
    [[nodiscard]] bool is_empty() const { return is_empty_; }
    [[nodiscard]] std::size_t size() const { return is_empty_ ? 0 : operand_.others.size() + 1; }
    [[nodiscard]] Operand at(Span place) && {
        operand_.place = place;
        return std::move(operand_);
    }

  private:
    Operand operand_;
    bool is_empty_ = true;
};

/// The truth of an atom over all cases of its operand: decided if all agree.
template <typename Judge>
[[nodiscard]] Truth over_cases(const Operand& operand, Judge&& judge) {
    Truth truth = judge(operand.first);
    for (const Case& c : operand.others) {
        if (truth == Truth::Unknown) break;
        truth = common(truth, judge(c));
    }
    return truth;
}

/// The same over two operands; cases that exclude each other do not count.
template <typename Judge>
[[nodiscard]] Truth over_cases(const Operand& left, const Operand& right, Judge&& judge) {
    std::optional<Truth> truth;
    left.each([&](const Case& a) {
        right.each([&](const Case& b) {
            if (truth == Truth::Unknown || !can_coexist(a, b)) return;
            const Truth here = judge(a, b);
            truth = truth ? common(*truth, here) : here;
        });
    });
    return truth.value_or(Truth::Unknown);
}

} // namespace iotsec::verifier
