#include "grammar/iotsec/builder.hpp"

#include "grammar/iotsec/children.hpp"

#include <algorithm>
#include <cstdlib>

namespace iotsec::grammar {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

} // namespace

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_word_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_word_char(char c) {
    return is_word_start(c) || is_digit(c) || c == '_';
}

bool starts_with(const char* first, const char* last, std::string_view text) {
    return static_cast<std::size_t>(last - first) >= text.size() &&
           std::string_view{first, text.size()} == text;
}

bool starts_with_word(const char* first, const char* last, std::string_view word) {
    if (!starts_with(first, last, word)) return false;
    const char* end = first + word.size();
    return end == last || !is_word_char(*end);
}

char closing(char open) {
    switch (open) {
    case '(':
        return ')';
    case '[':
        return ']';
    default:
        return '}';
    }
}

Builder::Builder(const SourceFile& file, DiagnosticSink& sink)
    : sink_{sink}, file_begin_{file.text().data()},
      begin_{file_begin_ + (file.text().starts_with(byte_order_mark) ? byte_order_mark.size() : 0)},
      end_{file_begin_ + file.text().size()}, comments_end_{begin_} {
    module.source = file.id();
    module.exprs.push_back({{}, ast::Invalid{}});
    heights_.push_back(1);
}

Span Builder::span(const char* from, const char* to) const {
    return {module.source, static_cast<std::uint32_t>(from - file_begin_),
            static_cast<std::uint32_t>(to - file_begin_)};
}

ast::ExprId Builder::add(Span where, decltype(ast::Expr::kind) kind) {
    ast::Expr expr{where, std::move(kind)};
    int height = 0;
    ast::for_each_child(expr, [&](ast::ExprId id) { height = std::max(height, heights_[id.index]); });
    if (++height > max_height) {
        report_too_deep(where, max_height);
        expr.kind = ast::Invalid{};
        height = 1;
    }
    heights_.push_back(height);
    module.exprs.push_back(std::move(expr));
    return {static_cast<std::uint32_t>(module.exprs.size() - 1)};
}

void Builder::report_too_deep(Span where, int limit) {
    if (std::exchange(told_too_deep_, true)) return;
    report(diag::nested_too_deep, where, limit).with_help("name parts of it with `let` or `predicate`");
}

Diagnostic& Builder::add(Diagnostic diagnostic) {
    if (silent_) return swallowed_ = std::move(diagnostic);
    return sink_.add(std::move(diagnostic));
}

const char* Builder::line_end(const char* at) {
    if (line_begin_ != nullptr && at >= line_begin_ && at <= line_end_) return line_end_;
    line_begin_ = at;
    line_end_ = std::find(at, end_, '\n');
    if (line_end_ != at && line_end_[-1] == '\r') --line_end_;
    return line_end_;
}

bool Builder::skip_trivia(const char*& first, const char* last) {
    if (first == trivia_begin_ && last == trivia_last_) {
        first = trivia_end_;
        return first != trivia_begin_;
    }
    const char* const begin = first;
    while (first != last) {
        const char c = *first;
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            ++first;
            continue;
        }
        if (c != '/' || last - first < 2 || (first[1] != '/' && first[1] != '*')) break;
        const char* const end = skip_comment(first, last);
        if (first >= comments_end_) {
            module.comments.push_back({span(first, end)});
            comments_end_ = end;
        }
        first = end;
    }
    trivia_begin_ = begin;
    trivia_end_ = first;
    trivia_last_ = last;
    return first != begin;
}

const char* Builder::skip_comment(const char* first, const char* last) {
    const std::string_view rest{first, static_cast<std::size_t>(last - first)};
    if (first[1] == '/') {
        std::size_t end = std::min(rest.find('\n'), rest.size());
        if (rest[end - 1] == '\r') --end;
        return first + end;
    }
    const std::size_t end = rest.find("*/", 2);
    if (end != std::string_view::npos) return first + end + 2;
    report(diag::unclosed_comment, span(first, first + 2)).with_help("close it with `*/`");
    silent_ = true;
    return last;
}

} // namespace iotsec::grammar
