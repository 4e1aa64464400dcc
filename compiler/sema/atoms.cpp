#include "compiler/sema/atoms.hpp"

#include "base/text.hpp"
#include "compiler/sema/kind_facts.hpp"
#include "compiler/sema/types.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace iotsec::sema {

namespace {

/// A constant as paths are compared with it.
struct Constant {
    std::string text;
    std::optional<std::int64_t> number;
};

/// Whether equality of two values of the type is equality of what is written.
bool compares_as_written(const Type& type) {
    return !type.list && facts_of(type.kind).compares_as_written;
}

std::string folded(const std::string& text, const Type& of) {
    const catalog::Property* property = property_of(of);
    std::string result = property && property->exact ? text : to_lower(text);
    if (of.kind == Type::Kind::Location) std::erase(result, ' ');
    return result;
}

ValueSet bounded(std::int64_t low, std::int64_t high) {
    ValueSet set;
    set.absent = false;
    set.low = low;
    set.high = high;
    return set;
}

/// Reads the atoms of one program.
class Reader {
  public:
    explicit Reader(const Expansion& expansion) : expansion_{expansion} {}

    std::optional<Atom> read(Site site) const {
        const ast::Expr& expr = expansion_.expr(site);
        if (const auto* negation = std::get_if<ast::Not>(&expr.kind)) return negated(site, *negation);
        if (const auto* binary = std::get_if<ast::Binary>(&expr.kind)) return comparison(site, *binary);
        if (const auto* is = std::get_if<ast::Is>(&expr.kind)) return presence(site, *is);
        if (!is_path(site) || expansion_.type(site).kind != Type::Kind::Bool) return std::nullopt;
        return Atom{site, only({"true"})};
    }

  private:
    bool is_path(Site site) const { return !expansion_.path(site).empty(); }

    std::optional<Atom> negated(Site site, const ast::Not& negation) const {
        const Site inner = expansion_.follow(expansion_.at(site, negation.operand));
        if (std::holds_alternative<ast::Not>(expansion_.expr(inner).kind)) return std::nullopt;
        auto atom = read(inner);
        const bool has_bounds = atom && (atom->values.low != std::numeric_limits<std::int64_t>::min() ||
                                         atom->values.high != std::numeric_limits<std::int64_t>::max());
        if (!atom || has_bounds) return std::nullopt;
        atom->values = complement(std::move(atom->values));
        return atom;
    }

    std::optional<Atom> presence(Site site, const ast::Is& is) const {
        if (is.what != ast::Predicament::Present && is.what != ast::Predicament::Absent) return std::nullopt;
        ValueSet present;
        present.absent = false;
        const Site path = expansion_.follow(expansion_.at(site, is.operand));
        return Atom{path, is.what == ast::Predicament::Present ? present : complement(present), true};
    }

    std::optional<Atom> comparison(Site site, const ast::Binary& binary) const {
        const Site left = expansion_.follow(expansion_.at(site, binary.lhs));
        const Site right = expansion_.follow(expansion_.at(site, binary.rhs));
        const bool is_symmetric = binary.op == ast::BinaryOp::Equal || binary.op == ast::BinaryOp::NotEqual;
        if (is_path(left)) return compared(left, binary.op, right);
        return is_symmetric && is_path(right) ? compared(right, binary.op, left) : std::nullopt;
    }

    std::optional<Atom> compared(Site path, ast::BinaryOp op, Site other) const {
        const Type& type = expansion_.type(path);
        if (!compares_as_written(type)) return std::nullopt;
        if (op == ast::BinaryOp::In || op == ast::BinaryOp::NotIn) return listed(path, op, other);
        const auto value = constant(other, type);
        if (!value) return std::nullopt;
        if (op == ast::BinaryOp::NotEqual) return Atom{path, complement(only({value->text}))};
        if (op == ast::BinaryOp::Equal) {
            Atom atom{path, only({value->text})};
            if (value->number) atom.values.low = atom.values.high = *value->number;
            return atom;
        }
        const catalog::Property* property = property_of(type);
        if (property && !property->order.empty()) return ranked(path, op, value->text, property->order);
        return value->number ? ordered(path, op, *value->number) : std::nullopt;
    }

    std::optional<Atom> listed(Site path, ast::BinaryOp op, Site other) const {
        const auto* list = std::get_if<ast::ListLiteral>(&expansion_.expr(other).kind);
        if (!list || list->items.empty()) return std::nullopt;
        std::set<std::string> texts;
        for (const ast::ExprId item : list->items) {
            const auto value = constant(expansion_.at(other, item), expansion_.type(path));
            if (!value) return std::nullopt;
            texts.insert(value->text);
        }
        return Atom{path, op == ast::BinaryOp::In ? only(texts) : complement(only(texts))};
    }

    /// `x >= '1.2'` is `x in ['1.2', '1.3']`.
    static std::optional<Atom> ranked(Site path, ast::BinaryOp op, const std::string& value,
                                      const std::vector<std::string>& order) {
        const auto at =
            std::ranges::find_if(order, [&](const auto& other) { return to_lower(other) == value; });
        if (at == order.end()) return std::nullopt;
        std::set<std::string> texts;
        for (auto it = order.begin(); it != order.end(); ++it)
            if (holds(op, it - at)) texts.insert(to_lower(*it));
        return Atom{path, only(std::move(texts))};
    }

    static bool holds(ast::BinaryOp op, std::ptrdiff_t difference) {
        if (op == ast::BinaryOp::Less) return difference < 0;
        if (op == ast::BinaryOp::LessEqual) return difference <= 0;
        if (op == ast::BinaryOp::Greater) return difference > 0;
        return op == ast::BinaryOp::GreaterEqual && difference >= 0;
    }

    static std::optional<Atom> ordered(Site path, ast::BinaryOp op, std::int64_t number) {
        constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
        constexpr auto highest = std::numeric_limits<std::int64_t>::max();
        if (number == lowest || number == highest) return std::nullopt;
        if (op == ast::BinaryOp::Less) return Atom{path, bounded(lowest, number - 1)};
        if (op == ast::BinaryOp::LessEqual) return Atom{path, bounded(lowest, number)};
        if (op == ast::BinaryOp::Greater) return Atom{path, bounded(number + 1, highest)};
        if (op == ast::BinaryOp::GreaterEqual) return Atom{path, bounded(number, highest)};
        return std::nullopt;
    }

    std::optional<Constant> constant(Site start, const Type& type) const {
        const Site site = expansion_.follow(start);
        const ast::Expr& expr = expansion_.expr(site);
        if (const auto* truth = std::get_if<ast::BoolLiteral>(&expr.kind))
            return Constant{truth->value ? "true" : "false", {}};
        if (const auto* number = std::get_if<ast::IntLiteral>(&expr.kind))
            return Constant{std::to_string(number->value), number->value};
        const auto* literal = std::get_if<ast::StringLiteral>(&expr.kind);
        if (!literal) return std::nullopt;
        std::string whole;
        for (const ast::StringPart& part : literal->parts) {
            const auto* text = std::get_if<std::string>(&part);
            if (!text) return std::nullopt;
            whole += *text;
        }
        return Constant{folded(whole, type), {}};
    }

    const Expansion& expansion_;
};

} // namespace

std::optional<Atom> as_atom(const Expansion& expansion, Site site) {
    return Reader{expansion}.read(site);
}

ValueSet every_value(const Type& type) {
    ValueSet set;
    const catalog::Property* property = property_of(type);
    if (type.kind == Type::Kind::Bool) set = only({"true", "false"});
    if (type.kind == Type::Kind::Enum && property && !property->open && !property->values.empty()) {
        std::set<std::string> texts;
        for (const std::string& value : property->values)
            texts.insert(folded(value, type));
        set = only(std::move(texts));
    }
    if (type.kind == Type::Kind::Int && property) {
        set.low = property->min.value_or(set.low);
        set.high = property->max.value_or(set.high);
    }
    set.absent = type.optional;
    return set;
}

} // namespace iotsec::sema
