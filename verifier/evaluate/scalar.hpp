// Scalars as Azure compares them: every one has a text, and equality is that of texts.
#pragma once

#include "base/value.hpp"
#include "compiler/ir/ir.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::verifier {

/// The text of a bool (`true`), a number (shortest decimal) or a text; none for lists, objects and what is
/// no value. May be a view into `buffer`.
[[nodiscard]] std::optional<std::string_view> text_of(const Value& value, std::string& buffer);
[[nodiscard]] std::optional<std::string> text_of(const Value& value);

/// How texts are told apart.
enum class Casing : std::uint8_t { Ignore, Exact, Location };
[[nodiscard]] Casing casing(ir::CompareBy by);

/// Equality of texts: letter case ignored unless exact; blanks too in names of locations.
[[nodiscard]] bool same_text(std::string_view a, std::string_view b, Casing casing);
/// The form in which equal texts are the same bytes.
[[nodiscard]] std::string folded(std::string_view text, Casing casing);

/// A number, or a text that reads as one: digits with at most a sign in front.
[[nodiscard]] std::optional<std::int64_t> whole_number(const Value& value);

/// The place of `text` in `order`, letter case ignored.
[[nodiscard]] std::optional<std::size_t> rank(std::string_view text, const std::vector<std::string>& order);

} // namespace iotsec::verifier
