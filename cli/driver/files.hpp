// Reading and writing the disk. Everything is bounded, and what fails says why and what to do.
#pragma once

#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "emitters/output.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iotsec::cli {

/// The largest file that is read: beyond any template that Azure takes (4 MB) and any sensible source.
inline constexpr std::uint64_t largest_file = 64ULL * 1024 * 1024;
/// How many files are taken from one folder.
inline constexpr std::size_t most_files = 100'000;

/// The whole of a file, byte by byte.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::uint64_t limit = largest_file);

[[nodiscard]] bool is_folder(const std::string& path);
[[nodiscard]] bool exists(const std::string& path);

/// All files below `folder` whose name ends in `suffix`, by path. Hidden folders, `node_modules`, links to
/// folders and what a build wrote into folders below are left out. More than `most` are an error.
[[nodiscard]] Result<std::vector<std::string>> files_below(const std::string& folder, std::string_view suffix,
                                                           std::size_t most = most_files);

/// `folder/name`, without a leading `./`.
[[nodiscard]] std::string join_path(const std::string& folder, const std::string& name);

/// Writes one file whole or not at all: beside it first, then by renaming. Returns what went wrong.
[[nodiscard]] std::optional<Diagnostic> write_file(const std::string& path, std::string_view text);

/// Files to write below a folder.
struct OutputFolder {
    std::string folder;
    emitters::OutputFiles files;
};

/// Writes all files of all folders, or none: nothing is renamed into place before everything is on the disk.
/// Files of the last build that are no longer made are removed; `.iotsec-files` in each folder lists them.
[[nodiscard]] std::optional<Diagnostic> write_folders(const std::vector<OutputFolder>& folders);

/// How the files on the disk differ from those that would be written.
enum class Difference { Missing, Changed, Stale };
struct FileDifference {
    std::string path;
    Difference difference{};
};
[[nodiscard]] std::vector<FileDifference> differences(const std::vector<OutputFolder>& folders);

} // namespace iotsec::cli
