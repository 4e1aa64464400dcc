// The inside of a JSON text: from behind the opening quote to the closing one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace iotsec::json_text {

/// What went wrong in a text, and which bytes (offsets in the whole file) are to blame.
struct Mistake {
    enum class Kind { NoEnd, BadEscape, LoneSurrogate, ControlCharacter, BadUtf8 } kind{};
    std::size_t begin = 0, end = 0;
};

/// Reads on from `at`, which stands behind the opening `quote`, and leaves `at` behind the closing one. The
/// text is appended to `out`.
[[nodiscard]] std::optional<Mistake> read(std::string_view all, std::size_t& at, char quote, bool breaks,
                                          std::string& out);

/// Appends `code` as UTF-8.
void append_utf8(std::string& out, char32_t code);

} // namespace iotsec::json_text
