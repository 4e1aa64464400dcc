#include "tests/properties/random_module.hpp"

#include "tests/properties/random_words.hpp"

#include <array>
#include <string>
#include <utility>

namespace iotsec::test {

namespace {

using namespace ast;

/// Makes expressions level by level, as the grammar has them; `fuel` bounds how deep.
class Generator {
  public:
    Module make() {
        module_.exprs.push_back({{}, Invalid{}});
        module_.name = qualified();
        module_.doc = doc();
        for (std::size_t i = pick(3); i > 0; --i)
            module_.imports.push_back(import());
        for (std::size_t i = pick(5); i > 0; --i)
            module_.declarations.push_back({{}, doc(), declared()});
        return std::move(module_);
    }

  private:
    // Expressions

    ExprId add(decltype(Expr::kind) kind) {
        module_.exprs.push_back({{}, std::move(kind)});
        return {static_cast<std::uint32_t>(module_.exprs.size() - 1)};
    }

    ExprId expression(int fuel) {
        const ExprId left = chain(fuel);
        if (pick(6) != 5 || fuel <= 0) return left;
        const ExprId right = expression(fuel - 1);
        return add(Binary{BinaryOp::Implies, {}, left, right});
    }

    ExprId chain(int fuel) {
        const BinaryOp op = coin() ? BinaryOp::And : BinaryOp::Or;
        ExprId result = unary(fuel);
        while (fuel > 0 && pick(3) == 2) {
            const ExprId right = unary(fuel - 1);
            result = add(Binary{op, {}, result, right});
        }
        return result;
    }

    ExprId unary(int fuel) {
        if (fuel <= 0) return comparison(fuel);
        switch (pick(6)) {
        case 0:
            return add(Not{unary(fuel - 1)});
        case 1:
            return quantified(fuel - 1);
        case 2:
            return unique(fuel - 1);
        default:
            return comparison(fuel - 1);
        }
    }

    ExprId comparison(int fuel) {
        const ExprId left = operand(fuel);
        switch (pick(6)) {
        case 0:
            return add(Binary{relation(), {}, left, operand(fuel)});
        case 1: {
            constexpr std::array ops{BinaryOp::In, BinaryOp::NotIn, BinaryOp::Within, BinaryOp::Under};
            return add(Binary{ops[pick(ops.size())], {}, left, coin() ? list(fuel) : operand(fuel)});
        }
        case 2: {
            constexpr std::array ops{BinaryOp::Like, BinaryOp::StartsWith, BinaryOp::EndsWith,
                                     BinaryOp::Contains};
            return add(Binary{ops[pick(ops.size())], {}, left, coin() ? path() : constant_text()});
        }
        case 3: {
            constexpr std::array all{Predicament::Present, Predicament::Absent, Predicament::Empty,
                                     Predicament::NotEmpty};
            return add(Is{left, all[pick(all.size())]});
        }
        default:
            return left;
        }
    }

    static BinaryOp relation() {
        constexpr std::array ops{BinaryOp::Equal,     BinaryOp::NotEqual, BinaryOp::Less,
                                 BinaryOp::LessEqual, BinaryOp::Greater,  BinaryOp::GreaterEqual};
        return ops[pick(ops.size())];
    }

    ExprId operand(int fuel) {
        ExprId result = shift(fuel);
        while (pick(6) == 5)
            result = add(Binary{BinaryOp::Coalesce, {}, result, shift(fuel)});
        return result;
    }

    ExprId shift(int fuel) {
        const ExprId moved = primary(fuel);
        return pick(6) == 5 ? add(Shift{moved, coin(), duration()}) : moved;
    }

    static DurationLiteral duration() { return {static_cast<std::int64_t>(pick(400)), "dhm"[pick(3)]}; }

    ExprId primary(int fuel) {
        switch (pick(fuel > 0 ? 14 : 10)) {
        case 0:
            return add(IntLiteral{static_cast<std::int64_t>(pick(100))});
        case 1:
            return add(PercentLiteral{one_of<2>({"99", "99.5"})});
        case 2:
            return add(duration());
        case 3:
            return add(DateLiteral{"2027-03-31"});
        case 4:
            return add(InstantLiteral{"2027-03-31T12:00:00Z"});
        case 5:
            return add(BoolLiteral{coin()});
        case 6:
            return coin() ? add(NullLiteral{}) : add(Now{});
        case 7:
            return add(Request{word()});
        case 8:
            return constant_text();
        case 9:
            return path();
        case 10:
            return add(Parenthesised{expression(fuel - 1)});
        case 11:
            return interpolated(fuel - 1);
        case 12:
            return count(fuel - 1);
        default: {
            Call call{name(), {}};
            for (std::size_t i = pick(3); i > 0; --i)
                call.arguments.push_back(operand(fuel - 1));
            return add(std::move(call));
        }
        }
    }

    ExprId constant_text() {
        std::string text = plain_text();
        if (pick(5) == 0) return add(StringLiteral{{"it's\nverbatim ${x}\\"}, true});
        if (text.empty()) return add(StringLiteral{});
        return add(StringLiteral{{std::move(text)}, false});
    }

    ExprId interpolated(int fuel) {
        StringLiteral literal;
        if (coin()) literal.parts.emplace_back("a $");
        literal.parts.emplace_back(one_line(fuel));
        if (coin()) literal.parts.emplace_back("}");
        if (coin()) literal.parts.emplace_back(one_line(fuel));
        return add(std::move(literal));
    }

    /// What may stand in `${…}`: no line break, and so no verbatim text, in it.
    ExprId one_line(int fuel) {
        const ExprId left = path();
        if (fuel <= 0 || coin()) return left;
        return add(Binary{BinaryOp::Coalesce, {}, left, add(StringLiteral{{one_line(fuel - 1)}, false})});
    }

    ExprId path() {
        Path result{name(), {}};
        // `unknown` alone is a value of its own, `request.x` another.
        if (result.root.text == "unknown") result.segments.push_back({word(), false});
        while (pick(3) == 2) {
            if (coin())
                result.segments.push_back({word(), false});
            else
                result.segments.push_back({{plain_text(), {}}, true});
        }
        return add(std::move(result));
    }

    ExprId count(int fuel) {
        const ExprId over = collection(fuel);
        if (coin()) return add(CountOf{{}, over, {}});
        return add(CountOf{name(), over, expression(fuel)});
    }

    ExprId collection(int fuel) { return pick(3) == 0 ? list(fuel) : path(); }

    Relation related() {
        if (coin()) return {true, path(), {}, {}};
        return {false, {}, word(), {}};
    }

    ExprId quantified(int fuel) {
        Quantified result;
        constexpr std::array all{Quantifier::Some,    Quantifier::Every,   Quantifier::No,
                                 Quantifier::Exactly, Quantifier::AtLeast, Quantifier::AtMost};
        result.quantifier = all[pick(all.size())];
        if (result.quantifier >= Quantifier::Exactly) {
            result.bound = coin() ? add(IntLiteral{3}) : add(Path{name(), {}});
            result.of = result.quantifier != Quantifier::Exactly && coin();
        }
        result.binder = name();
        if (coin())
            result.source = collection(fuel);
        else
            result.source = RelatedSource{type_name(), related()};
        if (coin()) result.emptiness = coin() ? Emptiness::OrEmpty : Emptiness::NotEmpty;
        // No quantifier: it would take the `satisfies` that follows.
        if (coin()) result.where = comparison(fuel);
        if (coin()) result.satisfies = unary(fuel);
        return add(std::move(result));
    }

    ExprId unique(int fuel) {
        const ExprId over = collection(fuel);
        const auto where = coin() ? std::optional{unary(fuel)} : std::nullopt;
        return add(Unique{name(), over, where, list(fuel)});
    }

    // Values

    ExprId value(int fuel) {
        if (fuel <= 0) return pick(2) == 0 ? path() : constant_text();
        switch (pick(7)) {
        case 0:
            return object(fuel - 1);
        case 1:
            return list(fuel - 1);
        case 2:
            return add(UnknownLiteral{});
        case 3:
            return add(UnknownLiteral{plain_text()});
        case 4:
            return add(NumberLiteral{one_of<2>({"-1.5", "2.25"})});
        case 5:
            return add(IntLiteral{-static_cast<std::int64_t>(1 + pick(9))});
        default:
            return path();
        }
    }

    ExprId list(int fuel) {
        ListLiteral result;
        for (std::size_t i = pick(4); i > 0; --i)
            result.items.push_back(value(fuel));
        return add(std::move(result));
    }

    ExprId object(int fuel) {
        ObjectLiteral result;
        for (std::size_t i = pick(4); i > 0; --i) {
            const bool quoted = coin();
            Name key = quoted ? Name{plain_text(), {}} : word();
            result.members.push_back({std::move(key), quoted, value(fuel)});
        }
        return add(std::move(result));
    }

    std::vector<Meta> metas() {
        std::vector<Meta> result;
        for (std::size_t i = pick(4); i > 0; --i)
            result.push_back({{one_of<4>({"id", "title", "when", "test"}), {}}, value(2), {}});
        return result;
    }

    // Declarations

    static Import import() {
        Import result{qualified(), {}, {}, {}};
        if (coin())
            result.alias = name();
        else if (coin())
            result.names = {name(), name()};
        return result;
    }

    TypeExpr type(int fuel) {
        TypeExpr result{{}, NamedType{name()}, coin()};
        if (coin()) result.kind = CatalogType{type_name(), {{word(), coin()}, {word(), coin()}}};
        if (fuel > 0 && coin()) {
            RecordType record;
            for (std::size_t i = 1 + pick(2); i > 0; --i)
                record.fields.push_back({word(), {type(fuel - 1)}});
            result.kind = std::move(record);
        }
        return result;
    }

    decltype(Declaration::kind) declared() {
        switch (pick(8)) {
        case 0:
            return Param{name(), type(2), coin() ? std::optional{value(2)} : std::nullopt, metas()};
        case 1:
            return Let{name(), coin() ? list(2) : expression(3), {}};
        case 2:
            return Predicate{name(), {{name(), type(1)}, {name(), type(1)}}, expression(3)};
        case 3:
            return baseline();
        case 4:
            return assignment();
        case 5:
            return Waiver{name(), qualified(), metas()};
        case 6:
            return test_of();
        default:
            return requirement();
        }
    }

    Requirement requirement() {
        Requirement result;
        result.name = name();
        result.all = coin();
        result.binder = name();
        result.type = type_name();
        result.meta = metas();
        if (coin()) result.lets.push_back({name(), expression(2), {}});
        if (coin()) result.whens.push_back({expression(3), {}});
        for (std::size_t i = pick(3); i > 0; --i)
            result.expects.push_back(
                {expression(4), coin() ? std::optional{interpolated(2)} : std::nullopt, {}});
        if (coin()) result.attests.push_back({duration(), constant_text(), {}});
        for (std::size_t i = pick(3); i > 0; --i)
            result.remedies.push_back(remedy());
        if (coin()) result.effects = {name(), name()};
        return result;
    }

    Remedy remedy() {
        Remedy result;
        if (coin())
            result.kind = SetRemedy{{{path(), value(2)}, {path(), value(1)}}};
        else
            result.kind = DeployRemedy{name(), type_name(), related(), object(2)};
        if (coin()) result.roles = list(0);
        if (coin()) result.requires_condition = expression(2);
        return result;
    }

    static Target target() { return {qualified(), coin()}; }

    Baseline baseline() {
        Baseline result{name(), metas(), {}, {}};
        if (coin())
            result.includes.push_back({target(), coin() ? std::optional{object(1)} : std::nullopt, {}});
        if (coin()) result.omits.push_back({target(), constant_text(), {}});
        return result;
    }

    static EffectFor effect_for() {
        if (coin()) return {name(), true, {}, {}};
        // A requirement cannot be called `all` here.
        return {name(), false, {{{{{"net", {}}, word()}, {}}, false}, {{{{"hub", {}}}, {}}, coin()}}, {}};
    }

    Assignment assignment() {
        Assignment result{name(), qualified(), word(), constant_text(), metas(), {}, {}, {}, {}, {}};
        if (coin()) result.sets.push_back({name(), value(2), {}});
        if (coin()) result.effects.push_back(effect_for());
        if (coin()) result.excludes.push_back({list(1), constant_text(), {}});
        if (coin()) result.only.push_back({word(), list(0)});
        if (coin()) result.rings.push_back({name(), {word(), list(0)}, {effect_for(), effect_for()}, {}});
        return result;
    }

    Test test_of() {
        Test result;
        result.title = constant_text();
        result.requirement = qualified();
        result.meta = metas();
        if (coin()) result.givens.push_back({name(), type_name(), related(), object(2), {}});
        if (coin()) result.givens.push_back({name(), type_name(), {}, object(2), {}});
        if (coin()) result.sets.push_back({name(), value(1), {}});
        if (coin()) result.at = add(DateLiteral{"2027-01-01"});
        if (coin()) result.incomplete = {type_name(), type_name()};
        const auto subject = coin() ? std::optional{name()} : std::nullopt;
        const auto with = coin() ? std::optional{interpolated(1)} : std::nullopt;
        result.verdicts.push_back({VerdictWord::NotApplicable, subject, with, coin(), {}});
        return result;
    }

    Module module_;
};

} // namespace

ast::Module random_module() {
    return Generator{}.make();
}

} // namespace iotsec::test
