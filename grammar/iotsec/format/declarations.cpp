// How declarations and their clauses are laid out.
#include "base/overloaded.hpp"
#include "grammar/iotsec/format/printer.hpp"
#include "grammar/iotsec/spelling.hpp"

#include <fmt/format.h>

namespace iotsec::grammar {

using namespace ast;

template <typename Part>
void Printer::words(std::string_view word, const std::vector<Part>& all) {
    if (all.empty()) return;
    layout_.hard_line();
    for (const Part& each : all)
        lead(each.span);
    layout_.group([&] {
        layout_.text(word);
        layout_.text(" ");
        layout_.nested([&] {
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (i > 0) {
                    layout_.text(",");
                    layout_.line();
                }
                layout_.text(all[i].text);
            }
        });
    });
    for (const Part& each : all)
        trail(each.span);
}

void Printer::docs(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
        layout_.text(line.empty() ? "///" : "/// " + line);
        layout_.hard_line();
    }
}

void Printer::import(const Import& import) {
    layout_.text("import " + import.module.text());
    if (import.alias) layout_.text(" as " + import.alias->text);
    if (import.names.empty()) return;
    std::string names;
    for (const Name& name : import.names)
        names += (names.empty() ? "" : ", ") + name.text;
    layout_.text(".{ " + names + " }");
}

void Printer::declaration(const Declaration& declaration) {
    const Span body_place = body_span(module_, declaration);
    docs(declaration.doc);
    std::visit(overloaded{
                   [](const InvalidDecl&) {},
                   [&](const Param& d) { write(d, declaration); },
                   [&](const Let& d) { write(d); },
                   [&](const Predicate& d) { write(d); },
                   [&](const Requirement& d) { write(d, body_place); },
                   [&](const Baseline& d) { write(d, body_place); },
                   [&](const Assignment& d) { write(d, body_place); },
                   [&](const Waiver& d) { write(d, body_place); },
                   [&](const Test& d) { write(d, body_place); },
               },
               declaration.kind);
}

void Printer::write(const Param& d, const Declaration& whole) {
    const Span body_place = body_span(module_, whole);
    layout_.text("param " + d.name.text + ": ");
    type(d.type);
    if (d.default_value) {
        layout_.text(" = ");
        expr(*d.default_value);
    }
    if (d.meta.empty() && comments_.at_end(body_place).empty()) return;
    layout_.text(" ");
    layout_.group([&] {
        layout_.text("{");
        layout_.nested([&] {
            for (std::size_t i = 0; i < d.meta.size(); ++i) {
                layout_.line(i > 0 ? ", " : " ");
                lead(d.meta[i].span);
                write(d.meta[i]);
                trail(d.meta[i].span);
            }
            rest(body_place);
        });
        layout_.line();
        layout_.text("}");
    });
}

void Printer::write(const Let& d) {
    layout_.group([&] {
        layout_.text("let " + d.name.text + " = ");
        layout_.nested([&] { expr(d.value); });
    });
}

void Printer::write(const Predicate& d) {
    layout_.group([&] {
        layout_.text("predicate " + d.name.text + "(");
        for (std::size_t i = 0; i < d.params.size(); ++i) {
            layout_.text((i > 0 ? ", " : "") + d.params[i].name.text + ": ");
            type(d.params[i].type);
        }
        layout_.text(") =");
        layout_.nested([&] {
            layout_.line();
            expr(d.body);
        });
    });
}

void Printer::write(const Requirement& d, Span body_place) {
    layout_.text(fmt::format("requirement {} for {}{}: {}", d.name.text, d.all ? "all " : "", d.binder.text,
                             d.type.text));
    body(body_place, [&] {
        parts(d.meta);
        const bool has_clauses = d.lets.size() + d.whens.size() + d.expects.size() + d.attests.size() +
                                     d.remedies.size() + d.effects.size() >
                                 0;
        if (!d.meta.empty() && has_clauses) layout_.hard_line();
        parts(d.lets);
        parts(d.whens);
        parts(d.expects);
        parts(d.attests);
        parts(d.remedies);
        words("effects", d.effects);
    });
}

void Printer::write(const Meta& meta) {
    layout_.text(meta.key.text + ": ");
    expr(meta.value);
}

void Printer::write(const When& when) {
    layout_.text("when ");
    layout_.nested([&] { expr(when.condition); });
}

void Printer::write(const Expect& expect) {
    layout_.group([&] {
        layout_.text("expect ");
        layout_.nested([&] {
            expr(expect.condition);
            if (!expect.otherwise) return;
            layout_.line();
            layout_.text("otherwise ");
            expr(*expect.otherwise);
        });
    });
}

void Printer::write(const Attest& attest) {
    layout_.group([&] {
        layout_.text(fmt::format("attest every {}{} asking", attest.every.amount, attest.every.unit));
        layout_.nested([&] {
            layout_.line();
            expr(attest.asking);
        });
    });
}

void Printer::write(const Remedy& remedy) {
    layout_.group([&] {
        layout_.text("remedy ");
        std::visit(overloaded{
                       [&](const SetRemedy& r) {
                           layout_.text("set ");
                           layout_.nested([&] {
                               for (std::size_t i = 0; i < r.values.size(); ++i) {
                                   if (i > 0) {
                                       layout_.text(",");
                                       layout_.line();
                                   }
                                   expr(r.values[i].path);
                                   layout_.text(" = ");
                                   expr(r.values[i].value);
                               }
                           });
                       },
                       [&](const DeployRemedy& r) {
                           layout_.text("deploy " + r.binder.text + ": " + r.type.text + " ");
                           relation(r.relation);
                           layout_.text(" ");
                           object(r.body, true);
                       },
                   },
                   remedy.kind);
    });
    layout_.nested([&] {
        if (remedy.roles) {
            layout_.text(" roles ");
            expr(*remedy.roles);
        }
        if (remedy.requires_condition) {
            layout_.hard_line();
            layout_.text("requires ");
            layout_.nested([&] { expr(*remedy.requires_condition); });
        }
    });
}

void Printer::write(const Baseline& d, Span body_place) {
    layout_.text("baseline " + d.name.text);
    body(body_place, [&] {
        parts(d.meta);
        parts(d.includes);
        parts(d.omits);
    });
}

void Printer::write(const Include& include) {
    layout_.text("include " + spelled(include.target));
    if (!include.with) return;
    layout_.text(" with ");
    expr(*include.with);
}

void Printer::write(const Omit& omit) {
    layout_.group([&] {
        layout_.text("omit " + spelled(omit.target));
        layout_.nested([&] {
            layout_.line();
            layout_.text("because ");
            expr(omit.because);
        });
    });
}

void Printer::write(const Assignment& d, Span body_place) {
    layout_.text(
        fmt::format("assignment {} of {} at {} ", d.name.text, d.baseline.text(), d.scope_kind.text));
    expr(d.scope);
    body(body_place, [&] {
        parts(d.meta);
        parts(d.sets);
        parts(d.effects);
        parts(d.excludes);
        for (const Selector& only : d.only)
            part(span_of(module_, only), [&] {
                layout_.text("only where ");
                selector(only);
            });
        parts(d.rings);
    });
}

void Printer::write(const SetValue& set) {
    layout_.text("set " + set.name.text + " = ");
    expr(set.value);
}

void Printer::write(const EffectFor& effect) {
    layout_.group([&] {
        layout_.text("effect " + effect.effect.text + " for ");
        if (effect.all) layout_.text("all");
        layout_.nested([&] {
            for (std::size_t i = 0; i < effect.targets.size(); ++i) {
                if (i > 0) {
                    layout_.text(",");
                    layout_.line();
                }
                layout_.text(spelled(effect.targets[i]));
            }
        });
    });
}

void Printer::write(const Exclude& exclude) {
    layout_.text("exclude ");
    expr(exclude.scopes);
    layout_.text(" because ");
    expr(exclude.because);
}

void Printer::selector(const Selector& selector) {
    layout_.text(selector.what.text + " in ");
    expr(selector.values);
}

void Printer::write(const Ring& ring) {
    layout_.text("ring " + ring.name.text + " where ");
    selector(ring.where);
    body(ring_body_span(module_, ring), [&] { parts(ring.effects); });
}

void Printer::write(const Waiver& d, Span body_place) {
    layout_.text(fmt::format("waiver {} of {}", d.name.text, d.assignment.text()));
    body(body_place, [&] { parts(d.meta); });
}

void Printer::write(const Test& d, Span body_place) {
    layout_.text("test ");
    expr(d.title);
    layout_.text(" of " + d.requirement.text());
    body(body_place, [&] {
        parts(d.meta);
        if (d.at)
            part(module_[*d.at].span, [&] {
                layout_.text("at ");
                expr(*d.at);
            });
        parts(d.sets);
        parts(d.givens);
        words("incomplete", d.incomplete);
        parts(d.verdicts);
    });
}

void Printer::write(const Given& given) {
    layout_.text("given " + given.name.text + ": " + given.type.text + " ");
    if (given.relation) {
        relation(*given.relation);
        layout_.text(" ");
    }
    expr(given.body);
}

void Printer::write(const ExpectVerdict& verdict) {
    layout_.text(fmt::format("expect {}", spelling(verdict.verdict)));
    if (verdict.subject) layout_.text(" for " + verdict.subject->text);
    if (verdict.with) {
        layout_.text(" with ");
        expr(*verdict.with);
    }
    if (verdict.after_remedy) layout_.text(" after remedy");
}

} // namespace iotsec::grammar
