#include "cli/driver/files.hpp"

#include "base/diagnostics/files.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <set>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

namespace iotsec::cli {

namespace {

/// An open file that is closed when it goes out of scope.
class FileHandle {
  public:
    explicit FileHandle(int descriptor) : descriptor_{descriptor} {}
    FileHandle(const FileHandle&) = delete;
    FileHandle& operator=(const FileHandle&) = delete;
    FileHandle(FileHandle&&) = delete;
    FileHandle& operator=(FileHandle&&) = delete;
    ~FileHandle() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
    [[nodiscard]] int get() const { return descriptor_; }
    /// Closes now, because a full disk may be noticed only here.
    [[nodiscard]] bool close() { return ::close(std::exchange(descriptor_, -1)) == 0; }

  private:
    int descriptor_;
};

std::string reason(int error) {
    return std::generic_category().message(error);
}

std::string advice_for_reading(int error) {
    switch (error) {
    case ENOENT:
        return "check the spelling, and the folder you are in";
    case EACCES:
        return "the user that runs iotsec needs the right to read it";
    default:
        return {};
    }
}

Diagnostic unreadable(const std::string& path, int error) {
    return make_diagnostic(diag::cannot_read_file, {}, path, reason(error))
        .with_path(path)
        .with_help(advice_for_reading(error));
}

Diagnostic unwritable(const std::string& path, int error) {
    return make_diagnostic(diag::cannot_write_file, {}, path, reason(error))
        .with_path(path)
        .with_help(error == ENOSPC || error == EFBIG ? "free some space; nothing was changed"
                                                     : "nothing was changed");
}

Diagnostic too_large(const std::string& path, std::uint64_t size, std::uint64_t limit) {
    return make_diagnostic(diag::file_too_large, {}, path, size, limit)
        .with_path(path)
        .with_help("`--max-file-size` raises the limit, where a command has it");
}

/// Everything that can be read from `file`, up to one byte more than `limit`.
std::optional<std::string> read_all(const FileHandle& file, std::uint64_t expected, std::uint64_t limit) {
    std::string text;
    text.resize(std::min(expected, limit) + 1);
    std::size_t filled = 0;
    while (filled <= limit) {
        if (filled == text.size()) text.resize(std::min<std::uint64_t>(text.size() * 2 + 4096, limit + 1));
        const ssize_t got = ::read(file.get(), text.data() + filled, text.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    text.resize(filled);
    return text;
}

bool write_all(const FileHandle& file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t wrote = ::write(file.get(), text.data(), text.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return true;
}

/// A file that is complete on the disk under a name of its own, and removed unless it is put into place.
class PendingFile {
  public:
    PendingFile(std::string path, std::string_view text) : path_{std::move(path)} {
        std::error_code ignored;
        fs::create_directories(fs::path{path_}.parent_path(), ignored);
        temporary_ = path_ + ".iotsec-" + std::to_string(::getpid());
        FileHandle file{::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
        if (!file.is_open()) {
            temporary_.clear();
            error_ = errno;
        } else if (!write_all(file, text) || !file.close()) {
            error_ = errno;
        }
    }
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;
    PendingFile(PendingFile&&) = delete;
    PendingFile& operator=(PendingFile&&) = delete;
    ~PendingFile() {
        if (!temporary_.empty()) ::unlink(temporary_.c_str());
    }

    [[nodiscard]] std::optional<Diagnostic> problem() const {
        return error_ == 0 ? std::nullopt : std::optional{unwritable(path_, error_)};
    }
    [[nodiscard]] std::optional<Diagnostic> put_into_place() {
        if (::rename(temporary_.c_str(), path_.c_str()) != 0) return unwritable(path_, errno);
        temporary_.clear();
        return std::nullopt;
    }

  private:
    std::string path_;
    std::string temporary_;
    int error_ = 0;
};

constexpr const char* list_name = ".iotsec-files";

/// The files that the last build put below `folder`.
std::vector<std::string> listed_files(const std::string& folder) {
    const auto text = read_file(join_path(folder, list_name));
    std::vector<std::string> files;
    if (!text) return files;
    std::string_view rest = text.value();
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const bool leaves_the_folder = line.starts_with('/') || line.find("..") != std::string_view::npos;
        if (!line.empty() && !leaves_the_folder) files.emplace_back(line);
    }
    return files;
}

std::string list_of(const OutputFolder& output) {
    std::vector<std::string> paths;
    for (const auto& file : output.files)
        paths.push_back(file.path);
    std::ranges::sort(paths);
    std::string text;
    for (const auto& path : paths)
        text += path + '\n';
    return text;
}

/// The paths, with their folder, that the last build made and this one does not.
std::vector<std::string> stale_files(const OutputFolder& output) {
    std::vector<std::string> stale;
    for (const auto& path : listed_files(output.folder)) {
        if (std::ranges::find(output.files, path, &emitters::OutputFile::path) == output.files.end()) {
            stale.push_back(join_path(output.folder, path));
        }
    }
    return stale;
}

} // namespace

Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
    const FileHandle file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file.is_open()) return unreadable(path, errno);
    struct stat about {};
    if (::fstat(file.get(), &about) != 0) return unreadable(path, errno);
    if (S_ISDIR(about.st_mode)) return make_diagnostic(diag::is_a_folder, {}, path).with_path(path);
    const auto size = static_cast<std::uint64_t>(about.st_size);
    if (size > limit) return too_large(path, size, limit);
    auto text = read_all(file, size, limit);
    if (!text) return unreadable(path, errno);
    if (text->size() > limit) return too_large(path, text->size(), limit);
    return *std::move(text);
}

bool is_folder(const std::string& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool exists(const std::string& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

Result<std::vector<std::string>> files_below(const std::string& folder, std::string_view suffix,
                                             std::size_t most) {
    std::error_code error;
    std::vector<std::string> files;
    std::set<std::string> built;
    // What lies below a folder in normal form has a path in normal form, but for `./` in front.
    const std::string root = fs::path{folder}.lexically_normal().string();
    fs::recursive_directory_iterator at{root, fs::directory_options::skip_permission_denied, error};
    for (; !error && at != fs::recursive_directory_iterator{}; at.increment(error)) {
        const std::string& path = at->path().native();
        const std::string_view name = last_segment(path);
        std::error_code ignored;
        if (at->is_directory(ignored)) {
            if (name.starts_with('.') || name == "node_modules") at.disable_recursion_pending();
        } else if (name == list_name && at.depth() > 0) {
            const std::string outputs = path.substr(0, path.size() - name.size());
            for (const std::string& output : listed_files(outputs))
                built.insert(join_path(outputs, output));
        } else if (name.ends_with(suffix)) {
            files.push_back(path.substr(path.starts_with("./") ? 2 : 0));
        }
        if (files.size() > most) {
            return make_diagnostic(diag::too_many_files, {}, folder, most).with_path(folder);
        }
    }
    if (error) return unreadable(folder, error.value());
    std::erase_if(files, [&](const std::string& file) { return built.contains(file); });
    std::ranges::sort(files);
    return files;
}

std::string join_path(const std::string& folder, const std::string& name) {
    return (fs::path{folder} / name).lexically_normal().string();
}

std::optional<Diagnostic> write_file(const std::string& path, std::string_view text) {
    if (is_folder(path)) return unwritable(path, EISDIR);
    // A device or a pipe is written to as it is: there is nothing to replace.
    std::error_code ignored;
    if (exists(path) && !fs::is_regular_file(path, ignored)) {
        FileHandle file{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
        if (!file.is_open() || !write_all(file, text) || !file.close()) return unwritable(path, errno);
        return std::nullopt;
    }
    PendingFile pending{path, text};
    if (auto problem = pending.problem()) return problem;
    return pending.put_into_place();
}

std::optional<Diagnostic> write_folders(const std::vector<OutputFolder>& folders) {
    std::vector<std::unique_ptr<PendingFile>> pending;
    std::vector<std::string> stale;
    std::set<std::string> taken;
    const auto prepare = [&](const std::string& path, std::string_view text) -> std::optional<Diagnostic> {
        if (is_folder(path)) return unwritable(path, EISDIR);
        if (!taken.insert(path).second) return unwritable(path, EEXIST);
        pending.push_back(std::make_unique<PendingFile>(path, text));
        return pending.back()->problem();
    };
    for (const auto& output : folders) {
        for (const auto& file : output.files) {
            if (auto problem = prepare(join_path(output.folder, file.path), file.content)) return problem;
        }
        if (auto problem = prepare(join_path(output.folder, list_name), list_of(output))) return problem;
        for (auto& path : stale_files(output))
            stale.push_back(std::move(path));
    }
    for (const auto& file : pending) {
        if (auto problem = file->put_into_place()) return problem;
    }
    std::error_code ignored;
    for (const auto& path : stale)
        fs::remove(path, ignored);
    return std::nullopt;
}

std::vector<FileDifference> differences(const std::vector<OutputFolder>& folders) {
    std::vector<FileDifference> found;
    for (const auto& output : folders) {
        for (const auto& file : output.files) {
            const std::string path = join_path(output.folder, file.path);
            const auto present = read_file(path);
            if (!present) {
                found.push_back({path, Difference::Missing});
            } else if (present.value() != file.content) {
                found.push_back({path, Difference::Changed});
            }
        }
        for (auto& path : stale_files(output)) {
            if (exists(path)) found.push_back({std::move(path), Difference::Stale});
        }
    }
    std::ranges::sort(found, {}, &FileDifference::path);
    return found;
}

} // namespace iotsec::cli
