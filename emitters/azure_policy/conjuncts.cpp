#include "emitters/azure_policy/conjuncts.hpp"

#include "base/text.hpp"
#include "compiler/ir/walk.hpp"
#include "emitters/azure_policy/reach.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <optional>

namespace iotsec::emitters::azure_policy {

namespace {

using ir::CompareOp;

/// A disjunction while it is split.
struct Clause {
    std::vector<LocalPart> local;
    std::vector<RelatedPart> related;
};
using Clauses = std::vector<Clause>;

/// What two clauses say together: one or the other.
Clause joined(const Clause& a, const Clause& b) {
    Clause result = a;
    result.local.insert(result.local.end(), b.local.begin(), b.local.end());
    result.related.insert(result.related.end(), b.related.begin(), b.related.end());
    return result;
}

class Splitter {
  public:
    explicit Splitter(const ir::Program& program) : program_{program} {}

    /// The clauses of `expr`, or none where it has no Azure form (the reason is noted).
    [[nodiscard]] std::optional<Clauses> split(ir::ExprId expr, Sign sign);
    [[nodiscard]] const NotCarried& reason() const { return reason_; }

  private:
    static constexpr std::size_t max_clauses = 64;

    [[nodiscard]] bool has_related(ir::ExprId expr) const;
    [[nodiscard]] std::optional<Clauses> split_all(const std::vector<ir::ExprId>& parts, Sign sign);
    [[nodiscard]] std::optional<Clauses> split_any(const std::vector<ir::ExprId>& parts, Sign sign);
    [[nodiscard]] std::optional<Clauses> split_count(ir::ExprId expr, const ir::Count& count, Sign sign);
    [[nodiscard]] std::optional<Clauses> fail(ir::ExprId where, std::string reason);
    [[nodiscard]] std::string relation_problem(const ir::Related& related) const;

    const ir::Program& program_;
    NotCarried reason_;
};

bool Splitter::has_related(ir::ExprId expr) const {
    bool found = false;
    for_each_reachable(program_, expr, [&](ir::ExprId id) {
        const ir::Over* over = ir::source(program_[id]);
        found = found || (over && std::holds_alternative<ir::Related>(*over));
        return !found;
    });
    return found;
}

std::optional<Clauses> Splitter::fail(ir::ExprId where, std::string reason) {
    const bool has_span = program_.spans.size() > where.index;
    reason_ = {has_span ? program_.spans[where.index] : Span{}, std::move(reason)};
    return std::nullopt;
}

std::optional<Clauses> Splitter::split(ir::ExprId expr, Sign sign) {
    if (!has_related(expr)) return Clauses{Clause{{{expr, sign}}, {}}};
    const ir::Node& node = program_[expr];
    if (const auto* negated = std::get_if<ir::Not>(&node)) return split(negated->of, opposite(sign));
    if (const auto* all = std::get_if<ir::All>(&node))
        return sign == Sign::Holds ? split_all(all->of, sign) : split_any(all->of, sign);
    if (const auto* any = std::get_if<ir::Any>(&node))
        return sign == Sign::Holds ? split_any(any->of, sign) : split_all(any->of, sign);
    if (const auto* count = std::get_if<ir::Count>(&node)) return split_count(expr, *count, sign);
    return fail(expr, "Azure Policy cannot count related resources by share or key");
}

std::optional<Clauses> Splitter::split_all(const std::vector<ir::ExprId>& parts, Sign sign) {
    Clauses result;
    for (const ir::ExprId part : parts) {
        auto clauses = split(part, sign);
        if (!clauses) return std::nullopt;
        std::ranges::move(*clauses, std::back_inserter(result));
        if (result.size() > max_clauses) return fail(part, "it splits into more than 64 conjuncts");
    }
    return result;
}

std::optional<Clauses> Splitter::split_any(const std::vector<ir::ExprId>& parts, Sign sign) {
    Clauses result{Clause{}};
    for (const ir::ExprId part : parts) {
        const auto clauses = split(part, sign);
        if (!clauses) return std::nullopt;
        Clauses product;
        for (const Clause& left : result) {
            for (const Clause& right : *clauses)
                product.push_back(joined(left, right));
        }
        if (product.size() > max_clauses) return fail(part, "it splits into more than 64 conjuncts");
        result = std::move(product);
    }
    return result;
}

std::string Splitter::relation_problem(const ir::Related& related) const {
    if (related.relation == ir::RelatedBy::Evidence)
        return "Azure Policy does not search beyond a subscription";
    const ir::TypeFacts* type = program_.type(related.type);
    const bool is_extension = type && type->type_class == catalog::TypeClass::Extension;
    if (type && type->type_class == catalog::TypeClass::DataPlane)
        return "not a resource of Azure Resource Manager";
    if (is_extension && related.relation != ir::RelatedBy::Of)
        return "Azure Policy finds an extension resource only at the resource it is attached to";
    return {};
}

/// Whether a count says that at least one element is there.
bool says_some(const ir::Program& program, const ir::Count& count, Sign sign) {
    const auto* literal = std::get_if<ir::Literal>(&program[count.bound]);
    const auto* bound = literal ? literal->value.as_int() : nullptr;
    if (!bound) return false;
    if (sign == Sign::Holds)
        return (count.op == CompareOp::Ge && *bound == 1) || (count.op == CompareOp::Gt && *bound == 0);
    return (count.op == CompareOp::Eq && *bound == 0) || (count.op == CompareOp::Le && *bound == 0) ||
           (count.op == CompareOp::Lt && *bound == 1);
}

/// `some candidate satisfies (H and P)` with H about the subject alone is `H and some candidate satisfies P`.
std::optional<Clauses> Splitter::split_count(ir::ExprId expr, const ir::Count& count, Sign sign) {
    const auto* related = std::get_if<ir::Related>(&count.over);
    if (!related) return fail(expr, "related resources of an item are not carried");
    if (auto problem = relation_problem(*related); !problem.empty()) return fail(expr, std::move(problem));
    if (!says_some(program_, count, sign))
        return fail(expr,
                    "Azure Policy can require that a related resource exists, not that none does; write "
                    "the requirement for " +
                        related->type);
    Clauses result;
    RelatedPart part{expr, {}};
    std::vector<ir::ExprId> conditions;
    if (count.where) {
        const auto* all = std::get_if<ir::All>(&program_[*count.where]);
        conditions = all ? all->of : std::vector{*count.where};
    }
    for (const ir::ExprId condition : conditions) {
        if (mentions(program_, condition, {count.binder})) {
            if (has_related(condition))
                return fail(condition,
                            "Azure Policy cannot look at resources that a related resource is related to");
            part.conditions.push_back(condition);
            continue;
        }
        auto outside = split(condition, Sign::Holds);
        if (!outside) return std::nullopt;
        std::ranges::move(*outside, std::back_inserter(result));
    }
    result.push_back({{}, {std::move(part)}});
    return result;
}

/// Whether all related parts of a clause look for one type in one place.
bool is_one_search(const ir::Program& program, const Clause& clause) {
    const auto search = [&](const RelatedPart& part) -> const ir::Related& {
        return std::get<ir::Related>(std::get<ir::Count>(program[part.count]).over);
    };
    return std::ranges::all_of(clause.related, [&](const RelatedPart& part) {
        const auto& first = search(clause.related.front());
        const auto& other = search(part);
        return equal_ignoring_case(first.type, other.type) && first.relation == other.relation &&
               first.root == other.root;
    });
}

} // namespace

Conjuncts conjuncts(const ir::Program& program, const ir::Requirement& requirement) {
    Conjuncts result;
    for (std::size_t i = 0; i < requirement.checks.size(); ++i) {
        const ir::Check& check = requirement.checks[i];
        Splitter splitter{program};
        auto clauses = splitter.split(check.condition, Sign::Holds);
        if (!clauses) {
            NotCarried reason = splitter.reason();
            if (!reason.span.is_known()) reason.span = check.span;
            result.others.push_back(std::move(reason));
            continue;
        }
        for (Clause& clause : *clauses) {
            if (is_one_search(program, clause))
                result.carried.push_back({std::move(clause.local), std::move(clause.related), i});
            else
                result.others.push_back({check.span, "a definition can look at one related type only"});
        }
    }
    return result;
}

std::vector<ir::PropertyId> properties_read(const ir::Program& program, ir::ExprId expr) {
    std::vector<ir::PropertyId> result;
    for_each_reachable(program, expr, [&](ir::ExprId id) {
        const auto* path = std::get_if<ir::Path>(&program[id]);
        if (path && path->property) result.push_back(*path->property);
        return true;
    });
    return result;
}

} // namespace iotsec::emitters::azure_policy
