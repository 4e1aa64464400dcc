// Writes the canonical form of a module. One function for each kind of thing; expressions and declarations
// have a file each.
#pragma once

#include "grammar/iotsec/ast.hpp"
#include "grammar/iotsec/format/comments.hpp"
#include "grammar/iotsec/format/layout.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace iotsec::grammar {

class Printer {
  public:
    Printer(const ast::Module& module, std::string_view text);

    [[nodiscard]] std::string print();

  private:
    /// Without comments.
    explicit Printer(const ast::Module& module);

    // expressions.cpp
    void expr(ast::ExprId id);
    void binary(const ast::Binary& e);
    void chain(const ast::Binary& e);
    void quantified(const ast::Quantified& e);
    void unique(const ast::Unique& e);
    void call(const ast::Call& e);
    void count(const ast::CountOf& e);
    void list(ast::ExprId id, const ast::ListLiteral& e);
    void object(ast::ExprId id, bool always_broken);
    void relation(const ast::Relation& e);
    void type(const ast::TypeExpr& e);
    /// An expression on one line, for `${…}`.
    [[nodiscard]] std::string flat(ast::ExprId id) const;
    [[nodiscard]] std::string string(const ast::StringLiteral& e) const;

    // declarations.cpp
    void import(const ast::Import& import);
    void declaration(const ast::Declaration& declaration);
    void write(const ast::Param& d, const ast::Declaration& whole);
    void write(const ast::Let& d);
    void write(const ast::Predicate& d);
    void write(const ast::Requirement& d, Span body);
    void write(const ast::Baseline& d, Span body);
    void write(const ast::Assignment& d, Span body);
    void write(const ast::Waiver& d, Span body);
    void write(const ast::Test& d, Span body);
    void write(const ast::Meta& meta);
    void write(const ast::When& when);
    void write(const ast::Expect& expect);
    void write(const ast::Attest& attest);
    void write(const ast::Remedy& remedy);
    void write(const ast::Include& include);
    void write(const ast::Omit& omit);
    void write(const ast::SetValue& set);
    void write(const ast::EffectFor& effect);
    void write(const ast::Exclude& exclude);
    void write(const ast::Ring& ring);
    void write(const ast::Given& given);
    void write(const ast::ExpectVerdict& verdict);
    void selector(const ast::Selector& selector);
    void docs(const std::vector<std::string>& lines);

    /// A part on lines of its own, with its comments.
    template <typename Write>
    void part(Span span, Write write_part) {
        layout_.hard_line();
        lead(span);
        write_part();
        trail(span);
    }
    template <typename Part>
    void parts(const std::vector<Part>& all) {
        for (const Part& each : all)
            part(each.span, [&] { write(each); });
    }
    /// `word a, b` out of names that may have comments each.
    template <typename Part>
    void words(std::string_view word, const std::vector<Part>& all);

    /// ` { … }` around the parts that `write_parts` writes.
    template <typename Write>
    void body(Span span, Write write_parts) {
        layout_.text(" {");
        layout_.nested([&] {
            write_parts();
            rest(span);
        });
        layout_.hard_line();
        layout_.text("}");
    }

    void lead(Span span);
    void trail(Span span);
    /// The comments behind the last part.
    void rest(Span whole);
    [[nodiscard]] bool has_blank_line_between(Span before, Span behind) const;

    const ast::Module& module_;
    std::string_view text_;
    Comments comments_;
    Layout layout_;
};

} // namespace iotsec::grammar
