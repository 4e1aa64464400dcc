// Where to go on after a mistake, and how to name what stands there. No Boost here.
#pragma once

#include "grammar/iotsec/builder.hpp"

#include <span>
#include <string>
#include <string_view>

namespace iotsec::grammar {

/// The place of a mistake: how far the parse came, and what was open there.
struct Mistake {
    const char* at = nullptr;
    int open_braces = 0;  ///< of objects that began in the clause
    bool in_text = false; ///< inside `${…}`
};

/// Behind the token at `at`: a word, a number, a text, a comment or one character.
[[nodiscard]] const char* token_end(const char* at, const char* last);
/// What stands at `at`, for people: `` `when` ``, `the end of the file`.
[[nodiscard]] std::string description(const char* at, const char* last);

/// Whether a declaration begins at `at`: at the start of a line, a keyword and what it declares.
[[nodiscard]] bool begins_declaration(const Builder& b, const char* at);
/// Whether `word:` stands at `at`.
[[nodiscard]] bool begins_meta(const Builder& b, const char* at);

/// From a mistake inside a body: in front of the next clause (one of `words`, or metadata), of the `}` that
/// ends the body, of the next declaration, or the end.
[[nodiscard]] const char* next_clause(const Builder& b, const Mistake& mistake,
                                      std::span<const std::string_view> words);
/// From a mistake outside of bodies: in front of the next declaration, or the end.
[[nodiscard]] const char* next_declaration(const Builder& b, const char* from);

/// Reports that `wanted` was expected behind `at`.
/// `words` are those that may stand here: one that is near to what stands there is suggested.
void report_expected(Builder& b, const char* at, const std::string& wanted,
                     std::span<const std::string_view> words = {});
/// Reports that the bracket opened last is not closed behind `at`.
void report_unclosed(Builder& b, const char* at, const char* bracket);

} // namespace iotsec::grammar
