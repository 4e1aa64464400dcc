// What a parse keeps while it runs: the tree so far, how far it matched, which brackets are open. No Boost
// here.
#pragma once

#include "base/diagnostic.hpp"
#include "base/diagnostics/syntax.hpp"
#include "base/source.hpp"
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

[[nodiscard]] bool is_word_start(char c);
[[nodiscard]] bool is_word_char(char c);
[[nodiscard]] bool is_digit(char c);
[[nodiscard]] bool starts_with(const char* first, const char* last, std::string_view text);
/// The same, and the word ends there.
[[nodiscard]] bool starts_with_word(const char* first, const char* last, std::string_view word);
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
    [[nodiscard]] Span span(const char* from, const char* to) const;
    [[nodiscard]] Span span(ast::ExprId id) const { return module[id].span; }
    [[nodiscard]] const char* at(std::uint32_t offset) const { return file_begin_ + offset; }

    /// Puts an expression into the tree; one that would make the tree too high becomes `Invalid`.
    ast::ExprId add(Span where, decltype(ast::Expr::kind) kind);

    /// The end of the line that `at` stands on, without its line break.
    [[nodiscard]] const char* line_end(const char* at);

    /// Moves over white space and comments; says whether it moved.
    bool skip_trivia(const char*& first, const char* last);

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
    Diagnostic& add(Diagnostic diagnostic);
    const char* skip_comment(const char* first, const char* last);

    DiagnosticSink& sink_;
    const char* file_begin_;
    const char* begin_;
    const char* end_;
    const char* comments_end_;
    const char* trivia_begin_ = nullptr; // the last run of trivia, which is often asked for again
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
