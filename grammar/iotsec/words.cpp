// Words, names and names of resource types.
#include "grammar/iotsec/lexical.hpp"

#include <algorithm>
#include <array>

namespace iotsec::grammar {

namespace {

/// Sorted words, looked up by their first letter: few begin with any one.
template <std::size_t Size>
class WordList {
  public:
    constexpr explicit WordList(const std::array<std::string_view, Size>& words) : words_{words} {
        for (std::size_t letter = 0, next = 0; letter < begins_.size(); ++letter) {
            while (next < Size && place(words[next].front()) < letter)
                ++next;
            begins_[letter] = next;
        }
    }

    [[nodiscard]] constexpr bool contains(std::string_view word) const {
        if (word.empty() || place(word.front()) >= letters) return false;
        const std::size_t letter = place(word.front());
        for (std::size_t i = begins_[letter]; i < begins_[letter + 1]; ++i)
            if (words_[i] == word) return true;
        return false;
    }

    [[nodiscard]] constexpr bool is_sorted() const { return std::ranges::is_sorted(words_); }

  private:
    static constexpr std::size_t letters = 26;
    static constexpr std::size_t place(char c) { return static_cast<unsigned char>(c - 'a'); }

    std::array<std::string_view, Size> words_;
    std::array<std::size_t, letters + 1> begins_{};
};

constexpr WordList reserved{std::array<std::string_view, 37>{
    "and",       "assignment", "at",        "baseline", "by",          "count",     "every", "exactly",
    "expect",    "false",      "implies",   "import",   "in",          "include",   "is",    "let",
    "module",    "no",         "not",       "now",      "null",        "of",        "omit",  "or",
    "otherwise", "param",      "predicate", "remedy",   "requirement", "satisfies", "some",  "test",
    "true",      "unique",     "waiver",    "when",     "where"}};

constexpr WordList operators{std::array<std::string_view, 16>{
    "and", "by", "contains", "endsWith", "implies", "in", "is", "like", "not", "of", "or", "satisfies",
    "startsWith", "under", "where", "within"}};

static_assert(reserved.is_sorted());
static_assert(operators.is_sorted());

const char* word_end(const char* first, const char* last) {
    if (first == last || !is_word_start(*first)) return first;
    return word_chars_end(first, last);
}

std::string_view text(const char* first, const char* end) {
    return {first, static_cast<std::size_t>(end - first)};
}

/// Behind `word { separator word }`; `first` itself where there is no word.
const char* words_end(const char* first, const char* last, char separator) {
    const char* end = word_end(first, last);
    while (end != first && end != last && *end == separator) {
        const char* const next = word_end(end + 1, last);
        if (next == end + 1) break;
        end = next;
    }
    return end;
}

/// Whether a line break stands directly in front of `at`, blanks aside.
bool begins_line(const Builder& b, const char* at) {
    while (at != b.begin() && (at[-1] == ' ' || at[-1] == '\t' || at[-1] == '\r'))
        --at;
    return at == b.begin() || at[-1] == '\n';
}

bool take_word(Builder& b, const char*& first, const char* end, ast::Name& name) {
    name = {std::string{first, end}, b.span(first, end)};
    first = end;
    return true;
}

} // namespace

bool is_reserved(std::string_view word) {
    return reserved.contains(word);
}

bool is_operator(std::string_view word) {
    return operators.contains(word);
}

bool read_word(Builder& b, const char*& first, const char* last, ast::Name& name) {
    const char* const end = word_end(first, last);
    return end != first && take_word(b, first, end, name);
}

bool read_name(Builder& b, const char*& first, const char* last, ast::Name& name) {
    const char* const end = word_end(first, last);
    return end != first && !is_reserved(text(first, end)) && take_word(b, first, end, name);
}

bool read_callee(Builder& b, const char*& first, const char* last, ast::Name& name) {
    const char* const end = word_end(first, last);
    if (end == first || end == last || *end != '(' || is_reserved(text(first, end))) return false;
    return take_word(b, first, end, name);
}

bool read_bare_word(Builder& b, const char*& first, const char* last, ast::Name& name) {
    const char* const end = word_end(first, last);
    const std::string_view word = text(first, end);
    if (!is_reserved(word) || begins_line(b, first) || (end != last && *end == '(')) return false;
    if (word == "true" || word == "false" || word == "null" || word == "now") return false;
    return take_word(b, first, end, name);
}

bool read_type_name(Builder& b, const char*& first, const char* last, ast::TypeName& name) {
    const char* const space = words_end(first, last, '.');
    const auto begins_kind = [&](const char* at) {
        return last - at > 1 && *at == '/' && is_word_start(at[1]);
    };
    if (std::find(first, space, '.') == space || !begins_kind(space)) return false;
    const char* const end = words_end(space + 1, last, '/');
    name = {std::string{first, end}, b.span(first, end)};
    first = end;
    return true;
}

bool read_property(Builder& b, const char*& first, const char* last, ast::Name& name) {
    return !begins_line(b, first) && read_word(b, first, last, name);
}

bool read_member(Builder& b, const char*& first, const char* last, ast::Name& name) {
    if (first == last || *first != '.') return false;
    const char* word = first + 1;
    b.skip_trivia(word, last);
    if (!read_property(b, word, last, name)) return false;
    first = word;
    return true;
}

bool read_key_segment(Builder& b, const char*& first, const char* last, ast::Name& name) {
    if (first == last || *first != '[' || begins_line(b, first)) return false;
    const char* at = first + 1;
    b.skip_trivia(at, last);
    if (!read_key(b, at, last, name)) return false;
    b.skip_trivia(at, last);
    if (at == last || *at != ']') return false;
    first = at + 1;
    return true;
}

} // namespace iotsec::grammar
