// Computing with values that are not known: what still can be said of them.
#pragma once

#include "base/value.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace iotsec::azure {

/// A running hash that names unknowns: equal inputs give equal identities, in
/// every run. Letter case of texts does not count, as it does not in Azure's
/// names.
class Identity {
  public:
    explicit Identity(std::string_view kind) { add(kind); }

    Identity& add(std::string_view text);
    Identity& add(std::uint64_t number);
    /// The identity of `value`; one that is unlike every other makes the whole
    /// so.
    Identity& add(const Value& value);

    [[nodiscard]] std::uint64_t value() const { return unlike_ ? 0 : state_ | 1U; }

  private:
    std::uint64_t state_ = 0xCBF29CE484222325U;
    bool unlike_ = false;
};

/// The first unknown in `value`, at any depth; null where all is known.
[[nodiscard]] const Unknown* first_unknown(const Value& value);

/// A whole number beyond 64 bits, which the engine keeps digit by digit. To everything that does not know of
/// it, it is unknown.
[[nodiscard]] Value make_wide_integer(std::string digits, Span span = {});
/// Its digits; null for any other value.
[[nodiscard]] const std::string* wide_integer(const Value& value);
/// What is not known of `value` itself; null where it is, wide integers among them.
[[nodiscard]] const Unknown* open_unknown(const Value& value);

/// A value that is there, and that only the deployment tells; `reason` says so in words.
[[nodiscard]] Value known_after_deployment(std::string reason, const Identity& identity, Span span = {});

/// An unknown that follows from `from`: same cause and reason, nothing else
/// known.
[[nodiscard]] Unknown following(const Unknown& from, std::uint64_t identity);

/// An unknown truth: the domain is true and false.
[[nodiscard]] Value unknown_bool(const Unknown& from, std::uint64_t identity);

/// Texts (known or not) in a row: a text, or an unknown that keeps the known
/// pieces.
[[nodiscard]] Value joined_text(std::span<const Value> parts, Span span = {});

/// Whether two values are equal as Azure's `equals` has it (types and letter
/// case count); nullopt where that depends on what is unknown.
[[nodiscard]] std::optional<bool> equal(const Value& a, const Value& b);

/// `yes` where `condition` holds, else `no`: for an unknown condition what is
/// common to both stays known.
[[nodiscard]] Value either(const Unknown& condition, const Value& yes, const Value& no);

/// What equal ids and names have in common: the text in lower case, or the
/// identity; empty for what is unlike every other.
[[nodiscard]] std::string key_of(const Value& value);

/// How much `value` weighs in memory: its values, and its text by the 64 bytes.
[[nodiscard]] std::size_t weight(const Value& value);

/// The name of the type of a value as messages have it: `a text`, `a list`.
[[nodiscard]] std::string_view type_name(const Value& value);

} // namespace iotsec::azure
