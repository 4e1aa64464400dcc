// Comparisons: which way of comparing, which side is left, what is in a list.
#include "compiler/ir/compare_op.hpp"
#include "compiler/ir/connective.hpp"
#include "compiler/ir/lowering/expr_lowering.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace iotsec::ir::lowering {

namespace {

CompareOp compare_op(ast::BinaryOp op) {
    using ast::BinaryOp;
    if (op == BinaryOp::Less) return CompareOp::Lt;
    if (op == BinaryOp::LessEqual) return CompareOp::Le;
    if (op == BinaryOp::Greater) return CompareOp::Gt;
    if (op == BinaryOp::GreaterEqual) return CompareOp::Ge;
    return CompareOp::Eq;
}

bool is_location(const Operand& operand) {
    return operand.type == LiteralType::Location ||
           (operand.property != nullptr && operand.property->json == "location");
}

bool is_exact(const Operand& operand) {
    return operand.property != nullptr && operand.property->exact;
}

CompareBy equality(const Operand& left, const Operand& right) {
    const auto either = [&](LiteralType type) { return left.type == type || right.type == type; };
    if (is_exact(left) || is_exact(right)) return CompareBy::Exact;
    if (is_location(left) || is_location(right)) return CompareBy::Location;
    if (either(LiteralType::Version)) return CompareBy::Version;
    if (either(LiteralType::Instant)) return CompareBy::Instant;
    return CompareBy::Text;
}

CompareBy ordering(const Operand& left, const Operand& right) {
    const auto either = [&](LiteralType type) { return left.type == type || right.type == type; };
    const auto is_ordered = [](const Operand& side) {
        return side.property != nullptr && !side.property->order.empty();
    };
    if (is_ordered(left) || is_ordered(right)) return CompareBy::Rank;
    if (either(LiteralType::Instant)) return CompareBy::Instant;
    if (either(LiteralType::Version)) return CompareBy::Version;
    if (either(LiteralType::ApiVersion)) return CompareBy::ApiVersion;
    return CompareBy::Int;
}

/// Which side stands left: paths, then other values of the resource, then parameters, then literals.
int side_rank(const Program& program, ExprId id) {
    const Node& node = program[id];
    if (std::holds_alternative<Path>(node) || std::holds_alternative<Coalesce>(node)) return 0;
    if (std::holds_alternative<Param>(node)) return 2;
    return std::holds_alternative<Literal>(node) ? 3 : 1;
}

} // namespace

void ExprLowering::retype(ExprId id, LiteralType type) {
    auto* literal = std::get_if<Literal>(&program_.exprs[id.index]);
    if (literal != nullptr && literal->type == LiteralType::Text) literal->type = type;
}

/// A text literal is read as what it is compared with.
void ExprLowering::retype(ExprId id, CompareBy by) {
    if (by == CompareBy::Version) retype(id, LiteralType::Version);
    if (by == CompareBy::ApiVersion) retype(id, LiteralType::ApiVersion);
    if (by == CompareBy::Location) retype(id, LiteralType::Location);
}

ExprId ExprLowering::comparison(const Site& site, const ast::Binary& binary) {
    const Span span = expr(site).span;
    const Site left = unwrapped(site.at(binary.lhs));
    const Site right = unwrapped(site.at(binary.rhs));
    const CompareOp op = compare_op(binary.op);
    const auto result = [&] {
        if (const auto* count = std::get_if<ast::CountOf>(&expr(left).kind)) {
            return count_comparison(left, op, *count, right.expr);
        }
        if (const auto* count = std::get_if<ast::CountOf>(&expr(right).kind)) {
            return count_comparison(right, mirrored(op), *count, left.expr);
        }
        return compare(op, operand(left), operand(right), span);
    }();
    return binary.op == ast::BinaryOp::NotEqual ? negation(program_, result) : result;
}

ExprId ExprLowering::count_comparison(const Site& site, CompareOp op, const ast::CountOf& node,
                                      ast::ExprId bound) {
    const ExprId limit = operand(site.at(bound)).id;
    Source source = collection(site.at(node.collection), node.binder ? node.binder->text : "item");
    const std::string binder = source.element.binder;
    Count count{std::move(source.over), binder, std::nullopt, op, limit};
    if (node.where) {
        Scope inner = *site.scope;
        inner.elements.push_back(std::move(source.element));
        count.where = condition({site.module, *node.where, &inner});
    }
    return program_.add(std::move(count), expr(site).span);
}

ExprId ExprLowering::compare(CompareOp op, const Operand& left, const Operand& right, Span span) {
    if (side_rank(program_, left.id) > side_rank(program_, right.id)) {
        return compare(mirrored(op), right, left, span);
    }
    const CompareBy by = op == CompareOp::Eq ? equality(left, right) : ordering(left, right);
    retype(left.id, by);
    retype(right.id, by);
    Compare node{op, by, left.id, right.id, {}};
    if (by == CompareBy::Rank) {
        const bool is_left = left.property != nullptr && !left.property->order.empty();
        node.order = is_left ? left.property->order : right.property->order;
    }
    return program_.add(std::move(node), span);
}

ExprId ExprLowering::membership(const Site& site, const ast::Binary& binary) {
    const Operand left = operand(site.at(binary.lhs));
    const Resolved right = resolve(site.at(binary.rhs));
    const Span span = expr(site).span;
    if (right.element != nullptr) return member_of_path(left, right, span);
    if (right.param) {
        const Operand list = param_operand(right, span);
        const ParamId id = std::get<Param>(program_[list.id]).ref;
        const Operand item{list.id, value_type(program_.params[id.index].type), nullptr};
        return program_.add(OneOf{left.id, {}, id, equality(left, item)}, span);
    }
    const auto* list = std::get_if<ast::ListLiteral>(&expr(right.site).kind);
    return list == nullptr ? constant(program_, false) : member_of_list(left, right.site, *list);
}

ExprId ExprLowering::member_of_list(const Operand& left, const Site& site, const ast::ListLiteral& list) {
    const Span span = expr(site).span;
    std::vector<Operand> items;
    for (const ast::ExprId item : list.items)
        items.push_back(operand(site.at(item)));
    if (items.empty()) return constant(program_, false);
    if (items.size() == 1) return compare(CompareOp::Eq, left, items.front(), span);
    OneOf node{left.id, {}, std::nullopt, equality(left, items.front())};
    for (const Operand& item : items) {
        retype(item.id, node.by);
        node.values.push_back(item.id);
    }
    return program_.add(std::move(node), span);
}

ExprId ExprLowering::member_of_path(const Operand& left, const Resolved& path, Span span) {
    const Source source = items(path, "item", span);
    const Resolved item{.element = &source.element, .param = {}, .steps = {}, .site = path.site};
    const Operand element = path_operand(item, false, span);
    const CompareBy by = equality(left, element);
    retype(left.id, by);
    const ExprId where = program_.add(Compare{CompareOp::Eq, by, element.id, left.id, {}}, span);
    return program_.add(Count{source.over, source.element.binder, where, CompareOp::Ge, int_literal(1, span)},
                        span);
}

ExprId ExprLowering::match(const Site& site, const ast::Binary& binary, MatchOp op) {
    const ExprId left = operand(site.at(binary.lhs)).id;
    const ExprId pattern = operand(site.at(binary.rhs)).id;
    return program_.add(Match{op, left, pattern}, expr(site).span);
}

ExprId ExprLowering::inside(const Site& site, const ast::Binary& binary, InsideOf of) {
    const LiteralType literal_type = of == InsideOf::Cidr ? LiteralType::Cidr : LiteralType::ResourceId;
    Inside node{of, operand(site.at(binary.lhs)).id, {}, std::nullopt};
    retype(node.left, literal_type);
    const Resolved right = resolve(site.at(binary.rhs));
    const auto* list = right.element == nullptr && !right.param
                           ? std::get_if<ast::ListLiteral>(&expr(right.site).kind)
                           : nullptr;
    if (list != nullptr) {
        for (const ast::ExprId item : list->items)
            node.right.push_back(operand(right.site.at(item)).id);
    } else {
        const Operand value = operand(site.at(binary.rhs));
        const auto* param = std::get_if<Param>(&program_[value.id]);
        if (param != nullptr && value.type == LiteralType::List) {
            node.param = param->ref;
        } else {
            node.right.push_back(value.id);
        }
    }
    for (const ExprId range : node.right)
        retype(range, literal_type);
    if (node.right.empty() && !node.param) return constant(program_, false);
    return program_.add(std::move(node), expr(site).span);
}

} // namespace iotsec::ir::lowering
