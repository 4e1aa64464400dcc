#include "tests/cli/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sys/wait.h>

namespace fs = std::filesystem;

namespace iotsec::test {

namespace {

constexpr std::string_view fence = "-- ";

bool is_fence(std::string_view line) {
    return line.starts_with(fence) && line.ends_with(" --") && line.size() > 6;
}

std::string_view take_line(std::string_view& rest) {
    const std::size_t length = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, length);
    rest.remove_prefix(std::min(length + 1, rest.size()));
    return line;
}

void read_files(std::string_view text, Story& story) {
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (is_fence(line)) {
            story.files.emplace_back(line.substr(3, line.size() - 6), "");
        } else if (!story.files.empty()) {
            story.files.back().second += std::string{line} + '\n';
        }
    }
}

/// A folder of its own for one story, removed afterwards.
class Stage {
  public:
    explicit Stage(const Story& story) {
        std::string name = (fs::temp_directory_path() / "iotsec-story-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
        for (const auto& [file, text] : story.files) {
            fs::create_directories((path_ / file).parent_path());
            std::ofstream{path_ / file, std::ios::binary} << text;
        }
    }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    Stage(Stage&&) = delete;
    Stage& operator=(Stage&&) = delete;
    ~Stage() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

StoryStep run(const std::string& command, const fs::path& folder, const std::string& program) {
    const std::string path = fs::path{program}.parent_path().string();
    const std::string line = "cd '" + folder.string() + "' && export PATH='" + path +
                             "':$PATH LC_ALL=C && unset NO_COLOR && { " + command + "\n} 2>&1 </dev/null";
    StoryStep step{command, {}, 0};
    FILE* pipe = ::popen(line.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> buffer{};
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        step.output.append(buffer.data(), got);
    }
    const int status = ::pclose(pipe);
    step.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (!step.output.empty() && step.output.back() != '\n') step.output += '\n';
    return step;
}

} // namespace

Story read_story(std::string_view text) {
    Story story;
    while (!text.empty()) {
        std::string_view rest = text;
        const std::string_view line = take_line(rest);
        if (is_fence(line)) {
            story.files_text = text;
            read_files(text, story);
            return story;
        }
        text = rest;
        if (line.starts_with("$ ")) {
            story.steps.push_back({std::string{line.substr(2)}, {}, 0});
        } else if (story.steps.empty()) {
            story.title += std::string{line} + '\n';
        } else if (line.starts_with("? ")) {
            story.steps.back().exit_code = std::atoi(std::string{line.substr(2)}.c_str());
        } else {
            story.steps.back().output += std::string{line} + '\n';
        }
    }
    return story;
}

std::string write_story(const Story& story) {
    std::string text = story.title;
    for (const StoryStep& step : story.steps) {
        text += "$ " + step.command + '\n' + step.output;
        if (step.exit_code != 0) text += "? " + std::to_string(step.exit_code) + '\n';
    }
    return text + story.files_text;
}

Story play(const Story& story, const std::string& program) {
    const Stage stage{story};
    Story played = story;
    for (StoryStep& step : played.steps)
        step = run(step.command, stage.path(), program);
    return played;
}

} // namespace iotsec::test
