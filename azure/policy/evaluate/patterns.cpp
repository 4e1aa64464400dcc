// `like` and `match`.
#include "azure/policy/evaluate/operators.hpp"
#include "azure/policy/text/fold.hpp"

namespace iotsec::azure::policy {

namespace {

bool is_any_digit(char32_t c) {
    return c >= '0' && c <= '9';
}

/// Letters of ASCII, and what is beyond Latin-1's signs.
bool is_any_letter(char32_t c) {
    const bool is_ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_ascii_letter || (c >= 0xC0 && c != 0xD7 && c != 0xF7);
}

bool fits(char32_t c, char32_t pattern) {
    switch (pattern) {
    case '#':
        return is_any_digit(c);
    case '?':
        return is_any_letter(c);
    case '.':
        return true;
    default:
        return c == pattern;
    }
}

bool matches_folded(std::string_view text, std::string_view pattern) {
    std::size_t t = 0;
    std::size_t p = 0;
    while (t < text.size() && p < pattern.size()) {
        if (!fits(next_code_point(text, t), next_code_point(pattern, p))) return false;
    }
    return t == text.size() && p == pattern.size();
}

/// Both folded. Goes back to the last `*` where it has to: no worse than length times length.
bool is_like_folded(std::string_view text, std::string_view pattern) {
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t after = 0; // where the text stands that the last star has not taken
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            after = t;
        } else if (p < pattern.size() && pattern[p] == '?') {
            next_code_point(text, t);
            ++p;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++t;
            ++p;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            next_code_point(text, after);
            t = after;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

} // namespace

bool is_like(std::string_view text, std::string_view pattern) {
    return is_like_folded(folded(text), folded(pattern));
}

bool matches(std::string_view text, std::string_view pattern, bool minds_case) {
    return minds_case ? matches_folded(text, pattern) : matches_folded(folded(text), folded(pattern));
}

} // namespace iotsec::azure::policy
