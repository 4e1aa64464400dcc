#include "grammar/iotsec/builder.hpp"

#include "grammar/iotsec/children.hpp"

#include <algorithm>
#include <cstdlib>

namespace iotsec::grammar {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

} // namespace

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
    // So many are seldom needed, and what is not touched costs nothing; growing would copy the tree.
    constexpr std::size_t bytes_per_expression = 24;
    constexpr std::size_t most_reserved = 200'000;
    module.exprs.reserve(std::min(file.text().size() / bytes_per_expression, most_reserved));
    add({}, ast::Invalid{});
}

/// How high the tree is below the expression that was added last; the id of that.
ast::ExprId Builder::measure_last() {
    ast::Expr& expr = module.exprs.back();
    int height = 0;
    ast::for_each_child(expr, [&](ast::ExprId id) { height = std::max(height, heights_[id.index]); });
    if (++height > max_height) {
        report_too_deep(expr.span, max_height);
        expr.kind = ast::Invalid{};
        height = 1;
    }
    heights_.push_back(height);
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

void Builder::find_trivia(const char* first, const char* last) {
    trivia_begin_ = first;
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
    trivia_end_ = first;
    trivia_last_ = last;
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
