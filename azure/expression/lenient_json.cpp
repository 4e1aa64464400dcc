#include "azure/expression/lenient_json.hpp"

#include "azure/expression/instant.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/expression/utf16.hpp"
#include "base/json/text.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <utility>

namespace iotsec::azure {

namespace {

constexpr std::size_t max_json_depth = 512; // by the engine

bool is_word(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

class LenientReader {
  public:
    LenientReader(std::string_view text, Span place) : text_{text}, place_{place} {}

    LenientJson read() {
        Value value;
        LenientJson result;
        if (!skip_blanks() || !read_value(value)) {
            result.error = error_.empty() ? fmt::format("no JSON at character {}", at_) : error_;
        } else {
            result.value = std::move(value);
        }
        return result;
    }

  private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    [[nodiscard]] bool is_done() const { return at_ >= text_.size(); }
    bool take(std::string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }
    bool fail(std::string_view why) {
        if (error_.empty()) error_ = why;
        return false;
    }

    /// Blanks as .NET has them, and comments.
    bool skip_blanks() {
        while (!is_done()) {
            const char c = peek();
            if (c == ' ' || (c >= '\t' && c <= '\r')) {
                ++at_;
            } else if (text_.substr(at_).starts_with("\xC2\xA0") ||
                       text_.substr(at_).starts_with("\xC2\x85")) {
                at_ += 2;
            } else if (take("//")) {
                at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
            } else if (take("/*")) {
                const std::size_t end = text_.find("*/", at_);
                if (end == std::string_view::npos) return fail("a comment has no end");
                at_ = end + 2;
            } else {
                return c != '/' || fail("a `/` begins no comment");
            }
        }
        return true;
    }

    bool read_value(Value& out) {
        out.span = place_;
        const char c = peek();
        if (is_done()) return fail("there is no value");
        if (c == '"' || c == '\'') return read_text(out.data.emplace<std::string>());
        if (c == '{') return read_object(out);
        if (c == '[') return read_list(out);
        if (c == '-' || c == '.' || is_digit(c)) return read_number(out);
        if (take("true")) return keyword(out, Value{true});
        if (take("false")) return keyword(out, Value{false});
        if (take("null") || take("undefined")) return keyword(out, Value{});
        constexpr double infinity = std::numeric_limits<double>::infinity();
        if (take("NaN")) return keyword(out, Value{std::numeric_limits<double>::quiet_NaN()});
        if (take("Infinity")) return keyword(out, Value{infinity});
        if (take("new Date(")) return read_date(out);
        return fail("a value is expected");
    }

    bool keyword(Value& out, Value value) {
        if (!is_done() && is_word(peek())) return fail("a value is expected");
        out.data = std::move(value.data);
        return true;
    }

    /// `new Date(0)`: milliseconds since 1970; the engine prints them as it prints dates.
    bool read_date(Value& out) {
        std::int64_t milliseconds = 0;
        const char* const end = text_.data() + text_.size();
        const auto [stop, error] = std::from_chars(text_.data() + at_, end, milliseconds);
        at_ = static_cast<std::size_t>(stop - text_.data());
        const LocalTime time{.seconds = milliseconds / 1000};
        if (error != std::errc{} || !take(")")) return fail("a date is expected");
        const auto text = format_time(time, "MM/dd/yyyy HH:mm:ss");
        if (!text) return fail("a date is expected");
        out.data = *text;
        return true;
    }

    bool read_number(Value& out) {
        if (take("-Infinity")) {
            out.data = -std::numeric_limits<double>::infinity();
            return true;
        }
        const std::size_t begin = at_;
        while (!is_done() && (is_word(peek()) || peek() == '.' || peek() == '-' || peek() == '+'))
            ++at_;
        const auto digits = text_.substr(begin, at_ - begin);
        const bool is_based = digits.size() > 1 && digits[0] == '0' &&
                              digits.find('.') == std::string_view::npos &&
                              digits.find_first_of("eE") == std::string_view::npos;
        const bool is_hex = digits.starts_with("0x") || digits.starts_with("0X");
        if (is_based || is_hex) return read_based(digits, is_hex, out);
        return read_decimal(digits, out);
    }

    bool read_based(std::string_view digits, bool is_hex, Value& out) {
        std::uint64_t bits = 0;
        const auto body = digits.substr(is_hex ? 2 : 1);
        const auto [stop, error] =
            std::from_chars(body.data(), body.data() + body.size(), bits, is_hex ? 16 : 8);
        if (error != std::errc{} || stop != body.data() + body.size()) return fail("a number is expected");
        out.data = static_cast<std::int64_t>(bits);
        return true;
    }

    bool read_decimal(std::string_view digits, Value& out) {
        std::string text{digits};
        const std::size_t sign = text.starts_with('-') ? 1 : 0;
        if (text.find_first_not_of("0123456789", sign) == std::string::npos && text.size() > sign) {
            std::int64_t whole = 0;
            if (std::from_chars(text.data(), text.data() + text.size(), whole).ec == std::errc{}) {
                out.data = whole;
            } else {
                out = make_wide_integer(text, place_);
            }
            return true;
        }
        if (text.size() > sign && text[sign] == '.') text.insert(sign, "0");
        double real = 0;
        const char* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, real);
        const bool has_digit = text.size() > sign && is_digit(text[sign]);
        if (stop != end || !has_digit) return fail("a number is expected");
        if (error == std::errc::result_out_of_range) {
            const bool is_small =
                text.find("e-") != std::string::npos || text.find("E-") != std::string::npos;
            real = is_small ? 0.0 : std::numeric_limits<double>::infinity();
            if (sign == 1) real = -real;
        }
        out.data = real;
        return true;
    }

    bool read_escape(std::u16string& out) {
        const char c = peek(1);
        constexpr std::string_view letters = "bfnrt\\/\"'";
        constexpr std::u16string_view meanings = u"\b\f\n\r\t\\/\"'";
        at_ += 2;
        if (const std::size_t found = letters.find(c); c != '\0' && found != std::string_view::npos) {
            out += meanings[found];
            return true;
        }
        unsigned code = 0;
        const auto digits = text_.substr(std::min(at_, text_.size()), 4);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        if (c != 'u' || digits.size() != 4 || read.ptr != digits.data() + 4) return fail("a bad escape");
        out += static_cast<char16_t>(code);
        at_ += 4;
        return true;
    }

    bool read_text(std::string& out) {
        const char quote = peek();
        ++at_;
        std::u16string escaped; // of escapes in a row: halves of a pair find each other
        const auto flush = [&] {
            if (escaped.empty()) return;
            out += to_utf8(with_whole_pairs(std::exchange(escaped, {})));
        };
        while (!is_done() && peek() != quote) {
            if (peek() == '\\') {
                if (!read_escape(escaped)) return false;
                continue;
            }
            flush();
            out += text_[at_++];
        }
        flush();
        if (is_done()) return fail("a text has no end");
        ++at_;
        return true;
    }

    bool read_name(std::string& out) {
        if (peek() == '"' || peek() == '\'') return read_text(out);
        const std::size_t begin = at_;
        while (!is_done() && is_word(peek()))
            ++at_;
        out = text_.substr(begin, at_ - begin);
        return at_ > begin || fail("a name is expected");
    }

    bool read_object(Value& out) {
        if (++depth_ > max_json_depth) return fail("it is nested too deeply");
        ++at_;
        Object members;
        std::map<std::string, std::size_t, std::less<>> places;
        bool is_repeated = false;
        while (true) {
            if (!skip_blanks()) return false;
            if (is_done() && members.empty()) return fail("an object has no end");
            if (is_done() || take("}")) break;
            Member member{.name = {}, .name_span = place_, .value = {}};
            if (!read_name(member.name) || !skip_blanks()) return false;
            if (!take(":")) return fail("`:` is expected");
            if (!skip_blanks() || !read_value(member.value) || !skip_blanks()) return false;
            const auto [place, is_new] = places.insert_or_assign(member.name, members.size());
            is_repeated = is_repeated || !is_new;
            members.push_back(std::move(member));
            if (!take(",") && peek() != '}' && !is_done()) return fail("`,` or `}` is expected");
        }
        if (is_repeated) {
            std::size_t i = 0; // the last of a name stays
            std::erase_if(members,
                          [&](const Member& member) { return places.find(member.name)->second != i++; });
        }
        out.data = std::move(members);
        --depth_;
        return true;
    }

    bool read_list(Value& out) {
        if (++depth_ > max_json_depth) return fail("it is nested too deeply");
        ++at_;
        List items;
        while (true) {
            if (!skip_blanks()) return false;
            if (is_done() && items.empty()) return fail("a list has no end");
            if (is_done() || take("]")) break;
            if (take(",")) { // a hole
                items.emplace_back(Value::Data{}, place_);
                continue;
            }
            if (!read_value(items.emplace_back()) || !skip_blanks()) return false;
            if (!take(",") && peek() != ']' && !is_done()) return fail("`,` or `]` is expected");
        }
        out.data = std::move(items);
        --depth_;
        return true;
    }

    std::string_view text_;
    Span place_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::string error_;
};

} // namespace

LenientJson read_lenient_json(std::string_view text, Span place) {
    if (text.starts_with('\xEF')) return {.value = {}, .error = "it begins with no value"};
    if (text == "''") return {.value = {}, .error = "there is no value"};
    return LenientReader{text, place}.read();
}

} // namespace iotsec::azure
