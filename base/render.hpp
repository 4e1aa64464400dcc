// How places and diagnostics look on a terminal: `FILE:LINE:COLUMN: error[IOT1001]: …`, the line, the
// underline.
#pragma once

#include "base/diagnostic.hpp"
#include "base/source.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace iotsec {

/// A place as it is shown: independent of the text it came from, and short whatever the line is like.
struct Place {
    std::string path;
    Position begin{0, 0};
    Position end{0, 0};   ///< behind the last character
    std::string line;     ///< what is shown of the first line: long ones are cut, control characters replaced
    std::size_t lead = 0; ///< columns of `line` in front of the underline
    std::size_t width = 0; ///< columns that are underlined

    [[nodiscard]] bool is_known() const { return begin.line > 0; }
};

/// Where `span` is; a place with nothing but an empty path where it is unknown.
[[nodiscard]] Place place(const Sources& sources, Span span);
/// `hub.json:24:32`; the path alone where there is no line.
[[nodiscard]] std::string to_string(const Place& place);

/// Whether colours may be used. They are never the only sign.
struct Style {
    bool color = false;
};

enum class Tone { Error, Warning, Unknown, Note, Good, Gutter, Strong };
/// `text` in the colour of `tone`, or as it is.
[[nodiscard]] std::string paint(std::string_view text, Tone tone, Style style);

/// The line of a place with its number, and the underline with `remark` behind it; each ends in a line break.
/// Empty where the place is unknown.
[[nodiscard]] std::string excerpt(const Place& place, std::string_view remark, Tone tone, Style style);

/// A diagnostic in full: head line, excerpt, labels, help. Ends in a line break.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, const Sources& sources, Style style);

/// `error`, `warning`, `note`
[[nodiscard]] std::string_view name(Severity severity);

} // namespace iotsec
