// Texts of which only some pieces are known: what can be said of them for certain.
#pragma once

#include "base/value.hpp"
#include "verifier/evaluate/scalar.hpp"
#include "verifier/evaluate/truth.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::verifier {

/// A text with gaps (`nullopt`), each of any length, none included.
class PartialText {
  public:
    explicit PartialText(std::string_view known) : pieces_{std::string{known}} {}
    /// The known pieces of an unknown; nothing known is one gap.
    explicit PartialText(const std::vector<std::optional<std::string>>& pieces);

    void append(const PartialText& other);
    [[nodiscard]] bool is_known() const;
    /// What stands in front of the first gap, and behind the last.
    [[nodiscard]] std::string_view head() const;
    [[nodiscard]] std::string_view tail() const;
    [[nodiscard]] const std::vector<std::optional<std::string>>& pieces() const { return pieces_; }
    [[nodiscard]] PartialText folded(Casing casing) const;
    /// What stands behind the last `separator`, where there may be one in a gap.
    [[nodiscard]] PartialText behind_last(char separator) const;

  private:
    void append(const std::optional<std::string>& piece);

    // INVARIANT: known pieces and gaps alternate; no known piece is empty unless it is the only one.
    std::vector<std::optional<std::string>> pieces_;
};

// All of these compare bytes: fold first where letter case does not count.
[[nodiscard]] Truth equal(const PartialText& a, const PartialText& b);
[[nodiscard]] Truth starts_with(const PartialText& text, std::string_view prefix);
[[nodiscard]] Truth ends_with(const PartialText& text, std::string_view suffix);
[[nodiscard]] Truth contains(const PartialText& text, std::string_view part);
/// Whether `text` is `before`, anything, `after`.
[[nodiscard]] Truth is_like(const PartialText& text, std::string_view before, std::string_view after);

} // namespace iotsec::verifier
