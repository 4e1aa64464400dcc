// Reads a file declaration by declaration and clause by clause: a loop, so that a mistake costs one clause.
#pragma once

#include "grammar/iotsec/recovery.hpp"
#include "grammar/iotsec/rules.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace iotsec::grammar {

class Reader;

/// A kind of clause that the body of a `Declared` may hold: the word it begins with, and how it is read.
template <typename Declared>
struct Clause {
    std::string_view word;
    bool (*read)(Reader&, Declared&);
};

class Reader {
  public:
    explicit Reader(Builder& b) : b_{b}, at_{b.begin()} {}

    [[nodiscard]] Builder& builder() { return b_; }
    /// Moves over white space and comments, and says where it stands.
    const char* next() {
        b_.skip_trivia(at_, b_.end());
        return at_;
    }
    [[nodiscard]] const char* at() const { return at_; }
    void go_to(const char* at) { at_ = at; }
    /// After a mistake outside of bodies.
    void go_to_next_declaration() { at_ = next_declaration(b_, mistake_.at); }
    [[nodiscard]] bool at_end() { return next() == b_.end(); }
    [[nodiscard]] bool at_word(std::string_view spelling) {
        return starts_with_word(next(), b_.end(), spelling);
    }

    /// Reads what `rule` describes; a mistake is reported and kept.
    template <typename Rule, typename Value>
    bool read(const Rule& rule, Value& result) {
        const std::size_t open = b_.brackets().size();
        try {
            if (run(b_, at_, b_.end(), rule, result)) return true;
            report_expected(b_, at_, rule.name);
            mistake_ = {at_, 0, false};
        } catch (const Failure& failure) {
            note(failure, open);
        }
        b_.reset_brackets(open);
        return false;
    }

    /// The same, put behind `values`.
    template <typename Rule, typename Value>
    bool append(const Rule& rule, std::vector<Value>& values) {
        Value next_value{};
        if (!read(rule, next_value)) return false;
        values.push_back(std::move(next_value));
        return true;
    }

    /// Reads the body `{ … }` of a declaration whose header was read (`header_read`), or tries to find it.
    template <typename Declared>
    void body(Declared& declared, bool header_read,
              std::span<const Clause<std::type_identity_t<Declared>>> clauses) {
        std::vector<std::string_view> words;
        for (const Clause<Declared>& clause : clauses)
            words.push_back(clause.word);
        const char* const bracket = open_body(header_read, words);
        if (bracket == nullptr) return;
        const bool flush_left = next() != b_.begin() && at_[-1] == '\n';
        const bool lets = flush_left && std::ranges::find(words, "let") != std::end(words);
        while (in_body(bracket, lets)) {
            const char* const begin = at_;
            if (!read_item(declared, std::span<const Clause<Declared>>{clauses})) recover(begin, words);
        }
    }

  private:
    void note(const Failure& failure, std::size_t open);
    /// The `{` of a body, or null where none is to be found.
    const char* open_body(bool header_read, std::span<const std::string_view> words);
    /// Whether there is more before the `}` of the body, which is read. `lets`: a `let` at the very start of
    /// a line is a clause here, because nothing in this body is indented.
    bool in_body(const char* bracket, bool lets);
    void recover(const char* begin, std::span<const std::string_view> words);

    template <typename Declared>
    bool read_item(Declared& declared, std::span<const Clause<Declared>> clauses) {
        if (begins_meta(b_, at_)) return append(meta, declared.meta);
        for (const Clause<Declared>& clause : clauses)
            if (at_word(clause.word)) return clause.read(*this, declared);
        std::vector<std::string_view> words;
        for (const Clause<Declared>& clause : clauses)
            words.push_back(clause.word);
        report_expected(b_, at_, "a clause, metadata or `}`", words);
        mistake_ = {at_, 0, false};
        return false;
    }

    Builder& b_;
    Iterator at_;
    Mistake mistake_;
};

/// One declaration at the reader's place, which stands at its keyword.
void read_declaration(Reader& reader);

} // namespace iotsec::grammar
