// By hand rather than with X3: a repository holds tens of thousands of these, most of them a dozen bytes.
#include "grammar/arm_expression/parse.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace iotsec::arm_expression {

namespace {

/// How many bytes of blank (.NET's white space) stand at the start of `text`.
std::size_t blank_length(std::string_view text) {
    const char c = text.front();
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    if (static_cast<unsigned char>(c) < 0x80) return 0;
    constexpr std::array<std::string_view, 18> blanks{
        "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
        "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88",
        "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE3\x80\x80"};
    for (const std::string_view blank : blanks) {
        if (text.starts_with(blank)) return blank.size();
    }
    return text.starts_with("\xE2\x81\x9F") ? 3 : 0;
}

/// Recursive descent; `mistake_` is set once and ends everything.
class Parser {
  public:
    explicit Parser(std::string_view text) : text_{text} {}

    std::variant<Tree, Mistake> parse() {
        end_ = text_.size() - 1;
        at_ = 1;
        constexpr std::size_t bytes_per_expression = 16; // most often
        tree_.exprs.reserve(1 + text_.size() / bytes_per_expression);
        if (text_.size() > max_length + 2) {
            fail(fmt::format("an expression has at most {} characters", max_length));
        } else if (const auto root = expression()) {
            skip_blanks();
            if (at_ < end_) fail_expected("the end of the expression");
            tree_.root = *root;
        }
        if (mistake_) return std::move(*mistake_);
        return std::move(tree_);
    }

  private:
    [[nodiscard]] char peek() const { return at_ < end_ ? text_[at_] : '\0'; }

    void skip_blanks() {
        while (at_ < end_) {
            const std::size_t length = blank_length(text_.substr(at_, end_ - at_));
            if (length == 0) return;
            at_ += length;
        }
    }
    [[nodiscard]] bool at_name() const {
        const char c = peek();
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
               (static_cast<unsigned char>(c) >= 0x80 && blank_length(text_.substr(at_)) == 0);
    }

    std::nullopt_t fail(std::string message) {
        const auto at = static_cast<std::uint32_t>(at_);
        const auto length = static_cast<std::uint32_t>(at_ < end_ ? 1 : 0);
        if (!mistake_) mistake_ = Mistake{std::move(message), {at, at + length}};
        return std::nullopt;
    }
    std::nullopt_t fail_expected(std::string_view wanted) {
        if (at_ >= end_) return fail(fmt::format("expected {}, found the end of the expression", wanted));
        return fail(fmt::format("expected {}, found `{}`", wanted, next_character()));
    }
    [[nodiscard]] std::string_view next_character() const {
        std::size_t end = at_ + 1;
        while (end < end_ && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U)
            ++end;
        return text_.substr(at_, end - at_);
    }
    bool take(char c, std::string_view wanted) {
        skip_blanks();
        if (peek() != c || at_ >= end_) {
            fail_expected(wanted);
            return false;
        }
        ++at_;
        return true;
    }

    ExprId add(std::size_t begin, decltype(Expr::kind) kind) {
        tree_.exprs.push_back(
            {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)}, std::move(kind)});
        return {static_cast<std::uint32_t>(tree_.exprs.size() - 1)};
    }

    std::optional<ExprId> expression() {
        if (++depth_ > max_depth) return fail(fmt::format("calls are nested deeper than {}", max_depth));
        skip_blanks();
        std::optional<ExprId> result;
        if (peek() == '\'') {
            result = text();
        } else if (is_digit(peek()) || ((peek() == '-' || peek() == '+') && at_ < end_)) {
            result = integer();
        } else if (at_name()) {
            result = call();
        } else {
            fail_expected("a function call, a text in single quotes or a whole number");
        }
        --depth_;
        return result;
    }

    std::optional<ExprId> text() {
        const std::size_t begin = at_++;
        std::string value;
        while (true) {
            const std::size_t quote = text_.find('\'', at_);
            if (quote == std::string_view::npos || quote >= end_) {
                at_ = begin;
                return fail("the text that begins here has no closing `'`");
            }
            value.append(text_, at_, quote - at_);
            at_ = quote + 1;
            if (peek() != '\'') break;
            value += '\'';
            ++at_;
        }
        return add(begin, Text{std::move(value)});
    }

    std::optional<ExprId> integer() {
        const std::size_t begin = at_;
        if (!is_digit(peek())) ++at_;
        const std::size_t digits = at_;
        while (is_digit(peek()))
            ++at_;
        if (at_ == digits) return fail_expected("a digit");
        if (peek() == '.') return fail("an expression has no fractions; write `json('1.5')`");
        const std::size_t first = text_[begin] == '+' ? digits : begin;
        std::int64_t value = 0;
        if (std::from_chars(text_.data() + first, text_.data() + at_, value).ec != std::errc{}) {
            at_ = begin;
            return fail("a whole number must fit 64 bits");
        }
        return add(begin, Integer{value});
    }

    std::string_view name() {
        const std::size_t begin = at_;
        while (at_name() || is_digit(peek()))
            ++at_;
        return text_.substr(begin, at_ - begin);
    }

    std::optional<ExprId> call() {
        const std::size_t begin = at_;
        Call call;
        call.name = name();
        skip_blanks();
        if (peek() == '.') {
            ++at_;
            skip_blanks();
            if (!at_name()) return fail_expected("the name of a function");
            call.name += '.';
            call.name += name();
        }
        skip_blanks();
        if (peek() != '(') return fail_expected(fmt::format("`(` behind `{}`", call.name));
        ++at_;
        if (!arguments(call)) return std::nullopt;
        call.key = to_lower(call.name);
        return accesses(begin, add(begin, std::move(call)));
    }

    bool arguments(Call& call) {
        skip_blanks();
        if (peek() == ')') {
            ++at_;
            return true;
        }
        while (true) {
            const auto argument = expression();
            if (!argument) return false;
            call.arguments.push_back(*argument);
            skip_blanks();
            if (peek() == ')') {
                ++at_;
                return true;
            }
            if (!take(',', "`,` or `)`")) return false;
        }
    }

    /// `.name` and `[…]` behind a call.
    std::optional<ExprId> accesses(std::size_t begin, ExprId base) {
        std::size_t count = 0;
        while (true) {
            skip_blanks();
            if (peek() != '.' && peek() != '[') return base;
            if (++count > max_depth) return fail(fmt::format("more than {} accesses in a row", max_depth));
            const bool is_index = peek() == '[';
            ++at_;
            skip_blanks();
            if (is_index) {
                const auto index = expression();
                if (!index || !take(']', "`]`")) return std::nullopt;
                base = add(begin, Index{base, *index});
            } else {
                if (!at_name()) return fail_expected("the name of a member");
                std::string member{name()};
                base = add(begin, Property{base, std::move(member)});
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0, end_ = 0;
    std::size_t depth_ = 0;
    Tree tree_;
    std::optional<Mistake> mistake_;
};

} // namespace

bool is_expression(std::string_view text) {
    return text.size() >= 2 && text.front() == '[' && text[1] != '[' && text.back() == ']';
}

std::string_view unescaped(std::string_view text) {
    return text.starts_with("[[") && text.ends_with(']') ? text.substr(1) : text;
}

std::variant<Tree, Mistake> parse(std::string_view text) {
    if (!is_expression(text)) {
        return Mistake{"an expression stands in `[` and `]`", {0, static_cast<std::uint32_t>(text.size())}};
    }
    return Parser{text}.parse();
}

} // namespace iotsec::arm_expression
