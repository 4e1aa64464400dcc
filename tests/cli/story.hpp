// Stories: what a user types and sees, with the files it happens on, in one text file.
//
//     What this shows, in a sentence.
//     $ iotsec fmt --check a.iotsec
//     a.iotsec is not formatted
//     ? 1
//     -- a.iotsec --
//     module a
//
// Behind `$ ` stands a shell command; the lines below it are what it prints, on either stream; `? N` is its
// exit code where that is not 0. The files stand below. `UPDATE_GOLDEN=1` rewrites what the commands print.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iotsec::test {

struct StoryStep {
    std::string command;
    std::string output; ///< as expected
    int exit_code = 0;
};

struct Story {
    std::string title; ///< the lines before the first command
    std::vector<StoryStep> steps;
    std::string files_text; ///< the part with the files, as it is
    std::vector<std::pair<std::string, std::string>> files;
};

[[nodiscard]] Story read_story(std::string_view text);
/// The text that `read_story` reads.
[[nodiscard]] std::string write_story(const Story& story);

/// Runs the commands in a new folder with the files of the story; returns the story with what really
/// happened.
[[nodiscard]] Story play(const Story& story, const std::string& program);

} // namespace iotsec::test
