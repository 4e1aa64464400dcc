#include "azure/expression/format.hpp"

#include "azure/expression/json_writer.hpp"
#include "azure/expression/number_format.hpp"
#include "azure/expression/unknown.hpp"
#include "azure/expression/utf16.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <utility>

namespace iotsec::azure {

namespace {

constexpr int max_width = 1'000'000; // .NET's limit on numbers in a pattern

/// `{index,alignment:format}`.
struct Hole {
    std::size_t index = 0;
    int alignment = 0;
    std::string format;
};

class Pattern {
  public:
    Pattern(std::string_view text, std::span<const Value> args) : text_{text}, args_{args} {}

    Formatted formatted() {
        std::string plain;
        while (at_ < text_.size() && result_.error.empty()) {
            const char c = text_[at_++];
            const bool is_doubled = at_ < text_.size() && text_[at_] == c;
            if ((c == '{' || c == '}') && is_doubled) {
                plain += c;
                ++at_;
            } else if (c == '{') {
                result_.parts.emplace_back(std::exchange(plain, {}));
                hole();
            } else if (c == '}') {
                result_.error = "a `}` in the pattern has no `{`; it is written `}}`";
            } else {
                plain += c;
            }
        }
        result_.parts.emplace_back(std::move(plain));
        return std::move(result_);
    }

  private:
    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ')
            ++at_;
    }
    bool number(int& out) {
        const char* const first = text_.data() + at_;
        const auto [end, error] = std::from_chars(first, text_.data() + text_.size(), out);
        at_ += static_cast<std::size_t>(end - first);
        return error == std::errc{} && end != first;
    }

    bool read(Hole& out) {
        int index = 0;
        if (at_ >= text_.size() || !std::isdigit(static_cast<unsigned char>(text_[at_])) || !number(index)) {
            return false;
        }
        out.index = static_cast<std::size_t>(index);
        skip_blanks();
        if (at_ < text_.size() && text_[at_] == ',') {
            ++at_;
            skip_blanks();
            if (!number(out.alignment) || std::abs(out.alignment) >= max_width) return false;
            skip_blanks();
        }
        if (at_ < text_.size() && text_[at_] == ':') {
            const std::size_t close = text_.find_first_of("{}", ++at_);
            if (close == std::string_view::npos) return false;
            out.format = text_.substr(at_, close - at_);
            at_ = close;
        }
        const bool is_closed = at_ < text_.size() && text_[at_] == '}';
        ++at_;
        return is_closed;
    }

    void hole() {
        Hole hole;
        if (!read(hole)) {
            result_.error = "the pattern has a `{` that begins no `{number}`";
        } else if (hole.index >= args_.size()) {
            result_.error =
                fmt::format("the pattern asks for argument {}, and there are {}", hole.index, args_.size());
        } else {
            add(hole, args_[hole.index]);
        }
    }

    void add(const Hole& hole, const Value& argument) {
        if (const std::string* digits = wide_integer(argument)) {
            result_.parts.emplace_back(*digits);
            return;
        }
        if (const Unknown* unknown = first_unknown(argument)) {
            const bool as_it_is = argument.as_unknown() != nullptr && hole.alignment == 0;
            result_.parts.push_back(as_it_is ? argument : make_unknown(following(*unknown, 0)));
            return;
        }
        std::string text = argument_text(argument, hole.format);
        if (static_cast<std::size_t>(std::abs(hole.alignment)) > max_text) {
            result_.error = fmt::format("a text has at most {} characters", max_text);
            return;
        }
        const auto width = static_cast<std::size_t>(std::abs(hole.alignment));
        const std::size_t length = utf16_length(text);
        if (length < width) {
            const std::string blanks(width - length, ' ');
            text = hole.alignment < 0 ? text + blanks : blanks + text;
        }
        result_.parts.emplace_back(std::move(text));
    }

    std::string argument_text(const Value& argument, std::string_view format) {
        if (argument.is_null()) return {};
        if (const std::string* text = argument.as_string()) return *text;
        if (const bool* flag = argument.as_bool()) return *flag ? "True" : "False";
        if (argument.as_number()) {
            auto number = format_number(argument, format);
            result_.error = number.error;
            return number.text;
        }
        std::string text = json_text_of(argument);
        std::ranges::replace(text, '"', '\'');
        return text;
    }

    std::string_view text_;
    std::span<const Value> args_;
    std::size_t at_ = 0;
    Formatted result_;
};

} // namespace

Formatted format_text(std::string_view pattern, std::span<const Value> args) {
    return Pattern{pattern, args}.formatted();
}

} // namespace iotsec::azure
