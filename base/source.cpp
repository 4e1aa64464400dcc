#include "base/source.hpp"

#include <algorithm>
#include <utility>

namespace iotsec {

SourceFile::SourceFile(SourceId id, std::string path, std::string text)
    : id_{id}, path_{std::move(path)}, text_{std::move(text)} {}

namespace {

constexpr std::size_t block_size = 4096;

std::size_t count_characters(std::string_view text) {
    const auto is_first_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::ranges::count_if(text, is_first_byte));
}

} // namespace

void SourceFile::index() const {
    if (!line_starts_.empty()) return;
    line_starts_.push_back(0);
    std::size_t longest = 0;
    for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
        longest = std::max(longest, at - line_starts_.back());
        line_starts_.push_back(at + 1);
    }
    longest = std::max(longest, text_.size() - line_starts_.back());
    if (longest <= block_size) return; // a short line is counted when it is asked for
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text_.size(); at += block_size) {
        characters_.push_back(characters);
        characters += count_characters(std::string_view{text_}.substr(at, block_size));
    }
    characters_.push_back(characters);
}

std::size_t SourceFile::characters_before(std::size_t offset) const {
    const std::size_t block = offset / block_size;
    const std::size_t start = block * block_size;
    return characters_[block] + count_characters(std::string_view{text_}.substr(start, offset - start));
}

Position SourceFile::position(std::size_t offset) const {
    index();
    offset = std::min(offset, text_.size());
    const auto next = std::ranges::upper_bound(line_starts_, offset);
    const std::size_t start = *std::prev(next);
    const std::size_t before = offset - start <= block_size
                                   ? count_characters(std::string_view{text_}.substr(start, offset - start))
                                   : characters_before(offset) - characters_before(start);
    return {static_cast<std::size_t>(next - line_starts_.begin()), before + 1};
}

std::string_view SourceFile::line(std::size_t line) const {
    index();
    if (line == 0 || line > line_starts_.size()) return {};
    const std::size_t start = line_starts_[line - 1];
    std::size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : text_.size();
    if (end > start && text_[end - 1] == '\r') --end;
    return std::string_view{text_}.substr(start, end - start);
}

const SourceFile& Sources::add(std::string path, std::string text) {
    const SourceId id{static_cast<std::uint32_t>(files_.size())};
    return files_.emplace_back(id, std::move(path), std::move(text));
}

std::string_view Sources::text(Span span) const {
    if (!span.is_known()) return {};
    return files_[span.source.index].text().substr(span.begin, span.end - span.begin);
}

} // namespace iotsec
