#include "compiler/ir/simplify.hpp"

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/ir/connective.hpp"
#include "compiler/ir/walk.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>

namespace iotsec::ir {

namespace {

bool is_ascii(const std::string& text) {
    return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

/// The text of a literal as comparisons see it; none where it has none, or where folding its case is not ours
/// to do.
std::optional<std::string> plain_text(const Program& program, ExprId id) {
    const auto* literal = std::get_if<Literal>(&program[id]);
    if (literal == nullptr) return std::nullopt;
    if (const bool* flag = literal->value.as_bool()) return *flag ? "true" : "false";
    if (const std::int64_t* number = literal->value.as_int()) return std::to_string(*number);
    const std::string* text = literal->value.as_string();
    return text != nullptr && is_ascii(*text) ? std::optional{*text} : std::nullopt;
}

std::optional<std::int64_t> whole_number(const Program& program, ExprId id) {
    const auto* literal = std::get_if<Literal>(&program[id]);
    const std::int64_t* number = literal == nullptr ? nullptr : literal->value.as_int();
    return number == nullptr ? std::nullopt : std::optional{*number};
}

/// Rebuilds expressions from the leaves up; each node once, however often it is used.
class Simplifier {
  public:
    /// Reads expressions of `from` and adds what they come to to `to`; both may be one program.
    Simplifier(const Program& from, Program& to) : from_{from}, to_{to} {}

    ExprId run(ExprId id) {
        if (const auto known = done_.find(id); known != done_.end()) return known->second;
        const Span span = from_.spans[id.index];
        Node node = from_[id];
        for_each_child(node, [&](Child child) { child.id = run(child.id); });
        const ExprId result = std::visit([&](auto& n) { return simplify(n, span); }, node);
        done_.emplace(id, result);
        return result;
    }

  private:
    ExprId keep(Node node, Span span) { return to_.add(std::move(node), span); }

    ExprId simplify(Const& n, Span span) { return keep(n, span); }
    ExprId simplify(Not& n, Span) { return negation(to_, n.of); }
    ExprId simplify(All& n, Span) { return conjunction(to_, n.of); }
    ExprId simplify(Any& n, Span) { return disjunction(to_, n.of); }
    ExprId simplify(Compare& n, Span span) {
        const auto left = plain_text(to_, n.left);
        const auto right = plain_text(to_, n.right);
        if (n.op == CompareOp::Eq && n.by == CompareBy::Text && left && right) {
            return keep(Const{equal_ignoring_case(*left, *right)}, span);
        }
        return keep(std::move(n), span);
    }
    ExprId simplify(OneOf& n, Span span) {
        std::vector<ExprId> values;
        for (const ExprId value : n.values) {
            const auto is_same = [&](ExprId other) { return same_expr(to_, value, other); };
            if (values.size() > most_compared || std::ranges::none_of(values, is_same))
                values.push_back(value);
        }
        n.values = std::move(values);
        if (n.param || n.values.size() != 1) return keep(std::move(n), span);
        Compare single{CompareOp::Eq, n.by, n.left, n.values.front(), {}};
        return simplify(single, span);
    }
    ExprId simplify(Match& n, Span span) { return keep(n, span); }
    ExprId simplify(Inside& n, Span span) { return keep(std::move(n), span); }
    ExprId simplify(Present& n, Span span) { return keep(n, span); }
    ExprId simplify(Count& n, Span span) {
        drop_true(n.where);
        const auto* values = std::get_if<Values>(&n.over);
        const auto bound = whole_number(to_, n.bound);
        if (values != nullptr && !values->param && values->values.empty() && bound) {
            return keep(Const{holds(n.op, *bound)}, span);
        }
        return keep(std::move(n), span);
    }
    ExprId simplify(Share& n, Span span) {
        drop_true(n.among);
        return keep(std::move(n), span);
    }
    ExprId simplify(Distinct& n, Span span) {
        drop_true(n.where);
        return keep(std::move(n), span);
    }
    ExprId simplify(Literal& n, Span span) { return keep(std::move(n), span); }
    ExprId simplify(Param& n, Span span) { return keep(std::move(n), span); }
    ExprId simplify(Path& n, Span span) { return keep(std::move(n), span); }
    ExprId simplify(Coalesce& n, Span span) { return keep(n, span); }
    ExprId simplify(Text& n, Span span);
    ExprId simplify(Context& n, Span span) { return keep(n, span); }
    ExprId simplify(Shift& n, Span span) { return n.seconds == 0 ? n.value : keep(n, span); }
    ExprId simplify(Call& n, Span span) { return keep(n, span); }
    ExprId simplify(ListOf& n, Span span) { return keep(std::move(n), span); }
    ExprId simplify(ObjectOf& n, Span span) { return keep(std::move(n), span); }

    /// Whether `0 op bound`.
    static bool holds(CompareOp op, std::int64_t bound) {
        switch (op) {
        case CompareOp::Eq:
            return bound == 0;
        case CompareOp::Ne:
            return bound != 0;
        case CompareOp::Lt:
            return 0 < bound;
        case CompareOp::Le:
            return 0 <= bound;
        case CompareOp::Gt:
            return 0 > bound;
        case CompareOp::Ge:
            return 0 >= bound;
        }
        std::abort();
    }
    void drop_true(std::optional<ExprId>& where) const {
        const auto* found = where ? std::get_if<Const>(&to_[*where]) : nullptr;
        if (found != nullptr && found->value) where.reset();
    }

    static constexpr std::size_t most_compared = 100;

    const Program& from_;
    Program& to_;
    std::map<ExprId, ExprId> done_;
};

/// Neighbouring constants become one; a text of nothing else is a literal.
ExprId Simplifier::simplify(Text& n, Span span) {
    std::vector<ExprId> parts;
    const auto constant_text = [&](ExprId id) {
        const auto* literal = std::get_if<Literal>(&to_[id]);
        return literal != nullptr && literal->type == LiteralType::Text ? literal->value.as_string()
                                                                        : nullptr;
    };
    for (const ExprId part : n.parts) {
        const std::string* last = parts.empty() ? nullptr : constant_text(parts.back());
        const std::string* next = constant_text(part);
        if (last != nullptr && next != nullptr) {
            parts.back() = keep(Literal{LiteralType::Text, Value{*last + *next}}, span);
        } else {
            parts.push_back(part);
        }
    }
    if (parts.empty()) return keep(Literal{LiteralType::Text, Value{std::string{}}}, span);
    if (parts.size() == 1 && constant_text(parts.front()) != nullptr) return parts.front();
    n.parts = std::move(parts);
    return keep(std::move(n), span);
}

void simplify_requirement(Requirement& requirement, Simplifier& simplifier) {
    for_each_root(requirement, [&](ExprId& id) { id = simplifier.run(id); });
}

/// A `when` that always holds says nothing.
void drop_constant_when(const Program& program, Requirement& requirement) {
    const auto* when = requirement.when ? std::get_if<Const>(&program[*requirement.when]) : nullptr;
    if (when != nullptr && when->value) requirement.when.reset();
}

} // namespace

ExprId simplified(Program& program, ExprId id) {
    return Simplifier{program, program}.run(id);
}

Program simplify(const Program& program) {
    Program result = program;
    result.exprs.clear();
    result.spans.clear();
    Simplifier simplifier{program, result};
    for (Requirement& requirement : result.requirements) {
        simplify_requirement(requirement, simplifier);
        drop_constant_when(result, requirement);
    }
    for (Baseline& baseline : result.baselines) {
        for (BaselineEntry& entry : baseline.entries) {
            for (Binding& binding : entry.bindings) {
                if (binding.value) binding.value = simplifier.run(*binding.value);
            }
        }
    }
    return result;
}

std::vector<ExprId> conjuncts(const Program& program, ExprId id) {
    if (const auto* all = std::get_if<All>(&program[id])) return all->of;
    return {id};
}

bool mentions(const Program& program, ExprId id, std::string_view binder) {
    const Node& node = program[id];
    if (const auto* path = std::get_if<Path>(&node)) return path->root == binder;
    if (const Over* over = source(node)) {
        const auto* related = std::get_if<Related>(over);
        const auto* fleet = std::get_if<Fleet>(over);
        if (related != nullptr && related->root == binder) return true;
        if (fleet != nullptr && fleet->root == binder) return true;
    }
    bool found = false;
    for_each_child(node, [&](ExprId child, bool) { found = found || mentions(program, child, binder); });
    return found;
}

} // namespace iotsec::ir
