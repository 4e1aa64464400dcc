// How expressions and types are laid out.
#include "base/overloaded.hpp"
#include "grammar/iotsec/format/printer.hpp"
#include "grammar/iotsec/spelling.hpp"

#include <fmt/format.h>

#include <limits>

namespace iotsec::grammar {

using namespace ast;

void Printer::expr(ExprId id) {
    const auto text = [&](std::string_view written) { layout_.text(written); };
    std::visit(overloaded{
                   [&](const Invalid&) { text("?"); },
                   [&](const BoolLiteral& e) { text(e.value ? "true" : "false"); },
                   [&](const IntLiteral& e) { text(std::to_string(e.value)); },
                   [&](const NumberLiteral& e) { text(e.text); },
                   [&](const PercentLiteral& e) { text(e.text + "%"); },
                   [&](const DurationLiteral& e) { text(fmt::format("{}{}", e.amount, e.unit)); },
                   [&](const DateLiteral& e) { text(e.text); },
                   [&](const InstantLiteral& e) { text(e.text); },
                   [&](const NullLiteral&) { text("null"); },
                   [&](const Now&) { text("now"); },
                   [&](const Request& e) { text("request." + e.member.text); },
                   [&](const StringLiteral& e) { text(string(e)); },
                   [&](const Path& e) { text(spelled(e)); },
                   [&](const Call& e) { call(e); },
                   [&](const CountOf& e) { count(e); },
                   [&](const ListLiteral& e) { list(id, e); },
                   [&](const ObjectLiteral&) { object(id, false); },
                   [&](const UnknownLiteral& e) {
                       text(e.cause ? "unknown('" + escaped(*e.cause) + "')" : "unknown");
                   },
                   [&](const Parenthesised& e) {
                       text("(");
                       layout_.nested([&] { expr(e.inner); });
                       text(")");
                   },
                   [&](const Not& e) {
                       text("not ");
                       expr(e.operand);
                   },
                   [&](const Binary& e) { binary(e); },
                   [&](const Is& e) {
                       expr(e.operand);
                       text(fmt::format(" is {}", spelling(e.what)));
                   },
                   [&](const Shift& e) {
                       expr(e.operand);
                       text(fmt::format(" {} {}{}", e.minus ? '-' : '+', e.by.amount, e.by.unit));
                   },
                   [&](const Quantified& e) { quantified(e); },
                   [&](const Unique& e) { unique(e); },
               },
               module_[id].kind);
}

void Printer::binary(const Binary& e) {
    const bool is_chain = e.op == BinaryOp::And || e.op == BinaryOp::Or;
    if (is_chain || e.op == BinaryOp::Implies) {
        layout_.group([&] { chain(e); });
        return;
    }
    expr(e.lhs);
    layout_.text(fmt::format(" {} ", spelling(e.op)));
    expr(e.rhs);
}

void Printer::chain(const Binary& e) {
    const auto* before = std::get_if<Binary>(&module_[e.lhs].kind);
    if (before != nullptr && before->op == e.op && e.op != BinaryOp::Implies)
        chain(*before);
    else
        expr(e.lhs);
    layout_.line();
    layout_.text(fmt::format("{} ", spelling(e.op)));
    expr(e.rhs);
}

void Printer::quantified(const Quantified& e) {
    layout_.group([&] {
        layout_.text(spelling(e.quantifier));
        layout_.text(" ");
        if (e.bound) {
            expr(*e.bound);
            layout_.text(e.of ? " of " : " ");
        }
        layout_.text(e.binder.text);
        std::visit(overloaded{
                       [&](ExprId collection) {
                           layout_.text(" in ");
                           expr(collection);
                       },
                       [&](const RelatedSource& related) {
                           layout_.text(": " + related.type.text + " ");
                           relation(related.relation);
                       },
                   },
                   e.source);
        if (e.emptiness) layout_.text(fmt::format(" {}", spelling(*e.emptiness)));
        layout_.nested([&] {
            if (e.where) {
                layout_.line();
                layout_.text("where ");
                expr(*e.where);
            }
            if (!e.satisfies) return;
            if (e.where) {
                layout_.line();
                layout_.text("satisfies ");
            } else {
                layout_.text(" satisfies");
                layout_.line();
            }
            expr(*e.satisfies);
        });
    });
}

void Printer::unique(const Unique& e) {
    layout_.group([&] {
        layout_.text("unique " + e.binder.text + " in ");
        expr(e.collection);
        layout_.nested([&] {
            if (e.where) {
                layout_.line();
                layout_.text("where ");
                expr(*e.where);
            }
            if (e.where)
                layout_.line();
            else
                layout_.text(" ");
            layout_.text("by ");
            expr(e.keys);
        });
    });
}

void Printer::call(const Call& e) {
    layout_.text(e.function.text + "(");
    for (std::size_t i = 0; i < e.arguments.size(); ++i) {
        if (i > 0) layout_.text(", ");
        expr(e.arguments[i]);
    }
    layout_.text(")");
}

void Printer::count(const CountOf& e) {
    layout_.text("count(");
    if (e.binder) layout_.text(e.binder->text + " in ");
    expr(e.collection);
    if (e.where) {
        layout_.text(" where ");
        expr(*e.where);
    }
    layout_.text(")");
}

void Printer::list(ExprId id, const ListLiteral& e) {
    const Span whole = module_[id].span;
    const auto write_list = [&] {
        layout_.text("[");
        layout_.nested([&] {
            for (std::size_t i = 0; i < e.items.size(); ++i) {
                const Span item = module_[e.items[i]].span;
                layout_.line(i > 0 ? " " : "");
                lead(item);
                expr(e.items[i]);
                if (i + 1 < e.items.size()) layout_.text(",");
                trail(item);
            }
            rest(whole);
        });
        if (!e.items.empty() || !comments_.at_end(whole).empty()) layout_.line("");
        layout_.text("]");
    };
    layout_.based([&] { layout_.group(write_list); });
}

void Printer::object(ExprId id, bool always_broken) {
    const auto* literal = std::get_if<ObjectLiteral>(&module_[id].kind);
    if (literal == nullptr) return expr(id); // could not be read
    const auto& members = literal->members;
    const Span whole = module_[id].span;
    const auto separate = [&](std::string_view flat_text) {
        if (always_broken)
            layout_.hard_line();
        else
            layout_.line(flat_text);
    };
    const bool is_empty = members.empty() && comments_.at_end(whole).empty();
    const auto write_object = [&] {
        layout_.text("{");
        layout_.nested([&] {
            for (std::size_t i = 0; i < members.size(); ++i) {
                const Span member = span_of(module_, members[i]);
                separate(i > 0 ? ", " : " ");
                lead(member);
                const std::string& key = members[i].key.text;
                layout_.text(members[i].quoted ? "'" + escaped(key) + "': " : key + ": ");
                expr(members[i].value);
                trail(member);
            }
            rest(whole);
        });
        if (!is_empty) separate(" ");
        layout_.text("}");
    };
    layout_.based([&] { layout_.group(write_object); });
}

void Printer::relation(const Relation& e) {
    layout_.text(e.of ? "of " : "in ");
    if (e.of)
        expr(e.path);
    else
        layout_.text(e.word.text);
}

void Printer::type(const TypeExpr& e) {
    std::visit(overloaded{
                   [&](const Invalid&) { layout_.text("?"); },
                   [&](const NamedType& t) { layout_.text(t.name.text); },
                   [&](const CatalogType& t) { layout_.text(spelled(t)); },
                   [&](const RecordType& t) {
                       std::string_view separator = "{ ";
                       for (const RecordField& field : t.fields) {
                           layout_.text(separator);
                           layout_.text(field.name.text + ": ");
                           type(field.type.front());
                           separator = ", ";
                       }
                       layout_.text(" }");
                   },
               },
               e.kind);
    if (e.list) layout_.text("[]");
}

std::string Printer::flat(ExprId id) const {
    Printer inner{module_};
    inner.expr(id);
    return inner.layout_.print(std::numeric_limits<std::size_t>::max());
}

std::string Printer::string(const StringLiteral& e) const {
    std::string text = e.verbatim ? "'''" : "'";
    for (const StringPart& piece : e.parts) {
        std::visit(overloaded{
                       [&](const std::string& plain) { text += e.verbatim ? plain : escaped(plain); },
                       [&](ExprId id) { text += "${" + flat(id) + "}"; },
                   },
                   piece);
    }
    return text + (e.verbatim ? "'''" : "'");
}

} // namespace iotsec::grammar
