// Text that is laid out to fit a width: groups stay on one line where they can, else all their breaks become
// line breaks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::grammar {

class Layout {
  public:
    /// Text; it may hold line breaks, which stay as they are.
    void text(std::string_view text);
    /// A comment at the end of a line: no group around it stays on one line.
    void comment(std::string_view text);
    /// `flat` where the group stays on one line, else a line break.
    void line(std::string_view flat = " ");
    /// A line break in any case: no group around it stays on one line.
    void hard_line();

    /// What `write` writes is one group.
    template <typename Write>
    void group(Write write) {
        open();
        write();
        close();
    }
    /// Lines that begin inside of what `write` writes stand two blanks further right.
    template <typename Write>
    void nested(Write write) {
        items_.push_back({Kind::Indent, {}, 0});
        write();
        items_.push_back({Kind::Dedent, {}, 0});
    }

    /// Lines that begin inside of what `write` writes stand as far right as the line it begins on: what is
    /// nested in it is nested in that line.
    template <typename Write>
    void based(Write write) {
        items_.push_back({Kind::Base, {}, 0});
        write();
        items_.push_back({Kind::Dedent, {}, 0});
    }

    /// The whole text, with lines of at most `width` characters where that can be.
    [[nodiscard]] std::string print(std::size_t width) const;

  private:
    enum class Kind { Text, Line, HardLine, Open, Close, Indent, Base, Dedent };
    struct Item {
        Kind kind;
        std::string text;
        std::size_t width; ///< of a text, or of a whole group on one line
    };
    static constexpr std::size_t never_fits = 1U << 30U;

    void open();
    void close();

    std::vector<Item> items_;
    std::vector<std::size_t> open_;
    std::size_t width_ = 0; // of everything so far, on one line
};

} // namespace iotsec::grammar
