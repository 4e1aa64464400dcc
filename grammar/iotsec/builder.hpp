// What a parse keeps while it runs: the tree so far, how far it matched, which brackets are open. No Boost
// here.
#pragma once

#include "base/diagnostic.hpp"
#include "base/diagnostics/syntax.hpp"
#include "base/source.hpp"
#include "base/text.hpp"
#include "grammar/iotsec/ast.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::grammar {

/// What a failed expectation names where a closing bracket is missing, and where nesting goes too deep.
inline constexpr const char* missing_closing = "closing bracket";
inline constexpr const char* too_deep = "less nesting";

[[nodiscard]] constexpr bool is_word_start(char c) {
    return is_letter(c);
}
[[nodiscard]] constexpr bool is_word_char(char c) {
    return is_word_start(c) || is_digit(c) || c == '_';
}
/// Behind the letters, digits and `_` at `first`.
[[nodiscard]] inline const char* word_chars_end(const char* first, const char* last) {
    while (first != last && is_word_char(*first))
        ++first;
    return first;
}
/// Whether `text`, which is not empty, stands at `first`. Most often the first character says that it does
/// not.
[[nodiscard]] inline bool starts_with(const char* first, const char* last, std::string_view text) {
    return first != last && *first == text.front() && std::string_view{first, last}.starts_with(text);
}
/// The same, and the word ends there.
[[nodiscard]] inline bool starts_with_word(const char* first, const char* last, std::string_view word) {
    if (!starts_with(first, last, word)) return false;
    const char* const end = first + word.size();
    return end == last || !is_word_char(*end);
}
[[nodiscard]] char closing(char open);

class Builder {
  public:
    /// How deep expressions, values and types may nest.
    static constexpr int max_depth = 200;
    /// How high a tree may grow, chains of operators included, so that everybody can walk it.
    static constexpr int max_height = 600;

    Builder(const SourceFile& file, DiagnosticSink& sink);

    ast::Module module;

    /// The text, a byte order mark left out.
    [[nodiscard]] const char* begin() const { return begin_; }
    [[nodiscard]] const char* end() const { return end_; }
    [[nodiscard]] Span span(const char* from, const char* to) const {
        return {module.source, static_cast<std::uint32_t>(from - file_begin_),
                static_cast<std::uint32_t>(to - file_begin_)};
    }
    [[nodiscard]] Span span(ast::ExprId id) const { return module[id].span; }
    [[nodiscard]] const char* at(std::uint32_t offset) const { return file_begin_ + offset; }

    /// Puts an expression into the tree; one that would make the tree too high becomes `Invalid`.
    template <typename Kind>
    ast::ExprId add(Span where, Kind kind) {
        module.exprs.push_back({where, std::move(kind)});
        return measure_last();
    }

    /// The end of the line that `at` stands on, without its line break.
    [[nodiscard]] const char* line_end(const char* at);

    /// Moves over white space and comments; says whether it moved. Asked in front of every token that may
    /// stand at a place, so what was found the last time is kept.
    bool skip_trivia(const char*& first, const char* last) {
        if (first == last || !may_begin_trivia(*first)) return false;
        if (first != trivia_begin_ || last != trivia_last_) find_trivia(first, last);
        first = trivia_end_;
        return trivia_end_ != trivia_begin_;
    }

    void open(const char* bracket) { brackets_.push_back(bracket); }
    void close() { brackets_.pop_back(); }
    [[nodiscard]] const std::vector<const char*>& brackets() const { return brackets_; }
    /// Forgets brackets that an abandoned parse left open.
    void reset_brackets(std::size_t count) { brackets_.resize(count); }

    /// One more level of nesting for as long as it lives.
    class Deeper {
      public:
        explicit Deeper(Builder& b) : builder_{b} { ++builder_.depth_; }
        ~Deeper() { --builder_.depth_; }
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;
        [[nodiscard]] bool fits() const { return builder_.depth_ <= max_depth; }

      private:
        Builder& builder_;
    };

    /// Reports, unless nothing more is to be said about this file.
    template <typename... Args>
    Diagnostic& report(const DiagnosticKind<Args...>& kind, Span where,
                       const std::type_identity_t<Args>&... args) {
        return add(make_diagnostic(kind, where, args...));
    }
    /// Nesting too deep is told once a declaration.
    void report_too_deep(Span where, int limit = max_depth);
    void start_declaration() { told_too_deep_ = false; }

  private:
    static constexpr bool may_begin_trivia(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '/';
    }

    Diagnostic& add(Diagnostic diagnostic);
    void find_trivia(const char* first, const char* last);
    const char* skip_comment(const char* first, const char* last);
    ast::ExprId measure_last();

    DiagnosticSink& sink_;
    const char* file_begin_;
    const char* begin_;
    const char* end_;
    const char* comments_end_;
    const char* trivia_begin_ = nullptr; // the last run of trivia
    const char* trivia_end_ = nullptr;
    const char* trivia_last_ = nullptr;
    const char* line_begin_ = nullptr; // the last line that was asked for
    const char* line_end_ = nullptr;
    std::vector<int> heights_;
    std::vector<const char*> brackets_;
    int depth_ = 0;
    bool told_too_deep_ = false;
    bool silent_ = false;
    Diagnostic swallowed_;
};

} // namespace iotsec::grammar
