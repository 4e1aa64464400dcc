#include "base/render.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace iotsec {

namespace {

/// Longer lines are cut around the place, so that a file of one line stays readable.
constexpr std::size_t longest_line = 160;
constexpr std::size_t context_before = 60;
constexpr std::string_view ellipsis = "…";

/// One line as it is shown, built character by character.
struct ShownLine {
    std::string text;
    std::size_t columns = 0;

    void add(std::string_view what, std::size_t width) {
        text += what;
        columns += width;
    }
};

std::size_t sequence_length(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80U ? 1 : first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : 2;
    const std::string_view sequence = text.substr(0, length);
    return sequence.size() == length && !first_bad_utf8(sequence) ? length : 0;
}

/// Takes one character off `rest` and shows it. Control characters and bad bytes would confuse the terminal.
void show_character(std::string_view& rest, ShownLine& line) {
    const std::size_t length = sequence_length(rest);
    const auto first = static_cast<unsigned char>(rest.front());
    if (first == '\t') {
        line.add("    ", 4);
    } else if (length == 0 || first < 0x20U || first == 0x7FU) {
        line.add("?", 1);
    } else if (rest.substr(0, length) != "\xEF\xBB\xBF") { // a byte order mark has no width
        line.add(rest.substr(0, length), 1);
    }
    rest.remove_prefix(std::max<std::size_t>(length, 1));
}

/// The start of a character at or before `offset`, not before `first`.
std::size_t character_start(std::string_view text, std::size_t offset, std::size_t first) {
    while (offset > first && offset < text.size() &&
           (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U) {
        --offset;
    }
    return offset;
}

/// Fills in what is shown of the line in which `begin` stands.
void show_line(const SourceFile& file, std::size_t begin, std::size_t end, Place& place) {
    const std::string_view text = file.text();
    const std::string_view whole = file.line(place.begin.line);
    const auto start = static_cast<std::size_t>(whole.data() - text.data());
    const std::size_t stop = start + whole.size();
    std::size_t from = start;
    if (stop - start > longest_line && begin - start > context_before) {
        from = character_start(text, begin - context_before, start);
    }
    ShownLine line;
    if (from > start) line.add(ellipsis, 1);
    std::string_view rest = text.substr(from, stop - from);
    const auto offset = [&] { return stop - rest.size(); };
    while (!rest.empty() && offset() < begin)
        show_character(rest, line);
    place.lead = line.columns;
    while (!rest.empty() && offset() < end && line.columns < longest_line)
        show_character(rest, line);
    place.width = std::max<std::size_t>(line.columns - place.lead, 1);
    while (!rest.empty() && line.columns < longest_line)
        show_character(rest, line);
    if (!rest.empty()) line.add(ellipsis, 1);
    place.line = std::move(line.text);
}

std::string_view color_code(Tone tone) {
    switch (tone) {
    case Tone::Error:
        return "\x1b[1;31m";
    case Tone::Warning:
        return "\x1b[1;33m";
    case Tone::Unknown:
        return "\x1b[1;35m";
    case Tone::Note:
        return "\x1b[36m";
    case Tone::Good:
        return "\x1b[32m";
    case Tone::Gutter:
        return "\x1b[34m";
    case Tone::Strong:
        return "\x1b[1m";
    }
    std::abort();
}

Tone tone_of(Severity severity) {
    switch (severity) {
    case Severity::Note:
        return Tone::Note;
    case Severity::Warning:
        return Tone::Warning;
    case Severity::Error:
        return Tone::Error;
    }
    std::abort();
}

} // namespace

Place place(const Sources& sources, Span span) {
    if (!span.is_known() || span.source.index >= sources.size()) return {};
    const SourceFile& file = sources[span.source];
    const std::size_t size = file.text().size();
    const std::size_t begin = std::min<std::size_t>(span.begin, size);
    const std::size_t end = std::clamp<std::size_t>(span.end, begin, size);
    Place shown{file.path(), file.position(begin), file.position(end), {}, 0, 0};
    show_line(file, begin, end, shown);
    return shown;
}

std::string to_string(const Place& place) {
    return place.is_known() ? fmt::format("{}:{}:{}", place.path, place.begin.line, place.begin.column)
                            : place.path;
}

std::string paint(std::string_view text, Tone tone, Style style) {
    return style.color ? fmt::format("{}{}\x1b[0m", color_code(tone), text) : std::string{text};
}

std::string excerpt(const Place& place, std::string_view remark, Tone tone, Style style) {
    if (!place.is_known()) return {};
    const std::string number = fmt::format("{:>5} | ", place.begin.line);
    const std::string margin = std::string(number.size() - 2, ' ') + "| ";
    const std::string mark =
        std::string(place.width, '~') + (remark.empty() ? "" : " ") + std::string{remark};
    return paint(number, Tone::Gutter, style) + place.line + '\n' + paint(margin, Tone::Gutter, style) +
           std::string(place.lead, ' ') + paint(mark, tone, style) + '\n';
}

std::string_view name(Severity severity) {
    constexpr std::array<std::string_view, 3> names{"note", "warning", "error"};
    return names.at(static_cast<std::size_t>(severity));
}

std::string render(const Diagnostic& diagnostic, const Sources& sources, Style style) {
    const Tone tone = tone_of(diagnostic.severity);
    Place where = place(sources, diagnostic.span);
    if (!where.is_known()) where.path = diagnostic.path;
    const std::string head = where.path.empty() ? std::string{} : to_string(where) + ": ";
    const std::string kind = fmt::format("{}[{}]", name(diagnostic.severity), diagnostic.code);
    std::string text = paint(head, Tone::Strong, style) + paint(kind, tone, style) + ": " +
                       diagnostic.message + '\n' + excerpt(where, {}, tone, style);
    for (const Label& label : diagnostic.labels) {
        const Place other = place(sources, label.span);
        text += other.path == where.path && other.is_known()
                    ? excerpt(other, label.text, Tone::Note, style)
                    : fmt::format("   {}: {}\n{}", to_string(other), label.text,
                                  excerpt(other, {}, Tone::Note, style));
    }
    if (!diagnostic.help.empty())
        text += "   " + paint("help", Tone::Note, style) + "  " + diagnostic.help + '\n';
    return text;
}

} // namespace iotsec
