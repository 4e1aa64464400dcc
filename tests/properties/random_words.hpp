// Random choices, and the words that random modules are made of.
#pragma once

#include "grammar/iotsec/ast_expr.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::test {

/// Any number below `count`, whatever the size that RapidCheck tries: at size 0 it would be 0 for ever.
[[nodiscard]] std::size_t pick(std::size_t count);

/// False when RapidCheck makes a counterexample small.
[[nodiscard]] bool coin();

template <std::size_t Size>
[[nodiscard]] std::string one_of(const std::array<std::string_view, Size>& words) {
    return std::string{words[pick(Size)]};
}

/// A name, reserved words aside.
[[nodiscard]] ast::Name name();
/// A name where reserved words are allowed, too.
[[nodiscard]] ast::Name word();
[[nodiscard]] ast::TypeName type_name();
[[nodiscard]] ast::QualifiedName qualified();
/// Lines of a documentation comment.
[[nodiscard]] std::vector<std::string> doc();
/// A text with everything in it that has to be escaped.
[[nodiscard]] std::string plain_text();

} // namespace iotsec::test
