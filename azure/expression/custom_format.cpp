// Custom number formats (`#,##0.00;(0)`): the walk over the pattern follows .NET's, step by step.
#include "azure/expression/number_format.hpp"
#include "azure/expression/utf16.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <vector>

namespace iotsec::azure {

namespace {

constexpr char16_t per_mille = u'\u2030';

/// What one section of a pattern asks for.
struct Section {
    std::size_t begin = 0;
    int digits = 0;
    int point = -1; ///< how many digits stand in front of the point
    int first_zero = std::numeric_limits<int>::max();
    int last_zero = 0;
    bool is_scientific = false;
    bool has_thousands = false;
    int scaling = 0; ///< tens that `%` and `,` in front of the point multiply by
};

class Custom {
  public:
    Custom(Decimal decimal, std::string_view format)
        : decimal_{std::move(decimal)}, format_{to_utf16(format)} {}

    std::string text() {
        choose_section();
        lay_out();
        write();
        return to_utf8(out_);
    }

  private:
    [[nodiscard]] char16_t at(std::size_t i) const { return i < format_.size() ? format_[i] : u'\0'; }
    [[nodiscard]] bool is_zero_run(std::size_t i) const {
        return at(i) == u'0' || ((at(i) == u'+' || at(i) == u'-') && at(i + 1) == u'0');
    }
    [[nodiscard]] std::size_t behind_quote(std::size_t i, char16_t quote) const {
        while (i < format_.size() && format_[i] != quote)
            ++i;
        return std::min(i + 1, format_.size());
    }

    /// Where section `number` begins; the first one where it is empty or missing.
    [[nodiscard]] std::size_t section_begin(int number) const {
        for (std::size_t i = 0; number > 0 && i < format_.size();) {
            const char16_t c = format_[i++];
            if (c == u'\'' || c == u'"') i = behind_quote(i, c);
            if (c == u'\\') ++i;
            if (c != u';' || --number > 0) continue;
            return i < format_.size() && format_[i] != u';' ? i : 0;
        }
        return 0;
    }

    [[nodiscard]] Section read(std::size_t begin) const {
        Section section{.begin = begin};
        int comma = -1, commas = 0;
        for (std::size_t i = begin; i < format_.size() && format_[i] != u';';) {
            const char16_t c = format_[i++];
            if (c == u'#' || c == u'0') {
                if (c == u'0') section.first_zero = std::min(section.first_zero, section.digits);
                ++section.digits;
                if (c == u'0') section.last_zero = section.digits;
            } else if (c == u'.') {
                if (section.point < 0) section.point = section.digits;
            } else if (c == u',') {
                if (section.digits == 0 || section.point >= 0) continue;
                if (comma == section.digits) {
                    ++commas;
                    continue;
                }
                section.has_thousands = section.has_thousands || comma >= 0;
                comma = section.digits;
                commas = 1;
            } else if (c == u'%' || c == per_mille) {
                section.scaling += c == u'%' ? 2 : 3;
            } else if (c == u'\'' || c == u'"') {
                i = behind_quote(i, c);
            } else if (c == u'\\') {
                ++i;
            } else if ((c == u'E' || c == u'e') && is_zero_run(i)) {
                ++i;
                while (at(i) == u'0')
                    ++i;
                section.is_scientific = true;
            }
        }
        if (section.point < 0) section.point = section.digits;
        if (comma >= 0 && comma == section.point) {
            section.scaling -= commas * 3;
        } else if (comma >= 0) {
            section.has_thousands = true;
        }
        return section;
    }

    void choose_section() {
        section_ = read(section_begin(decimal_.digits.empty() ? 2 : decimal_.is_negative ? 1 : 0));
        if (decimal_.digits.empty()) return decimal_.round(0);
        decimal_.scale += section_.scaling;
        decimal_.round(section_.is_scientific ? section_.digits
                                              : decimal_.scale + section_.digits - section_.point);
        const std::size_t of_zero = section_begin(2);
        if (decimal_.digits.empty() && of_zero != section_.begin) section_ = read(of_zero);
    }

    void lay_out() {
        first_ = section_.first_zero < section_.point ? section_.point - section_.first_zero : 0;
        last_ = section_.last_zero > section_.point ? section_.point - section_.last_zero : 0;
        place_ = section_.is_scientific ? section_.point : std::max(decimal_.scale, section_.point);
        surplus_ = section_.is_scientific ? 0 : decimal_.scale - section_.point;
        if (!section_.has_thousands) return;
        const int digits = std::max(first_, place_ + std::min(surplus_, 0));
        for (int group = 3; group < digits; group += 3)
            separators_.push_back(group);
    }

    char16_t next_digit() {
        return next_ < decimal_.digits.size() ? static_cast<char16_t>(decimal_.digits[next_++]) : u'\0';
    }

    void put_digit(char16_t digit) {
        out_ += digit;
        if (section_.has_thousands && place_ > 1 && !separators_.empty() &&
            place_ == separators_.back() + 1) {
            out_ += u',';
            separators_.pop_back();
        }
    }

    void write_placeholder() {
        char16_t digit = u'\0';
        if (surplus_ < 0) {
            ++surplus_;
            digit = place_ <= first_ ? u'0' : u'\0';
        } else {
            digit = next_digit();
            if (digit == u'\0' && place_ > last_) digit = u'0';
        }
        if (digit != u'\0') put_digit(digit);
        --place_;
    }

    /// The digits for which the pattern has no place of their own.
    void write_surplus() {
        for (; surplus_ > 0; --surplus_, --place_) {
            const char16_t digit = next_digit();
            put_digit(digit == u'\0' ? u'0' : digit);
        }
    }

    void write_exponent(std::size_t& i, char16_t letter) {
        if (!section_.is_scientific || !is_zero_run(i)) {
            out_ += letter;
            if (section_.is_scientific) return;
            if (at(i) == u'+' || at(i) == u'-') out_ += at(i++);
            while (at(i) == u'0')
                out_ += at(i++);
            return;
        }
        const bool shows_plus = at(i) == u'+';
        std::size_t width = at(i) == u'0' ? 1 : 0;
        for (++i; at(i) == u'0'; ++i)
            ++width;
        const int exponent = decimal_.digits.empty() ? 0 : decimal_.scale - section_.point;
        out_ += letter;
        if (exponent < 0) {
            out_ += u'-';
        } else if (shows_plus) {
            out_ += u'+';
        }
        constexpr std::size_t widest = 10;
        const std::string digits = std::to_string(std::abs(exponent));
        for (std::size_t n = digits.size(); n < std::min(width, widest); ++n)
            out_ += u'0';
        out_.append(digits.begin(), digits.end());
        section_.is_scientific = false;
    }

    void write() {
        const bool is_signed = decimal_.is_negative && section_.begin == 0;
        if (is_signed && decimal_.scale != 0) out_ += u'-';
        bool has_point = false;
        for (std::size_t i = section_.begin; i < format_.size() && format_[i] != u';';) {
            const char16_t c = format_[i++];
            if (c == u'#' || c == u'0' || c == u'.') write_surplus();
            if (c == u'#' || c == u'0') {
                write_placeholder();
            } else if (c == u'.') {
                const bool is_shown =
                    last_ < 0 || (section_.point < section_.digits && next_ < decimal_.digits.size());
                if (place_ != 0 || has_point || !is_shown) continue;
                out_ += u'.';
                has_point = true;
            } else if (c == u'\'' || c == u'"') {
                const std::size_t end = behind_quote(i, c);
                const bool is_closed = at(end - 1) == c && end > i;
                out_ += format_.substr(i, end - i - (is_closed ? 1 : 0));
                i = end;
            } else if (c == u'\\') {
                if (i < format_.size()) out_ += format_[i++];
            } else if (c == u'E' || c == u'e') {
                write_exponent(i, c);
            } else if (c != u',') {
                out_ += c;
            }
        }
        if (is_signed && decimal_.scale == 0 && !out_.empty()) out_.insert(0, 1, u'-');
    }

    Decimal decimal_;
    std::u16string format_, out_;
    Section section_;
    int first_ = 0, last_ = 0; ///< the places that are always written
    int place_ = 0;            ///< of the digit that is next, from the point on
    int surplus_ = 0;
    std::size_t next_ = 0;
    std::vector<int> separators_;
};

} // namespace

std::string format_custom(Decimal decimal, std::string_view format) {
    return Custom{std::move(decimal), format}.text();
}

} // namespace iotsec::azure
