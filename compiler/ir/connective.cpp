#include "compiler/ir/connective.hpp"

#include "base/overloaded.hpp"
#include "compiler/ir/walk.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace iotsec::ir {

namespace {

bool same_over(const Over& a, const Over& b) {
    return std::visit(overloaded{
                          [](const Items&, const Items&) { return true; },
                          [](const Values& x, const Values& y) {
                              return x.param == y.param && x.values.size() == y.values.size();
                          },
                          [](const Related& x, const Related& y) {
                              return x.type == y.type && x.relation == y.relation && x.root == y.root;
                          },
                          [](const Fleet& x, const Fleet& y) { return x.root == y.root; },
                          [](const Items&, const Values&) { return false; },
                          [](const Items&, const Related&) { return false; },
                          [](const Items&, const Fleet&) { return false; },
                          [](const Values&, const Items&) { return false; },
                          [](const Values&, const Related&) { return false; },
                          [](const Values&, const Fleet&) { return false; },
                          [](const Related&, const Items&) { return false; },
                          [](const Related&, const Values&) { return false; },
                          [](const Related&, const Fleet&) { return false; },
                          [](const Fleet&, const Items&) { return false; },
                          [](const Fleet&, const Values&) { return false; },
                          [](const Fleet&, const Related&) { return false; },
                      },
                      a, b);
}

// What two nodes of one kind say themselves, their children aside.
bool same_self(const Const& a, const Const& b) {
    return a.value == b.value;
}
bool same_self(const Not&, const Not&) {
    return true;
}
bool same_self(const All&, const All&) {
    return true;
}
bool same_self(const Any&, const Any&) {
    return true;
}
bool same_self(const Compare& a, const Compare& b) {
    return a.op == b.op && a.by == b.by && a.order == b.order;
}
bool same_self(const OneOf& a, const OneOf& b) {
    return a.by == b.by && a.param == b.param;
}
bool same_self(const Match& a, const Match& b) {
    return a.op == b.op;
}
bool same_self(const Inside& a, const Inside& b) {
    return a.of == b.of && a.param == b.param;
}
bool same_self(const Present&, const Present&) {
    return true;
}
bool same_self(const Count& a, const Count& b) {
    return a.op == b.op && a.binder == b.binder && a.where.has_value() == b.where.has_value() &&
           same_over(a.over, b.over);
}
bool same_self(const Share& a, const Share& b) {
    return a.op == b.op && a.binder == b.binder && a.among.has_value() == b.among.has_value() &&
           same_over(a.over, b.over);
}
bool same_self(const Distinct& a, const Distinct& b) {
    return a.binder == b.binder && a.where.has_value() == b.where.has_value() && same_over(a.over, b.over);
}
bool same_self(const Literal& a, const Literal& b) {
    return a.type == b.type && same_value(a.value, b.value);
}
bool same_self(const Param& a, const Param& b) {
    return a.ref == b.ref && a.fields == b.fields;
}
bool same_self(const Path& a, const Path& b) {
    return a.root == b.root && a.property == b.property && a.keys == b.keys && a.fields == b.fields;
}
bool same_self(const Coalesce& a, const Coalesce& b) {
    return a.is_service_default == b.is_service_default;
}
bool same_self(const Text&, const Text&) {
    return true;
}
bool same_self(const Context& a, const Context& b) {
    return a.what == b.what;
}
bool same_self(const Shift& a, const Shift& b) {
    return a.seconds == b.seconds;
}
bool same_self(const Call& a, const Call& b) {
    return a.function == b.function;
}
bool same_self(const ListOf&, const ListOf&) {
    return true;
}
bool same_self(const ObjectOf& a, const ObjectOf& b) {
    return std::ranges::equal(a.members, b.members,
                              [](const auto& x, const auto& y) { return x.first == y.first; });
}

std::vector<ExprId> children(const Node& node) {
    std::vector<ExprId> result;
    for_each_child(node, [&](ExprId child, bool) { result.push_back(child); });
    return result;
}

/// Repetitions are looked for among so many members only: every pair is compared.
constexpr std::size_t most_compared = 100;

/// Members of `parts`, those of nested nodes of the same kind instead of these, each once.
template <typename Same>
std::vector<ExprId> flattened(const Program& program, const std::vector<ExprId>& parts) {
    std::vector<ExprId> result;
    const auto add = [&](ExprId id) {
        const auto is_same = [&](ExprId other) { return same_expr(program, id, other); };
        if (result.size() > most_compared || std::ranges::none_of(result, is_same)) result.push_back(id);
    };
    for (const ExprId part : parts) {
        if (const auto* nested = std::get_if<Same>(&program[part])) {
            std::ranges::for_each(nested->of, add);
        } else {
            add(part);
        }
    }
    return result;
}

/// `All` (whose neutral member is true) or `Any` (false) of `parts`.
template <typename Same>
ExprId joined(Program& program, const std::vector<ExprId>& parts, bool neutral) {
    std::vector<ExprId> of = flattened<Same>(program, parts);
    const auto is_constant = [&](ExprId id, bool value) {
        const auto* found = std::get_if<Const>(&program[id]);
        return found != nullptr && found->value == value;
    };
    std::erase_if(of, [&](ExprId id) { return is_constant(id, neutral); });
    if (std::ranges::any_of(of, [&](ExprId id) { return is_constant(id, !neutral); })) {
        return constant(program, !neutral);
    }
    if (of.empty()) return constant(program, neutral);
    if (of.size() == 1) return of.front();
    const Span span = program.spans[parts.front().index];
    return program.add(Same{std::move(of)}, span);
}

} // namespace

bool same_expr(const Program& program, ExprId a, ExprId b) {
    if (a == b) return true;
    const bool same = std::visit(
        [](const auto& x, const auto& y) {
            if constexpr (std::is_same_v<decltype(x), decltype(y)>) {
                return same_self(x, y);
            } else {
                return false;
            }
        },
        program[a], program[b]);
    return same && std::ranges::equal(children(program[a]), children(program[b]),
                                      [&](ExprId x, ExprId y) { return same_expr(program, x, y); });
}

ExprId constant(Program& program, bool value) {
    return program.add(Const{value});
}

ExprId negation(Program& program, ExprId condition) {
    if (const auto* inner = std::get_if<Not>(&program[condition])) return inner->of;
    if (const auto* inner = std::get_if<Const>(&program[condition])) return constant(program, !inner->value);
    const Span span = program.spans[condition.index];
    return program.add(Not{condition}, span);
}

ExprId conjunction(Program& program, const std::vector<ExprId>& parts) {
    return joined<All>(program, parts, true);
}

ExprId disjunction(Program& program, const std::vector<ExprId>& parts) {
    return joined<Any>(program, parts, false);
}

} // namespace iotsec::ir
