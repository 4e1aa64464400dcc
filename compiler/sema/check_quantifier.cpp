// Quantifiers, `count` and `unique`.
#include "base/diagnostics/types.hpp"
#include "base/overloaded.hpp"
#include "compiler/sema/expr_checker.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace iotsec::sema {

namespace {

std::string_view word(ast::Quantifier quantifier) {
    switch (quantifier) {
    case ast::Quantifier::Some:
        return "some";
    case ast::Quantifier::Every:
        return "every";
    case ast::Quantifier::No:
        return "no";
    case ast::Quantifier::Exactly:
        return "exactly";
    case ast::Quantifier::AtLeast:
        return "at least";
    case ast::Quantifier::AtMost:
        return "at most";
    }
    std::abort();
}

} // namespace

Type ExprChecker::check_quantified(const ast::Quantified& quantified, Span span) {
    enter_quantifier();
    const bool is_share = check_bound(quantified, span);
    const Type source = check_source(quantified.source);
    check_emptiness(quantified, source, is_share, span);
    const std::size_t before = mark();
    const bool is_existence = !quantified.where && !quantified.satisfies;
    const Type item = source.is_error() ? Type{} : element_of(source);
    declare({quantified.binder, item, BinderPath{quantified.binder.text, {}}, "binder", is_existence});
    if (quantified.where) check_condition(*quantified.where);
    if (quantified.satisfies) check_condition(*quantified.satisfies);
    check_satisfies(quantified, is_share, span);
    forget(before);
    leave_quantifier();
    return of(Type::Kind::Condition);
}

/// Checks the bound, and says whether it is a share.
bool ExprChecker::check_bound(const ast::Quantified& quantified, Span span) {
    if (!quantified.bound) return false;
    const ast::ExprId id = *quantified.bound;
    const Type found = check(id);
    if (found.is_error()) return quantified.of;
    const bool is_share = is_a(found, Type::Kind::Percent);
    const auto* param = std::get_if<ParamRef>(&reference(unwrapped(id)));
    const bool is_path = std::holds_alternative<ast::Path>(expr(unwrapped(id)).kind);
    if ((!is_share && !is_a(found, Type::Kind::Int)) || (is_path && !(param && param->steps.empty())))
        mismatch(expr(id).span, "an integer, a percentage or a parameter", found);
    if (is_share && quantified.quantifier == ast::Quantifier::Exactly)
        state_.sink.report(diag::bad_bound, expr(id).span, "`exactly` takes a number, found a percentage")
            .with_help("write `at least` or `at most`");
    if (quantified.of && !is_share)
        state_.sink.report(diag::bad_bound, expr(id).span,
                           "`of` goes with a percentage, found " + name(found));
    if (is_share && std::holds_alternative<ast::RelatedSource>(quantified.source))
        state_.sink.report(diag::bad_bound, span,
                           "a share is taken of a list or a fleet, found related resources");
    return is_share && quantified.quantifier != ast::Quantifier::Exactly;
}

Type ExprChecker::check_source(const ast::Source& source) {
    return std::visit(overloaded{
                          [&](const ast::ExprId& id) { return check_collection(id); },
                          [&](const ast::RelatedSource& related) { return check_related(related); },
                      },
                      source);
}

Type ExprChecker::check_collection(ast::ExprId id) {
    Type found = check(id);
    if (found.is_error() || found.list) return found;
    return mismatch(expr(id).span, "a list", found);
}

Type ExprChecker::check_related(const ast::RelatedSource& source) {
    const catalog::ResourceType* type = find_type(source.type);
    check_relation(source.relation, type);
    return type ? list_of(resource_type(*type)) : Type{};
}

void ExprChecker::check_emptiness(const ast::Quantified& quantified, const Type& source, bool is_share,
                                  Span span) {
    const bool is_every = quantified.quantifier == ast::Quantifier::Every;
    const bool is_no = quantified.quantifier == ast::Quantifier::No;
    const std::string quantifier = "`" + std::string{word(quantified.quantifier)} + "`";
    if (quantified.emptiness) {
        if (is_every || is_no || is_share) return;
        state_.sink.report(diag::emptiness_misplaced, span, quantifier)
            .with_help("its meaning on an empty collection is fixed: leave the words out");
        return;
    }
    if (source.is_error()) return;
    const auto* collection = std::get_if<ast::ExprId>(&quantified.source);
    const bool may_be_empty = !collection || quantified.where || !is_never_empty(*collection, source);
    const catalog::Property* property = property_of(source);
    const bool is_service_defined = property && property->list && property->service_defined_when_absent;
    const Span where =
        collection ? expr(*collection).span : std::get<ast::RelatedSource>(quantified.source).type.span;
    if (is_no && is_service_defined)
        state_.sink.report(diag::emptiness_needed, where, "an absent `" + property->name + "`")
            .with_help("without it the service makes its own: `(not empty)` asks for a list that is stated");
    else if ((is_every || is_share) && may_be_empty)
        state_.sink.report(diag::emptiness_needed, where, "an empty collection")
            .with_help(quantifier +
                       " holds on nothing with `(or empty)`, and fails on it with `(not empty)`");
}

bool ExprChecker::is_never_empty(ast::ExprId id, const Type& type) const {
    const ast::Expr& source = expr(unwrapped(id));
    if (const auto* list = std::get_if<ast::ListLiteral>(&source.kind)) return !list->items.empty();
    if (const auto* let = std::get_if<LetRef>(&reference(unwrapped(id))); let && let->steps.empty())
        if (const auto* list = std::get_if<ast::ListLiteral>(&state_.tree(let->module)[let->value].kind))
            return !list->items.empty();
    const catalog::Property* property = property_of(type);
    return property && property->list && property->min_items.value_or(0) >= 1 && property->required;
}

void ExprChecker::check_satisfies(const ast::Quantified& quantified, bool is_share, Span span) {
    if (quantified.satisfies) return;
    const bool is_related = std::holds_alternative<ast::RelatedSource>(quantified.source);
    if (is_related && quantified.quantifier != ast::Quantifier::Every && !is_share) return;
    state_.sink.report(diag::satisfies_needed, span, "`" + quantified.binder.text + "`");
}

Type ExprChecker::check_count_of(const ast::CountOf& count) {
    enter_quantifier();
    const Type source = check_collection(count.collection);
    if (count.binder) {
        const std::size_t before = mark();
        declare({*count.binder, source.is_error() ? Type{} : element_of(source),
                 BinderPath{count.binder->text, {}}, "binder"});
        if (count.where) check_condition(*count.where);
        forget(before);
    }
    leave_quantifier();
    return of(Type::Kind::Int);
}

Type ExprChecker::check_unique(const ast::Unique& unique) {
    enter_quantifier();
    const Type source = check_collection(unique.collection);
    const std::size_t before = mark();
    declare({unique.binder, source.is_error() ? Type{} : element_of(source),
             BinderPath{unique.binder.text, {}}, "binder"});
    if (unique.where) check_condition(*unique.where);
    check_keys(unique.keys, unique.binder);
    forget(before);
    leave_quantifier();
    return of(Type::Kind::Condition);
}

void ExprChecker::check_keys(ast::ExprId id, const ast::Name& binder) {
    const auto* list = std::get_if<ast::ListLiteral>(&expr(unwrapped(id)).kind);
    if (!list) {
        mismatch(expr(id).span, "a list of paths after `by`", check(id));
        return;
    }
    const bool secrets = std::exchange(secrets_allowed_, true);
    for (const ast::ExprId key : list->items) {
        const Type found = check(key);
        const auto* path = std::get_if<BinderPath>(&reference(unwrapped(key)));
        const bool is_of_binder = path && path->binder == binder.text;
        if (found.is_error() || (is_of_binder && is_scalar(found))) continue;
        mismatch(expr(key).span, "a path of `" + binder.text + "` to one value", found);
    }
    secrets_allowed_ = secrets;
    if (list->items.empty())
        state_.sink.report(diag::type_mismatch, expr(id).span, "at least one path", "an empty list");
    state_.program.modules[module_].types[id.index] = list_of(of(Type::Kind::String));
}

void ExprChecker::enter_quantifier() {
    ++depth_;
    cost_.depth = std::max(cost_.depth, depth_);
}

void ExprChecker::leave_quantifier() {
    --depth_;
}

} // namespace iotsec::sema
