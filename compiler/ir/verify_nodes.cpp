// What each node must keep by itself, wherever it stands.
#include "base/overloaded.hpp"
#include "compiler/ir/problems.hpp"
#include "compiler/ir/walk.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iotsec::ir {

namespace {

/// Verifies nodes; one short function for each kind that has a law.
class NodeVerifier {
  public:
    NodeVerifier(const Program& program, Problems& problems) : program_{program}, problems_{problems} {}

    void node(std::uint32_t at) {
        at_ = at;
        std::visit(overloaded{
                       [](const Const&) {},
                       [this](const Not& n) { verify(n); },
                       [this](const All& n) { verify_list<All>(n.of, "all"); },
                       [this](const Any& n) { verify_list<Any>(n.of, "any"); },
                       [this](const Compare& n) { verify(n); },
                       [this](const OneOf& n) { verify(n); },
                       [this](const Match& n) { verify(n); },
                       [this](const Inside& n) { verify(n); },
                       [this](const Present& n) { verify(n); },
                       [this](const Count& n) { verify(n); },
                       [this](const Share& n) { verify(n); },
                       [this](const Distinct& n) { verify(n); },
                       [](const Literal&) {},
                       [](const Param&) {},
                       [](const Path&) {},
                       [this](const Coalesce& n) { verify(n); },
                       [this](const Text& n) { values(n.parts, "a part of a text"); },
                       [](const Context&) {},
                       [this](const Shift& n) { value(n.value, "what a shift moves"); },
                       [this](const Call& n) { value(n.argument, "the argument of a call"); },
                       [this](const ListOf& n) { values(n.items, "an item"); },
                       [this](const ObjectOf& n) { verify(n); },
                   },
                   program_.exprs[at]);
    }

  private:
    template <typename T>
    [[nodiscard]] bool is(ExprId id) const {
        return std::holds_alternative<T>(program_[id]);
    }
    void require(bool holds, std::string_view what) {
        if (!holds) problems_.add(fmt::format("expression {}: {}", at_, what));
    }
    void condition(ExprId id, std::string_view what) {
        require(is_condition(program_[id]), fmt::format("{} is a condition", what));
    }
    void value(ExprId id, std::string_view what) {
        require(!is_condition(program_[id]), fmt::format("{} is a value", what));
    }
    void values(const std::vector<ExprId>& ids, std::string_view what) {
        for (const ExprId id : ids)
            value(id, what);
    }

    void verify(const Not& n) {
        condition(n.of, "what `not` negates");
        require(!is<Not>(n.of) && !is<Const>(n.of), "`not` over `not` or a constant");
    }
    template <typename Same>
    void verify_list(const std::vector<ExprId>& of, std::string_view name) {
        require(of.size() >= 2, fmt::format("`{}` of fewer than two", name));
        for (const ExprId id : of) {
            condition(id, fmt::format("a member of `{}`", name));
            require(!is<Same>(id), fmt::format("`{}` in `{}`", name, name));
        }
    }
    void verify(const Compare& n) {
        value(n.left, "the left side");
        value(n.right, "the right side");
        require(n.op != CompareOp::Ne, "a comparison by `ne`");
        require((n.by == CompareBy::Rank) == !n.order.empty(), "an order goes with a comparison by rank");
    }
    void verify(const OneOf& n) {
        value(n.left, "the left side");
        values(n.values, "a listed value");
        require(n.param.has_value() == n.values.empty(), "`oneOf` has values or a parameter");
        require(n.by != CompareBy::Rank, "`oneOf` by rank");
        if (n.param) require(program_.params[n.param->index].list, "the parameter of `oneOf` is a list");
    }
    void verify(const Match& n) {
        value(n.left, "the left side");
        value(n.pattern, "a pattern");
        require(is<Literal>(n.pattern) || is<Param>(n.pattern), "a pattern is a literal or a parameter");
        const auto* literal = std::get_if<Literal>(&program_[n.pattern]);
        const std::string* text = literal == nullptr ? nullptr : literal->value.as_string();
        if (n.op == MatchOp::Like && literal != nullptr) {
            require(text != nullptr && std::ranges::count(*text, '*') == 1, "`like` has exactly one `*`");
        }
    }
    void verify(const Inside& n) {
        value(n.left, "the left side");
        values(n.right, "a range");
        require(n.param.has_value() == n.right.empty(), "`inside` has values or a parameter");
    }
    void verify(const Present& n) { require(is<Path>(n.path), "presence is asked of a bare path"); }

    void verify_over(const Over& over) {
        if (const auto* items = std::get_if<Items>(&over)) {
            require(is<Path>(items->path), "items are those of a path");
        }
        const auto* list = std::get_if<Values>(&over);
        if (list == nullptr) return;
        values(list->values, "a listed value");
        if (!list->param) return;
        require(list->values.empty(), "a source has values or a parameter");
        require(program_.params[list->param->index].list, "the parameter of a source is a list");
    }
    void verify_bound(ExprId id, LiteralType literal, ParamType param, std::string_view what) {
        const auto* constant = std::get_if<Literal>(&program_[id]);
        const auto* named = std::get_if<Param>(&program_[id]);
        const bool fits = (constant != nullptr && constant->type == literal) ||
                          (named != nullptr && program_.params[named->ref.index].type == param &&
                           !program_.params[named->ref.index].list);
        require(fits, what);
    }
    void verify(const Count& n) {
        verify_over(n.over);
        require(!n.binder.empty(), "a count without binder");
        if (n.where) condition(*n.where, "what is counted");
        require(n.op != CompareOp::Ne, "a count by `ne`");
        verify_bound(n.bound, LiteralType::Int, ParamType::Int, "a bound is an int literal or parameter");
    }
    void verify(const Share& n) {
        verify_over(n.over);
        require(!n.binder.empty(), "a share without binder");
        if (n.among) condition(*n.among, "the filter of a share");
        condition(n.hit, "what is counted");
        require(n.op == CompareOp::Ge || n.op == CompareOp::Le, "a share is `ge` or `le`");
        verify_bound(n.percent, LiteralType::Percent, ParamType::Percent,
                     "a share is compared with a percent literal or parameter");
    }
    void verify(const Distinct& n) {
        verify_over(n.over);
        require(!n.binder.empty(), "`distinct` without binder");
        if (n.where) condition(*n.where, "the filter of `distinct`");
        require(!n.keys.empty(), "`distinct` without keys");
        for (const ExprId key : n.keys)
            require(is<Path>(key), "a key is a path");
    }
    void verify(const Coalesce& n) {
        require(is<Path>(n.first) || is<Coalesce>(n.first), "`coalesce` begins with a path");
        value(n.otherwise, "what stands in");
    }
    void verify(const ObjectOf& n) {
        for (const auto& [name, member] : n.members)
            value(member, fmt::format("member `{}`", name));
    }

    const Program& program_;
    Problems& problems_;
    std::uint32_t at_ = 0;
};

} // namespace

void verify_nodes(const Program& program, Problems& problems) {
    NodeVerifier verifier{program, problems};
    for (std::uint32_t at = 0; at < program.exprs.size(); ++at)
        verifier.node(at);
}

} // namespace iotsec::ir
