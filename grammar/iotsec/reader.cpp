#include "grammar/iotsec/reader.hpp"

namespace iotsec::grammar {

void Reader::note(const Failure& failure, std::size_t open) {
    const auto& brackets = b_.brackets();
    mistake_ = {failure.where(), 0, false};
    for (std::size_t i = open; i < brackets.size(); ++i) {
        const bool interpolation = brackets[i] != b_.begin() && brackets[i][-1] == '$';
        if (interpolation) mistake_.in_text = true;
        if (*brackets[i] == '{' && !mistake_.in_text) ++mistake_.open_braces;
    }
    const std::string wanted = failure.which();
    if (wanted == too_deep)
        b_.report_too_deep(b_.span(failure.where(), failure.where()));
    else if (wanted == missing_closing)
        report_unclosed(b_, failure.where(), brackets.back());
    else
        report_expected(b_, failure.where(), wanted);
}

const char* Reader::open_body(bool header_read, std::span<const std::string_view> words) {
    const char* at = header_read ? next() : mistake_.at;
    if (header_read && at != b_.end() && *at == '{') return at_++;
    if (!header_read) {
        const char* const line_end = b_.line_end(at);
        while (at < line_end && *at != '{')
            at = token_end(at, line_end);
        if (at < line_end) {
            at_ = at + 1;
            return at;
        }
        at_ = next_declaration(b_, mistake_.at);
        return nullptr;
    }
    report_expected(b_, at_, "`{`");
    const bool goes_on =
        begins_meta(b_, at) || std::ranges::any_of(words, [&](auto clause) { return at_word(clause); });
    if (goes_on && !begins_declaration(b_, at)) return at;
    at_ = next_declaration(b_, at);
    return nullptr;
}

bool Reader::in_body(const char* bracket, bool lets) {
    const char* const before = at_;
    const char* const at = next();
    if (at != b_.end() && *at == '}') {
        ++at_;
        return false;
    }
    const bool is_clause = lets && starts_with_word(at, b_.end(), "let");
    if (at != b_.end() && (is_clause || !begins_declaration(b_, at))) return true;
    if (*bracket == '{') report_unclosed(b_, before, bracket);
    return false;
}

void Reader::recover(const char* begin, std::span<const std::string_view> words) {
    if (mistake_.at == begin) mistake_.at = token_end(begin, b_.end());
    at_ = next_clause(b_, mistake_, words);
}

} // namespace iotsec::grammar
