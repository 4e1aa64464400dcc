#include "base/json/reader.hpp"

#include "base/diagnostics/project.hpp"
#include "base/eight_bytes.hpp"
#include "base/json/number.hpp"
#include "base/json/text.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec {

namespace {

constexpr std::size_t hard_max_depth = 1000; // what the call stack takes without question

bool is_word(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '$' || c == '-' || c == '+' || c == '.' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// One pass over the text. Every reading function says whether it succeeded; where it did not, `error_` says
/// why.
class Reader {
  public:
    Reader(const SourceFile& file, const JsonDialect& dialect)
        : text_{file.text()}, source_{file.id()}, dialect_{dialect}, max_depth_{std::min(dialect.max_depth,
                                                                                         hard_max_depth)} {}

    Result<Value> read() {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
        Value result;
        if (!skip_space() || !read_value(result) || !skip_space()) return std::move(*error_);
        if (dialect_.many_objects && result.as_object() != nullptr && peek() == '{') {
            if (!read_further(result)) return std::move(*error_);
        }
        if (at_ < text_.size()) {
            return make_diagnostic(diag::json_text_behind, token_span(), found())
                .with_help("a JSON file holds one value; remove the rest");
        }
        return result;
    }

  private:
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
        return {source_, static_cast<std::uint32_t>(begin),
                static_cast<std::uint32_t>(std::min(end, text_.size()))};
    }

    bool fail(Diagnostic diagnostic) {
        error_ = std::move(diagnostic);
        return false;
    }
    bool fail_expected(std::string_view wanted) {
        return fail(make_diagnostic(diag::expected_json, token_span(), wanted, found()));
    }

    /// The word or character at the reading place.
    [[nodiscard]] std::string_view token() const {
        std::size_t end = at_;
        while (end < text_.size() && is_word(text_[end]))
            ++end;
        return text_.substr(at_, std::max<std::size_t>(end - at_, 1));
    }
    [[nodiscard]] Span token_span() const { return span(at_, at_ + token().size()); }
    [[nodiscard]] std::string found() const;

    bool skip_space();
    bool skip_comment();
    bool read_value(Value& out);
    bool read_further(Value& first);
    bool read_word(Value& out);
    bool read_number(Value& out);
    bool read_text(std::string& out);
    bool read_name(Member& out);
    bool read_object(Value& out);
    bool read_list(Value& out);
    bool enter();
    bool at_text() const { return peek() == '"' || (peek() == '\'' && dialect_.single_quotes); }
    bool next_or_end(char close, std::string_view wanted, std::size_t opened);

    std::string_view text_;
    SourceId source_;
    const JsonDialect& dialect_;
    std::size_t max_depth_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::vector<Member> members_; // of all objects being read, innermost last
    std::vector<Value> items_;    // of all lists being read, innermost last
    std::optional<Diagnostic> error_;
};

std::string Reader::found() const {
    if (at_ >= text_.size()) return "end of file";
    if (peek() == '"') return "a text";
    constexpr std::size_t longest = 40;
    const std::string_view seen = token();
    if (seen.size() > longest) return fmt::format("`{}…`", seen.substr(0, longest));
    if (static_cast<unsigned char>(seen.front()) < 0x20) {
        return fmt::format("the control character U+{:04X}", static_cast<unsigned char>(seen.front()));
    }
    return fmt::format("`{}`", seen);
}

bool Reader::skip_space() {
    while (true) {
        const char c = peek();
        if (c == ' ' && has_eight_bytes(text_, at_) && eight_bytes(text_, at_) == eight_times(' ')) {
            at_ += sizeof(EightBytes); // lines are indented
        } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            ++at_;
        } else if (c == '/' && at_ + 1 < text_.size() && (text_[at_ + 1] == '/' || text_[at_ + 1] == '*')) {
            if (!skip_comment()) return false;
        } else {
            return true;
        }
    }
}

bool Reader::skip_comment() {
    const std::size_t begin = at_;
    if (!dialect_.comments) {
        return fail(make_diagnostic(diag::json_extension, span(begin, begin + 2), "comments"));
    }
    const bool to_line_end = text_[at_ + 1] == '/';
    const std::size_t end = to_line_end ? text_.find('\n', at_) : text_.find("*/", at_ + 2);
    if (end == std::string_view::npos && !to_line_end) {
        return fail(make_diagnostic(diag::json_comment_without_end, span(begin, begin + 2)));
    }
    at_ = end == std::string_view::npos ? text_.size() : end + (to_line_end ? 1 : 2);
    return true;
}

bool Reader::read_value(Value& out) {
    const std::size_t begin = at_;
    bool good = false;
    const char c = peek();
    if (at_text()) {
        good = read_text(out.data.emplace<std::string>());
    } else if (c == '{') {
        good = read_object(out);
    } else if (c == '[') {
        good = read_list(out);
    } else if (c == '-' || is_digit(c)) {
        good = read_number(out);
    } else {
        good = read_word(out);
    }
    out.span = span(begin, at_);
    return good;
}

/// The objects behind `first`, which becomes the list of all.
bool Reader::read_further(Value& first) {
    const std::size_t begin = first.span.begin;
    List all;
    all.push_back(std::move(first));
    while (peek() == '{') {
        if (!read_value(all.emplace_back()) || !skip_space()) return false;
    }
    first = Value{std::move(all), span(begin, at_)};
    return true;
}

bool Reader::read_word(Value& out) {
    const std::string_view word = token();
    const auto number = dialect_.odd_values ? json_number::by_azure(word) : std::nullopt;
    if (word == "true" || word == "false") {
        out.data = word == "true";
    } else if (number) {
        out.data = *number;
    } else if (word != "null" && !(word == "undefined" && dialect_.odd_values)) {
        fail_expected("a value");
        if (equal_ignoring_case(word, "true") || equal_ignoring_case(word, "false") ||
            equal_ignoring_case(word, "null")) {
            error_->with_help("write it in lower case");
        } else if (!word.empty() && is_word(word.front())) {
            error_->with_help("texts stand in double quotes");
        } else if (word == "'") {
            error_->with_help("plain JSON has texts in double quotes only");
        }
        return false;
    }
    at_ += word.size();
    return true;
}

bool Reader::read_number(Value& out) {
    const std::string_view number = token();
    const auto refuse = [&](std::string_view why) {
        return fail(make_diagnostic(diag::json_bad_number, token_span(), number.substr(0, 40), why));
    };
    if (!json_number::is_plain(number)) {
        if (const auto other = dialect_.odd_values ? json_number::by_azure(number) : std::nullopt) {
            at_ += number.size();
            out.data = *other;
            return true;
        }
        return refuse("it is written like `12`, `-0.5` or `1e3`, without zeros in front");
    }
    const char* const end = number.data() + number.size();
    at_ += number.size();
    std::int64_t whole = 0;
    if (const auto [stop, error] = std::from_chars(number.data(), end, whole);
        error == std::errc{} && stop == end) {
        out.data = whole;
        return true;
    }
    if (dialect_.odd_values && number.find_first_of(".eE") == std::string_view::npos) {
        Unknown wide;
        wide.reason = wide_integer_reason;
        wide.may_be_absent = false;
        wide.pieces.emplace_back(std::string{number});
        out.data = make_unknown(std::move(wide)).data;
        return true;
    }
    double real = 0;
    if (std::from_chars(number.data(), end, real).ec != std::errc{}) {
        if (dialect_.odd_values) {
            out.data = *json_number::by_azure(number);
            return true;
        }
        at_ -= number.size();
        return refuse("it is outside the range of numbers");
    }
    out.data = real;
    return true;
}

bool Reader::read_text(std::string& out) {
    using Kind = json_text::Mistake::Kind;
    const char quote = peek();
    ++at_;
    const auto mistake = json_text::read(text_, at_, quote, dialect_.breaks_in_strings, out);
    if (!mistake) return true;
    const Span where = span(mistake->begin, mistake->end);
    const std::string_view seen = text_.substr(where.begin, where.end - where.begin);
    switch (mistake->kind) {
    case Kind::NoEnd:
        return fail(make_diagnostic(diag::json_text_without_end, where));
    case Kind::BadEscape:
        return fail(make_diagnostic(diag::json_bad_escape, where, seen)
                        .with_help("a backslash itself is written `\\\\`"));
    case Kind::LoneSurrogate:
        return fail(make_diagnostic(diag::json_lone_surrogate, where, seen));
    case Kind::ControlCharacter: {
        const auto code = fmt::format("\\u{:04x}", static_cast<unsigned char>(seen.front()));
        return fail(make_diagnostic(diag::json_control_character, where, code)
                        .with_help(fmt::format("write it as `{}`", code)));
    }
    case Kind::BadUtf8:
        return fail(make_diagnostic(diag::json_not_utf8, where).with_help("save the file as UTF-8"));
    }
    std::abort();
}

bool Reader::read_name(Member& out) {
    const std::size_t begin = at_;
    if (at_text()) {
        if (!read_text(out.name)) return false;
    } else if (dialect_.bare_names && at_ < text_.size() && is_word(peek()) &&
               !first_bad_utf8(token()).has_value()) {
        out.name = token();
        at_ += out.name.size();
    } else {
        return fail_expected("a member name in double quotes or `}`");
    }
    out.name_span = span(begin, at_);
    if (!skip_space()) return false;
    if (peek() != ':') return fail_expected("`:` behind the member name");
    ++at_;
    return true;
}

bool Reader::enter() {
    if (++depth_ > max_depth_) {
        return fail(make_diagnostic(diag::json_too_deep, span(at_, at_ + 1), max_depth_));
    }
    ++at_;
    return true;
}

/// Behind an item: `,` goes on, `close` is left for the caller; anything else is an error.
bool Reader::next_or_end(char close, std::string_view wanted, std::size_t opened) {
    if (!skip_space()) return false;
    if (peek() == close) return true;
    if (peek() != ',') {
        fail_expected(wanted);
        error_->with_label(span(opened, opened + 1), "opened here");
        if (at_text()) error_->with_help("put a comma behind the value in front of it");
        return false;
    }
    const std::size_t comma = at_++;
    if (!skip_space()) return false;
    if (peek() == close && !dialect_.trailing_commas) {
        return fail(
            make_diagnostic(diag::json_extension, span(comma, comma + 1), "comma behind the last item"));
    }
    return true;
}

bool Reader::read_object(Value& out) {
    const std::size_t opened = at_;
    const std::size_t first = members_.size();
    if (!enter() || !skip_space()) return false;
    while (peek() != '}') {
        Member member;
        if (!read_name(member) || !skip_space() || !read_value(member.value)) return false;
        members_.push_back(std::move(member));
        if (!next_or_end('}', "`,` or `}`", opened)) return false;
    }
    ++at_;
    --depth_;
    const auto begin = members_.begin() + static_cast<std::ptrdiff_t>(first);
    out.data.emplace<Object>(std::make_move_iterator(begin), std::make_move_iterator(members_.end()));
    members_.resize(first);
    return true;
}

bool Reader::read_list(Value& out) {
    const std::size_t opened = at_;
    const std::size_t first = items_.size();
    if (!enter() || !skip_space()) return false;
    while (peek() != ']') {
        Value item;
        const bool is_hole = peek() == ',' && dialect_.odd_values; // `[1,,2]` is `[1, null, 2]`
        if (!is_hole && !read_value(item)) return false;
        items_.push_back(std::move(item));
        if (!next_or_end(']', "`,` or `]`", opened)) return false;
    }
    ++at_;
    --depth_;
    const auto begin = items_.begin() + static_cast<std::ptrdiff_t>(first);
    out.data.emplace<List>(std::make_move_iterator(begin), std::make_move_iterator(items_.end()));
    items_.resize(first);
    return true;
}

} // namespace

Result<Value> read_json(const SourceFile& file, const JsonDialect& dialect) {
    return Reader{file, dialect}.read();
}

} // namespace iotsec
