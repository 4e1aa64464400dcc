// `param`, `let` and `predicate`: what other expressions refer to.
#include "base/diagnostics/names.hpp"
#include "base/diagnostics/types.hpp"
#include "compiler/sema/declarations.hpp"

#include <algorithm>
#include <array>

namespace iotsec::sema {

namespace {

constexpr std::array param_keys{
    MetaKey{"displayName", MetaKey::Kind::Text}, MetaKey{"strongType", MetaKey::Kind::Text},
    MetaKey{"description", MetaKey::Kind::Text}, MetaKey{"allowed", MetaKey::Kind::Value},
    MetaKey{"min", MetaKey::Kind::Value},        MetaKey{"max", MetaKey::Kind::Value},
};

/// Whether a parameter can have this type: what an assignment can write down.
bool is_parameter_type(const Type& type) {
    if (type.kind == Type::Kind::Record && type.fields)
        return std::ranges::all_of(*type.fields, [](const Field& field) {
            return is_scalar(field.type) && field.type.kind != Type::Kind::Any;
        });
    return type.is_error() || (is_scalar(element_of(type)) && type.kind != Type::Kind::Any);
}

void check_allowed(ExprChecker& checker, const ast::Meta& meta, const Type& type) {
    checker.check_value(meta.value, {list_of(element_of(type))});
}

void check_bound(ExprChecker& checker, const ast::Meta& meta, const Type& type) {
    const bool is_number = is_a(type, Type::Kind::Int) || is_a(type, Type::Kind::Percent);
    if (!is_number)
        checker.state().sink.report(diag::misplaced_value, meta.key.span, meta.key.text,
                                    "parameters of type int and percent");
    checker.check_value(meta.value, {is_number ? type : Type{}});
}

} // namespace

void check_param(State& state, DeclId id) {
    const auto& param = std::get<ast::Param>(state.program[id].kind);
    ExprChecker checker{state, id.module};
    Type type = checker.check_type(param.type);
    if (!is_parameter_type(type)) {
        state.sink.report(diag::not_a_parameter_type, param.type.span, name(type));
        type = {};
    }
    state[id].type = type;
    check_metadata(checker, param.meta, param_keys, "parameter `" + param.name.text + "`", param.name.span);
    if (const ast::Meta* allowed = find_meta(param.meta, "allowed")) check_allowed(checker, *allowed, type);
    for (const std::string_view bound : {"min", "max"})
        if (const ast::Meta* meta = find_meta(param.meta, bound)) check_bound(checker, *meta, type);
    if (param.default_value) check_parameter_value(checker, *param.default_value, id);
}

void check_let(State& state, DeclId id) {
    const auto& let = std::get<ast::Let>(state.program[id].kind);
    ExprChecker checker{state, id.module};
    state[id].type = checker.check(let.value);
    state[id].cost = checker.take_cost();
    checker.check_cost(state[id].cost, let.name.span);
}

void check_predicate(State& state, DeclId id) {
    const auto& predicate = std::get<ast::Predicate>(state.program[id].kind);
    ExprChecker checker{state, id.module};
    const std::size_t mark = checker.mark();
    std::vector<Type> arguments;
    for (const ast::PredicateParam& param : predicate.params)
        arguments.push_back(checker.check_type(param.type));
    state[id].arguments = arguments;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        checker.declare({predicate.params[i].name, arguments[i], ArgumentRef{i, {}}, "argument"});
    checker.check_condition(predicate.body);
    checker.forget(mark);
    state[id].cost = checker.take_cost();
    checker.check_cost(state[id].cost, predicate.name.span);
}

bool ensure_checked(State& state, DeclId id, Span where) {
    constexpr std::size_t deepest = 1'000;
    using Progress = DeclState::Progress;
    if (state[id].progress == Progress::Done) return true;
    if (state[id].progress == Progress::Running) {
        state.sink.report(diag::refers_to_itself, where, declared_name(state.program[id])->text)
            .with_help("lets and predicates are written out where they are used, so none may need itself");
        return false;
    }
    if (state.nesting >= deepest) {
        state.sink.report(diag::definitions_too_deep, where, deepest);
        return false;
    }
    state[id].progress = Progress::Running;
    const ast::Declaration& declaration = state.program[id];
    if (std::holds_alternative<ast::Param>(declaration.kind)) check_param(state, id);
    if (std::holds_alternative<ast::Let>(declaration.kind)) check_let(state, id);
    if (std::holds_alternative<ast::Predicate>(declaration.kind)) check_predicate(state, id);
    state[id].progress = Progress::Done;
    return true;
}

} // namespace iotsec::sema
