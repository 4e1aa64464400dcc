// The tree as indented text: one node a line, its parts below it.
#include "base/overloaded.hpp"
#include "grammar/iotsec/label.hpp"
#include "grammar/iotsec/parse.hpp"
#include "grammar/iotsec/spelling.hpp"

#include <fmt/format.h>

#include <string_view>

namespace iotsec::grammar {

namespace {

using namespace ast;

class Dumper {
  public:
    Dumper(const Module& module, bool with_spans) : module_{module}, with_spans_{with_spans} {}

    std::string dump() {
        line(fmt::format("module {}", module_.name.text()), module_.name.span);
        docs(module_.doc);
        for (const Import& import : module_.imports)
            dump(import);
        for (const Declaration& declaration : module_.declarations)
            dump(declaration);
        return std::move(out_);
    }

  private:
    /// One more step to the right for as long as it lives.
    class Indent {
      public:
        explicit Indent(Dumper& dumper) : dumper_{dumper} { ++dumper_.depth_; }
        ~Indent() { --dumper_.depth_; }
        Indent(const Indent&) = delete;
        Indent& operator=(const Indent&) = delete;

      private:
        Dumper& dumper_;
    };

    void line(std::string_view text, Span span = {}) {
        out_.append(depth_ * 2, ' ');
        out_ += text;
        if (with_spans_ && span.is_known()) out_ += fmt::format(" @{}..{}", span.begin, span.end);
        out_ += '\n';
    }

    void docs(const std::vector<std::string>& lines) {
        const Indent indent{*this};
        for (const std::string& text : lines)
            line("doc " + quoted(text));
    }

    // Expressions

    void dump(ExprId id) {
        const Expr& expr = module_[id];
        line(label(expr), expr.span);
        const Indent indent{*this};
        std::visit(overloaded{
                       [&](const StringLiteral& e) { parts(e); },
                       [&](const Call& e) { all(e.arguments); },
                       [&](const CountOf& e) {
                           dump(e.collection);
                           part("where", e.where);
                       },
                       [&](const ListLiteral& e) { all(e.items); },
                       [&](const ObjectLiteral& e) { members(e); },
                       [&](const Parenthesised& e) { dump(e.inner); },
                       [&](const Not& e) { dump(e.operand); },
                       [&](const Binary& e) {
                           dump(e.lhs);
                           dump(e.rhs);
                       },
                       [&](const Is& e) { dump(e.operand); },
                       [&](const Shift& e) { dump(e.operand); },
                       [&](const Quantified& e) { quantified(e); },
                       [&](const Unique& e) {
                           dump(e.collection);
                           part("where", e.where);
                           part("by", e.keys);
                       },
                       [](const Invalid&) {},
                       [](const BoolLiteral&) {},
                       [](const IntLiteral&) {},
                       [](const NumberLiteral&) {},
                       [](const PercentLiteral&) {},
                       [](const DurationLiteral&) {},
                       [](const DateLiteral&) {},
                       [](const InstantLiteral&) {},
                       [](const NullLiteral&) {},
                       [](const Now&) {},
                       [](const Request&) {},
                       [](const Path&) {},
                       [](const UnknownLiteral&) {},
                   },
                   expr.kind);
    }

    void parts(const StringLiteral& e) {
        if (e.parts.size() == 1 && std::holds_alternative<std::string>(e.parts.front())) return;
        for (const StringPart& piece : e.parts)
            std::visit(overloaded{[&](const std::string& text) { line("piece " + quoted(text)); },
                                  [&](ExprId id) { dump(id); }},
                       piece);
    }

    void quantified(const Quantified& e) {
        part("bound", e.bound);
        std::visit(overloaded{[&](ExprId id) { part("in", id); },
                              [&](const RelatedSource& related) {
                                  line("related " + related.type.text, related.type.span);
                                  dump(related.relation);
                              }},
                   e.source);
        if (e.emptiness) line(spelling(*e.emptiness));
        part("where", e.where);
        part("satisfies", e.satisfies);
    }

    void dump(const Relation& relation) {
        if (relation.of)
            part("of", relation.path);
        else
            line("in " + relation.word.text, relation.span);
    }

    void members(const ObjectLiteral& e) {
        for (const ObjectMember& member : e.members)
            part(member.quoted ? "member " + quoted(member.key.text) : "member " + member.key.text,
                 member.value);
    }

    void all(const std::vector<ExprId>& ids) {
        for (const ExprId id : ids)
            dump(id);
    }

    void part(std::string_view name, ExprId id) {
        line(name);
        const Indent indent{*this};
        dump(id);
    }
    void part(std::string_view name, const std::optional<ExprId>& id) {
        if (id) part(name, *id);
    }

    // Types

    void dump(const TypeExpr& type) {
        const std::string_view list = type.list ? "[]" : "";
        std::visit(
            overloaded{
                [&](const Invalid&) { line("type invalid", type.span); },
                [&](const NamedType& t) { line(fmt::format("type {}{}", t.name.text, list), type.span); },
                [&](const CatalogType& t) { line(fmt::format("type {}{}", spelled(t), list), type.span); },
                [&](const RecordType& t) {
                    line(fmt::format("type record{}", list), type.span);
                    const Indent indent{*this};
                    for (const RecordField& field : t.fields) {
                        line("field " + field.name.text, field.name.span);
                        const Indent deeper{*this};
                        dump(field.type.front());
                    }
                },
            },
            type.kind);
    }

    // Declarations

    void dump(const Import& import) {
        std::string text = "import " + import.module.text();
        if (import.alias) text += " as " + import.alias->text;
        for (const Name& name : import.names)
            text += " " + name.text;
        line(text, import.span);
    }

    void dump(const Declaration& declaration) {
        std::visit(overloaded{
                       [&](const InvalidDecl&) { header("invalid", declaration); },
                       [&](const Param& d) { declared(declaration, d); },
                       [&](const Let& d) { declared(declaration, d); },
                       [&](const Predicate& d) { declared(declaration, d); },
                       [&](const Requirement& d) { declared(declaration, d); },
                       [&](const Baseline& d) { declared(declaration, d); },
                       [&](const Assignment& d) { declared(declaration, d); },
                       [&](const Waiver& d) { declared(declaration, d); },
                       [&](const Test& d) { declared(declaration, d); },
                   },
                   declaration.kind);
    }

    void header(const std::string& text, const Declaration& declaration) {
        line(text, declaration.span);
        docs(declaration.doc);
    }

    void declared(const Declaration& declaration, const Param& d) {
        header("param " + d.name.text, declaration);
        const Indent indent{*this};
        dump(d.type);
        part("default", d.default_value);
        metas(d.meta);
    }

    void declared(const Declaration& declaration, const Let& d) {
        header("let " + d.name.text, declaration);
        const Indent indent{*this};
        dump(d.value);
    }

    void declared(const Declaration& declaration, const Predicate& d) {
        header("predicate " + d.name.text, declaration);
        const Indent indent{*this};
        for (const PredicateParam& param : d.params) {
            line("param " + param.name.text, param.name.span);
            const Indent deeper{*this};
            dump(param.type);
        }
        dump(d.body);
    }

    void declared(const Declaration& declaration, const Requirement& d) {
        header(fmt::format("requirement {} for {}{}: {}", d.name.text, d.all ? "all " : "", d.binder.text,
                           d.type.text),
               declaration);
        const Indent indent{*this};
        metas(d.meta);
        for (const Let& let : d.lets)
            part("let " + let.name.text, let.value);
        for (const When& when : d.whens)
            part("when", when.condition);
        for (const Expect& expect : d.expects) {
            part("expect", expect.condition);
            part("otherwise", expect.otherwise);
        }
        for (const Attest& attest : d.attests)
            part(fmt::format("attest {}{}", attest.every.amount, attest.every.unit), attest.asking);
        for (const Remedy& remedy : d.remedies)
            dump(remedy);
        for (const Name& effect : d.effects)
            line("effect " + effect.text, effect.span);
    }

    void dump(const Remedy& remedy) {
        line("remedy", remedy.span);
        const Indent indent{*this};
        std::visit(overloaded{
                       [&](const SetRemedy& r) {
                           for (const PathValue& value : r.values) {
                               part("set", value.path);
                               part("to", value.value);
                           }
                       },
                       [&](const DeployRemedy& r) {
                           line(fmt::format("deploy {}: {}", r.binder.text, r.type.text), r.type.span);
                           dump(r.relation);
                           part("body", r.body);
                       },
                   },
                   remedy.kind);
        part("requires", remedy.requires_condition);
        part("roles", remedy.roles);
    }

    void declared(const Declaration& declaration, const Baseline& d) {
        header("baseline " + d.name.text, declaration);
        const Indent indent{*this};
        metas(d.meta);
        for (const Include& include : d.includes) {
            line("include " + spelled(include.target), include.span);
            part("with", include.with);
        }
        for (const Omit& omit : d.omits) {
            line("omit " + spelled(omit.target), omit.span);
            part("because", omit.because);
        }
    }

    void declared(const Declaration& declaration, const Assignment& d) {
        header(fmt::format("assignment {} of {}", d.name.text, d.baseline.text()), declaration);
        const Indent indent{*this};
        part("at " + d.scope_kind.text, d.scope);
        metas(d.meta);
        sets(d.sets);
        effects(d.effects);
        for (const Exclude& exclude : d.excludes) {
            part("exclude", exclude.scopes);
            part("because", exclude.because);
        }
        for (const Selector& selector : d.only)
            part("only " + selector.what.text, selector.values);
        for (const Ring& ring : d.rings) {
            line("ring " + ring.name.text, ring.span);
            const Indent deeper{*this};
            part("where " + ring.where.what.text, ring.where.values);
            effects(ring.effects);
        }
    }

    void effects(const std::vector<EffectFor>& effects) {
        for (const EffectFor& effect : effects) {
            std::string text = "effect " + effect.effect.text + (effect.all ? " for all" : " for");
            for (const Target& target : effect.targets)
                text += " " + spelled(target);
            line(text, effect.span);
        }
    }

    void declared(const Declaration& declaration, const Waiver& d) {
        header(fmt::format("waiver {} of {}", d.name.text, d.assignment.text()), declaration);
        const Indent indent{*this};
        metas(d.meta);
    }

    void declared(const Declaration& declaration, const Test& d) {
        header("test of " + d.requirement.text(), declaration);
        const Indent indent{*this};
        part("title", d.title);
        metas(d.meta);
        part("at", d.at);
        sets(d.sets);
        for (const Given& given : d.givens) {
            line(fmt::format("given {}: {}", given.name.text, given.type.text), given.span);
            const Indent deeper{*this};
            if (given.relation) dump(*given.relation);
            dump(given.body);
        }
        for (const TypeName& type : d.incomplete)
            line("incomplete " + type.text, type.span);
        for (const ExpectVerdict& verdict : d.verdicts) {
            line(fmt::format("expect {}{}{}", spelling(verdict.verdict),
                             verdict.subject ? " for " + verdict.subject->text : "",
                             verdict.after_remedy ? " after remedy" : ""),
                 verdict.span);
            const Indent deeper{*this};
            part("with", verdict.with);
        }
    }

    void metas(const std::vector<Meta>& metas) {
        for (const Meta& meta : metas)
            part("meta " + meta.key.text, meta.value);
    }

    void sets(const std::vector<SetValue>& sets) {
        for (const SetValue& set : sets)
            part("set " + set.name.text, set.value);
    }

    const Module& module_;
    bool with_spans_;
    std::string out_;
    std::size_t depth_ = 0;
};

} // namespace

std::string dump(const ast::Module& module, bool with_spans) {
    return Dumper{module, with_spans}.dump();
}

} // namespace iotsec::grammar
