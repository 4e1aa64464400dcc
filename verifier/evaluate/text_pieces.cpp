#include "verifier/evaluate/text_pieces.hpp"

#include <algorithm>

namespace iotsec::verifier {

namespace {

/// Whether one begins with the other.
bool heads_agree(std::string_view a, std::string_view b) {
    const std::size_t length = std::min(a.size(), b.size());
    return a.substr(0, length) == b.substr(0, length);
}

/// Whether one ends with the other.
bool tails_agree(std::string_view a, std::string_view b) {
    const std::size_t length = std::min(a.size(), b.size());
    return a.substr(a.size() - length) == b.substr(b.size() - length);
}

/// Whether the gaps can be filled so that the text is `whole`: head and tail fit without overlap, and the
/// pieces between stand in between, in order.
bool can_be(const PartialText& text, std::string_view whole) {
    const std::string_view head = text.head();
    const std::string_view tail = text.tail();
    if (whole.size() < head.size() + tail.size()) return false;
    if (!whole.starts_with(head) || !whole.ends_with(tail)) return false;
    std::string_view middle = whole.substr(head.size(), whole.size() - head.size() - tail.size());
    const auto& pieces = text.pieces();
    const std::size_t last = pieces.size() - 1;
    for (std::size_t i = 1; i < last; ++i) {
        if (!pieces[i]) continue;
        const auto at = middle.find(*pieces[i]);
        if (at == std::string_view::npos) return false;
        middle.remove_prefix(at + pieces[i]->size());
    }
    return true;
}

} // namespace

PartialText::PartialText(const std::vector<std::optional<std::string>>& pieces) {
    for (const auto& piece : pieces)
        append(piece);
    if (pieces_.empty()) pieces_.emplace_back(std::nullopt);
}

void PartialText::append(const PartialText& other) {
    for (const auto& piece : other.pieces_)
        append(piece);
}

void PartialText::append(const std::optional<std::string>& piece) {
    if (pieces_.empty()) {
        pieces_.push_back(piece);
        return;
    }
    if (!piece) {
        if (pieces_.back() && pieces_.back()->empty())
            pieces_.back() = std::nullopt;
        else if (pieces_.back())
            pieces_.emplace_back(std::nullopt);
        return;
    }
    if (pieces_.back())
        *pieces_.back() += *piece;
    else if (!piece->empty())
        pieces_.push_back(piece);
}

bool PartialText::is_known() const {
    return pieces_.size() == 1 && pieces_.front();
}

std::string_view PartialText::head() const {
    return pieces_.front() ? std::string_view{*pieces_.front()} : std::string_view{};
}

std::string_view PartialText::tail() const {
    return pieces_.back() ? std::string_view{*pieces_.back()} : std::string_view{};
}

PartialText PartialText::folded(Casing casing) const {
    PartialText result = *this;
    for (auto& piece : result.pieces_) {
        if (piece) piece = verifier::folded(*piece, casing);
    }
    return result;
}

PartialText PartialText::behind_last(char separator) const {
    const auto at = tail().rfind(separator);
    if (at != std::string_view::npos) return PartialText{tail().substr(at + 1)};
    if (is_known()) return *this;
    return PartialText{std::vector<std::optional<std::string>>{std::nullopt, std::string{tail()}}};
}

Truth equal(const PartialText& a, const PartialText& b) {
    if (a.is_known() && b.is_known()) return truth_of(a.head() == b.head());
    bool possible = false;
    if (a.is_known())
        possible = can_be(b, a.head());
    else if (b.is_known())
        possible = can_be(a, b.head());
    else
        possible = heads_agree(a.head(), b.head()) && tails_agree(a.tail(), b.tail());
    return possible ? Truth::Unknown : Truth::False;
}

Truth starts_with(const PartialText& text, std::string_view prefix) {
    if (text.head().starts_with(prefix)) return Truth::True;
    if (text.is_known()) return Truth::False;
    return prefix.starts_with(text.head()) ? Truth::Unknown : Truth::False;
}

Truth ends_with(const PartialText& text, std::string_view suffix) {
    if (text.tail().ends_with(suffix)) return Truth::True;
    if (text.is_known()) return Truth::False;
    return suffix.ends_with(text.tail()) ? Truth::Unknown : Truth::False;
}

Truth contains(const PartialText& text, std::string_view part) {
    const auto& pieces = text.pieces();
    const bool is_in_a_piece = std::ranges::any_of(
        pieces, [&](const auto& piece) { return piece && piece->find(part) != std::string::npos; });
    if (is_in_a_piece) return Truth::True;
    return text.is_known() ? Truth::False : Truth::Unknown;
}

Truth is_like(const PartialText& text, std::string_view before, std::string_view after) {
    if (text.is_known()) {
        const bool is_long_enough = text.head().size() >= before.size() + after.size();
        return truth_of(is_long_enough && text.head().starts_with(before) && text.head().ends_with(after));
    }
    return std::min(starts_with(text, before), ends_with(text, after));
}

} // namespace iotsec::verifier
