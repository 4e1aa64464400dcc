// The texts of one run, with the line and column of every byte.
#pragma once

#include "base/span.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec {

/// A line and a column, both counted from 1. Columns count UTF-8 code points.
struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
};

/// One text with the path it is known by in messages. A byte order mark at the start is kept in `text`.
class SourceFile {
  public:
    SourceFile(SourceId id, std::string path, std::string text);

    [[nodiscard]] SourceId id() const { return id_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string_view text() const { return text_; }

    /// Where byte `offset` stands; an offset behind the end gives the end.
    [[nodiscard]] Position position(std::size_t offset) const;
    /// Line `line` (from 1) without its line break; empty where there is none.
    [[nodiscard]] std::string_view line(std::size_t line) const;

  private:
    void index() const;
    [[nodiscard]] std::size_t characters_before(std::size_t offset) const;

    SourceId id_;
    std::string path_;
    std::string text_;
    // Filled when the first place is shown.
    mutable std::vector<std::size_t> line_starts_;
    mutable std::vector<std::size_t>
        characters_; // before each block of the text: a file may be one long line
};

/// All files of a run. References stay valid for its whole life.
class Sources {
  public:
    /// Takes a text in. Texts of 4 GiB and more are the caller's to refuse (`Span` counts in 32 bits).
    const SourceFile& add(std::string path, std::string text);

    [[nodiscard]] const SourceFile& operator[](SourceId id) const { return files_[id.index]; }
    [[nodiscard]] std::size_t size() const { return files_.size(); }
    /// The text under `span`; empty for "no place".
    [[nodiscard]] std::string_view text(Span span) const;

  private:
    std::deque<SourceFile> files_;
};

} // namespace iotsec
