// `and`, `or`, `implies`, `??`, `is …`, and calls.
#include "base/diagnostics/names.hpp"
#include "base/diagnostics/types.hpp"
#include "base/overloaded.hpp"
#include "compiler/sema/expansion.hpp"
#include "compiler/sema/expr_checker.hpp"
#include "compiler/sema/modules.hpp"
#include "compiler/sema/suggest.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace iotsec::sema {

namespace {

/// How a default is shown in a message.
std::string shown(const Value& value) {
    if (const std::string* text = value.as_string()) return "'" + *text + "'";
    if (const bool* truth = value.as_bool()) return *truth ? "true" : "false";
    if (const std::int64_t* number = value.as_int()) return std::to_string(*number);
    return "stated in the catalogue";
}

bool is_text_operand(const Type& type) {
    return type.is_error() || is_a(type, Type::Kind::Any) || is_written_as_text(type);
}

} // namespace

Type ExprChecker::check_binary(ast::ExprId id, const ast::Binary& binary) {
    const Span span = expr(id).span;
    switch (binary.op) {
    case ast::BinaryOp::Implies:
    case ast::BinaryOp::Or:
    case ast::BinaryOp::And:
        return check_connective(binary);
    case ast::BinaryOp::Equal:
    case ast::BinaryOp::NotEqual:
        return check_equality(binary, span);
    case ast::BinaryOp::Less:
    case ast::BinaryOp::LessEqual:
    case ast::BinaryOp::Greater:
    case ast::BinaryOp::GreaterEqual:
        return check_ordering(binary);
    case ast::BinaryOp::In:
    case ast::BinaryOp::NotIn:
        return check_in(binary, span);
    case ast::BinaryOp::Like:
    case ast::BinaryOp::StartsWith:
    case ast::BinaryOp::EndsWith:
    case ast::BinaryOp::Contains:
        return check_pattern(binary);
    case ast::BinaryOp::Within:
        return check_within(binary);
    case ast::BinaryOp::Under:
        return check_under(binary);
    case ast::BinaryOp::Coalesce:
        return check_coalesce(binary);
    }
    std::abort();
}

Type ExprChecker::check_connective(const ast::Binary& binary) {
    for (const ast::ExprId operand : chain(tree(), binary))
        check_condition(operand);
    note_chain(binary, of(Type::Kind::Condition));
    return of(Type::Kind::Condition);
}

Type ExprChecker::check_coalesce(const ast::Binary& binary) {
    const std::vector<ast::ExprId> operands = chain(tree(), binary);
    const Operand first = check_operand(operands.front());
    check_coalesce_left(operands.front(), first.type);
    Type type = first.type;
    for (std::size_t i = 1; i < operands.size(); ++i) {
        const Operand next = check_operand(operands[i]);
        const bool fits = check_comparable({first.id, type, first.text}, next, expr(operands[i]).span);
        type.optional = next.type.optional;
        if (!fits) type = {};
    }
    note_chain(binary, type);
    return type;
}

/// The inner nodes of a chain of one operator have the type of the whole.
void ExprChecker::note_chain(const ast::Binary& last, const Type& type) {
    const auto* inner = std::get_if<ast::Binary>(&expr(last.lhs).kind);
    for (ast::ExprId at = last.lhs; inner && inner->op == last.op;
         inner = std::get_if<ast::Binary>(&expr(at).kind)) {
        state_.program.modules[module_].types[at.index] = type;
        ++cost_.parts;
        at = inner->lhs;
    }
}

void ExprChecker::check_coalesce_left(ast::ExprId id, const Type& type) {
    if (type.is_error()) return;
    const ast::ExprId inner = unwrapped(id);
    const auto* binary = std::get_if<ast::Binary>(&expr(inner).kind);
    if (binary && binary->op == ast::BinaryOp::Coalesce) return;
    const Span span = expr(id).span;
    if (!is_path(id) || !is_scalar(type)) {
        mismatch(span, "a path to one value before `??`", type);
        return;
    }
    const catalog::Property* property = property_of(type);
    if (property && property->service_default) {
        state_.sink.report(diag::has_service_default, span, path_text(id), shown(*property->service_default))
            .with_help("leave `??` out: comparisons use the default already");
    } else if (!type.optional && !std::holds_alternative<ArgumentRef>(reference(inner))) {
        report_style(state_, module_,
                     make_diagnostic(diag::always_there, span, path_text(id)).with_help("leave `??` out"));
    }
}

Type ExprChecker::check_is(const ast::Is& is) {
    const bool about_presence = is.what == ast::Predicament::Present || is.what == ast::Predicament::Absent;
    const bool secrets = std::exchange(secrets_allowed_, secrets_allowed_ || about_presence);
    const Type found = check(is.operand);
    secrets_allowed_ = secrets;
    if (about_presence) {
        check_presence(is, found);
    } else if (!found.is_error() && !found.list) {
        mismatch(expr(is.operand).span, "a list", found);
    }
    return of(Type::Kind::Condition);
}

void ExprChecker::check_presence(const ast::Is& is, const Type& type) {
    if (type.is_error()) return;
    const Span span = expr(is.operand).span;
    if (type.list) {
        state_.sink.report(diag::type_mismatch, span, "one value or an object", name(type))
            .with_help("a list without items and a list that is absent are the same: write `is empty`");
        return;
    }
    if (!is_path(is.operand) || type.kind == Type::Kind::Resource) {
        state_.sink.report(diag::type_mismatch, span, "a path to a property", name(type));
        return;
    }
    const catalog::Property* property = property_of(type);
    if (property && property->service_default) {
        state_.sink
            .report(diag::has_service_default, span, path_text(is.operand), shown(*property->service_default))
            .with_help("compare the value: what is not set has the default");
    } else if (!type.optional) {
        report_style(state_, module_, make_diagnostic(diag::always_there, span, path_text(is.operand)));
    }
}

Type ExprChecker::check_call(ast::ExprId id, const ast::Call& call, Span span) {
    if (call.function.text == "lastSegment") return check_built_in(id, call, Function::LastSegment, span);
    if (call.function.text == "version") return check_built_in(id, call, Function::Version, span);
    const ast::Name parts[] = {call.function};
    const Meaning meaning = resolve(state_, module_, parts);
    if (meaning.declaration) {
        const ast::Declaration& declaration = state_.program[*meaning.declaration];
        if (std::holds_alternative<ast::Predicate>(declaration.kind))
            return check_predicate_call(id, call, *meaning.declaration, span);
        state_.sink.report(diag::wrong_kind_of_name, call.function.span, call.function.text,
                           kind_name(declaration), "a predicate or a function");
    } else {
        Diagnostic& diagnostic = state_.sink.report(diag::unknown_name, call.function.span,
                                                    "function or predicate", call.function.text);
        suggest(state_.sink, diagnostic, call.function.text,
                visible_names(state_, module_, {"lastSegment", "version", "count"}));
    }
    for (const ast::ExprId argument : call.arguments)
        check(argument);
    return {};
}

Type ExprChecker::check_built_in(ast::ExprId id, const ast::Call& call, Function function, Span span) {
    state_.program.modules[module_].references[id.index] = function;
    Type result = of(function == Function::Version ? Type::Kind::Version : Type::Kind::String);
    for (const ast::ExprId argument : call.arguments) {
        const Type found = check(argument);
        if (!is_text_operand(found)) mismatch(expr(argument).span, "a text", found);
        result.optional = found.optional;
    }
    if (call.arguments.size() != 1)
        state_.sink.report(diag::argument_count, span, call.function.text, std::size_t{1},
                           call.arguments.size());
    return result;
}

Type ExprChecker::check_predicate_call(ast::ExprId id, const ast::Call& call, DeclId predicate, Span span) {
    const bool is_sound = ensure_checked(state_, predicate, span);
    if (is_sound) state_.program.modules[module_].references[id.index] = PredicateRef{predicate};
    const std::size_t before = cost_.parts;
    const std::vector<Type> wanted = state_[predicate].arguments;
    for (std::size_t i = 0; i < call.arguments.size(); ++i)
        check_argument(call.arguments[i], i < wanted.size() ? wanted[i] : Type{});
    add_cost(state_[predicate].cost, cost_.parts - before + 1);
    if (is_sound && call.arguments.size() != wanted.size())
        state_.sink.report(diag::argument_count, span, call.function.text, wanted.size(),
                           call.arguments.size());
    return of(Type::Kind::Condition);
}

void ExprChecker::check_argument(ast::ExprId id, const Type& wanted) {
    const Operand found = check_operand(id);
    if (wanted.is_error() || found.type.is_error()) return;
    const Span span = expr(id).span;
    const bool fits = found.type.kind == wanted.kind ||
                      (wanted.kind == Type::Kind::String && is_written_as_text(found.type));
    if (found.type.list != wanted.list) {
        mismatch(span, name(wanted), found.type);
    } else if (wanted.kind == Type::Kind::Resource || wanted.kind == Type::Kind::Shape) {
        const bool same = found.type.kind == wanted.kind && found.type.resource == wanted.resource &&
                          found.type.property == wanted.property;
        if (!same) mismatch(span, name(wanted), found.type);
    } else if (wanted.kind == Type::Kind::Any) {
        return;
    } else if (found.text && is_written_as_text(wanted)) {
        check_text_as(*found.text, wanted, span, BodyUse::Parameter);
    } else if (!fits) {
        mismatch(span, name(wanted), found.type);
    }
}

bool ExprChecker::is_path(ast::ExprId id) const {
    return !path_text(id).empty();
}

std::string ExprChecker::path_text(ast::ExprId id) const {
    id = unwrapped(id);
    const auto* path = std::get_if<ast::Path>(&expr(id).kind);
    if (!path) return {};
    const Reference& to = reference(id);
    if (const auto* let = std::get_if<LetRef>(&to); let && let->steps.empty()) {
        const ast::Module& other = state_.tree(let->module);
        const ast::Expr* value = &other[let->value];
        while (const auto* inner = std::get_if<ast::Parenthesised>(&value->kind))
            value = &other[inner->inner];
        if (!std::holds_alternative<ast::Path>(value->kind)) return {};
    }
    std::string text = path->root.text;
    for (const ast::Segment& segment : path->segments)
        text += segment.is_key ? "['" + segment.name.text + "']" : "." + segment.name.text;
    return text;
}

std::optional<std::string> ExprChecker::constant_text(ast::ExprId id) const {
    std::uint32_t module = module_;
    for (int hops = 0; hops < 64; ++hops) {
        const ast::Expr& at = state_.tree(module)[id];
        if (const auto* inner = std::get_if<ast::Parenthesised>(&at.kind)) {
            id = inner->inner;
        } else if (const auto* text = std::get_if<ast::StringLiteral>(&at.kind)) {
            std::string whole;
            for (const ast::StringPart& part : text->parts) {
                const auto* constant = std::get_if<std::string>(&part);
                if (!constant) return std::nullopt;
                whole += *constant;
            }
            return whole;
        } else {
            const auto* let = std::get_if<LetRef>(&state_.program.modules[module].references[id.index]);
            if (!let || !let->steps.empty()) return std::nullopt;
            module = let->module;
            id = let->value;
        }
    }
    return std::nullopt;
}

} // namespace iotsec::sema
