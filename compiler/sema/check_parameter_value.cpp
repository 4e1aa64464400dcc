// Values for parameters: defaults, bindings and `set`, against `allowed`, `min` and `max`.
#include "base/diagnostics/types.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "compiler/sema/declarations.hpp"

#include <algorithm>
#include <charconv>

namespace iotsec::sema {

namespace {

/// A constant as it is compared with others: texts ignore case, numbers have a value.
struct Comparable {
    std::string text;
    std::optional<double> number;
};

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

std::optional<Comparable> constant(const ast::Module& tree, ast::ExprId id) {
    const auto& kind = tree[id].kind;
    if (const auto* number = std::get_if<ast::IntLiteral>(&kind))
        return Comparable{std::to_string(number->value), static_cast<double>(number->value)};
    if (const auto* percent = std::get_if<ast::PercentLiteral>(&kind))
        return Comparable{percent->text + "%", number_in(percent->text)};
    if (const auto* truth = std::get_if<ast::BoolLiteral>(&kind))
        return Comparable{truth->value ? "true" : "false", {}};
    if (!std::holds_alternative<ast::StringLiteral>(kind)) return std::nullopt;
    const auto text = word_or_text(tree, id);
    return text ? std::optional{Comparable{*text, {}}} : std::nullopt;
}

/// Compares one constant with what a parameter allows.
class Constraint {
  public:
    Constraint(ExprChecker& checker, DeclId param)
        : checker_{checker}, tree_{checker.state().tree(param.module)},
          param_{std::get<ast::Param>(checker.state().program[param].kind)} {}

    void check(ast::ExprId value) {
        if (const auto* list = std::get_if<ast::ListLiteral>(&checker_.tree()[value].kind)) {
            for (const ast::ExprId item : list->items)
                check_one(item);
        } else {
            check_one(value);
        }
    }

  private:
    void check_one(ast::ExprId value) {
        const auto found = constant(checker_.tree(), value);
        if (!found) return;
        if (const ast::Meta* allowed = find_meta(param_.meta, "allowed"))
            check_allowed(*found, value, *allowed);
        for (const std::string_view bound : {"min", "max"})
            if (const ast::Meta* meta = find_meta(param_.meta, bound)) check_bound(*found, value, *meta);
    }

    void check_allowed(const Comparable& found, ast::ExprId value, const ast::Meta& allowed) {
        const auto* list = std::get_if<ast::ListLiteral>(&tree_[allowed.value].kind);
        if (!list) return;
        std::string names;
        for (const ast::ExprId item : list->items) {
            const auto one = constant(tree_, item);
            if (!one || equal_ignoring_case(one->text, found.text)) return;
            names += (names.empty() ? "'" : ", '") + one->text + "'";
        }
        report(found, value, "one of " + names, allowed);
    }

    void check_bound(const Comparable& found, ast::ExprId value, const ast::Meta& bound) {
        const auto limit = constant(tree_, bound.value);
        if (!found.number || !limit || !limit->number) return;
        const bool is_min = bound.key.text == "min";
        if (is_min ? *found.number >= *limit->number : *found.number <= *limit->number) return;
        report(found, value, (is_min ? "at least " : "at most ") + limit->text, bound);
    }

    void report(const Comparable& found, ast::ExprId value, const std::string& wanted,
                const ast::Meta& because) {
        checker_.state()
            .sink.report(diag::value_out_of_range, checker_.tree()[value].span, found.text, wanted)
            .with_label(because.span, "stated here");
    }

    ExprChecker& checker_;
    const ast::Module& tree_;
    const ast::Param& param_;
};

} // namespace

void check_parameter_value(ExprChecker& checker, ast::ExprId value, DeclId param) {
    checker.check_value(value, {checker.state()[param].type});
    Constraint{checker, param}.check(value);
}

} // namespace iotsec::sema
