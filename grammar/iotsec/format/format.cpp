#include "grammar/iotsec/format/printer.hpp"
#include "grammar/iotsec/parse.hpp"

#include <algorithm>
#include <optional>

namespace iotsec::grammar {

namespace {

constexpr std::size_t page_width = 100;

/// Whether two declarations may stand without an empty line between them: short ones of one kind.
bool may_touch(const ast::Declaration& before, const ast::Declaration& behind) {
    const bool same_kind = before.kind.index() == behind.kind.index();
    return same_kind && (std::holds_alternative<ast::Param>(before.kind) ||
                         std::holds_alternative<ast::Let>(before.kind) ||
                         std::holds_alternative<ast::Predicate>(before.kind));
}

} // namespace

Printer::Printer(const ast::Module& module, std::string_view text)
    : module_{module}, text_{text}, comments_{module, text} {}

Printer::Printer(const ast::Module& module) : module_{module} {}

std::string Printer::print() {
    const Span header = header_span(module_);
    lead(header);
    docs(module_.doc);
    layout_.text("module " + module_.name.text());
    trail(header);
    layout_.hard_line();
    if (!module_.imports.empty()) layout_.hard_line();
    for (const ast::Import& each : module_.imports) {
        lead(each.span);
        import(each);
        trail(each.span);
        layout_.hard_line();
    }
    for (std::size_t i = 0; i < module_.declarations.size(); ++i) {
        const ast::Declaration& each = module_.declarations[i];
        if (i == 0 || !may_touch(module_.declarations[i - 1], each) ||
            has_blank_line_between(module_.declarations[i - 1].span, each.span))
            layout_.hard_line();
        lead(each.span);
        declaration(each);
        trail(each.span);
        layout_.hard_line();
    }
    const Span file = file_span(module_);
    if (!comments_.at_end(file).empty()) {
        rest(file);
        layout_.hard_line();
    }
    return layout_.print(page_width);
}

bool Printer::has_blank_line_between(Span before, Span behind) const {
    const std::string_view between = text_.substr(before.end, behind.begin - before.end);
    for (std::size_t at = between.find('\n'); at != std::string_view::npos; at = between.find('\n', at + 1)) {
        const std::size_t next = between.find_first_not_of(" \t\r", at + 1);
        if (next != std::string_view::npos && between[next] == '\n') return true;
    }
    return false;
}

void Printer::lead(Span span) {
    for (const PlacedComment& comment : comments_.leading(span)) {
        layout_.text(comment.text);
        layout_.hard_line();
        if (comment.blank_behind) layout_.hard_line();
    }
}

void Printer::trail(Span span) {
    for (const PlacedComment& comment : comments_.trailing(span)) {
        layout_.text(" ");
        layout_.comment(comment.text);
    }
}

void Printer::rest(Span whole) {
    const auto& left = comments_.at_end(whole);
    for (std::size_t i = 0; i < left.size(); ++i) {
        layout_.hard_line();
        if (i > 0 && left[i - 1].blank_behind) layout_.hard_line();
        layout_.text(left[i].text);
    }
}

std::string format(const ast::Module& module, const SourceFile& file) {
    return Printer{module, file.text()}.print();
}

} // namespace iotsec::grammar
