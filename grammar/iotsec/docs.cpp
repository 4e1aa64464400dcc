#include "grammar/iotsec/docs.hpp"

#include <algorithm>

namespace iotsec::grammar {

namespace {

constexpr std::string_view slashes = "///";

const char* line_begin(const Builder& b, const char* at) {
    while (at != b.begin() && at[-1] != '\n')
        --at;
    return at;
}

std::string_view trimmed(const char* first, const char* last) {
    constexpr std::string_view blanks = " \t\r";
    const std::string_view line{first, static_cast<std::size_t>(last - first)};
    const std::size_t begin = line.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(blanks) - begin + 1);
}

} // namespace

std::vector<std::string> take_doc(Builder& b, const char* declared) {
    std::vector<std::string> lines;
    const char* begin = declared;
    while (begin != b.begin() && (begin[-1] == ' ' || begin[-1] == '\t'))
        --begin;
    if (begin == b.begin() || begin[-1] != '\n') return lines;
    while (begin != b.begin()) {
        const char* const previous = line_begin(b, begin - 1);
        const std::string_view line = trimmed(previous, begin - 1);
        if (!line.starts_with(slashes) || line.starts_with("////")) break;
        const std::size_t text = line.starts_with("/// ") ? slashes.size() + 1 : slashes.size();
        lines.emplace_back(line.substr(text));
        begin = previous;
    }
    std::ranges::reverse(lines);
    auto& comments = b.module.comments;
    const std::uint32_t offset = b.span(begin, begin).begin;
    while (!comments.empty() && comments.back().span.begin >= offset)
        comments.pop_back();
    return lines;
}

} // namespace iotsec::grammar
