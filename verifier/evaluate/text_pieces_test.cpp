#include "verifier/evaluate/text_pieces.hpp"

#include <doctest/doctest.h>

using namespace iotsec::verifier;

namespace {

/// `a?b` with gaps at the question marks.
PartialText text(std::string_view pattern) {
    std::vector<std::optional<std::string>> pieces;
    std::string known;
    for (const char c : pattern) {
        if (c != '?') {
            known += c;
            continue;
        }
        pieces.emplace_back(known);
        pieces.emplace_back(std::nullopt);
        known.clear();
    }
    pieces.emplace_back(known);
    return PartialText{pieces};
}

char letter(Truth truth) {
    return truth == Truth::True ? 'T' : truth == Truth::False ? 'F' : 'U';
}

} // namespace

TEST_CASE("two partial texts are equal, different, or may be either") {
    struct Row {
        const char* a;
        const char* b;
        char expected;
    };
    for (const Row& row : {
             Row{"abc", "abc", 'T'},
             Row{"abc", "abd", 'F'},
             Row{"?", "", 'U'},
             Row{"a?c", "ac", 'U'},
             Row{"a?c", "abbbc", 'U'},
             Row{"a?c", "ab", 'F'},
             Row{"ab?bc", "abc", 'F'},
             Row{"a?b?c", "axbyc", 'U'},
             Row{"a?b?c", "axyc", 'F'},
             Row{"a?b?b?c", "axbyc", 'F'},
             Row{"a?", "ab?", 'U'},
             Row{"a?", "b?", 'F'},
             Row{"?a", "?b", 'F'},
             Row{"?a?", "?b?", 'U'},
         }) {
        CAPTURE(row.a);
        CAPTURE(row.b);
        CHECK(letter(equal(text(row.a), text(row.b))) == row.expected);
        CHECK(letter(equal(text(row.b), text(row.a))) == row.expected);
    }
}

TEST_CASE("patterns on partial texts") {
    CHECK(letter(starts_with(text("ab?"), "a")) == 'T');
    CHECK(letter(starts_with(text("ab?"), "abc")) == 'U');
    CHECK(letter(starts_with(text("ab?"), "ac")) == 'F');
    CHECK(letter(starts_with(text("?"), "")) == 'T');
    CHECK(letter(ends_with(text("?bc"), "c")) == 'T');
    CHECK(letter(ends_with(text("?bc"), "abc")) == 'U');
    CHECK(letter(ends_with(text("?bc"), "d")) == 'F');
    CHECK(letter(contains(text("a?bc?"), "bc")) == 'T');
    CHECK(letter(contains(text("a?"), "b")) == 'U');
    CHECK(letter(is_like(text("aba"), "ab", "ba")) == 'F');
    CHECK(letter(is_like(text("ab?ba"), "ab", "ba")) == 'T');
    CHECK(letter(is_like(text("ab?"), "ab", "ba")) == 'U');
    CHECK(letter(is_like(text("?ab"), "ab", "ba")) == 'F');
}

TEST_CASE("the last segment of a partial text is known where its slash is") {
    CHECK(text("/a/?/b").behind_last('/').head() == "b");
    CHECK(text("/a/?b").behind_last('/').tail() == "b");
    CHECK_FALSE(text("/a/?b").behind_last('/').is_known());
    CHECK(text("a/b/").behind_last('/').head().empty());
    CHECK(text("ab").behind_last('/').head() == "ab");
}
