#include "base/json/text.hpp"

#include "base/eight_bytes.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace iotsec::json_text {

namespace {

class TextReader {
  public:
    TextReader(std::string_view all, std::size_t begin, char quote, std::string& out)
        : all_{all}, begin_{begin}, at_{begin}, quote_{quote}, out_{out} {}

    [[nodiscard]] std::size_t at() const { return at_; }

    std::optional<Mistake> read(bool breaks) {
        while (true) {
            append_plain();
            const char c = at_ < all_.size() ? all_[at_] : '\0';
            if (c == quote_) break;
            if (at_ >= all_.size()) return Mistake{Mistake::Kind::NoEnd, begin_ - 1, begin_};
            if (c == '\\') {
                if (auto mistake = escape()) return mistake;
            } else if (breaks && (c == '\n' || c == '\r' || c == '\t')) {
                out_ += c;
                ++at_;
            } else {
                return Mistake{Mistake::Kind::ControlCharacter, at_, at_ + 1};
            }
        }
        ++at_;
        return check_utf8();
    }

  private:
    /// Whether a byte does not stand for itself: the quote, the backslash, control characters.
    [[nodiscard]] bool is_special(char c) const {
        return static_cast<unsigned char>(c) < 0x20 || c == quote_ || c == '\\';
    }
    [[nodiscard]] bool any_special(EightBytes bytes) const {
        return any_below(bytes, 0x20) || any_equal(bytes, static_cast<unsigned char>(quote_)) ||
               any_equal(bytes, '\\');
    }

    void append_plain() {
        const std::size_t from = at_;
        EightBytes seen = 0;
        for (; has_eight_bytes(all_, at_); at_ += sizeof(EightBytes)) {
            const EightBytes bytes = eight_bytes(all_, at_);
            if (any_special(bytes)) break;
            seen |= bytes;
        }
        for (; at_ < all_.size() && !is_special(all_[at_]); ++at_)
            seen |= static_cast<unsigned char>(all_[at_]);
        is_ascii_ = is_ascii_ && all_ascii(seen);
        out_.append(all_.data() + from, at_ - from);
    }

    std::optional<Mistake> check_utf8() const {
        if (is_ascii_) return std::nullopt;
        const auto inside = all_.substr(begin_, at_ - begin_);
        const auto bad = first_bad_utf8(inside);
        if (!bad) return std::nullopt;
        return Mistake{Mistake::Kind::BadUtf8, begin_ + *bad, begin_ + *bad + 1};
    }

    /// Reads `\…`; `at_` stands on the backslash.
    std::optional<Mistake> escape() {
        constexpr std::string_view names = "\"\\/bfnrt'";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t'";
        const std::size_t from = at_;
        const char c = at_ + 1 < all_.size() ? all_[at_ + 1] : '\0';
        if (c == 'u') return unicode_escape();
        const std::size_t known = names.find(c);
        if (known == std::string_view::npos) return Mistake{Mistake::Kind::BadEscape, from, from + 2};
        out_ += meanings[known];
        at_ += 2;
        return std::nullopt;
    }

    /// The four digits behind `\u` at `at`.
    [[nodiscard]] std::optional<char32_t> code_unit(std::size_t at) const {
        if (all_.substr(at, 2) != "\\u") return std::nullopt;
        const auto digits = all_.substr(at + 2, 4);
        std::uint32_t unit = 0;
        const char* const end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, unit, 16);
        if (error != std::errc{} || stop != end || digits.size() != 4) return std::nullopt;
        return unit;
    }

    std::optional<Mistake> unicode_escape() {
        constexpr std::size_t length = 6;
        const std::size_t from = at_;
        const auto unit = code_unit(from);
        if (!unit) return Mistake{Mistake::Kind::BadEscape, from, std::min(from + length, all_.size())};
        at_ += length;
        if (*unit < 0xD800 || *unit > 0xDFFF) {
            append_utf8(out_, *unit);
            return std::nullopt;
        }
        const auto low = code_unit(at_);
        if (*unit > 0xDBFF || !low || *low < 0xDC00 || *low > 0xDFFF) {
            return Mistake{Mistake::Kind::LoneSurrogate, from, from + length};
        }
        at_ += length;
        append_utf8(out_, 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00));
        return std::nullopt;
    }

    std::string_view all_;
    std::size_t begin_;
    std::size_t at_;
    char quote_;
    std::string& out_;
    bool is_ascii_ = true;
};

} // namespace

std::optional<Mistake> read(std::string_view all, std::size_t& at, char quote, bool breaks,
                            std::string& out) {
    TextReader reader{all, at, quote, out};
    auto mistake = reader.read(breaks);
    at = reader.at();
    return mistake;
}

void append_utf8(std::string& out, char32_t code) {
    const auto add = [&](char32_t byte) { out += static_cast<char>(byte); };
    const auto follow = [&](unsigned shift) { add(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0U | (code >> 6U));
        follow(0);
    } else if (code < 0x10000) {
        add(0xE0U | (code >> 12U));
        follow(6);
        follow(0);
    } else {
        add(0xF0U | (code >> 18U));
        follow(12);
        follow(6);
        follow(0);
    }
}

} // namespace iotsec::json_text
