// Text in quotes: escapes, interpolation, and the verbatim form.
#include "base/eight_bytes.hpp"
#include "grammar/iotsec/lexical.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace iotsec::grammar {

namespace {

constexpr std::string_view triple = "'''";

std::string_view view(const char* first, const char* end) {
    return {first, static_cast<std::size_t>(end - first)};
}

/// Behind the UTF-8 character at `first`.
const char* character_end(const char* first, const char* last) {
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    return first == last ? last : std::find_if_not(first + 1, last, continues);
}

void append_utf8(std::string& text, std::uint32_t c) {
    const auto byte = [&](std::uint32_t bits) { text += static_cast<char>(bits); };
    const auto tail = [&](unsigned shift) { byte(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80U) {
        byte(c);
    } else if (c < 0x800U) {
        byte(0xC0U | (c >> 6U));
        tail(0);
    } else if (c < 0x10000U) {
        byte(0xE0U | (c >> 12U));
        tail(6);
        tail(0);
    } else {
        byte(0xF0U | (c >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::optional<std::uint32_t> hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

/// What may end a run of plain characters inside a text.
bool is_special(char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\'' || c == '\\' || c == '$';
}
bool any_special(EightBytes bytes) {
    return any_below(bytes, ' ') || any_equal(bytes, '\'') || any_equal(bytes, '\\') || any_equal(bytes, '$');
}

/// One text while it is read.
class StringReader {
  public:
    StringReader(Builder& b, const char*& first, const char* last) : b_{b}, first_{first}, last_{last} {}

    ast::ExprId read() {
        const char* const begin = first_++;
        while (true) {
            if (at_line_end()) {
                b_.report(diag::unclosed_string, b_.span(begin, first_), "'")
                    .with_help("a text in single quotes ends on its line; `'''` holds several lines");
                break;
            }
            if (*first_ == '\'') {
                ++first_;
                break;
            }
            read_piece();
        }
        flush();
        return b_.add(b_.span(begin, first_), std::move(literal_));
    }

  private:
    [[nodiscard]] bool at_line_end() const { return first_ == last_ || *first_ == '\n' || *first_ == '\r'; }

    void flush() {
        if (!text_.empty()) literal_.parts.emplace_back(std::move(text_));
        text_.clear();
    }

    void read_piece() {
        if (*first_ == '\\') {
            read_escape();
        } else if (starts_with(first_, last_, "${")) {
            flush();
            ++first_;
            literal_.parts.emplace_back(read_interpolation(b_, first_));
        } else {
            read_plain();
        }
    }

    /// At least one character, up to what may mean something else.
    void read_plain() {
        const std::string_view rest = view(first_, last_);
        std::size_t end = 1;
        while (has_eight_bytes(rest, end) && !any_special(eight_bytes(rest, end)))
            end += sizeof(EightBytes);
        while (end < rest.size() && !is_special(rest[end]))
            ++end;
        text_.append(rest.substr(0, end));
        first_ += end;
    }

    void read_escape() {
        const char* const begin = first_++;
        if (at_line_end()) return;
        switch (*first_) {
        case 'n':
            text_ += '\n';
            break;
        case 'r':
            text_ += '\r';
            break;
        case 't':
            text_ += '\t';
            break;
        case '\'':
        case '\\':
        case '$':
            text_ += *first_;
            break;
        case 'u':
            read_code_point(begin);
            return;
        default:
            first_ = character_end(first_, last_);
            b_.report(diag::unknown_escape, b_.span(begin, first_), view(begin, first_))
                .with_help("the escapes are `\\'`, `\\\\`, `\\n`, `\\r`, `\\t`, `\\$` and `\\u{…}`");
            return;
        }
        ++first_;
    }

    /// `\u{1F600}`; `first_` stands at the `u`.
    void read_code_point(const char* begin) {
        ++first_;
        std::uint32_t c = 0;
        const bool opened = first_ != last_ && *first_ == '{';
        const char* const digits = opened ? ++first_ : first_;
        for (; first_ != last_ && hex_value(*first_); ++first_)
            c = std::min<std::uint32_t>(c * 16 + *hex_value(*first_), 0x110000U);
        const bool has_digits = first_ != digits;
        const bool closed = first_ != last_ && *first_ == '}';
        if (opened && closed) ++first_;
        const bool surrogate = c >= 0xD800U && c <= 0xDFFFU;
        if (opened && closed && has_digits && c < 0x110000U && !surrogate) {
            append_utf8(text_, c);
            return;
        }
        b_.report(diag::no_such_character, b_.span(begin, first_), view(begin, first_))
            .with_help("write `\\u{…}` with the number of a character between the braces, in hexadecimal");
    }

    Builder& b_;
    const char*& first_;
    const char* last_;
    ast::StringLiteral literal_;
    std::string text_;
};

/// Line breaks in verbatim text are `\n`, whatever the file has.
std::string with_plain_breaks(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || text.substr(i, 2) != "\r\n") result += text[i];
    return result;
}

ast::ExprId read_verbatim(Builder& b, const char*& first, const char* last) {
    const char* const begin = first;
    const char* const text = first + triple.size();
    const char* end = std::search(text, last, triple.begin(), triple.end());
    if (end == last) {
        end = first = std::find(text, last, '\n');
        b.report(diag::unclosed_string, b.span(begin, end), triple).with_help("close it with `'''`");
    } else {
        while (last - end > 3 && end[3] == '\'')
            ++end;
        first = end + triple.size();
    }
    ast::StringLiteral literal{{}, true};
    if (end != text) literal.parts.emplace_back(with_plain_breaks(view(text, end)));
    return b.add(b.span(begin, first), std::move(literal));
}

} // namespace

bool read_string(Builder& b, const char*& first, const char* last, ast::ExprId& id) {
    if (first == last || *first != '\'') return false;
    id = starts_with(first, last, triple) ? read_verbatim(b, first, last)
                                          : StringReader{b, first, last}.read();
    return true;
}

void require_constant(Builder& b, ast::ExprId id, std::string_view what) {
    const auto* literal = std::get_if<ast::StringLiteral>(&b.module[id].kind);
    if (literal == nullptr) return;
    for (const ast::StringPart& part : literal->parts) {
        const auto* inner = std::get_if<ast::ExprId>(&part);
        if (inner == nullptr) continue;
        const std::string_view before = view(b.at(b.span(id).begin), b.at(b.span(*inner).begin));
        const char* const dollar = before.data() + std::min(before.rfind("${"), before.size());
        b.report(diag::not_constant, b.span(dollar, dollar + 2), what)
            .with_help("write `\\${` where the text itself contains it");
        return;
    }
}

bool read_key(Builder& b, const char*& first, const char* last, ast::Name& name) {
    ast::ExprId id;
    if (!read_string(b, first, last, id)) return false;
    require_constant(b, id, "a key");
    name.span = b.span(id);
    if (const auto* literal = std::get_if<ast::StringLiteral>(&b.module[id].kind)) {
        for (const ast::StringPart& part : literal->parts)
            if (const auto* text = std::get_if<std::string>(&part)) name.text += *text;
    }
    return true;
}

} // namespace iotsec::grammar
