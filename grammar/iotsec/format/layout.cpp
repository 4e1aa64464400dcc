#include "grammar/iotsec/format/layout.hpp"

#include <algorithm>

namespace iotsec::grammar {

namespace {

std::size_t characters(std::string_view text) {
    const auto is_first_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::ranges::count_if(text, is_first_byte));
}

/// The text as it is printed, and where it stands.
class Page {
  public:
    explicit Page(std::size_t width) : width_{width} {}

    [[nodiscard]] bool fits(std::size_t more) const { return column() + more <= width_; }

    void text(std::string_view text) {
        if (text.empty()) return;
        if (at_line_start_) {
            line_indent_ = column_ = indent_.back();
            out_.append(line_indent_, ' ');
            at_line_start_ = false;
        }
        out_ += text;
        const std::size_t last_break = text.rfind('\n');
        if (last_break == std::string_view::npos)
            column_ += characters(text);
        else
            column_ = characters(text.substr(last_break + 1));
    }

    void break_line() {
        out_ += '\n';
        at_line_start_ = true;
    }

    void indent() { indent_.push_back(indent_.back() + step); }
    void base() { indent_.push_back(at_line_start_ ? indent_.back() : line_indent_); }
    void dedent() { indent_.pop_back(); }
    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    static constexpr std::size_t step = 2;

    [[nodiscard]] std::size_t column() const { return at_line_start_ ? indent_.back() : column_; }

    std::string out_;
    std::size_t width_;
    std::size_t column_ = 0;
    std::vector<std::size_t> indent_{0};
    std::size_t line_indent_ = 0;
    bool at_line_start_ = true;
};

} // namespace

void Layout::text(std::string_view text) {
    const std::size_t width = text.find('\n') == std::string_view::npos ? characters(text) : never_fits;
    items_.push_back({Kind::Text, std::string{text}, width});
    width_ += width;
}

void Layout::comment(std::string_view text) {
    items_.push_back({Kind::Text, std::string{text}, never_fits});
    width_ += never_fits;
}

void Layout::line(std::string_view flat) {
    items_.push_back({Kind::Line, std::string{flat}, 0});
    width_ += characters(flat);
}

void Layout::hard_line() {
    items_.push_back({Kind::HardLine, {}, 0});
    width_ += never_fits;
}

void Layout::open() {
    open_.push_back(items_.size());
    items_.push_back({Kind::Open, {}, width_});
}

void Layout::close() {
    Item& group = items_[open_.back()];
    open_.pop_back();
    group.width = width_ - group.width;
    items_.push_back({Kind::Close, {}, 0});
}

std::string Layout::print(std::size_t width) const {
    Page page{width};
    std::vector<bool> broken{true};
    for (const Item& item : items_) {
        switch (item.kind) {
        case Kind::Text:
            page.text(item.text);
            break;
        case Kind::Line:
            broken.back() ? page.break_line() : page.text(item.text);
            break;
        case Kind::HardLine:
            page.break_line();
            break;
        case Kind::Open:
            broken.push_back(broken.back() && !page.fits(item.width));
            break;
        case Kind::Close:
            broken.pop_back();
            break;
        case Kind::Indent:
            page.indent();
            break;
        case Kind::Base:
            page.base();
            break;
        case Kind::Dedent:
            page.dedent();
            break;
        }
    }
    return page.take();
}

} // namespace iotsec::grammar
