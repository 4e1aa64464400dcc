#include "grammar/iotsec/recovery.hpp"

#include "base/text.hpp"
#include "grammar/iotsec/lexical.hpp"

#include <algorithm>
#include <array>

namespace iotsec::grammar {

namespace {

constexpr std::array<std::string_view, 10> declarations{"assignment", "baseline", "import",    "let",
                                                        "module",     "param",    "predicate", "requirement",
                                                        "test",       "waiver"};

std::string_view word_at(const char* at, const char* last) {
    if (at == last || !is_word_start(*at)) return {};
    const char* const end = word_chars_end(at, last);
    return {at, static_cast<std::size_t>(end - at)};
}

const char* skip_blanks(const char* at, const char* last) {
    return std::find_if(at, last, [](char c) { return c != ' ' && c != '\t' && c != '\r'; });
}

/// How many blanks stand between `at` and the start of its line; none where something else does.
bool begins_line(const Builder& b, const char* at) {
    while (at != b.begin() && (at[-1] == ' ' || at[-1] == '\t' || at[-1] == '\r'))
        --at;
    return at == b.begin() || at[-1] == '\n' || at[-1] == '}';
}

const char* text_end(const char* at, const char* last) {
    constexpr std::string_view triple = "'''";
    if (starts_with(at, last, triple)) {
        const char* const end = std::search(at + 3, last, triple.begin(), triple.end());
        return end == last ? std::find(at, last, '\n') : end + 3;
    }
    for (++at; at != last && *at != '\n'; ++at) {
        if (*at == '\'') return at + 1;
        if (*at == '\\' && at + 1 != last && at[1] != '\n') ++at;
    }
    return at;
}

const char* comment_end(const char* at, const char* last) {
    constexpr std::string_view end_mark = "*/";
    if (at[1] == '/') return std::find(at, last, '\n');
    const char* const end = std::search(at + 2, last, end_mark.begin(), end_mark.end());
    return end == last ? last : end + 2;
}

/// Walks over tokens from a mistake to a place where reading can go on.
class Scanner {
  public:
    Scanner(const Builder& b, const char* from) : b_{b}, at_{from} { skip_space(); }

    [[nodiscard]] const char* at() const { return at_; }
    [[nodiscard]] bool at_end() const { return at_ == b_.end(); }
    [[nodiscard]] bool at_declaration() const { return begins_declaration(b_, at_); }
    [[nodiscard]] bool at_line_start() const { return begins_line(b_, at_); }
    [[nodiscard]] std::string_view word() const { return word_at(at_, b_.end()); }

    void next() {
        at_ = token_end(at_, b_.end());
        skip_space();
    }

  private:
    void skip_space() {
        at_ = std::find_if(at_, b_.end(),
                           [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
    }

    const Builder& b_;
    const char* at_;
};

/// What to do about what was found.
std::string help_for(const char* at, const char* last, const std::string& wanted) {
    const auto is = [&](std::string_view text) { return starts_with(at, last, text); };
    if (is("\"")) return "text stands in single quotes";
    if (is("&&")) return "write `and`";
    if (is("||")) return "write `or`";
    if (is("!") && !is("!=")) return "write `not`";
    if (is("=") && wanted != "`=`") return "a comparison is written `==`";
    if (is(";")) return "there are no semicolons: a line break is enough";
    if (is("[")) return "a quantifier names the elements of a list: `some x in xs satisfies …`";
    if (is("(")) return "a call has no blank in front of its `(`";
    if (starts_with_word(at, last, "not"))
        return "put `not` in front of the whole comparison: `not (x like 'a*')`";
    if (wanted == "a resource type") return "a resource type is written like `Microsoft.Devices/IotHubs`";
    return {};
}

bool is_stray(const char* at, const char* last) {
    return at != last && (static_cast<unsigned char>(*at) >= 0x7F || static_cast<unsigned char>(*at) < ' ');
}

void report_stray(Builder& b, const char* at) {
    const char* const end = token_end(at, b.end());
    const std::string_view text{at, static_cast<std::size_t>(end - at)};
    if (first_bad_utf8(text)) return; // told when the file was opened
    b.report(diag::stray_character, b.span(at, end), description(at, b.end()));
}

} // namespace

const char* token_end(const char* at, const char* last) {
    if (at == last) return last;
    if (is_word_char(*at)) return word_chars_end(at, last);
    if (*at == '\'') return text_end(at, last);
    if (starts_with(at, last, "//") || starts_with(at, last, "/*")) return comment_end(at, last);
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    const auto limit = std::min<std::ptrdiff_t>(last - at, 4);
    return std::find_if_not(at + 1, at + limit, continues);
}

std::string description(const char* at, const char* last) {
    constexpr std::ptrdiff_t longest = 40;
    if (at == last) return "the end of the file";
    if (*at == '\'') return "text";
    if (static_cast<unsigned char>(*at) < ' ' || *at == 0x7F)
        return fmt::format("the control character 0x{:02X}", static_cast<int>(*at));
    for (const std::string_view op : {"==", "!=", "<=", ">=", "&&", "||", "??"})
        if (starts_with(at, last, op)) return "`" + std::string{op} + "`";
    const char* const end = token_end(at, last);
    if (end - at > longest) return "`" + std::string{at, longest} + "…`";
    return "`" + std::string{at, end} + "`";
}

bool begins_declaration(const Builder& b, const char* at) {
    const std::string_view word = word_at(at, b.end());
    if (word.empty() || !std::ranges::binary_search(declarations, word) || !begins_line(b, at)) return false;
    if (word == "let" && at != b.begin() && at[-1] != '\n') return false;
    const char* const next = skip_blanks(at + word.size(), b.end());
    return next == b.end() || *next == '\n' || *next == '\'' || is_word_start(*next);
}

bool begins_meta(const Builder& b, const char* at) {
    const std::string_view word = word_at(at, b.end());
    if (word.empty()) return false;
    const char* const next = skip_blanks(at + word.size(), b.end());
    return next != b.end() && *next == ':';
}

const char* next_clause(const Builder& b, const Mistake& mistake, std::span<const std::string_view> words) {
    const char* const from = mistake.in_text ? std::find(mistake.at, b.end(), '\n') : mistake.at;
    int braces = mistake.open_braces;
    for (Scanner scan{b, from};; scan.next()) {
        if (scan.at_end() || scan.at_declaration()) return scan.at();
        if (*scan.at() == '{') ++braces;
        if (*scan.at() == '}' && braces-- == 0) return scan.at();
        if (scan.word().empty() || !scan.at_line_start()) continue;
        if (begins_meta(b, scan.at())) {
            if (braces == 0) return scan.at();
        } else if (std::ranges::find(words, scan.word()) != words.end() &&
                   (braces == 0 || is_reserved(scan.word()))) {
            return scan.at();
        }
    }
}

const char* next_declaration(const Builder& b, const char* from) {
    Scanner scan{b, from};
    while (!scan.at_end() && !scan.at_declaration())
        scan.next();
    return scan.at();
}

void report_expected(Builder& b, const char* at, const std::string& wanted,
                     std::span<const std::string_view> words) {
    const char* next = at;
    b.skip_trivia(next, b.end());
    if (is_stray(next, b.end())) return report_stray(b, next);
    const bool same_line = std::find(at, next, '\n') == next;
    const Span span = same_line ? b.span(next, token_end(next, b.end())) : b.span(at, at);
    const std::string_view word = word_at(next, b.end());
    if (wanted == "a name" && is_reserved(word)) {
        b.report(diag::reserved_word, span, wanted, word)
            .with_help("reserved words may stand behind a dot only");
        return;
    }
    const auto near = nearest(word, words);
    b.report(diag::expected, span, wanted + ", found " + description(next, b.end()))
        .with_help(near ? "did you mean `" + std::string{*near} + "`?" : help_for(next, b.end(), wanted));
}

void report_unclosed(Builder& b, const char* at, const char* bracket) {
    const char* next = at;
    b.skip_trivia(next, b.end());
    if (is_stray(next, b.end())) return report_stray(b, next);
    b.report(diag::unclosed_bracket, b.span(at, at), closing(*bracket), description(next, b.end()))
        .with_label(b.span(bracket, bracket + 1), "opened here")
        .with_help(help_for(next, b.end(), {}));
}

} // namespace iotsec::grammar
