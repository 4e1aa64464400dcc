#include "emitters/azure_policy/counts.hpp"

#include "base/overloaded.hpp"
#include "compiler/ir/walk.hpp"
#include "emitters/azure_policy/atoms.hpp"
#include "emitters/azure_policy/literal.hpp"
#include "emitters/azure_policy/reach.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

namespace iotsec::emitters::azure_policy {

namespace {

using ir::CompareOp;

/// The operator of a count: a count is a number that is always there, so its complement is an operator, too.
std::string_view keyword(CompareOp op, Sign sign) {
    const bool holds = sign == Sign::Holds;
    switch (op) {
    case CompareOp::Eq:
        return holds ? "equals" : "notEquals";
    case CompareOp::Ne:
        return holds ? "notEquals" : "equals";
    case CompareOp::Lt:
        return holds ? "less" : "greaterOrEquals";
    case CompareOp::Le:
        return holds ? "lessOrEquals" : "greater";
    case CompareOp::Gt:
        return holds ? "greater" : "lessOrEquals";
    case CompareOp::Ge:
        return holds ? "greaterOrEquals" : "less";
    }
    std::abort();
}

bool satisfies(std::int64_t number, CompareOp op, std::int64_t bound) {
    switch (op) {
    case CompareOp::Eq:
        return number == bound;
    case CompareOp::Ne:
        return number != bound;
    case CompareOp::Lt:
        return number < bound;
    case CompareOp::Le:
        return number <= bound;
    case CompareOp::Gt:
        return number > bound;
    case CompareOp::Ge:
        return number >= bound;
    }
    std::abort();
}

std::optional<std::int64_t> known_bound(const ir::Program& program, const ir::Count& count) {
    const auto* literal = std::get_if<ir::Literal>(&program[count.bound]);
    const auto* number = literal ? literal->value.as_int() : nullptr;
    return number ? std::optional{*number} : std::nullopt;
}

/// Finds a count over items below `expr` that depends on none of the binders around it and is not decided
/// yet.
std::optional<ir::ExprId> independent_count(const ir::Program& program, ir::ExprId expr,
                                            const std::map<ir::ExprId, bool>& decided,
                                            std::set<std::string> binders) {
    if (decided.contains(expr)) return std::nullopt;
    const auto* count = std::get_if<ir::Count>(&program[expr]);
    const bool is_over_items = count && std::holds_alternative<ir::Items>(count->over);
    if (is_over_items && !mentions(program, expr, binders)) return expr;
    if (count) binders.insert(count->binder);
    std::optional<ir::ExprId> found;
    ir::for_each_child(program[expr], [&](ir::ExprId child, bool) {
        if (!found) found = independent_count(program, child, decided, binders);
    });
    return found;
}

/// `some e in xs satisfies some i in e.ys satisfies P`, where P does not read `e`: the inner count, which
/// alone says it over the items of all lists.
const ir::Count* flattened(const ir::Program& program, const ir::Count& outer) {
    const auto says_some = [&](const ir::Count& count) {
        return count.op == CompareOp::Ge && known_bound(program, count) == 1;
    };
    const auto* inner = outer.where ? std::get_if<ir::Count>(&program[*outer.where]) : nullptr;
    if (!inner || !says_some(outer) || !says_some(*inner)) return nullptr;
    const auto* items = std::get_if<ir::Items>(&inner->over);
    const auto* path = items ? std::get_if<ir::Path>(&program[items->path]) : nullptr;
    if (!path || path->root != outer.binder) return nullptr;
    const bool reads_outer = inner->where && mentions(program, *inner->where, {outer.binder});
    return reads_outer ? nullptr : inner;
}

} // namespace

Condition CountLowering::lower(Sign sign) {
    return std::visit(
        overloaded{
            [&](const ir::Items& items) { return over_items(items, sign); },
            [&](const ir::Values& values) { return over_values(values, sign); },
            [&](const ir::Related&) { return lowering_.not_carried(lowering_.related_reason); },
            [&](const ir::Fleet&) { return lowering_.not_carried("a policy sees one resource"); },
        },
        count_.over);
}

std::optional<ir::ExprId> CountLowering::hoistable() const {
    if (!count_.where) return std::nullopt;
    return independent_count(lowering_.program_, *count_.where, lowering_.assumed_, {count_.binder});
}

/// A count over another list cannot stand inside this one, but its value is one for all items: both of its
/// values are tried outside.
Condition CountLowering::over_hoisted(ir::ExprId inner, Sign sign) {
    std::vector<Condition> cases;
    for (const bool value : {true, false}) {
        Condition assumption = lowering_.lower(inner, value ? Sign::Holds : Sign::Fails);
        lowering_.assumed_[inner] = value;
        Condition rest = lower(sign);
        lowering_.assumed_.erase(inner);
        cases.push_back(all_of({std::move(assumption), std::move(rest)}));
    }
    return any_of(std::move(cases));
}

std::optional<Binder> CountLowering::item_binder(const ir::Path& path) {
    const auto outer = lowering_.binders_.find(path.root);
    if (outer == lowering_.binders_.end() || !path.property) {
        lowering_.not_carried("only a list of the resource can be counted");
        return std::nullopt;
    }
    if (outer->second.kind == Binder::Kind::Outside) {
        lowering_.not_carried("a count in an existence condition reads the lists of the related resource");
        return std::nullopt;
    }
    if (outer->second.kind != Binder::Kind::Item && lowering_.open_items_ > 0) {
        lowering_.not_carried("a definition can address only the enumerated item");
        return std::nullopt;
    }
    const auto alias = lowering_.alias_of(path);
    if (!alias) return std::nullopt;
    if (!alias->ends_with("[*]")) {
        lowering_.not_carried(fmt::format("no alias is published for the items of `{}`", *alias));
        return std::nullopt;
    }
    Binder result;
    result.kind = Binder::Kind::Item;
    result.name = *alias;
    result.list = &lowering_.program_.properties[path.property->index];
    return result;
}

Condition CountLowering::over_items(const ir::Items& items, Sign sign) {
    if (const auto inner = hoistable()) return over_hoisted(*inner, sign);
    const auto* path = std::get_if<ir::Path>(&lowering_.program_[items.path]);
    if (!path) return lowering_.not_carried("only a list of the resource can be counted");
    auto binder = item_binder(*path);
    if (!binder) return nullptr;
    if (const auto* inner = flattened(lowering_.program_, count_)) {
        lowering_.bind(count_.binder, std::move(*binder));
        Condition condition = CountLowering{lowering_, *inner}.lower(sign);
        lowering_.binders_.erase(count_.binder);
        return condition;
    }
    Json source = Json::object();
    source["field"] = binder->name;
    ++lowering_.open_items_;
    Condition condition = counted(std::move(source), std::move(*binder), sign);
    --lowering_.open_items_;
    return condition;
}

Json CountLowering::bound() {
    const Operand side = lowering_.operand(count_.bound);
    if (!side.is_carried) return nullptr;
    return right_side(side);
}

Condition CountLowering::counted(Json source, Binder binder, Sign sign) {
    Json wanted = bound();
    if (wanted.is_null()) return nullptr;
    if (count_.where) {
        lowering_.bind(count_.binder, std::move(binder));
        Condition where = lowering_.lower(*count_.where, Sign::Holds);
        lowering_.binders_.erase(count_.binder);
        if (where.is_null()) return nullptr;
        const auto number = known_bound(lowering_.program_, count_);
        const bool is_never = where.is_boolean() && !where.get<bool>();
        if (is_never && number) return satisfies(0, count_.op, *number) == (sign == Sign::Holds);
        if (is_never) where = value_condition("true", "equals", "false");
        if (!where.is_boolean()) source["where"] = std::move(where);
    }
    Condition condition = Json::object();
    condition["count"] = std::move(source);
    condition[std::string{keyword(count_.op, sign)}] = std::move(wanted);
    return condition;
}

Condition CountLowering::over_values(const ir::Values& values, Sign sign) {
    Binder binder;
    binder.kind = Binder::Kind::Value;
    if (values.param) {
        const auto& param = lowering_.program_.params[values.param->index];
        binder.may_be_empty = param.type != ir::ParamType::Int && param.type != ir::ParamType::Bool;
        return value_count(bracketed(lowering_.parameter(*values.param)), std::move(binder), sign);
    }
    std::vector<ir::Literal> literals;
    for (const ir::ExprId value : values.values) {
        const Operand side = lowering_.operand(value);
        if (!side.is_carried) return nullptr;
        if (!side.literal) return lowering_.not_carried("a list of computed values cannot be counted");
        literals.push_back(*side.literal);
    }
    const auto number = known_bound(lowering_.program_, count_);
    const bool is_some = number && ((count_.op == CompareOp::Ge && *number == 1) ||
                                    (count_.op == CompareOp::Gt && *number == 0));
    const bool is_none = number && ((count_.op == CompareOp::Eq && *number == 0) ||
                                    (count_.op == CompareOp::Le && *number == 0) ||
                                    (count_.op == CompareOp::Lt && *number == 1));
    if (is_some || is_none) return unrolled(literals, is_some, sign);
    Json list = Json::array();
    binder.may_be_empty = false;
    for (const auto& literal : literals) {
        list.push_back(operand(literal));
        binder.may_be_empty = binder.may_be_empty || as_text(literal).empty();
    }
    return value_count(std::move(list), std::move(binder), sign);
}

/// `some` or `no` over a list that is written out: one condition a value.
Condition CountLowering::unrolled(const std::vector<ir::Literal>& values, bool wants_some, Sign sign) {
    const Sign each = wants_some == (sign == Sign::Holds) ? Sign::Holds : Sign::Fails;
    std::vector<Condition> parts;
    for (const auto& value : values) {
        Binder binder;
        binder.kind = Binder::Kind::Literal;
        binder.literal = value;
        lowering_.bind(count_.binder, std::move(binder));
        parts.push_back(count_.where ? lowering_.lower(*count_.where, each) : Condition(each == Sign::Holds));
    }
    lowering_.binders_.erase(count_.binder);
    return each == Sign::Holds ? any_of(std::move(parts)) : all_of(std::move(parts));
}

Condition CountLowering::value_count(Json list, Binder binder, Sign sign) {
    binder.name = lowering_.next_value_name();
    Json source = Json::object();
    source["value"] = std::move(list);
    source["name"] = binder.name;
    return counted(std::move(source), std::move(binder), sign);
}

} // namespace iotsec::emitters::azure_policy
